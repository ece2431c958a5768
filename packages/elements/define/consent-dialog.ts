// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { ConsentDialog } from '../src/consent-dialog/consent-dialog.js';
import { define } from '../src/shared/define.js';

define('consent-dialog', ConsentDialog);

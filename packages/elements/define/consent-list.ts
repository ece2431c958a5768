// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import './consent-dialog.js';
import { ConsentList } from '../src/consent-list/consent-list.js';
import { define } from '../src/shared/define.js';

define('consent-list', ConsentList);

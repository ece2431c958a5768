// The provider first: a tag inside it asks for its language as soon as it is upgraded.
import './consult-provider.js';
import { ConsentChanges } from '../src/consent-changes/consent-changes.js';
import { define } from '../src/shared/define.js';

define('consent-changes', ConsentChanges);

// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { ConsultDesk } from '../src/consult-desk/consult-desk.js';
import { define } from '../src/shared/define.js';

define('consult-desk', ConsultDesk);

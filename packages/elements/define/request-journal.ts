// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { RequestJournal } from '../src/request-journal/request-journal.js';
import { define } from '../src/shared/define.js';

define('request-journal', RequestJournal);

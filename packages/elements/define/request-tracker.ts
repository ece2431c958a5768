// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { RequestTracker } from '../src/request-tracker/request-tracker.js';
import { define } from '../src/shared/define.js';

define('request-tracker', RequestTracker);

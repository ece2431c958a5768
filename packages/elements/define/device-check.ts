// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { DeviceCheck } from '../src/device-check/device-check.js';
import { define } from '../src/shared/define.js';

define('device-check', DeviceCheck);

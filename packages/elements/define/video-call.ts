// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { define } from '../src/shared/define.js';
import { VideoCall } from '../src/video-call/video-call.js';

define('video-call', VideoCall);

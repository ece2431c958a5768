// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { ConsultChat } from '../src/consult-chat/consult-chat.js';
import { define } from '../src/shared/define.js';

define('consult-chat', ConsultChat);

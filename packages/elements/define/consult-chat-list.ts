// The provider first: a tag inside it asks for its connection as soon as it is upgraded.
import './consult-provider.js';
import { ConsultChatList } from '../src/consult-chat-list/consult-chat-list.js';
import { define } from '../src/shared/define.js';

define('consult-chat-list', ConsultChatList);

export { ConsultChatList } from './consult-chat-list/consult-chat-list.js';
export { ChatSelectEvent } from './consult-chat-list/events.js';
export { ConsultChat } from './consult-chat/consult-chat.js';
export {
  ChatLeaveEvent,
  EntryDeletedEvent,
  EntryRefusedEvent,
  EntrySendEvent,
  EntrySentEvent,
} from './consult-chat/events.js';
export { ConsultProvider } from './consult-provider/consult-provider.js';
export { RefusedEvent, SignedOutEvent, UnreadChangeEvent, type Refusal } from './consult-provider/events.js';
export { DeviceCheck } from './device-check/device-check.js';
export { CheckFinishedEvent } from './device-check/events.js';

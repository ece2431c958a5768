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
export {
  CallAcceptEvent,
  CallChatEvent,
  CallCheckEvent,
  CallConnectedEvent,
  CallEndedEvent,
  CallIncomingEvent,
} from './video-call/events.js';
export { VideoCall } from './video-call/video-call.js';
export { DeviceCheck } from './device-check/device-check.js';
export { CheckFinishedEvent } from './device-check/events.js';
export { NoticeList } from './notice-list/notice-list.js';
export { NoticeSelectEvent } from './notice-list/events.js';
export { DeferredRequestForm } from './deferred-request-form/deferred-request-form.js';
export {
  RequestOpenEvent,
  RequestSubmitEvent,
  RequestSubmittedEvent,
} from './deferred-request-form/events.js';
export {
  OfferAcceptedEvent,
  OfferAcceptEvent,
  OfferRefusedEvent,
  OfferRefuseEvent,
  RequestOpenChatEvent,
  RequestWithdrawEvent,
  RequestWithdrawnEvent,
} from './request-tracker/events.js';
export { RequestTracker } from './request-tracker/request-tracker.js';
export { ConsentDialog } from './consent-dialog/consent-dialog.js';
export {
  ConsentAcceptedEvent,
  ConsentAcceptEvent,
  ConsentAskEvent,
  ConsentDeclinedEvent,
} from './consent-dialog/events.js';
export { ConsentList } from './consent-list/consent-list.js';
export { ConsentWithdrawEvent, ConsentWithdrawnEvent } from './consent-list/events.js';
export { ConsentChanges } from './consent-changes/consent-changes.js';

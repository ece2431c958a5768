import type { EndReason } from '@consult/client/call';

/** Somebody calls: the dialog is about to show. Carries ids only. */
export class CallIncomingEvent extends Event {
  static readonly type = 'consult-call-incoming';
  readonly callId: string;
  readonly chatId: string;

  constructor(callId: string, chatId: string) {
    super(CallIncomingEvent.type, { bubbles: true, composed: true });
    this.callId = callId;
    this.chatId = chatId;
  }
}

/** Asks leave to answer, and with it to switch camera and microphone on. Cancel it and it rings on. */
export class CallAcceptEvent extends Event {
  static readonly type = 'consult-call-accept';
  readonly callId: string;
  readonly chatId: string;

  constructor(callId: string, chatId: string) {
    super(CallAcceptEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.callId = callId;
    this.chatId = chatId;
  }
}

/** The two see and hear one another for the first time. */
export class CallConnectedEvent extends Event {
  static readonly type = 'consult-call-connected';
  readonly callId: string;
  readonly chatId: string;

  constructor(callId: string, chatId: string) {
    super(CallConnectedEvent.type, { bubbles: true, composed: true });
    this.callId = callId;
    this.chatId = chatId;
  }
}

/** The call is over here; `reason` says how. */
export class CallEndedEvent extends Event {
  static readonly type = 'consult-call-ended';
  readonly callId: string;
  readonly chatId: string;
  readonly reason: EndReason;

  constructor(callId: string, chatId: string, reason: EndReason) {
    super(CallEndedEvent.type, { bubbles: true, composed: true });
    this.callId = callId;
    this.chatId = chatId;
    this.reason = reason;
  }
}

/** After a call: the person wants to go on in the chat. A page that shows one thing at a time goes there. */
export class CallChatEvent extends Event {
  static readonly type = 'consult-call-chat';
  readonly chatId: string;

  constructor(chatId: string) {
    super(CallChatEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
  }
}

/** After a call that failed: the person wants camera, microphone and line looked at. A page shows its `<device-check>`. */
export class CallCheckEvent extends Event {
  static readonly type = 'consult-call-check';
  readonly chatId: string;

  constructor(chatId: string) {
    super(CallCheckEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-call-incoming': CallIncomingEvent;
    'consult-call-accept': CallAcceptEvent;
    'consult-call-connected': CallConnectedEvent;
    'consult-call-ended': CallEndedEvent;
    'consult-call-chat': CallChatEvent;
    'consult-call-check': CallCheckEvent;
  }
}

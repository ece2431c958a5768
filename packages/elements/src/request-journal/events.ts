/** A request was opened in the journal, or `null`: the reader has gone back to the list. */
export class RequestSelectEvent extends Event {
  static readonly type = 'consult-request-select';
  readonly requestId: string | null;

  constructor(requestId: string | null) {
    super(RequestSelectEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

/** A consultation has come of a request. `chatId` is `null` for a visit in person, which has no chat. */
export class RequestScheduledEvent extends Event {
  static readonly type = 'consult-request-scheduled';
  readonly requestId: string;
  readonly chatId: string | null;

  constructor(requestId: string, chatId: string | null) {
    super(RequestScheduledEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
    this.chatId = chatId;
  }
}

/** A request was entered for a caller or a visitor. */
export class RequestEnteredEvent extends Event {
  static readonly type = 'consult-request-entered';
  readonly requestId: string;

  constructor(requestId: string) {
    super(RequestEnteredEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

/** A request was annulled. */
export class RequestAnnulledEvent extends Event {
  static readonly type = 'consult-request-annulled';
  readonly requestId: string;

  constructor(requestId: string) {
    super(RequestAnnulledEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-request-select': RequestSelectEvent;
    'consult-request-scheduled': RequestScheduledEvent;
    'consult-request-entered': RequestEnteredEvent;
    'consult-request-annulled': RequestAnnulledEvent;
  }
}

/** Asks leave to accept an offered time. Cancel it and nothing happens. */
export class OfferAcceptEvent extends Event {
  static readonly type = 'consult-offer-accept';
  readonly requestId: string;
  readonly offerId: string;

  constructor(requestId: string, offerId: string) {
    super(OfferAcceptEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.requestId = requestId;
    this.offerId = offerId;
  }
}

/** The server has the acceptance: the person is booked. */
export class OfferAcceptedEvent extends Event {
  static readonly type = 'consult-offer-accepted';
  readonly requestId: string;
  readonly offerId: string;

  constructor(requestId: string, offerId: string) {
    super(OfferAcceptedEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
    this.offerId = offerId;
  }
}

/** Asks leave to refuse an offered time. Cancel it and the dialog stays open with what was typed. */
export class OfferRefuseEvent extends Event {
  static readonly type = 'consult-offer-refuse';
  readonly requestId: string;
  readonly offerId: string;

  constructor(requestId: string, offerId: string) {
    super(OfferRefuseEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.requestId = requestId;
    this.offerId = offerId;
  }
}

/** The server has the refusal. */
export class OfferRefusedEvent extends Event {
  static readonly type = 'consult-offer-refused';
  readonly requestId: string;
  readonly offerId: string;

  constructor(requestId: string, offerId: string) {
    super(OfferRefusedEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
    this.offerId = offerId;
  }
}

/** Asks leave to withdraw the request. Cancel it and the dialog stays open. */
export class RequestWithdrawEvent extends Event {
  static readonly type = 'consult-request-withdraw';
  readonly requestId: string;

  constructor(requestId: string) {
    super(RequestWithdrawEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.requestId = requestId;
  }
}

/** The request is withdrawn for good. */
export class RequestWithdrawnEvent extends Event {
  static readonly type = 'consult-request-withdrawn';
  readonly requestId: string;

  constructor(requestId: string) {
    super(RequestWithdrawnEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

/** Asks the page to show the chat of the consultation that came of a request. */
export class RequestOpenChatEvent extends Event {
  static readonly type = 'consult-request-open-chat';
  readonly requestId: string;
  readonly chatId: string;

  constructor(requestId: string, chatId: string) {
    super(RequestOpenChatEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
    this.chatId = chatId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-offer-accept': OfferAcceptEvent;
    'consult-offer-accepted': OfferAcceptedEvent;
    'consult-offer-refuse': OfferRefuseEvent;
    'consult-offer-refused': OfferRefusedEvent;
    'consult-request-withdraw': RequestWithdrawEvent;
    'consult-request-withdrawn': RequestWithdrawnEvent;
    'consult-request-open-chat': RequestOpenChatEvent;
  }
}

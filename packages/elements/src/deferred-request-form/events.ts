/** Asks leave to send the request. Cancel it and everything stays as it was typed. */
export class RequestSubmitEvent extends Event {
  static readonly type = 'consult-request-submit';
  readonly organisation: string;
  /** For whom; `null`: somebody without an account. */
  readonly patient: string | null;

  constructor(organisation: string, patient: string | null) {
    super(RequestSubmitEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.organisation = organisation;
    this.patient = patient;
  }
}

/** The request is registered. */
export class RequestSubmittedEvent extends Event {
  static readonly type = 'consult-request-submitted';
  readonly requestId: string;

  constructor(requestId: string) {
    super(RequestSubmittedEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

/** Asks the page to show a request: the one just registered, or the one there was already. */
export class RequestOpenEvent extends Event {
  static readonly type = 'consult-request-open';
  /** `null`: which one it is could not be found out; show all. */
  readonly requestId: string | null;

  constructor(requestId: string | null) {
    super(RequestOpenEvent.type, { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-request-submit': RequestSubmitEvent;
    'consult-request-submitted': RequestSubmittedEvent;
    'consult-request-open': RequestOpenEvent;
  }
}

/** Asks leave to open the consultation before its time. Cancel it and nothing happens. */
export class ConsultationOpenEvent extends Event {
  static readonly type = 'consult-consultation-open';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ConsultationOpenEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.chatId = chatId;
  }
}

/** The consultation is open: both sides may write. */
export class ConsultationOpenedEvent extends Event {
  static readonly type = 'consult-consultation-opened';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ConsultationOpenedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
  }
}

/** Asks leave to complete the consultation. Cancel it and the dialog stays open with what was typed. */
export class ConsultationCompleteEvent extends Event {
  static readonly type = 'consult-consultation-complete';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ConsultationCompleteEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.chatId = chatId;
  }
}

/** The consultation is over for good. */
export class ConsultationCompletedEvent extends Event {
  static readonly type = 'consult-consultation-completed';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ConsultationCompletedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
  }
}

/** A further version of the conclusion has been given. */
export class ConclusionCorrectedEvent extends Event {
  static readonly type = 'consult-conclusion-corrected';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ConclusionCorrectedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-consultation-open': ConsultationOpenEvent;
    'consult-consultation-opened': ConsultationOpenedEvent;
    'consult-consultation-complete': ConsultationCompleteEvent;
    'consult-consultation-completed': ConsultationCompletedEvent;
    'consult-conclusion-corrected': ConclusionCorrectedEvent;
  }
}

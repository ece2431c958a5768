import type { ConsentKind } from '@consult/core';

/**
 * Asks for the dialog of a consent: an element fires it where something is closed for want of one, and the nearest
 * `<consent-dialog>` of the provider takes it. Whoever shows the dialog cancels the event, so that no other does.
 */
export class ConsentAskEvent extends Event {
  static readonly type = 'consult-consent-ask';
  readonly kind: ConsentKind;
  /** For whom; `undefined`: for everybody whose consent is missing. */
  readonly patientId: string | undefined;

  constructor(kind: ConsentKind, patientId?: string) {
    super(ConsentAskEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.kind = kind;
    this.patientId = patientId;
  }
}

/** Asks leave to send an acceptance. Cancel it and the dialog stays as it is. */
export class ConsentAcceptEvent extends Event {
  static readonly type = 'consult-consent-accept';
  readonly kind: ConsentKind;
  readonly patientId: string;
  readonly version: number;

  constructor(kind: ConsentKind, patientId: string, version: number) {
    super(ConsentAcceptEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.kind = kind;
    this.patientId = patientId;
    this.version = version;
  }
}

/** The server has the acceptance. */
export class ConsentAcceptedEvent extends Event {
  static readonly type = 'consult-consent-accepted';
  readonly kind: ConsentKind;
  readonly patientId: string;
  readonly consentId: string;

  constructor(kind: ConsentKind, patientId: string, consentId: string) {
    super(ConsentAcceptedEvent.type, { bubbles: true, composed: true });
    this.kind = kind;
    this.patientId = patientId;
    this.consentId = consentId;
  }
}

/** The person does not agree: what needs the consent stays closed, and the page decides where they go. */
export class ConsentDeclinedEvent extends Event {
  static readonly type = 'consult-consent-declined';
  readonly kind: ConsentKind;
  readonly patientId: string;
  /** How many others the dialog goes on to ask for: where it is none, the dialog has closed. */
  readonly left: number;

  constructor(kind: ConsentKind, patientId: string, left: number) {
    super(ConsentDeclinedEvent.type, { bubbles: true, composed: true });
    this.kind = kind;
    this.patientId = patientId;
    this.left = left;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-consent-ask': ConsentAskEvent;
    'consult-consent-accept': ConsentAcceptEvent;
    'consult-consent-accepted': ConsentAcceptedEvent;
    'consult-consent-declined': ConsentDeclinedEvent;
  }
}

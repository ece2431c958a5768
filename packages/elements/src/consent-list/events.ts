import type { ConsentKind } from '@consult/core';

/** Asks leave to withdraw a consent. Cancel it and the question stays open. */
export class ConsentWithdrawEvent extends Event {
  static readonly type = 'consult-consent-withdraw';
  readonly kind: ConsentKind;
  readonly patientId: string;
  readonly consentId: string;

  constructor(kind: ConsentKind, patientId: string, consentId: string) {
    super(ConsentWithdrawEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.kind = kind;
    this.patientId = patientId;
    this.consentId = consentId;
  }
}

/** The consent is withdrawn: what needed it is closed from now on. */
export class ConsentWithdrawnEvent extends Event {
  static readonly type = 'consult-consent-withdrawn';
  readonly kind: ConsentKind;
  readonly patientId: string;
  readonly consentId: string;

  constructor(kind: ConsentKind, patientId: string, consentId: string) {
    super(ConsentWithdrawnEvent.type, { bubbles: true, composed: true });
    this.kind = kind;
    this.patientId = patientId;
    this.consentId = consentId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-consent-withdraw': ConsentWithdrawEvent;
    'consult-consent-withdrawn': ConsentWithdrawnEvent;
  }
}

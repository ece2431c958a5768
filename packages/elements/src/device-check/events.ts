import type { Readiness } from '@consult/core';

/** A check has asked all it wanted to ask. How ready the person is, in one word; what was found stays in the page. */
export class CheckFinishedEvent extends Event {
  static readonly type = 'consult-check-finished';
  readonly readiness: Readiness;

  constructor(readiness: Readiness) {
    super(CheckFinishedEvent.type, { bubbles: true, composed: true });
    this.readiness = readiness;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-check-finished': CheckFinishedEvent;
  }
}

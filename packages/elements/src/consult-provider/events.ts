import type { ErrorCode } from '@consult/core';

/** Why a provider lets nobody in: the server's code, or that another person already works with the server on this page. */
export type Refusal = ErrorCode | 'another-person';

/** Tells that the person has signed out here and that nothing of theirs is kept in this browser any more. */
export class SignedOutEvent extends Event {
  static readonly type = 'consult-signed-out';

  constructor() {
    super(SignedOutEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells how many entries wait unread in all chats: for the badge in a portal's menu. */
export class UnreadChangeEvent extends Event {
  static readonly type = 'consult-unread-change';
  readonly unread: number;

  constructor(unread: number) {
    super(UnreadChangeEvent.type, { bubbles: true, composed: true });
    this.unread = unread;
  }
}

/** Tells that the person is not let in, and why: on `signed-out` a portal shows its sign-in. */
export class RefusedEvent extends Event {
  static readonly type = 'consult-refused';
  readonly code: Refusal;

  constructor(code: Refusal) {
    super(RefusedEvent.type, { bubbles: true, composed: true });
    this.code = code;
  }
}

declare global {
  interface HTMLElementEventMap {
    'consult-signed-out': SignedOutEvent;
    'consult-unread-change': UnreadChangeEvent;
    'consult-refused': RefusedEvent;
  }
}

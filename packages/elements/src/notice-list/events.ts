import type { NoticeKind } from '@consult/core';

/**
 * A notice was chosen: the page opens what it is about, a chat or a request; where it is about neither, as with a changed
 * document, the kind says where to go. Inside a provider its chat is chosen unless the event is cancelled.
 */
export class NoticeSelectEvent extends Event {
  static readonly type = 'consult-notice-select';
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly chatId: string | null;
  readonly requestId: string | null;

  constructor(noticeId: string, kind: NoticeKind, chatId: string | null, requestId: string | null) {
    super(NoticeSelectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.noticeId = noticeId;
    this.kind = kind;
    this.chatId = chatId;
    this.requestId = requestId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-notice-select': NoticeSelectEvent;
  }
}

import type { ErrorCode, ExportFormat } from '@consult/core';

/** Asks leave to send. Cancel it and the text stays in the box. Carries ids only: what was written is not the page's business. */
export class EntrySendEvent extends Event {
  static readonly type = 'consult-entry-send';
  readonly chatId: string;

  constructor(chatId: string) {
    super(EntrySendEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.chatId = chatId;
  }
}

/** The server has a message that was written here. */
export class EntrySentEvent extends Event {
  static readonly type = 'consult-entry-sent';
  readonly chatId: string;
  /** Its place in the chat. */
  readonly seq: number;

  constructor(chatId: string, seq: number) {
    super(EntrySentEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
    this.seq = seq;
  }
}

/** A message was not taken. Its text is kept and the reason is on the screen. */
export class EntryRefusedEvent extends Event {
  static readonly type = 'consult-entry-refused';
  readonly chatId: string;
  readonly code: ErrorCode;

  constructor(chatId: string, code: ErrorCode) {
    super(EntryRefusedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
    this.code = code;
  }
}

/** The author took a message back, and the server agreed. */
export class EntryDeletedEvent extends Event {
  static readonly type = 'consult-entry-deleted';
  readonly chatId: string;
  readonly seq: number;

  constructor(chatId: string, seq: number) {
    super(EntryDeletedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
    this.seq = seq;
  }
}

/** The reader wants back to the list: on a page of one column (`with-back`), or because the chat was lost. */
export class ChatLeaveEvent extends Event {
  static readonly type = 'consult-chat-leave';

  constructor() {
    super(ChatLeaveEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks leave to attach documents to the message. Cancel it and they are not taken. */
export class FileAttachEvent extends Event {
  static readonly type = 'consult-file-attach';
  readonly chatId: string;
  /** How many the reader has chosen. */
  readonly count: number;

  constructor(chatId: string, count: number) {
    super(FileAttachEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.chatId = chatId;
    this.count = count;
  }
}

/** A document was not taken. The reason is on the screen. */
export class FileRefusedEvent extends Event {
  static readonly type = 'consult-file-refused';
  readonly chatId: string;
  readonly code: ErrorCode;

  constructor(chatId: string, code: ErrorCode) {
    super(FileRefusedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
    this.code = code;
  }
}

/** The reader has got the finished conversation as a file. */
export class ChatExportedEvent extends Event {
  static readonly type = 'consult-chat-exported';
  readonly chatId: string;
  readonly format: ExportFormat;

  constructor(chatId: string, format: ExportFormat) {
    super(ChatExportedEvent.type, { bubbles: true, composed: true });
    this.chatId = chatId;
    this.format = format;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'consult-entry-send': EntrySendEvent;
    'consult-entry-sent': EntrySentEvent;
    'consult-entry-refused': EntryRefusedEvent;
    'consult-entry-deleted': EntryDeletedEvent;
    'consult-chat-exported': ChatExportedEvent;
    'consult-chat-leave': ChatLeaveEvent;
    'consult-file-attach': FileAttachEvent;
    'consult-file-refused': FileRefusedEvent;
  }
}

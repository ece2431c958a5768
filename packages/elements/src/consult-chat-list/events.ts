/** Asks leave to choose a chat. Cancel it and the choice stays as it was, as when the page opens chats its own way. */
export class ChatSelectEvent extends Event {
  static readonly type = 'consult-chat-select';
  readonly chatId: string;

  constructor(chatId: string) {
    super(ChatSelectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.chatId = chatId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'consult-chat-select': ChatSelectEvent;
  }
}

import type { AllChatWords } from './chat-hand-ru.js';

/** What `<consult-chat>` says of what can be done with a message. */
export const chatActionsRu = {
  actionsOf: (text: string) => `Действия с сообщением «${text}»`,
  actionsOfFiles: 'Действия с сообщением',
  actionKeys: 'Стрелками вверх и вниз можно перейти к другому сообщению.',
  reply: 'Ответить',
  copy: 'Копировать',
  copied: 'Текст скопирован',
  notCopied: 'Не получилось скопировать. Выделите текст и скопируйте его сами.',
  remove: 'Удалить',
  confirmRemove: 'Удалить сообщение у всех?',
  confirm: 'Удалить',
  keep: 'Оставить',

  answering: (who: string) => `Ответ на сообщение: ${who}`,
  cancelReply: 'Не отвечать на это сообщение',
  quoted: (who: string) => `${who}, перейти к сообщению`,
  quotedFiles: (n: number) => `Файлов: ${n}`,
  quotedEarlier: 'Более раннее сообщение',
  replyGone:
    'Сообщение, на которое вы отвечали, удалено. Верните текст в поле ввода кнопкой «Удалить» и отправьте его отдельно.',
};

/** Those words, beside all that were there before. */
export type ActionChatWords = AllChatWords & typeof chatActionsRu;

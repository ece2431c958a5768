import { ru } from './ru.js';

/** Words of `<consult-chat-list>` that its first paint needs. */
export const listRu = {
  ...ru,
  messages: 'Сообщения',
  search: 'Поиск по названию',
  chats: 'Чаты',
  /** The manual's title of a row (§5.1). */
  title: (patient: string, title: string) => `${patient}: ${title}`,
  open: 'Идёт',
  starts: (when: string) => `Начало: ${when}`,
  you: (text: string) => `Вы: ${text}`,
  nothingSaid: 'Сообщений пока нет',
  needsConsent: 'Нужно ваше согласие',
};
export type ListWords = typeof listRu;

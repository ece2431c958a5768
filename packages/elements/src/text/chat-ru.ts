import { ru } from './ru.js';

/** The words of `<consult-chat>` that its first paint needs. */
export const chatRu = {
  ...ru,
  back: 'К списку чатов',

  doctor: 'Врач',
  patient: 'Пациент',
  scheduled: (when: string) => `Откроется ${when}`,
  soon: 'Скоро откроется',
  open: 'Идёт консультация',

  thread: 'Сообщения чата',
  you: 'Вы',
  newMessages: 'Новые сообщения',
};

/** What the first paint of `<consult-chat>` can say. */
export type ChatWords = typeof chatRu;

import type { ConsentKind } from '@consult/core';
import { ru } from './ru.js';

/** The documents by the manual's names (§4.3). */
const names: Record<ConsentKind, string> = {
  notifications: 'Согласие на получение уведомлений от системы здравоохранения Санкт-Петербурга',
  'personal-data': 'Согласие на обработку персональных данных',
  'remote-consultation': 'Согласие на дистанционное консультирование',
};

/** Words that everything about consents may need. */
export const consentsRu = {
  ...ru,
  names,
  edition: (version: number, when: string) => `Редакция ${version}, опубликована ${when}`,
  changes: 'Что изменилось',
  changesFrom: (from: number, to: number) => `Редакция ${from} → редакция ${to}`,
  added: 'добавлено:',
  removed: 'убрано:',
  fullText: 'Полный текст',
  print: 'Распечатать',
  close: 'Закрыть',
  retry: 'Попробовать снова',
  loading: 'Загружаем…',
  slow: 'Это занимает больше времени, чем обычно. Проверьте подключение к интернету.',
};

export type ConsentsWords = typeof consentsRu;

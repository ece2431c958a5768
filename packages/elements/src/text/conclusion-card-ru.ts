import { ru } from './ru.js';

/** The words of the card of a conclusion in `<consult-chat>`. */
export const conclusionCardRu = {
  ...ru,
  title: 'Консультативное заключение',
  given: (when: string) => `Дано ${when}`,
  corrected: (version: number, when: string) => `Исправлено ${when}, версия ${version}`,
  signed: (by: string) => `Подписано электронной подписью: ${by}`,
  unsigned: 'Не подписано электронной подписью',
  open: 'Открыть',
  save: 'Скачать',
  openVersion: (version: number) => `Открыть версию ${version}`,
  saveVersion: (version: number) => `Скачать версию ${version}`,
  fetching: 'Загружаем документ…',
  earlier: 'Прежние версии',
  version: (version: number, when: string) => `Версия ${version}, ${when}`,
  fileName: (day: string, version: number) =>
    version > 1 ? `Заключение ${day}, версия ${version}.pdf` : `Заключение ${day}.pdf`,
};

/** What the card can say. */
export type ConclusionCardWords = typeof conclusionCardRu;

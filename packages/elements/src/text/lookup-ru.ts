import { ru } from './ru.js';

/** The words with which `<request-tracker anonymous>` looks a request up. */
export const lookupRu = {
  ...ru,
  intro:
    'Если вы подали заявку без учётной записи, введите её номер и ключ. Они показаны на последней странице заявки.',
  number: 'Номер заявки',
  numberHint: 'Например: Ж-2026-000123',
  secret: 'Ключ заявки',
  secretHint:
    '32 знака: цифры и латинские буквы от a до f. Если вы скопировали номер и ключ вместе, вставьте их в любое поле.',
  empty: { number: 'Не указан номер заявки.', secret: 'Не указан ключ заявки.' },
  wrong: {
    number: 'Номер указан не полностью или с ошибкой. Пример: Ж-2026-000123.',
    secret: 'Ключ указан не полностью или с ошибкой. В нём 32 знака: цифры и латинские буквы от a до f.',
  },
  notFound: 'Мы не нашли такой заявки. Проверьте номер и ключ.',
  find: 'Показать заявку',
  finding: 'Ищем…',
  refresh: 'Обновить',
  refreshing: 'Обновляем…',
  refreshed: (state: string) => `Обновлено. Заявка: ${state}`,
  another: 'Другая заявка',
  call: 'Чтобы отменить или изменить заявку, позвоните в поликлинику',
  callAnswer: 'Чтобы принять это время или отказаться от него, позвоните в поликлинику',
};

/** What `<request-tracker anonymous>` can say beside the words of the tracker. */
export type LookupWords = typeof lookupRu;

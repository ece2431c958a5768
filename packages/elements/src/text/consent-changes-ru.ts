import { consentsRu } from './consents-ru.js';

/** The words of `<consent-changes>`. */
export const consentChangesRu = {
  ...consentsRu,
  comparing: 'Сравниваем…',
  notCompared: 'Сравнить тексты сейчас не удалось.',
  unchanged: 'Тексты не отличаются.',
};

export type ConsentChangesWords = typeof consentChangesRu;

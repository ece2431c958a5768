import type { AllChatWords } from './chat-hand-ru.js';

/** What the search of `<consult-chat>` says. */
export const chatSearchRu = {
  searchField: 'Найти в чате',
  searchBar: 'Поиск в чате',
  searching: 'Ищем…',
  position: (n: number, all: number) => `${n} из ${all}`,
  nothingFound: 'Ничего не найдено. Проверьте слова или попробуйте другие.',
  older: 'Предыдущее найденное, раньше',
  newer: 'Следующее найденное, позже',
  closeSearch: 'Закрыть поиск',
  moreHits: 'Показать ещё',
  hits: 'Найденное',
  inFile: 'Файл',
  inConclusion: 'Заключение',
};

/** Those words, beside all that were there before. */
export type SearchChatWords = AllChatWords & typeof chatSearchRu;

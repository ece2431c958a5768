import { counter } from '../shared/plural.js';
import type { ListWords } from './list-ru.js';

const count = counter('ru');

/** Words of `<consult-chat-list>` that come after its first paint. */
export const listHandRu = {
  loading: 'Загружаем чаты…',
  slow: 'Загрузка идёт дольше обычного. Похоже, связь медленная: подождите ещё немного.',
  noChats: 'Чатов пока нет',
  noChatsHint: 'Чат появится здесь, как только будет назначена консультация.',
  noHits: 'Ничего не нашлось',
  noHitsHint:
    'Попробуйте специальность, например «кардиолог», фамилию врача или пациента, название поликлиники.',
  showAll: 'Показать все чаты',
  found: (n: number, more: boolean) =>
    `${more ? 'Найдено больше: показано' : 'Найдено:'} ${count(n, { one: 'чат', few: 'чата', many: 'чатов' })}`,
  retry: 'Попробовать снова',
  notLoaded: 'Чаты не загрузились',
  refused: 'Чаты недоступны',
  offline: 'Нет связи с сервером',
  offlineHint: 'Показано то, что уже загружено. Новое появится само, когда связь вернётся.',
  more: 'Показать ещё',
  loadingMore: 'Загружаем ещё…',
};

/** Everything `<consult-chat-list>` can say. */
export type AllListWords = ListWords & typeof listHandRu;

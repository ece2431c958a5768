import type { NoticeKind } from '@consult/core';
import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

/** What a notice says of itself: `when` is its time in words, empty where it has none; `number` the request's. */
type Saying = (when: string, number: string) => string;

const kinds: Record<NoticeKind, string> = {
  'request-registered': 'Заявка зарегистрирована',
  'offer-made': 'Вам предложено время приёма',
  'offer-lapsed': 'Время на ответ истекло',
  'request-annulled': 'Заявка аннулирована',
  'consultation-appointed': 'Назначена консультация',
  'consultation-cancelled': 'Консультация отменена',
  'consultation-tomorrow': 'Напоминание о консультации',
  'consultation-soon': 'Консультация скоро начнётся',
  'doctor-changed': 'Консультацию проведёт другой врач',
  'conclusion-ready': 'Готово заключение врача',
  'conclusion-corrected': 'Врач исправил заключение',
  'consent-changed': 'Изменился документ, который вы приняли',
};

const on: Saying = (when) => (when ? `Начало: ${when}.` : '');

const details: Record<NoticeKind, Saying> = {
  'request-registered': (_, number) => (number ? `Номер заявки: ${number}.` : ''),
  'offer-made': (when) => (when ? `Ответьте до: ${when}.` : 'Откройте заявку, чтобы ответить.'),
  'offer-lapsed': () => 'Предложение снято. Регистратура подберёт другое время.',
  'request-annulled': () => 'Причина указана в заявке.',
  'consultation-appointed': on,
  'consultation-cancelled': (when) => (when ? `Была назначена: ${when}.` : ''),
  'consultation-tomorrow': on,
  'consultation-soon': on,
  'doctor-changed': on,
  'conclusion-ready': () => 'Его можно прочитать и скачать в чате.',
  'conclusion-corrected': () => 'Новую и прежние версии можно прочитать и скачать в чате.',
  'consent-changed': () => 'Прочитайте новую редакцию в разделе «Мои согласия на доступ».',
};

/** The words of `<notice-list>`. */
export const noticesRu = {
  ...ru,
  title: 'Мои уведомления',
  list: 'Уведомления, новые сверху',
  kinds,
  details,
  fresh: 'Новое',
  news: (n: number) => count(n, { one: 'новое', few: 'новых', many: 'новых' }),
  loading: 'Загружаем уведомления…',
  slow: 'Загрузка идёт дольше обычного. Похоже, связь медленная: подождите ещё немного.',
  empty: 'Уведомлений пока нет',
  emptyHint: 'Здесь появятся записи, напоминания и ответы регистратуры.',
  notLoaded: 'Уведомления не загрузились',
  refused: 'Уведомления недоступны',
  retry: 'Попробовать снова',
  offline: 'Нет связи с сервером',
  offlineHint: 'Показано то, что уже загружено. Новое появится само, когда связь вернётся.',
  more: 'Показать более ранние',
  loadingMore: 'Загружаем…',
  moreFailed: 'Более ранние уведомления не загрузились. Попробуйте ещё раз.',

  push: 'Уведомления в этом браузере',
  pushOff:
    'Сообщим о записи и напомним о ней, даже когда эта страница закрыта. О здоровье в сообщениях ничего нет.',
  pushOn: 'Включены. Без вашего согласия на получение уведомлений ничего не придёт.',
  pushDenied:
    'Браузер их не пропускает: на его вопрос ответили «Блокировать». Разрешите уведомления для этого сайта в настройках браузера и обновите страницу.',
  pushFailed: 'Не получилось. Проверьте связь и попробуйте ещё раз.',
  pushSwitching: 'Ответьте на вопрос браузера…',
  switchOn: 'Включить',
  switchOff: 'Выключить',
};

/** Everything `<notice-list>` can say. */
export type NoticesWords = typeof noticesRu;

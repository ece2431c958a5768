import type { AttemptResult, RequestKind, RequestSource, RequestState } from '@consult/core';
import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

const states: Record<RequestState, string> = {
  registered: 'Зарегистрирована',
  'in-progress': 'В обработке',
  offered: 'Предложено время',
  refused: 'Отказ',
  scheduled: 'Записан',
  annulled: 'Аннулирована',
  withdrawn: 'Отменена пациентом',
  done: 'Завершена',
};

const sources: Record<RequestSource, string> = {
  portal: 'Портал',
  'call-centre': 'Звонок',
  visit: 'Очный приём',
  'home-visit': 'Визит на дом',
};

const kinds: Record<RequestKind, string> = {
  remote: 'Дистанционная консультация',
  'in-person': 'Очный приём',
};

const results: Record<AttemptResult, string> = {
  reached: 'Дозвонились',
  'no-answer': 'Не отвечает',
  busy: 'Занято',
  'wrong-number': 'Неверный номер',
  'call-later': 'Просит перезвонить',
};

/** The words of `<request-journal>`: for staff, so never on a patient's page. */
export const journalRu = {
  ...ru,
  states,
  sources,
  kinds,
  results,
  title: 'Журнал отложенной записи',
  loading: 'Загружаем журнал…',
  slow: 'Это занимает больше времени, чем обычно. Проверьте подключение к интернету.',
  notLoaded: 'Журнал не загрузился',
  refused: 'Журнал недоступен',
  retry: 'Попробовать снова',
  offline: 'Нет связи с сервером',
  offlineHint: 'Показано то, что было загружено. Журнал обновится, когда связь появится.',
  none: 'Заявок пока нет',
  noneHint: 'Здесь появятся заявки пациентов. Заявку по звонку или с приёма заведите сами: «Новая заявка».',
  noHits: 'Ничего не найдено',
  noHitsHint: 'Проверьте слова поиска или снимите фильтры.',
  showAll: 'Показать все заявки',
  counted: (found: number, waiting: number, overdue: number) =>
    `${count(found, { one: 'заявка', few: 'заявки', many: 'заявок' })} · ждут звонка: ${waiting} · просрочено: ${overdue}`,
  more: 'Показать ещё',
  loadingMore: 'Загружаем…',

  search: 'Ф.И.О., номер, телефон',
  filterState: 'Состояние',
  filters: {
    all: 'Все',
    waiting: 'Ждут звонка',
    offered: 'Предложено время',
    scheduled: 'Записаны',
    closed: 'Закрытые',
  },
  anySpecialty: 'Все специальности',
  anyDoctor: 'Все врачи',
  anySource: 'Все источники',
  onlyOverdue: 'Просроченные',
  reset: 'Сбросить',

  enter: 'Новая заявка',
  matching: 'Подбор талонов',
  csv: 'Выгрузить CSV',
  csvGoing: 'Выгружаем…',
  csvDone: 'Файл журнала сохранён.',

  name: 'Ф.И.О.',
  born: 'Дата рождения',
  phone: 'Телефон',
  wishes: 'Желаемые даты',
  specialty: 'Специальность',
  doctor: 'Врач',
  callBy: 'Срок звонка',
  state: 'Состояние',
  source: 'Источник',
  notified: 'Оповещён',
  day: (day: string) => day.split('-').reverse().join('.'),
  anybody: 'любой',
  moreWishes: (n: number) => `и ещё ${n}`,
  until: (when: string) => `до ${when}`,
  daysLeft: (n: number) =>
    n === 0
      ? 'сегодня последний день'
      : count(n, { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' }),
  provisional: 'срок предварительный',
  overdue: 'Просрочена',
  refusals: (k: number) => `отказов ${k} из 3`,
  works: (name: string) => `Работает ${name}`,
  notCalled: 'Не звонили',
  attempts: (n: number) => count(n, { one: 'попытка', few: 'попытки', many: 'попыток' }),
  keys: 'Клавиши: ↑ ↓ — по заявкам, PageUp, PageDown — через 10, Home, End — к краям, Enter — открыть, Esc — к списку, / — поиск.',
};

/** What `<request-journal>` can say. */
export type JournalWords = typeof journalRu;

import type { OfferState } from '@consult/core';
import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

const offerStates: Record<OfferState, string> = {
  held: 'Ждём ответа',
  accepted: 'Согласился',
  refused: 'Отказался',
  lapsed: 'Время на ответ вышло',
  retracted: 'Отозвано',
};

/** The words of an open request and of what is done with it. */
export const journalWorkRu = {
  ...ru,
  offerStates,
  back: 'К списку',
  loading: 'Загружаем заявку…',
  notLoaded: 'Заявка не загрузилась',
  retry: 'Попробовать снова',
  registered: (number: string, when: string, source: string) => `${number} · подана ${when} · ${source}`,
  born: 'Дата рождения',
  age: (years: number) =>
    years > 0 ? count(years, { one: 'год', few: 'года', many: 'лет' }) : 'меньше года',
  phone: 'Телефон',
  email: 'Почта',
  applicant: 'Подал за пациента',
  noAccount: 'без учётной записи',
  kind: 'Что нужно',
  specialty: 'Специальность',
  doctor: 'Врач',
  anybody: 'любой врач специальности',
  wishes: 'Желаемые даты',
  comment: 'Пожелания и причина',
  callBy: 'Позвонить',
  consultBy: 'Приём не позже',
  annulled: 'Причина аннулирования',
  withdrawn: 'Пациент отменил заявку',
  chat: 'Консультация назначена, чат создан.',

  asking: 'Берём в работу…',
  own: 'Заявка у вас в работе. Другие её пока не меняют.',
  other: (name: string, until: string) => `Работает ${name}, до ${until}. Изменить заявку пока нельзя.`,
  lapsed: 'Вы давно ничего не делали с заявкой, и её могли взять другие.',
  free: 'С заявкой сейчас никто не работает.',
  take: 'Взять в работу',
  notYours: 'Звонит и предлагает время регистратура. Здесь видно, что она сделала.',

  offers: (k: number) => `Предложения, отказов ${k} из 3`,
  noOffers: 'Время ещё не предлагали.',
  offered: (when: string, doctor: string) => `${when}, ${doctor}`,
  heldUntil: (when: string) => `Талон ждёт ответа до ${when}`,
  byPhone: 'по телефону',
  reasonOf: (reason: string) => `Причина: ${reason}`,
  attempts: 'Звонки',
  noAttempts: 'Пациенту ещё не звонили.',

  attempt: 'Записать звонок',
  offer: 'Предложить время',
  schedule: 'Записать',
  accept: 'Пациент согласился',
  refuse: 'Пациент отказался',
  retract: 'Отозвать предложение',
  annul: 'Аннулировать',
};

/** What an open request can say. */
export type JournalWorkWords = typeof journalWorkRu;

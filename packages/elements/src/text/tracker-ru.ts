import type { OfferState, RequestState } from '@consult/core';
import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

/** The words of `<request-tracker>`. */
export const trackerRu = {
  ...ru,
  title: 'Мои заявки',
  lookupTitle: 'Посмотреть заявку',
  loading: 'Заявки загружаются…',
  slow: 'Загрузка идёт дольше обычного. Проверьте подключение к интернету.',
  notLoaded: 'Заявки не загрузились',
  retry: 'Попробовать снова',
  more: 'Показать ещё',
  loadingMore: 'Загружаем…',
  offline: 'Нет связи с сервером. Показано последнее, что известно.',
  emptyTitle: 'Заявок пока нет',
  emptyText:
    'Если при записи к врачу нет свободных талонов, подайте заявку в журнал отложенной записи. Она появится здесь.',
  absentTitle: 'Такой заявки нет',
  absentText: 'Её нет, или она вам недоступна. Проверьте номер или откройте все заявки.',

  request: (number: string) => `Заявка ${number}`,
  states: {
    registered: 'Зарегистрирована',
    'in-progress': 'В обработке',
    offered: 'Предложено время',
    refused: 'Ищем другое время',
    scheduled: 'Вы записаны',
    annulled: 'Аннулирована',
    withdrawn: 'Отменена',
    done: 'Завершена',
  } satisfies Record<RequestState, string> as Record<RequestState, string>,
  changed: (number: string, state: string) => `Заявка ${number}: ${state}`,
  patient: 'Пациент',
  kinds: { remote: 'Дистанционная консультация', 'in-person': 'Очный приём' },
  registered: (moment: string) => `Подана ${moment}`,
  callBy: (moment: string) => `Позвоним до: ${moment}`,
  provisional:
    'Дата предварительная: перенос выходных на этот год ещё не утверждён, и срок может сдвинуться.',
  consultBy: (day: string) => `Консультация — не позже: ${day}`,
  anotherTime: 'Регистратура предложит другое время: позвонит или пришлёт предложение сюда.',
  overdue: 'Звонок задерживается',
  overdueText: (moment: string) => `Вам должны были позвонить до: ${moment}.`,
  overdueCall: 'Позвоните в медорганизацию и назовите номер заявки:',
  overdueRegistry: 'Позвоните в регистратуру своей медорганизации и назовите номер заявки.',

  offer: 'Вам предлагают время',
  held: (moment: string) => `Талон держат за вами до: ${moment}`,
  left: 'Осталось',
  hours: (h: number, m: number) => `${h} ч ${m} мин`,
  leftSoon: (n: number) =>
    `На ответ осталось меньше ${count(n, { one: 'минуты', few: 'минут', many: 'минут' })}`,
  lapsed: 'Время на ответ вышло, талон освободился. Отказом это не считается.',
  accept: 'Принять',
  accepting: 'Принимаем…',
  refuse: 'Отказаться',
  refusing: 'Отказываемся…',

  past: 'Что вам предлагали',
  pastStates: {
    held: 'ждёт ответа',
    accepted: 'принято',
    refused: 'вы отказались',
    lapsed: 'время на ответ вышло',
    retracted: 'регистратура отозвала',
  } satisfies Record<OfferState, string> as Record<OfferState, string>,
  byPhone: 'по телефону',
  because: (reason: string) => `Причина: ${reason}`,
  refusals: (k: number, of: number) => `Отказов: ${k} из ${of}`,
  refusalsText: 'После третьего отказа заявка может быть аннулирована.',
  refusalsFull: 'Заявка может быть аннулирована.',

  annulled: (moment: string) => `Заявку аннулировали ${moment}`,
  annulledWhy: 'Причина',
  annulledNext: 'Если врач всё ещё нужен, подайте новую заявку или позвоните в медорганизацию.',
  withdrawn: (moment: string) => `Заявку отменили ${moment}. Если врач всё ещё нужен, подайте новую.`,
  scheduled: (moment: string) => `Приём назначен: ${moment}`,
  scheduledChat: 'Время приёма указано в чате.',
  scheduledInPerson: 'Приходите в медорганизацию к назначенному времени. Возьмите паспорт и полис ОМС.',
  openChat: 'Открыть чат с врачом',

  details: 'Что указано в заявке',
  phone: 'Телефон',
  wishes: 'Желаемые даты',
  comment: 'Комментарий',
  doctor: 'Врач',
  anyDoctor: 'любой',

  withdraw: 'Отменить заявку',
  withdrawing: 'Отменяем…',
  withdrawTitle: 'Отменить заявку?',
  withdrawText:
    'Регистратура больше не будет искать для вас время. Вернуть заявку нельзя, можно подать новую.',
  withdrawSure: 'Да, отменить',
  keep: 'Не отменять',

  refuseTitle: 'Отказаться от этого времени?',
  refuseCount: (k: number, of: number) => `Это будет отказ ${k} из ${of}.`,
  refuseNext: 'Регистратура предложит другое время. После третьего отказа заявка может быть аннулирована.',
  refuseLast: 'После этого отказа заявка может быть аннулирована.',
  reason: 'Почему это время не подходит (необязательно)',
  reasonHint: 'Регистратура прочитает это, когда будет искать другое время.',
  reasonTooLong: (n: number) =>
    `Лишние ${count(n, { one: 'знак', few: 'знака', many: 'знаков' })}. Сократите текст.`,
  keepOffer: 'Не отказываться',
  refuseSure: 'Да, отказаться',
};

/** What `<request-tracker>` can say. */
export type TrackerWords = typeof trackerRu;

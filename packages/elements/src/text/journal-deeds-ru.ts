import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

/** The words of the dialogs in which something is done with a request: a call, an answer, an end. */
export const journalDeedsRu = {
  ...ru,
  close: 'Не менять',
  going: 'Сохраняем…',
  left: (n: number) => `Осталось знаков: ${n}`,
  tooLong: (n: number) =>
    `Слишком длинно: уберите ${count(n, { one: 'знак', few: 'знака', many: 'знаков' })}`,
  noteTooLong: 'Текст слишком длинный. Сократите его.',
  titles: {
    attempt: 'Записать звонок',
    accept: 'Пациент согласился по телефону',
    refuse: 'Пациент отказался по телефону',
    retract: 'Отозвать предложение',
    annul: 'Аннулировать заявку',
  },
  confirms: {
    attempt: 'Записать звонок',
    accept: 'Записать на это время',
    refuse: 'Записать отказ',
    retract: 'Отозвать',
    annul: 'Аннулировать',
  },
  attemptText: 'Чем закончился звонок?',
  acceptText: (when: string, doctor: string) =>
    `${doctor}, ${when}. Пациент будет записан на это время, и чат консультации появится у него и у врача.`,
  refuseText: (when: string, doctor: string, k: number) =>
    `${doctor}, ${when}. Это будет отказ ${k} из 3. После трёх отказов заявку можно аннулировать.`,
  retractText: (when: string, doctor: string) =>
    `${doctor}, ${when}. Талон снова станет свободным. Отказом пациента это не считается.`,
  annulText: 'Заявка закроется навсегда. Пациент увидит причину.',
  note: 'Примечание (необязательно)',
  words: 'Причина отказа со слов пациента (необязательно)',
  reason: 'Причина',
};

/** What the dialogs can say. */
export type JournalDeedsWords = typeof journalDeedsRu;

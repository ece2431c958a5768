import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');

/** The words of `<consult-desk>`: for staff, so never on a patient's page. */
export const deskRu = {
  ...ru,
  retry: 'Попробовать снова',
  card: 'Карточка пациента',
  choose: 'Выберите чат, чтобы увидеть карточку пациента',
  loading: 'Загружаем карточку пациента…',
  slow: 'Это занимает больше времени, чем обычно. Проверьте подключение к интернету.',
  notLoaded: 'Карточка не загрузилась',

  born: 'Дата рождения',
  day: (day: string) => day.split('-').reverse().join('.'),
  age: (years: number) =>
    years > 0 ? count(years, { one: 'год', few: 'года', many: 'лет' }) : 'меньше года',
  unknown: 'не указана',
  writers: 'Пишут за пациента',
  comment: 'Причина обращения',
  noComment: 'не указана',
  appointed: 'Назначено',
  consent: 'Согласие на консультацию',
  consented: 'дано',
  notConsented: 'не дано: пациент не видит чат и не может писать',

  scheduled: 'Запланирована',
  opened: 'Идёт консультация',
  withConclusion: 'Завершена с заключением',
  withoutConclusion: 'Завершена без заключения',
  open: 'Открыть консультацию',
  opening: 'Открываем…',
  opensFrom: (when: string) =>
    `Открыть раньше можно ${when}. В назначенное время консультация откроется сама.`,

  conclude: 'Завершить с заключением',
  correct: 'Исправить заключение',
  otherTab:
    'Заключение уже открыто в другой вкладке этого браузера. Допишите его там или закройте ту вкладку.',
  complete: 'Завершить без заключения',
  completing: 'Завершаем…',
  dialogTitle: 'Завершить консультацию без заключения',
  dialogText: 'После этого никто не сможет писать в чат. Отменить завершение нельзя.',
  reason: 'Причина',
  reasonHint: 'Пациент увидит её в чате.',
  left: (n: number) => `Осталось знаков: ${n}`,
  tooLong: (n: number) =>
    `Слишком длинно: уберите ${count(n, { one: 'знак', few: 'знака', many: 'знаков' })}`,
  reasonTooLong: 'Причина слишком длинная. Сократите её.',
  preview: 'Пациент прочитает:',
  keep: 'Не завершать',
  close: 'Закрыть',

  endedWithConclusion: 'Эта консультация уже завершена с заключением.',
  endedWithoutConclusion: 'Эта консультация уже завершена без заключения.',
  endedMissed: 'Эта консультация уже закрыта: она не состоялась.',
  ended: 'Эта консультация уже завершена.',
  reasonUnsent: 'Причина, которую вы написали, не отправлена. Её можно скопировать.',
  unsent: 'Посмотреть черновик заключения',
};

/** What `<consult-desk>` can say. */
export type DeskWords = typeof deskRu;

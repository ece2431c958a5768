import type { NoteCode } from '@consult/core';
import type { DateWords } from '../shared/dates.js';
import { counter } from '../shared/plural.js';

const count = counter('ru');

const assigned = (name: string) => `${name} назначен ответственным`;

/**
 * System notes; `name` is the doctor's, `reason` the doctor's words, `length` a call's, e.g. `12:05`. The first two are
 * the manual's own (§5.1).
 */
const notes: Record<NoteCode, (name: string, reason: string, length: string) => string> = {
  'doctor-assigned': assigned,
  'doctor-changed': assigned,
  completed: () => 'Все работы по заявке успешно завершены',
  opened: () => 'Консультация началась',
  'completed-without-conclusion': (_, reason) =>
    reason ? `Консультация завершена без заключения: ${reason}` : 'Консультация завершена без заключения',
  missed: () => 'Консультация не состоялась',
  cancelled: () => 'Консультация отменена',
  'call-ended': (_, __, length) => `Видеозвонок, ${length}`,
  'call-missed': () => 'Пропущенный видеозвонок',
  'call-declined': () => 'Видеозвонок отклонён',
};

const dates: DateWords = {
  today: 'Сегодня',
  yesterday: 'Вчера',
  tomorrow: 'Завтра',
  at: 'в',
  zone: 'МСК',
};

/** Words every element may need. The words of one set alone stand in a file of its own, e.g. `chat-ru.ts`. */
export const ru = {
  notes,
  dates,
  /** In place of a message its author took back (manual §5.1). */
  deleted: 'Сообщение удалено',
  conclusion: 'Консультативное заключение',
  emergency: 'При угрозе жизни звоните 103 или 112',
  /** Until the sentences of `errors-ru.ts` are here. */
  trouble: 'Не получилось. Попробуйте ещё раз.',
  /** Where the later part of an element could not be loaded; it is tried again when the connection changes. */
  incomplete: 'Часть страницы не загрузилась. Проверьте связь или обновите страницу.',
  unread: (n: number) =>
    count(n, {
      one: 'непрочитанное сообщение',
      few: 'непрочитанных сообщения',
      many: 'непрочитанных сообщений',
    }),
  /** States of a consultation, as a word beside its grey row or head. */
  completed: 'Завершена',
  missed: 'Не состоялась',
  cancelled: 'Отменена',
};

/** What a vocabulary holds at least. */
export type CommonWords = typeof ru;

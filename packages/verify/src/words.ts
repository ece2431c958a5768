import type { AuditFault, ExportFault } from '@consult/core/chain';

/** What the program can say. */
export interface Words {
  readonly usage: string;
  unreadable(file: string, why: string): string;
  chatWhole(entries: number, hash: string): string;
  readonly chatFaults: Readonly<Record<ExportFault['fault'], (seq: number, whole: number) => string>>;
  auditWhole(rows: number, hash: string): string;
  readonly auditFaults: Readonly<Record<AuditFault['fault'], (id: number, whole: number) => string>>;
}

const en: Words = {
  usage: `consult-verify chat.json
    checks an exported conversation
consult-verify --audit consult.db [--anchor count:hash]
    checks a server's audit; the anchor is from a line "audit-anchor" of its log
--lang ru|en
exit code: 0 whole, 1 broken, 2 could not be checked`,
  unreadable: (file, why) => `${file} cannot be read: ${why}`,
  chatWhole: (entries, hash) =>
    `The conversation is whole. Entries: ${entries}.\nChecksum: ${hash}\nCompare it with the checksum in another copy of this conversation.`,
  chatFaults: {
    unreadable: () => 'This is not an exported conversation.',
    'unknown-version': () =>
      'This conversation was exported by a newer version. Use a newer version of this program.',
    about: (_, whole) =>
      `BROKEN: what the file says of itself is not as it was written. Entries that are whole: ${whole}.`,
    entry: (seq, whole) =>
      `BROKEN at entry ${seq}: it is not as it was written. Entries that are whole: ${whole}.`,
    missing: (seq, whole) =>
      `BROKEN at entry ${seq}: it is missing or was put elsewhere. Entries that are whole: ${whole}.`,
  },
  auditWhole: (rows, hash) => `The audit is whole. Rows: ${rows}.\nNewest hash: ${hash}`,
  auditFaults: {
    changed: (id, whole) =>
      `BROKEN at row ${id}: it is not as it was written. Rows that are whole: ${whole}.`,
    missing: (id, whole) => `BROKEN at row ${id}: it is gone. Rows that are whole: ${whole}.`,
    unchained: (id, whole) => `BROKEN at row ${id}: it has no hash. Rows that are whole: ${whole}.`,
    rewritten: (id) => `BROKEN: up to row ${id} this is not the audit that the anchor was taken from.`,
    cut: (id, whole) => `BROKEN: the audit ends at row ${whole}, before the anchor's row ${id}.`,
  },
};

const ru: Words = {
  usage: `consult-verify chat.json
    проверяет скачанную переписку
consult-verify --audit consult.db [--anchor номер:сумма]
    проверяет журнал сервера; номер (count) и сумма (hash) стоят в строке «audit-anchor» его лога
--lang ru|en
код завершения: 0 цела, 1 нарушена, 2 проверить не удалось`,
  unreadable: (file, why) => `Не удалось прочитать ${file}: ${why}`,
  chatWhole: (entries, hash) =>
    `Переписка цела. Записей: ${entries}.\nКонтрольная сумма: ${hash}\nСравните её с суммой в другой копии этой переписки.`,
  chatFaults: {
    unreadable: () => 'Это не файл скачанной переписки.',
    'unknown-version': () =>
      'Эту переписку скачали из более новой версии. Возьмите более новую версию этой программы.',
    about: (_, whole) => `НАРУШЕНА: изменено то, что файл говорит о себе. Целых записей: ${whole}.`,
    entry: (seq, whole) => `НАРУШЕНА в записи ${seq}: она изменена. Целых записей: ${whole}.`,
    missing: (seq, whole) => `НАРУШЕНА в записи ${seq}: её нет на месте. Целых записей: ${whole}.`,
  },
  auditWhole: (rows, hash) => `Журнал цел. Строк: ${rows}.\nПоследняя сумма: ${hash}`,
  auditFaults: {
    changed: (id, whole) => `НАРУШЕН в строке ${id}: она изменена. Целых строк: ${whole}.`,
    missing: (id, whole) => `НАРУШЕН в строке ${id}: её нет. Целых строк: ${whole}.`,
    unchained: (id, whole) => `НАРУШЕН в строке ${id}: у неё нет суммы. Целых строк: ${whole}.`,
    rewritten: (id) => `НАРУШЕН: до строки ${id} это не тот журнал, из которого взята сумма.`,
    cut: (id, whole) => `НАРУШЕН: журнал кончается строкой ${whole}, раньше строки ${id} с известной суммой.`,
  },
};

/** The words of a language such as `ru_RU.UTF-8`; English for all that we do not speak. */
export const wordsFor = (language: string): Words => (/^ru\b|^ru_/i.test(language) ? ru : en);

import type { AuditFault, ConsentFault, ConsentProofRecord, ExportFault } from '@consult/core/chain';

/** What the program can say. */
export interface Words {
  readonly usage: string;
  unreadable(file: string, why: string): string;
  chatWhole(entries: number, hash: string): string;
  readonly chatFaults: Readonly<Record<ExportFault['fault'], (seq: number, whole: number) => string>>;
  auditWhole(rows: number, hash: string): string;
  readonly auditFaults: Readonly<Record<AuditFault['fault'], (id: number, whole: number) => string>>;
  consentWhole(record: ConsentProofRecord): string;
  /** There was no audit to look into. */
  consentAlone(row: number): string;
  consentThere(row: number, rows: number): string;
  consentNotThere(row: number): string;
  consentWithdrawnSince(row: number): string;
  readonly consentFaults: Readonly<Record<ConsentFault, string>>;
}

const en: Words = {
  usage: `consult-verify chat.json
    checks an exported conversation
consult-verify --audit consult.db [--anchor count:hash]
    checks a server's audit; the anchor is from a line "audit-anchor" of its log
consult-verify --consent consent.json [--audit consult.db [--anchor count:hash]]
    checks the record of a consent, and looks for it in the audit
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
  consentWhole: ({ consent: { kind, version, patient, by, at }, withdrawal }) =>
    [
      `The consent is whole: ${kind}, version ${version}, for ${patient}.`,
      `Given by ${by} at ${momentOf(at)}.`,
      withdrawal
        ? `Withdrawn by ${withdrawal.by} at ${momentOf(withdrawal.at)}.`
        : 'Not withdrawn when this was exported.',
    ].join('\n'),
  consentAlone: (row) =>
    `That it stands in the server's audit (row ${row}) was not checked: give the database with --audit.`,
  consentThere: (row, rows) => `It stands in the audit at row ${row}. The audit is whole. Rows: ${rows}.`,
  consentNotThere: (row) => `BROKEN: at row ${row} the audit does not have what this record says.`,
  consentWithdrawnSince: (row) => `Since this was exported it was withdrawn, at row ${row}.`,
  consentFaults: {
    unreadable: 'This is not the record of a consent.',
    'unknown-version': 'This record was exported by a newer version. Use a newer version of this program.',
    text: 'BROKEN: the text is not the one that was agreed to.',
    act: 'BROKEN: the acceptance is not as the audit tells of it.',
    withdrawal: 'BROKEN: the withdrawal is not as the audit tells of it.',
    chain: 'BROKEN: a row of the audit in this record is not as it was written.',
    seal: 'BROKEN: something in this record was changed.',
  },
};

const ru: Words = {
  usage: `consult-verify chat.json
    проверяет скачанную переписку
consult-verify --audit consult.db [--anchor номер:сумма]
    проверяет журнал сервера; номер (count) и сумма (hash) стоят в строке «audit-anchor» его лога
consult-verify --consent consent.json [--audit consult.db [--anchor номер:сумма]]
    проверяет подтверждение согласия и ищет его в журнале
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
  consentWhole: ({ consent: { kind, version, patient, by, at }, withdrawal }) =>
    [
      `Согласие цело: ${kind}, редакция ${version}, пациент ${patient}.`,
      `Дано: ${by}, ${momentOf(at)}.`,
      withdrawal
        ? `Отозвано: ${withdrawal.by}, ${momentOf(withdrawal.at)}.`
        : 'На момент выгрузки не отозвано.',
    ].join('\n'),
  consentAlone: (row) =>
    `Есть ли оно в журнале сервера (строка ${row}), не проверено: укажите базу после --audit.`,
  consentThere: (row, rows) => `Оно стоит в журнале, строка ${row}. Журнал цел. Строк: ${rows}.`,
  consentNotThere: (row) => `НАРУШЕНО: в строке ${row} журнала стоит не то, что в этом подтверждении.`,
  consentWithdrawnSince: (row) => `После выгрузки согласие отозвано, строка ${row}.`,
  consentFaults: {
    unreadable: 'Это не подтверждение согласия.',
    'unknown-version':
      'Это подтверждение выгружено из более новой версии. Возьмите более новую версию этой программы.',
    text: 'НАРУШЕНО: это не тот текст, с которым согласились.',
    act: 'НАРУШЕНО: в журнале о согласии сказано другое.',
    withdrawal: 'НАРУШЕНО: в журнале об отзыве сказано другое.',
    chain: 'НАРУШЕНО: строка журнала в этом подтверждении изменена.',
    seal: 'НАРУШЕНО: в этом подтверждении что-то изменено.',
  },
};

/** The same in every language and on every machine. */
const momentOf = (at: number) => new Date(at).toISOString();

/** The words of a language such as `ru_RU.UTF-8`; English for all that we do not speak. */
export const wordsFor = (language: string): Words => (/^ru\b|^ru_/i.test(language) ? ru : en);

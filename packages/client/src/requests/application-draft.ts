import { entryKey, ID_BYTES } from '@consult/core';
import type { Attempt } from './application-ports.js';
import type { ApplicationFields } from './contracts.js';

/** One application as it lies in the browser. */
export interface ApplicationDraft {
  /** Of the whole application: it stays when the words change. */
  readonly key: string;
  readonly fields: ApplicationFields;
  /** What was sent under the key without a word of what became of it. */
  readonly sent: readonly Omit<Attempt, 'key'>[];
}

/** The first words of an application. */
export const newDraft = (fields: ApplicationFields, now: number): ApplicationDraft => ({
  key: entryKey(now, crypto.getRandomValues(new Uint8Array(ID_BYTES))),
  fields,
  sent: [],
});

/** What lies in the storage may be of another version of ours. */
export function draftOf(text: string | undefined): ApplicationDraft | undefined {
  try {
    const { key, fields, sent } = JSON.parse(text ?? '') as Partial<ApplicationDraft>;
    if (typeof key !== 'string' || !Array.isArray(sent) || !isWhole(fields)) return undefined;
    return { key, fields, sent };
  } catch {
    return undefined;
  }
}

const TEXTS = [
  'family',
  'given',
  'patronymic',
  'birthDate',
  'email',
  'phone',
  'comment',
  'from',
  'to',
] as const satisfies readonly (keyof ApplicationFields)[];

function isWhole(fields: ApplicationFields | undefined): fields is ApplicationFields {
  return (
    !!fields &&
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    Array.isArray(fields.wishes) &&
    fields.wishes.every(({ from, to }) => typeof from === 'string' && typeof to === 'string')
  );
}

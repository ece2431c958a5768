import {
  phoneOf,
  problemsOfApplication,
  type ErrorCode,
  type RequestKind,
  type RequestSource,
} from '@consult/core';
import type { NewRequest, PeopleFound } from '@consult/core/wire';
import { wishesOf, type WishedDays } from '../shared/wishes.js';

/** A patient that may be chosen. */
export type FoundPerson = PeopleFound['people'][number];

/** What the staff has written of a request so far. */
export interface EntryContent extends WishedDays {
  readonly query: string;
  readonly patient?: FoundPerson | undefined;
  readonly source: RequestSource;
  readonly kind: RequestKind;
  readonly specialty: string;
  readonly doctor: string;
  readonly phone: string;
  readonly email: string;
  readonly comment: string;
}

/** What stands in the form at first. */
export const emptyEntry = (source: RequestSource): EntryContent => ({
  query: '',
  source,
  kind: 'remote',
  specialty: '',
  doctor: '',
  phone: '',
  email: '',
  wishes: [],
  from: '',
  to: '',
  comment: '',
});

/** A field something may be wrong with. */
export type EntryField = 'patient' | 'specialty' | 'email' | 'phone' | 'wishes' | 'comment';

/** What lies in the storage, as the form keeps it; it may be of another version of ours. */
export function entryOf(text: string | undefined, empty: EntryContent): EntryContent | undefined {
  try {
    const kept = JSON.parse(text ?? '') as EntryContent;
    const names = Object.keys(empty) as (keyof EntryContent)[];
    const isWhole = names.every((name) => typeof kept[name] === typeof empty[name]);
    if (!isWhole || !kept.wishes.every(({ from, to }) => from && to)) return undefined;
    return kept.patient && typeof kept.patient.name?.family !== 'string' ? undefined : kept;
  } catch {
    return undefined;
  }
}

/** What is wrong, in the order of the form; nothing: it can be sent. */
export function problemsOfEntry(
  content: EntryContent,
  today: string,
): readonly (readonly [field: EntryField, code: ErrorCode])[] {
  const { patient, specialty, email, phone, comment } = content;
  const unnamed = { family: '', given: '', patronymic: '', birthDate: '' };
  const application = { ...unnamed, email, phone, comment, wishes: wishesOf(content) };
  const ofContent = problemsOfApplication(application, { today, known: true }).map(
    ({ field, code }) => [field as EntryField, code] as const,
  );
  const missing: (readonly [EntryField, ErrorCode])[] = [];
  if (!patient) missing.push(['patient', 'text-empty']);
  if (!specialty) missing.push(['specialty', 'text-empty']);
  const order: readonly EntryField[] = ['patient', 'specialty', 'phone', 'email', 'wishes', 'comment'];
  return [...missing, ...ofContent].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/** The request as it is sent, once nothing is wrong with it. */
export function requestOf(content: EntryContent): Omit<NewRequest, 'key' | 'organisation'> {
  const { source, patient, kind, specialty, doctor, phone, email, comment } = content;
  return {
    source,
    patient: patient?.id ?? '',
    kind,
    specialty,
    doctor: doctor || null,
    phone: phoneOf(phone) ?? phone,
    email: email.trim() || null,
    wishes: wishesOf(content).map(({ from, to }) => ({ from, to })),
    comment: comment.trim(),
  };
}

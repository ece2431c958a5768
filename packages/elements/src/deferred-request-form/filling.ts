import type { ApplicationFields, ApplicationHandle, Registered, Subject } from '@consult/client/requests';
import { refusalToWishes, type ApplicationProblem, type DateRange, type ErrorCode } from '@consult/core';
import { phoneWords } from '../shared/phone.js';

/** The steps of an application, in their order. */
export type Step = 'fields' | 'consent' | 'review' | 'done';

/** What is being filled in, and how far it has got. */
export interface Filling {
  readonly handle: ApplicationHandle;
  readonly step: Step;
  readonly fields: ApplicationFields;
  readonly problems: readonly ApplicationProblem[];
  /** What the reader is told beside: a wish was added, or taken away. */
  readonly told: string;
  readonly draft: 'none' | 'restored' | 'keeping' | 'kept' | 'lost';
  readonly agreed: boolean;
  /** What is wrong with the tick. */
  readonly consentProblem?: 'missing' | 'outdated' | undefined;
  readonly refusal?: ErrorCode | undefined;
  readonly registered?: Registered | undefined;
}

const BLANK: ApplicationFields = {
  patient: null,
  family: '',
  given: '',
  patronymic: '',
  birthDate: '',
  email: '',
  phone: '',
  wishes: [],
  comment: '',
  from: '',
  to: '',
};

/** The form for this patient: who they are as the account says, and what was typed. */
export function fieldsFor(
  subject: Subject | undefined,
  self: Subject | undefined,
  typed: ApplicationFields = BLANK,
): ApplicationFields {
  if (!subject) return typed;
  const { id, name, birthDate } = subject;
  return {
    ...typed,
    patient: id,
    family: name.family,
    given: name.given,
    patronymic: name.patronymic ?? '',
    birthDate: birthDate ?? '',
    phone: typed.phone || phoneWords(subject.phone ?? self?.phone ?? ''),
    email: typed.email || (subject.email ?? self?.email ?? ''),
  };
}

/** The form with the wish that stands in its two fields added to the others; else why it cannot be. */
export function withWish(fields: ApplicationFields, today: string): ApplicationFields | ErrorCode {
  const { from, to, wishes } = fields;
  const wish = { from: from || to, to: to || from };
  if (!wish.from) return 'dates-needed';
  const wished = wishes.some((one) => isSame(one, wish)) ? wishes : [...wishes, wish].sort(byDay);
  return refusalToWishes(wished, today) ?? { ...fields, wishes: wished, from: '', to: '' };
}

/** The form without one of its wishes. */
export const withoutWish = (fields: ApplicationFields, wish: DateRange): ApplicationFields => ({
  ...fields,
  wishes: fields.wishes.filter((one) => !isSame(one, wish)),
});

const isSame = (one: DateRange, other: DateRange) => one.from === other.from && one.to === other.to;
const byDay = (one: DateRange, other: DateRange) => (one.from + one.to < other.from + other.to ? -1 : 1);

import type { ApplicationFields, ApplicationHandle, Registered, Subject } from '@consult/client/requests';
import type { ApplicationProblem, ErrorCode } from '@consult/core';
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

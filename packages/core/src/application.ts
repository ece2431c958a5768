import { isDay } from './conclusion.js';
import { phoneOf, refusalToWishes, type DateRange } from './deferred-request.js';
import type { ErrorCode } from './errors.js';
import { lengthOf, LIMITS } from './limits.js';

/** What an applicant writes, field by field as typed (manual §3). The names and the birth date are the account's where there is one. */
export interface ApplicationContent {
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly email: string;
  readonly phone: string;
  readonly wishes: readonly DateRange[];
  readonly comment: string;
}

/** A field of the form, by the name of what is written in it. */
export type ApplicationField = keyof ApplicationContent;

/** What is wrong with one field. */
export interface ApplicationProblem {
  readonly field: ApplicationField;
  readonly code: ErrorCode;
}

/** Nobody who applies was born before this day; a slip of the keyboard was. */
const FIRST_BIRTH = '1900-01-01';

/** As the wire takes it: a test compares the two. */
const EMAIL = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/;
const EMAIL_LENGTH = 254;

/**
 * Says what is wrong with an application, in the order of the form; nothing: it can be sent.
 *
 * @param facts.known - The patient is somebody the registry knows: who they are is not the applicant's to write.
 */
export function problemsOfApplication(
  content: ApplicationContent,
  { today, known }: { readonly today: string; readonly known: boolean },
): ApplicationProblem[] {
  const problems: ApplicationProblem[] = [];
  const add = (field: ApplicationField, code: ErrorCode | undefined) => {
    if (code) problems.push({ field, code });
  };
  if (!known) {
    add('family', refusalTo(content.family, LIMITS.name));
    add('given', refusalTo(content.given, LIMITS.name));
    if (content.patronymic.trim()) add('patronymic', refusalTo(content.patronymic, LIMITS.name));
    add('birthDate', refusalToBirth(content.birthDate, today));
  }
  add('email', refusalToEmail(content.email.trim()));
  add('phone', phoneOf(content.phone) ? undefined : content.phone.trim() ? 'phone-wrong' : 'text-empty');
  add('wishes', refusalToWishes(content.wishes, today));
  add('comment', refusalTo(content.comment, LIMITS.comment));
  return problems;
}

function refusalTo(text: string, limit: number): ErrorCode | undefined {
  if (!text.trim()) return 'text-empty';
  return lengthOf(text.trim()) > limit ? 'text-too-long' : undefined;
}

function refusalToBirth(day: string, today: string): ErrorCode | undefined {
  if (!day) return 'text-empty';
  return isDay(day) && day >= FIRST_BIRTH && day <= today ? undefined : 'invalid';
}

/** The address may be left out (manual §3). */
function refusalToEmail(email: string): ErrorCode | undefined {
  return !email || (EMAIL.test(email) && email.length <= EMAIL_LENGTH) ? undefined : 'invalid';
}

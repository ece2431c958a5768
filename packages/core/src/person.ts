import type { ErrorCode } from './errors.js';

/**
 * What a signed-in person came as. One person may hold several roles; a token carries one, and rights follow the
 * token, so a doctor who signs in as a patient sees only what a patient sees.
 */
export const ROLES = ['patient', 'doctor', 'operator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** ESIA account levels, from the least to the most assured (manual §4.1). */
export const ESIA_LEVELS = ['simplified', 'standard', 'confirmed'] as const;
export type EsiaLevel = (typeof ESIA_LEVELS)[number];

/** A Russian personal name; the patronymic may be absent. */
export interface PersonName {
  readonly family: string;
  readonly given: string;
  readonly patronymic?: string | undefined;
}

/** Who acts, as proved by the access token. Never built from a body, a query or an attribute. */
export interface Actor {
  readonly person: string;
  readonly role: Role;
  /** The organisation a staff member acts for; `null` for patients. */
  readonly organisation: string | null;
  readonly level: EsiaLevel;
  /** The portal's session, by which everything opened in it can be closed at once. */
  readonly session: string;
}

/** «Матросова Е. В.»: the form of the manual's chat list. */
export function shortName({ family, given, patronymic }: PersonName): string {
  const initials = [given, patronymic].filter(Boolean).map((part) => `${[...part!][0]}.`);
  return [family, ...initials].join(' ');
}

/** «Матросова Елена Викторовна»: for the card of a patient, where a mistake in the person is dangerous. */
export function fullName({ family, given, patronymic }: PersonName): string {
  return [family, given, patronymic].filter(Boolean).join(' ');
}

/**
 * Full years at `now` of somebody born on `birthDate` (`YYYY-MM-DD`), by the calendar of Moscow.
 * A birth date is a day, not a moment: it never becomes a `Date` of its own.
 */
export function ageAt(birthDate: string, now: number): number {
  const today = moscowDay(now);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Moscow has kept UTC+3 without daylight saving since 26 October 2014 (Federal Law 248-ФЗ of 21.07.2014). */
const MOSCOW_OFFSET = 3 * 60 * 60 * 1000;

/** The calendar day (`YYYY-MM-DD`) in Moscow at a moment in ms UTC. */
export function moscowDay(at: number): string {
  return new Date(at + MOSCOW_OFFSET).toISOString().slice(0, 10);
}

/** The moment, in ms UTC, so many minutes after midnight in Moscow on that day (`YYYY-MM-DD`). */
export function moscowMoment(day: string, minutes = 0): number {
  return Date.parse(`${day}T00:00:00Z`) - MOSCOW_OFFSET + minutes * 60_000;
}

/** Why an account of this level may not use the service: "simplified" is not identified (manual §4.1). */
export function refusalToEnter(
  level: EsiaLevel,
  allowed: readonly EsiaLevel[],
): 'account-simplified' | undefined {
  return allowed.includes(level) ? undefined : 'account-simplified';
}

/** Why this person may not be entered or corrected: an operator registers patients, an administrator anybody. */
export function refusalToEnterPerson(
  { role }: Pick<Actor, 'role'>,
  record: { readonly specialty: string | null },
  known: { readonly specialty: string | null } | undefined,
): ErrorCode | undefined {
  if (role === 'administrator') return undefined;
  const isDoctor = record.specialty !== null || (known?.specialty ?? null) !== null;
  return role === 'operator' && !isDoctor ? undefined : 'not-allowed';
}

/** Why an organisation may not be entered or renamed: that is the administrator's. */
export function refusalToEnterOrganisation({ role }: Pick<Actor, 'role'>): ErrorCode | undefined {
  return role === 'administrator' ? undefined : 'not-allowed';
}

/** Why the registry may not let one person speak for another, or not for that time. */
export function refusalToRepresent(
  { role }: Pick<Actor, 'role'>,
  { patient, representative }: { readonly patient: string; readonly representative: string },
  { validFrom, validTo }: { readonly validFrom: number; readonly validTo: number | null },
): ErrorCode | undefined {
  if (role !== 'operator' && role !== 'administrator') return 'not-allowed';
  return patient === representative || (validTo !== null && validTo <= validFrom) ? 'invalid' : undefined;
}

/** Why the registry may not attach a patient to an organisation, or not for that time: an operator does it for the own one. */
export function refusalToAttachPatient(
  { role, organisation }: Pick<Actor, 'role' | 'organisation'>,
  to: string,
  { validFrom, validTo }: { readonly validFrom: number; readonly validTo: number | null },
): ErrorCode | undefined {
  const isOwn = role === 'operator' && organisation === to;
  if (!isOwn && role !== 'administrator') return 'not-allowed';
  return validTo !== null && validTo <= validFrom ? 'invalid' : undefined;
}

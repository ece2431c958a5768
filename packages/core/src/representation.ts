import type { ErrorCode } from './errors.js';
import type { ConsentKind } from './consent.js';
import { ageAt, moscowMoment } from './person.js';

/** Ages at which a young person comes to speak for themselves; the clinic's lawyer sets them (323-ФЗ art. 20, 54). */
export interface AgeRules {
  /** From this birthday on one decides about one's own medical consents. */
  readonly ownConsentAge: number;
  /** At this birthday the representation of a child ends by itself. */
  readonly representAge: number;
}

/** What holds where nothing else is configured. */
export const AGE_RULES: AgeRules = { ownConsentAge: 15, representAge: 18 };

/**
 * When somebody born on `birthDate` (`YYYY-MM-DD`) turns `age`: the midnight in Moscow that begins the birthday, ms UTC.
 * Whoever was born on 29 February turns a year older on 1 March of a common year, in accordance with {@link ageAt}.
 */
export function birthdayAt(birthDate: string, age: number): number {
  const year = String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0');
  const [, month, day] = birthDate.split('-') as [string, string, string];
  // A day that the year has not is counted on from its month: 29 February becomes 1 March.
  return moscowMoment(`${year}-${month}-01`) + (Number(day) - 1) * DAY;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * When a representation ends: at its own end, or at the birthday that ends the representation of a child, whichever comes
 * first; `null`: not by itself. One that began after that birthday is an adult's (a guardian's), and has its own end only.
 */
export function endOfRepresentation(
  { validFrom, validTo }: { readonly validFrom: number; readonly validTo: number | null },
  birthDate: string | null,
  { representAge }: Pick<AgeRules, 'representAge'>,
): number | null {
  const grown = birthDate === null ? null : birthdayAt(birthDate, representAge);
  if (grown === null || validFrom >= grown) return validTo;
  return validTo === null ? grown : Math.min(validTo, grown);
}

/**
 * Why somebody may not decide about a consent for another: who is old enough decides about medical matters alone. The
 * other documents (personal data, notifications) stay with the representative as long as there is one. Whoever speaks for
 * an adult is a guardian, and decides.
 */
export function refusalToConsentFor(
  kind: ConsentKind,
  { isSelf, birthDate }: { readonly isSelf: boolean; readonly birthDate: string | null },
  now: number,
  { ownConsentAge, representAge }: AgeRules,
): ErrorCode | undefined {
  if (isSelf || birthDate === null || kind !== 'remote-consultation') return undefined;
  const age = ageAt(birthDate, now);
  return age >= ownConsentAge && age < representAge ? 'age-refused' : undefined;
}

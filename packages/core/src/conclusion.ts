import { sideOf, type Standing } from './chat.js';
import type { Consultation } from './consultation.js';
import { refusalToComplete } from './consultation.js';
import type { ErrorCode } from './errors.js';
import { LIMITS, lengthOf } from './limits.js';
import { moscowDay } from './person.js';

/** A field of a conclusion may have so many code points. */
export const CONCLUSION_LENGTH = 10_000;

/** What the doctor writes at the end of a consultation (manual §6.1). */
export interface ConclusionContent {
  readonly complaints: string;
  readonly findings: string;
  readonly recommendations: string;
  /** By ICD-10, e.g. `I10`; both empty where no diagnosis was made. */
  readonly diagnosis: { readonly code: string; readonly text: string };
  /** `YYYY-MM-DD`; `null`: none is needed. */
  readonly nextVisit: string | null;
}

/** One version of a conclusion, as the chat tells of it; its content is in the document. */
export interface ConclusionVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** When it was given, ms UTC. */
  readonly at: number;
  /** Who has signed the document, as the signature says; `null`: it is not signed, and looks so. */
  readonly signedBy: string | null;
  /** The document's size in bytes. */
  readonly size: number;
}

/** The fields that may not be empty. */
export const REQUIRED_OF_CONCLUSION = ['complaints', 'findings', 'recommendations'] as const;

/** A field of a conclusion that is not as it must be, with what is wrong. */
export interface ConclusionProblem {
  readonly field:
    'complaints' | 'findings' | 'recommendations' | 'diagnosis-code' | 'diagnosis-text' | 'next-visit';
  readonly code: 'text-empty' | 'text-too-long' | 'invalid' | 'too-early';
}

/** ICD-10 in its Russian form: a letter, two digits, and up to two more after a full stop; Latin letters only. */
const ICD_10 = /^[A-Z]\d{2}(\.\d{1,2})?$/;

/**
 * All that is wrong with the content, in the order of the form; empty: nothing. Where it is known when the consultation
 * begins (`startsAt`), the next visit may not be before that day: a slip of the pen would stand in a document for good.
 */
export function problemsOfConclusion(content: ConclusionContent, startsAt?: number): ConclusionProblem[] {
  const problems: ConclusionProblem[] = [];
  for (const field of REQUIRED_OF_CONCLUSION) {
    if (!content[field].trim()) problems.push({ field, code: 'text-empty' });
    else if (lengthOf(content[field]) > CONCLUSION_LENGTH) problems.push({ field, code: 'text-too-long' });
  }
  const { code, text } = content.diagnosis;
  if (code && !ICD_10.test(code)) problems.push({ field: 'diagnosis-code', code: 'invalid' });
  if (code && !text.trim()) problems.push({ field: 'diagnosis-text', code: 'text-empty' });
  if (lengthOf(text) > LIMITS.reason) problems.push({ field: 'diagnosis-text', code: 'text-too-long' });
  const { nextVisit } = content;
  if (nextVisit !== null && !isDay(nextVisit)) problems.push({ field: 'next-visit', code: 'invalid' });
  else if (nextVisit !== null && startsAt !== undefined && nextVisit < moscowDay(startsAt))
    problems.push({ field: 'next-visit', code: 'too-early' });
  return problems;
}

/** Why the consultation cannot be completed with this conclusion; who may complete it at all is asked apart. */
export function refusalToConclude(
  consultation: Pick<Consultation, 'state' | 'startsAt'>,
  content: ConclusionContent,
): ErrorCode | undefined {
  return (
    refusalToComplete(consultation) ??
    (problemsOfConclusion(content, consultation.startsAt).length ? 'conclusion-incomplete' : undefined)
  );
}

/** Why a further version may not be given: only the doctor who gave the first one corrects it, at any time after. */
export function refusalToCorrect(
  {
    outcome,
    author,
    startsAt,
  }: { readonly outcome: string | null; readonly author: string | null; readonly startsAt: number },
  person: string,
  { relation }: Pick<Standing, 'relation'>,
  content: ConclusionContent,
): ErrorCode | undefined {
  if (!sideOf(relation)) return 'not-found';
  if (relation !== 'doctor' || (author !== null && author !== person)) return 'not-allowed';
  if (outcome !== 'conclusion') return 'not-allowed';
  return problemsOfConclusion(content, startsAt).length ? 'conclusion-incomplete' : undefined;
}

/** Whether two contents say the same: then a command with one is a retry of the command with the other. */
export function isSameConclusion(one: ConclusionContent, other: ConclusionContent): boolean {
  return (
    REQUIRED_OF_CONCLUSION.every((field) => one[field] === other[field]) &&
    one.diagnosis.code === other.diagnosis.code &&
    one.diagnosis.text === other.diagnosis.text &&
    one.nextVisit === other.nextVisit
  );
}

/** A day of the calendar: no 30 February. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

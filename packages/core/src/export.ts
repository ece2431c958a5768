import { refusalToLookUp } from './audit.js';
import { refusalToOpenDocuments, type Standing } from './chat.js';
import { isFinished, type Consultation } from './consultation.js';
import type { ErrorCode } from './errors.js';

/** `html` is for people, on a screen and on paper; `json` is for programs, with a hash chain that proves it whole. */
export const EXPORT_FORMATS = ['html', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Why this person may not take the conversation home: the patient's side only, and only once it is over. There are
 * documents in it, so whoever may not open those may not take it either.
 */
export function refusalToExport(
  consultation: Pick<Consultation, 'state'>,
  standing: Standing,
): ErrorCode | undefined {
  return refusalToLookUp(standing) ?? refusalToOpenDocuments(standing) ?? refusalToExportWhen(consultation);
}

/** The part of {@link refusalToExport} that depends on the consultation alone: what still grows has no end to seal. */
export function refusalToExportWhen(consultation: Pick<Consultation, 'state'>): ErrorCode | undefined {
  return isFinished(consultation) ? undefined : 'chat-not-finished';
}

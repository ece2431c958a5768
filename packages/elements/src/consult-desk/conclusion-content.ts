import {
  CONCLUSION_LENGTH,
  isSameConclusion,
  lengthOf,
  LIMITS,
  type ConclusionContent,
  type ConclusionProblem,
} from '@consult/core';
import type { LocalizeController } from '../shared/localize.js';
import type { ConclusionFormWords } from '../text/conclusion-form-ru.js';

export type Field = ConclusionProblem['field'];

/** A form in which nothing has been written. */
export const EMPTY: ConclusionContent = {
  complaints: '',
  findings: '',
  recommendations: '',
  diagnosis: { code: '', text: '' },
  nextVisit: null,
};

/** Whether nothing has been written. */
export const isEmpty = (content: ConclusionContent) => isSameConclusion(content, EMPTY);

/** How long what is written in a field may be. */
export const lengthIn = (field: Field) => (field === 'diagnosis-text' ? LIMITS.reason : CONCLUSION_LENGTH);

/** What is written in a field. */
export function valueIn(content: ConclusionContent, field: Field): string {
  if (field === 'diagnosis-code') return content.diagnosis.code;
  if (field === 'diagnosis-text') return content.diagnosis.text;
  return (field === 'next-visit' ? content.nextVisit : content[field]) ?? '';
}

/** The content with another value in a field. */
export function withValue(content: ConclusionContent, field: Field, value: string): ConclusionContent {
  const { diagnosis } = content;
  if (field === 'diagnosis-code') return { ...content, diagnosis: { ...diagnosis, code: codeIn(value) } };
  if (field === 'diagnosis-text') return { ...content, diagnosis: { ...diagnosis, text: value } };
  return field === 'next-visit' ? { ...content, nextVisit: value || null } : { ...content, [field]: value };
}

/** Everything that is written, under the names of the fields: to be pasted elsewhere. */
export function inWords(text: LocalizeController<ConclusionFormWords>, content: ConclusionContent): string {
  return FIELDS.map(([field, name]) => [text.term(name), valueIn(content, field)] as const)
    .filter(([, value]) => value.trim())
    .map(([name, value]) => `${name}\n${value.trim()}`)
    .join('\n\n');
}

/** What is wrong with a field, in words. */
export function problemWords(
  text: LocalizeController<ConclusionFormWords>,
  { field, code }: ConclusionProblem,
  content: ConclusionContent,
): string {
  if (code === 'text-too-long')
    return text.term('tooLong', lengthOf(valueIn(content, field)) - lengthIn(field));
  return text.term(code === 'too-early' ? 'earlyDay' : WORDS[field]);
}

/** The fields in the order of the document, with their names. */
const FIELDS = [
  ['complaints', 'complaints'],
  ['findings', 'findings'],
  ['diagnosis-code', 'diagnosisCode'],
  ['diagnosis-text', 'diagnosisText'],
  ['recommendations', 'recommendations'],
  ['next-visit', 'nextVisit'],
] as const satisfies readonly (readonly [Field, keyof ConclusionFormWords])[];

const WORDS = {
  complaints: 'emptyComplaints',
  findings: 'emptyFindings',
  recommendations: 'emptyRecommendations',
  'diagnosis-code': 'wrongCode',
  'diagnosis-text': 'emptyDiagnosis',
  'next-visit': 'wrongDay',
} as const satisfies Record<Field, keyof ConclusionFormWords>;

/** Letters that look the same in both alphabets: a doctor who writes Russian types the Russian one. */
const CYRILLIC = 'АВСЕНІЈКМОРЅТХУ';
const LATIN = 'ABCEHIJKMOPSTXY';

/** A code as it was meant: capital Latin letters, a full stop for a comma, no spaces. */
function codeIn(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(',', '.')
    .replace(/[А-ЯІЈЅ]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter);
}

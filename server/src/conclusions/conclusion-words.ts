import type { ConclusionContent } from '@consult/core';

/** What the document is. */
export const TITLE = 'Консультативное заключение';

/** What the doctor wrote, under the headings of the document and in their order. */
export function sectionsOf(
  content: ConclusionContent,
): readonly (readonly [heading: string, words: string])[] {
  return [
    ['Жалобы и анамнез', content.complaints],
    ['Результаты консультации', content.findings],
    ['Диагноз', diagnosisOf(content)],
    ['Рекомендации', content.recommendations],
    ['Следующий приём', content.nextVisit === null ? 'Не назначен' : dayOf(content.nextVisit)],
  ];
}

/** The document as one text, for whoever looks for a word of it. */
export const textOf = (content: ConclusionContent): string =>
  [TITLE, ...sectionsOf(content).map(([heading, words]) => `${heading}: ${words.trim()}`)].join('\n');

/** A day as a document tells it. */
export const dayOf = (day: string) => day.split('-').reverse().join('.');

function diagnosisOf({ diagnosis }: ConclusionContent): string {
  if (!diagnosis.code && !diagnosis.text.trim()) return 'Не установлен';
  return [diagnosis.code && `${diagnosis.code} (МКБ-10)`, diagnosis.text.trim()].filter(Boolean).join('. ');
}

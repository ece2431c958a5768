import type { Lang } from './localize.js';

/** The forms of a word after a number. Russian needs one, few and many; English one and other. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

/** How `lang` counts: `counter('ru')(4, { one: 'чат', few: 'чата', many: 'чатов' })` is «4 чата». */
export function counter(lang: Lang): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(lang);
  const digits = new Intl.NumberFormat(lang);
  return (count, forms) => {
    const form = forms[rules.select(count)] ?? forms.other ?? forms.many ?? '';
    return `${digits.format(count)} ${form}`;
  };
}

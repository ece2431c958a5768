import { Maskito, type MaskitoPreprocessor } from '@maskito/core';

/** What a masked field is let go of by. */
export type PhoneMask = Pick<Maskito, 'destroy'>;

const DIGIT = /\d/;
const MASK = [
  ...'+7 (',
  ...[DIGIT, DIGIT, DIGIT],
  ...') ',
  ...[DIGIT, DIGIT, DIGIT],
  '-',
  ...[DIGIT, DIGIT],
  '-',
  ...[DIGIT, DIGIT],
];

/** Shows the number as it is typed: «+7 (921) 555-01-02». */
export const maskPhone = (field: HTMLInputElement): PhoneMask =>
  new Maskito(field, { mask: MASK, preprocessors: [withoutCountry] });

/** A number of another country is not taken: it would become another number of this one. */
const FOREIGN = /^\s*\+[^7]/;

/** An eight or a seven before ten digits is the country, and so is the first one somebody types or the browser fills in. */
const withoutCountry: MaskitoPreprocessor = ({ elementState, data }, action) => {
  const { value } = elementState;
  if (action === 'validation') return { elementState: withCountry(value) ?? elementState, data };
  if (FOREIGN.test(value.slice(0, elementState.selection[0]) + data)) return { elementState, data: '' };
  const digits = data.replace(/\D/g, '');
  if (/^[78]\d{10}$/.test(digits)) return { elementState, data: digits.slice(1) };
  return { elementState, data: !value && /^[78]$/.test(digits) ? '+7 (' : data };
};

function withCountry(value: string) {
  const digits = value.replace(/\D/g, '');
  if (FOREIGN.test(value)) return { value: '+', selection: [1, 1] as const };
  if (value.startsWith('+7') || !/^[78]/.test(digits)) return undefined;
  const whole = `+7 (${digits.slice(1)}`;
  return { value: whole, selection: [whole.length, whole.length] as const };
}

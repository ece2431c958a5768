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

/** An eight or a seven before ten digits is the country, and so is the first one somebody types. */
const withoutCountry: MaskitoPreprocessor = ({ elementState, data }) => {
  const { value } = elementState;
  const digits = data.replace(/\D/g, '');
  const isEmpty = /^\D*7?\D*$/.test(value);
  if (/^[78]\d{10}$/.test(digits)) return { elementState, data: digits.slice(1) };
  if (isEmpty && !value.includes('(') && /^[78]$/.test(digits)) return { elementState, data: '+7 (' };
  return { elementState, data };
};

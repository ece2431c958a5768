import type { PersonName } from '@consult/core';

/** A name as it lies in a row. */
interface NameColumns {
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
}

/** Builds a name from its columns; an absent patronymic stays absent. */
export const nameOf = ({ family, given, patronymic }: NameColumns): PersonName =>
  patronymic === null ? { family, given } : { family, given, patronymic };

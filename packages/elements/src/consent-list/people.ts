import type { ConsentKind } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';

/** One person and what was said for them, in the manual's order of documents. */
export interface PersonConsents {
  readonly patient: ConsentStatus['patient'];
  readonly own: boolean;
  readonly statuses: readonly ConsentStatus[];
}

/** The manual's order (§4.3). */
const ORDER: readonly ConsentKind[] = ['notifications', 'personal-data', 'remote-consultation'];
const placeOf = ({ kind }: ConsentStatus) => ORDER.indexOf(kind);

/** Everybody the reader may decide for, oneself first. */
export function peopleOf(statuses: readonly ConsentStatus[], me: string | undefined): PersonConsents[] {
  const people = new Map<string, ConsentStatus[]>();
  for (const status of statuses)
    people.set(status.patient.id, [...(people.get(status.patient.id) ?? []), status]);
  return [...people.values()]
    .map((own) => ({
      patient: own[0]!.patient,
      own: own[0]!.patient.id === me,
      statuses: own.sort((a, b) => placeOf(a) - placeOf(b)),
    }))
    .sort((a, b) => Number(b.own) - Number(a.own));
}

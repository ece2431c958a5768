import { ConsultError } from '@consult/core';

/** Takes a place for an upload of this person; answers how to give it back. @throws ConsultError `too-many-requests` */
export type UploadSlots = (person: string) => () => void;

/** How long to wait before trying again where all places are taken, in ms. */
const RETRY_AFTER = 2_000;

/** Lets each person have so many uploads under way in this process at a time. */
export function createUploadSlots({ uploadsPerPerson }: { readonly uploadsPerPerson: number }): UploadSlots {
  const taken = new Map<string, number>();

  return (person) => {
    const count = taken.get(person) ?? 0;
    if (count >= uploadsPerPerson) throw new ConsultError('too-many-requests', { retryAfter: RETRY_AFTER });
    taken.set(person, count + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = taken.get(person)! - 1;
      if (left > 0) taken.set(person, left);
      else taken.delete(person);
    };
  };
}

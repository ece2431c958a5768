import type { ConsentKind } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';

/**
 * Whom to ask for this consent, in turn: oneself first, then those one speaks for. Where nothing is published there is
 * nothing to agree to.
 *
 * @param me - The reader's id, once known.
 */
export function consentsToAsk(
  statuses: readonly ConsentStatus[],
  kind: ConsentKind,
  me: string | undefined,
): ConsentStatus[] {
  return statuses
    .filter((one) => one.kind === kind && one.published !== null && one.state !== 'given')
    .sort((a, b) => Number(b.patient.id === me) - Number(a.patient.id === me));
}

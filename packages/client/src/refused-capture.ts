import type { ProbeCause } from '@consult/core';

/** What a browser says when it gives no device, with what else is known of the person's and the host's will. */
export interface RefusedCapture {
  readonly name: string;
  readonly message: string;
  readonly state?: PermissionState | undefined;
  readonly allowed?: boolean | undefined;
}

/** Who said no, or what is missing. The names are those of the standard and of older browsers. */
export function causeOfRefusal({ name, message, state, allowed }: RefusedCapture): ProbeCause {
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      if (allowed === false) return 'policy-of-host';
      // The browser would have given it: so the system did not.
      if (state === 'granted' || /system/i.test(message)) return 'denied-by-system';
      return /dismissed/i.test(message) ? 'not-asked-yet' : 'denied-by-person';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'device-missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'device-busy';
    default:
      return 'no-answer';
  }
}

import type { ErrorCode } from '@consult/core';
import type { ActorName, World } from './world.js';

/** What comes of asking: the status of a yes, or the code of a no. */
export type Outcome = 200 | 201 | 204 | ErrorCode;

/** What one route answers to everybody. */
export interface Row {
  /** The route as it is registered. */
  readonly route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** What sets this row apart from others of the route. */
  readonly when?: string;
  readonly path: (world: World) => string;
  readonly body?: (world: World) => unknown;
  /** Sent as it is, in place of a body of JSON. */
  readonly raw?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who is answered otherwise than the rest. */
  readonly but: Partial<Record<ActorName, Outcome>>;
  /** What all the rest is answered; whoever is not signed in, or simply not identified, never gets that far. */
  readonly rest: Outcome;
}

export const key = (digit: string) => `key_${digit.repeat(32)}`;
export const ABSENT = `cht_${'0'.repeat(32)}`;

/** Those who take part: they may know of the consultation. */
export const parties = (outcome: Outcome) => ({ patient: outcome, representative: outcome, doctor: outcome });
export const patientSide = (outcome: Outcome) => ({ patient: outcome, representative: outcome });
export const OPEN_TO_ALL = { anonymous: 200, operatorOfNothing: 200, simplified: 200 } as const;
/** Signed in as patients, and strangers to the child. */
export const otherPatients = (outcome: Outcome) => ({
  formerRepresentative: outcome,
  futureRepresentative: outcome,
  otherPatient: outcome,
  doctorAsPatient: outcome,
});

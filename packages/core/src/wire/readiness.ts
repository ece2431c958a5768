import * as v from 'valibot';
import { PROBE_CAUSES, PROBE_RESULTS, PROBES } from '../readiness.js';
import { BrokerTicket } from './call.js';
import { Moment } from './person.js';

/** `PUT /v1/chats/:chatId/readiness`: what a check of one's own devices and lines has found. Replaces the one before. */
export const ReadinessReport = v.strictObject({
  findings: v.pipe(
    v.array(
      v.strictObject({
        probe: v.picklist(PROBES),
        result: v.picklist(PROBE_RESULTS),
        cause: v.nullable(v.picklist(PROBE_CAUSES)),
      }),
    ),
    v.minLength(1),
    v.maxLength(PROBES.length),
    v.check(
      (findings) => new Set(findings.map(({ probe }) => probe)).size === findings.length,
      'each probe once',
    ),
    v.readonly(),
  ),
});
export type ReadinessReport = v.InferOutput<typeof ReadinessReport>;

/** `GET /v1/chats/:chatId/readiness`: the newest check of the patient's side, for the doctor. */
export const ReadinessView = v.object({
  now: Moment,
  /** `null`: nobody has made one, or it is too old to tell anything. */
  report: v.nullable(
    v.object({
      checkedAt: Moment,
      findings: v.array(
        v.object({
          probe: v.string(),
          result: v.picklist(PROBE_RESULTS),
          cause: v.nullable(v.string()),
        }),
      ),
    }),
  ),
});
export type ReadinessView = v.InferOutput<typeof ReadinessView>;

/** `POST /v1/ice-servers`: the servers a call would use, for a check before there is one. */
export const IceServersAnswer = v.object({
  now: Moment,
  iceServers: BrokerTicket.entries.iceServers,
  /** When the credentials end; `null` where there are none. */
  iceExpiresAt: BrokerTicket.entries.iceExpiresAt,
});
export type IceServersAnswer = v.InferOutput<typeof IceServersAnswer>;

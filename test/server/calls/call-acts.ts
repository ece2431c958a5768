import {
  CALL_LIMITS,
  endBy,
  isSideBusy,
  refusalToAnswer,
  refusalToEnd,
  refusalToRing,
  refusalToSeeCall,
  refusalToSit,
  type Actor,
} from '@consult/core';
import type { BusyRule, Called } from '../../../server/src/calls/call-store.js';
import type { Stores } from '../../../server/src/deps.js';
import { DOCTOR, newId, NOON, PATIENT } from '../db/stores.js';

/** The names of the two sides at the broker. */
export const PEERS = { doctor: 'd'.repeat(32), patient: 'p'.repeat(32) };

/** What people do in calls, under the rules of the service. */
export function callActsOn(stores: Stores) {
  const { calls } = stores;
  const at = (callId: string, actor: Actor, now = NOON) => ({ callId, actor, now });
  return {
    ring: (
      chatId: string,
      {
        actor = DOCTOR,
        key = newId('entryKey'),
        device = newId('device'),
        now = NOON,
        id = newId('call'),
        online = [] as readonly string[],
      } = {},
    ) => {
      const callee = ({ person, elsewhere }: Called) => ({ elsewhere, online: online.includes(person) });
      const isBusy: BusyRule = (patient, others) => isSideBusy(callee(patient), others.map(callee));
      const draft = { id, key, device, peers: PEERS };
      return calls.ring({ chatId, actor, now }, draft, CALL_LIMITS, refusalToRing, isBusy);
    },
    answer: (call: string, actor: Actor = PATIENT, device = newId('device'), now = NOON) =>
      calls.answer(at(call, actor, now), device, CALL_LIMITS, (kept, standing) =>
        refusalToAnswer(kept, standing, { person: actor.person, device }),
      ),
    end: (call: string, actor: Actor, now = NOON, gaveUp = false) =>
      calls.end(
        at(call, actor, now),
        (kept, side) => endBy(kept, side, gaveUp),
        (_, standing) => refusalToEnd(standing),
      ),
    report: (call: string, actor: Actor, device: string, flows: boolean, now = NOON) =>
      calls.report(at(call, actor, now), flows, CALL_LIMITS, (kept, standing) =>
        refusalToSit(kept, standing, { person: actor.person, device }),
      ),
    sit: (call: string, actor: Actor, device: string, takes = false, now = NOON) =>
      calls.sit(at(call, actor, now), device, CALL_LIMITS, (kept, standing) =>
        refusalToSit(kept, standing, { person: actor.person, device }, takes),
      ),
    view: (call: string, actor: Actor = PATIENT) =>
      calls.view(at(call, actor), (_, standing) => refusalToSeeCall(standing)),
    live: (actor: Actor, now = NOON) => calls.live(actor, now, (_, standing) => refusalToSeeCall(standing)),
  };
}

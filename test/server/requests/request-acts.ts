import type { Actor } from '@consult/core';
import type { NewRequest } from '@consult/core/wire';
import type { Stores } from '../../../server/src/deps.js';
import { CHILD, CLINIC, DAY, DOCTOR, newId, NOON, OPERATOR, PARENT, PATIENT } from '../db/stores.js';
import { aDraft, HOUR } from './desk.js';

const go = () => undefined;

/** Until when a request is answered that is registered at noon. */
export const DEADLINES = { callBy: NOON + 5 * DAY, callByProvisional: false, consultBy: NOON + 10 * DAY };

/** What people do with requests, past all rules: the store has none of its own. */
export function requestActsOn(stores: Stores) {
  const { requests, journal, slots, people } = stores;
  const at = (requestId: string, actor: Actor, now = NOON) => ({ requestId, actor, now });
  return {
    attach: (patient = PATIENT.person, validTo: number | null = null) =>
      people.putAttachment(
        OPERATOR,
        { patient, organisation: CLINIC },
        { validFrom: NOON, validTo },
        NOON,
        go,
      ),
    draft: aDraft,
    register: (
      changes: Partial<NewRequest> = {},
      {
        actor = PATIENT,
        now = NOON,
        rule = go,
      }: { actor?: Actor; now?: number; rule?: Parameters<Stores['requests']['register']>[4] } = {},
    ) =>
      requests.register(
        actor,
        { ...aDraft(changes), id: newId('request'), consentId: newId('consent') },
        () => DEADLINES,
        now,
        rule,
        go,
      ),
    forTheChild: () =>
      requests.register(
        PARENT,
        {
          ...aDraft({ patient: CHILD, specialty: 'Хирург' }),
          id: newId('request'),
          consentId: newId('consent'),
        },
        () => DEADLINES,
        NOON,
        go,
        go,
      ),
    slot: async (startsAt = NOON + DAY) => {
      const times = [{ id: newId('slot'), startsAt, endsAt: startsAt + HOUR }];
      const wanted = { doctor: DOCTOR.person, kind: 'remote' as const, slots: times };
      return (await slots.open(OPERATOR, wanted, NOON, go, go))[0]!.id;
    },
    free: async () => (await slots.schedule(CLINIC, {}, NOON)).slots.map(({ id }) => id),
    offer: (
      id: string,
      slot: string,
      {
        key = newId('entryKey'),
        slotRule = go,
      }: { key?: string; slotRule?: Parameters<Stores['journal']['offer']>[4] } = {},
    ) => journal.offer(at(id, OPERATOR), { id: newId('offer'), key, slot }, DAY, go, slotRule),
    accept: (
      id: string,
      offerId: string,
      {
        actor = PATIENT,
        chat = newId('chat'),
        rule = go,
      }: { actor?: Actor; chat?: string; rule?: Parameters<Stores['requests']['accept']>[2] } = {},
    ) => requests.accept(at(id, actor), { offerId, chat }, rule),
    refuse: (id: string, offerId: string, actor: Actor = PATIENT) =>
      requests.refuse(at(id, actor), { offerId, reason: 'Неудобно' }, go),
    withdraw: (id: string) => requests.withdraw(at(id, PATIENT), go),
    view: (id: string, actor: Actor = PATIENT, rule: Parameters<Stores['requests']['view']>[1] = go) =>
      requests.view(at(id, actor), rule),
    lock: (id: string, until = NOON + 60_000) => journal.lock(at(id, OPERATOR), until, go),
    unlock: (id: string) => journal.unlock(at(id, OPERATOR), go),
    attempt: (id: string, result: 'busy' | 'reached' = 'busy') =>
      journal.addAttempt(
        at(id, OPERATOR),
        { id: newId('attempt'), key: newId('entryKey'), result, note: null },
        go,
      ),
    retract: (id: string, offerId: string) => journal.retract(at(id, OPERATOR), offerId, go),
    schedule: (id: string, slot: string) =>
      journal.schedule(at(id, OPERATOR), { key: newId('entryKey'), slot, chat: newId('chat') }, go, go),
    annul: (id: string) => journal.annul(at(id, OPERATOR), 'Трижды отказались', go),
  };
}

export type RequestActs = ReturnType<typeof requestActsOn>;

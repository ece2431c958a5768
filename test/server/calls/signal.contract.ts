import { refusalToSit, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { type Adapter, aChat, DOCTOR, newId, NOON, PATIENT } from '../db/stores.js';
import { callActsOn } from './call-acts.js';

/** The log of a call's signals, whichever library holds the database. */
export function signalContract(adapter: Adapter) {
  let stores: Stores;
  let call: string;
  let devices: Record<'patient' | 'doctor', string>;
  let acts: ReturnType<typeof callActsOn>;
  beforeEach(async () => {
    stores = await adapter.openSettled();
    acts = callActsOn(stores);
    devices = { patient: newId('device'), doctor: newId('device') };
    call = (await acts.ring(await aChat(stores), { device: devices.doctor })).call.id;
  });
  afterEach(() => stores.close());

  const maySit =
    (actor: Actor, device: string, most = Infinity): Parameters<Stores['calls']['signal']>[2] =>
    (kept, standing) =>
      refusalToSit(kept, standing, { person: actor.person, device }) ??
      (kept.signals >= most ? 'quota-exceeded' : undefined);
  const deviceOf = (actor: Actor) => devices[actor.role as 'patient' | 'doctor'];
  const send = (
    actor: Actor,
    payload: Record<string, unknown> = {},
    wish: { key?: string; most?: number } = {},
  ) =>
    stores.calls.signal(
      { callId: call, actor, now: NOON },
      { key: wish.key ?? newId('entryKey'), device: deviceOf(actor), kind: 'ready', payload },
      maySit(actor, deviceOf(actor), wish.most),
    );
  const read = (actor: Actor, after = 0, limit = 10) =>
    stores.calls.signals({ callId: call, actor, now: NOON }, after, limit, () => undefined);

  describe('signals', () => {
    it('are numbered as they come, and each side reads the other’s alone', async () => {
      const sent = await Promise.all([send(PATIENT, { attempt: 1 }), send(DOCTOR, { a: [1, { б: null }] })]);
      expect(sent.map(({ seq }) => seq)).toEqual([1, 2]);
      expect(sent[1]!.news).toMatchObject({ call, revision: 1, signals: 2, over: false });
      const { call: seen, signals, more } = await read(DOCTOR);
      expect(seen.signals).toBe(2);
      expect([signals, more]).toEqual([
        [{ seq: 1, from: 'patient', device: devices.patient, kind: 'ready', payload: { attempt: 1 } }],
        false,
      ]);
      expect((await read(PATIENT)).signals).toMatchObject([{ seq: 2, payload: { a: [1, { б: null }] } }]);
    });

    it('are read on from a place, a page at a time', async () => {
      for (let n = 1; n <= 5; n++) await send(PATIENT, { n });
      const first = await read(DOCTOR, 1, 2);
      expect([first.signals.map(({ seq }) => seq), first.more]).toEqual([[2, 3], true]);
      const last = await read(DOCTOR, 3, 2);
      expect([last.signals.map(({ seq }) => seq), last.more]).toEqual([[4, 5], false]);
    });

    it('are the same under the same key, and are refused where they say something else', async () => {
      const key = newId('entryKey');
      const tries = await Promise.all([1, 1, 1].map((n) => send(PATIENT, { n }, { key })));
      expect(tries.map(({ seq }) => seq)).toEqual([1, 1, 1]);
      expect(tries.map(({ news }) => news !== null)).toEqual([true, false, false]);
      await expect(send(PATIENT, { n: 2 }, { key })).rejects.toMatchObject({ code: 'key-reused' });
      expect(await send(DOCTOR, { n: 2 }, { key })).toMatchObject({ seq: 2 }); // another’s keys are another’s
    });

    it('are so many at most, and a retry of the last is still answered', async () => {
      const key = newId('entryKey');
      await send(PATIENT, {}, { most: 2 });
      await send(PATIENT, {}, { most: 2, key });
      await expect(send(PATIENT, {}, { most: 2 })).rejects.toMatchObject({ code: 'quota-exceeded' });
      expect(await send(PATIENT, {}, { most: 2, key })).toMatchObject({ seq: 2, news: null });
    });

    it('go when the call is over, and none come after', async () => {
      await send(PATIENT);
      await acts.end(call, DOCTOR);
      expect(await read(DOCTOR)).toMatchObject({ call: { state: 'ended' }, signals: [], more: false });
      await expect(send(PATIENT)).rejects.toMatchObject({ code: 'call-ended' });
    });
  });
}

import { CALL_LIMITS, type Actor } from '@consult/core';
import type { CallView, FeedFrame, SignalsPage } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { Api } from '../chats/api.js';
import { CONTENT } from '../conclusions/sheets.js';
import {
  as,
  CHILD,
  DOCTOR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { openCalls } from './call-api.js';

const ofCalls = (frames: readonly FeedFrame[]) => frames.filter((frame) => frame.type === 'call');

describe('A call', () => {
  let house: Awaited<ReturnType<typeof openCalls>>;
  let api: Api;
  let chat: string;
  beforeEach(async () => {
    house = await openCalls();
    api = house.api;
    chat = await api.chatOf();
  });
  afterEach(() => api.close());

  it('is told to both sides as it rings, is answered and ends, and to no one else', async () => {
    const feeds = await Promise.all(
      [PATIENT, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT].map((who) => api.listen(who)),
    );
    const { id } = await house.ring(chat);
    await house.accept(id);
    await house.end(id, DOCTOR);
    const frame = (revision: number) => ({ type: 'call', chat, call: id, revision, signals: 0 });
    await eventually(() => expect(ofCalls(feeds[0]!.frames)).toHaveLength(3));
    expect(feeds.map(({ frames }) => ofCalls(frames))).toEqual([
      [frame(1), frame(2), frame(3)],
      [frame(1), frame(2), frame(3)],
      [],
      [],
    ]);
    expect(feeds[0]!.frames.filter(({ type }) => type === 'hint')).toMatchObject([
      { chat, entry: { note: 'call-ended', duration: 0 } },
    ]);
  });

  it('is not told before the consent, and is not there for who has not given it', async () => {
    const newcomer = as('patient', 'per_newcomer');
    const name = { family: 'Новикова', given: 'Анна' };
    await house.ask(OPERATOR, 'PUT', `/people/${newcomer.person}`, {
      name,
      birthDate: null,
      specialty: null,
    });
    const own = await api.chatOf({ patient: newcomer.person });
    const { frames } = await api.listen(newcomer);
    const { id } = await house.ring(own);
    expect(await api.said(newcomer, 'GET', `/calls/${id}`)).toEqual([403, 'consent-needed']);
    expect((await house.ask<{ calls: CallView[] }>(newcomer, 'GET', '/calls')).calls).toEqual([]);
    await house.end(id, DOCTOR);
    await eventually(() => expect(frames.some(({ type }) => type === 'hint')).toBe(true));
    expect(ofCalls(frames)).toEqual([]);
  });

  it('rings for everybody who speaks for a child, and for whoever has several chats for each', async () => {
    const own = await api.chatOf({ patient: CHILD });
    const { id } = await house.ring(own);
    for (const who of [PARENT, as('patient', CHILD)])
      expect((await house.ask<{ calls: CallView[] }>(who, 'GET', '/calls')).calls).toMatchObject([
        { id, side: 'patient', patient: { id: CHILD }, doctor: { id: DOCTOR.person } },
      ]);
  });

  it('that nobody answers ends after 45 seconds, to the millisecond, as missed', async () => {
    const { id } = await house.ring(chat);
    expect(api.timers.at(-1)!.ms).toBe(CALL_LIMITS.ring);
    api.now = NOON + CALL_LIMITS.ring - 1;
    await api.tick();
    expect(await house.view(id, PATIENT)).toMatchObject({ state: 'ringing' });
    api.now = NOON + CALL_LIMITS.ring;
    api.timers.at(-1)!.run();
    await eventually(async () => expect(await house.view(id, PATIENT)).toMatchObject({ end: 'no-answer' }));
    expect(await house.noteOf(chat)).toEqual([['call-missed', undefined]]);
    expect(await api.said(PATIENT, 'POST', `/calls/${id}/accept`, { device: newId('device') })).toEqual([
      409,
      'call-ended',
    ]);
    await api.tick();
    expect(await house.noteOf(chat)).toHaveLength(1);
  });

  it('that was answered at the last moment goes on', async () => {
    const { id } = await house.ring(chat);
    api.now = NOON + CALL_LIMITS.ring;
    const { due } = api.stores.calls;
    Object.assign(api.stores.calls, {
      due: async (...asking: Parameters<typeof due>) => {
        const found = await due(...asking);
        if (found.length) await house.accept(id); // just after the clock has looked
        return found;
      },
    });
    await api.tick();
    expect(await house.view(id, DOCTOR)).toMatchObject({ state: 'connecting', end: null });
  });

  it('that cannot be connected has failed, and its time is told', async () => {
    const { id } = await house.ring(chat);
    api.now = NOON + 10_000;
    await house.accept(id);
    api.now += CALL_LIMITS.connect - 1;
    await api.tick();
    expect((await house.view(id, DOCTOR)).state).toBe('connecting');
    api.now += 1;
    await api.tick();
    expect(await house.view(id, DOCTOR)).toMatchObject({ end: 'failed', endedAt: api.now });
    expect(await house.noteOf(chat)).toEqual([['call-ended', CALL_LIMITS.connect]]);
  });

  it('that lost its picture has as long to find it again, and is not counted from the answer', async () => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    await house.accept(id, hers);
    await house.media(id, PATIENT, hers, true);
    await house.media(id, DOCTOR, his, true);
    api.now = NOON + 60 * MINUTE;
    await api.tick();
    expect((await house.view(id, DOCTOR)).state).toBe('active');
    expect((await house.media(id, PATIENT, hers, false)).state).toBe('reconnecting');
    api.now += CALL_LIMITS.connect - 1;
    await api.tick();
    expect((await house.media(id, PATIENT, hers, true)).state).toBe('active');
    api.now = NOON + CALL_LIMITS.length;
    await api.tick();
    expect(await house.view(id, DOCTOR)).toMatchObject({ end: 'hang-up' });
  });

  it('is given up by one side: it has failed', async () => {
    const { id } = await house.ring(chat);
    await house.accept(id);
    expect((await house.end(id, PATIENT, { failed: true })).end).toBe('failed');
  });

  it.each([
    ['without a conclusion', { outcome: 'no-conclusion', reason: 'Нужен очный осмотр' }, 2],
    ['with one', { outcome: 'conclusion', key: newId('entryKey'), content: CONTENT }, 3],
  ])('ends with the consultation, %s, and both sides are told', async (_, body, entries) => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    await house.accept(id, hers);
    const { frames } = await api.listen(PATIENT);
    const before = api.announced.at(-1)?.revision ?? 2;
    await house.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, body);
    await eventually(() => expect(ofCalls(frames)).toHaveLength(1));
    expect(api.announced.at(-1)!.revision - before).toBe(entries);
    expect(await house.view(id, PATIENT)).toMatchObject({ end: 'hang-up', revision: 3 });
    expect(await house.noteOf(chat)).toEqual([['call-ended', 0]]);
    expect(await api.said(PATIENT, 'POST', `/calls/${id}/tickets`, { device: hers })).toEqual([
      409,
      'call-ended',
    ]);
    // Ending what has ended answers how it ended.
    expect((await house.end(id, DOCTOR)).end).toBe('hang-up');
  });

  it('is answered or the consultation completed, whoever is first; nothing rings in one that is over', async () => {
    for (const late of [true, false]) {
      const own = await api.chatOf();
      const { id } = await house.ring(own);
      const complete = () =>
        api.said(DOCTOR, 'POST', `/chats/${own}/complete`, { outcome: 'no-conclusion', reason: 'Всё' });
      const accept = () => api.said(PATIENT, 'POST', `/calls/${id}/accept`, { device: newId('device') });
      await Promise.all(late ? [complete(), accept()] : [accept(), complete()]);
      expect((await house.view(id, PATIENT)).state).toBe('ended');
      expect((await house.ask<{ calls: unknown[] }>(PATIENT, 'GET', '/calls')).calls).toEqual([]);
    }
  });

  it('is told for the last time to a doctor who has it no more', async () => {
    const { id } = await house.ring(chat);
    const feeds = await Promise.all([DOCTOR, PATIENT].map((who) => api.listen(who)));
    await house.ask(OPERATOR, 'POST', `/chats/${chat}/doctor`, { doctor: OTHER_DOCTOR.person });
    await eventually(() => expect(feeds.map(({ frames }) => ofCalls(frames).length)).toEqual([1, 1]));
    expect(await api.said(DOCTOR, 'GET', `/calls/${id}`)).toEqual([404, 'not-found']);
  });

  it('gives each side a ticket to the other, under random names of the call alone', async () => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    const mine = await house.ticket(id, PATIENT, hers); // while it rings: the page prepares itself
    const other = await house.ticket(id, DOCTOR, his);
    expect(mine).toEqual({
      broker: 'https://consult.invalid/v1/broker/',
      peer: other.partner,
      partner: other.peer,
      ticket: expect.any(String) as string,
      expiresAt: NOON + 30_000,
      iceServers: [],
      iceExpiresAt: null,
      relayOnly: false,
      warm: true,
    });
    expect([mine.peer, other.peer]).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(mine.peer).not.toBe(other.peer);
    expect((await house.ticket(id, DOCTOR, his)).ticket).not.toBe(other.ticket);
    const next = await house.ring(
      await api.chatOf({ patient: OTHER_PATIENT.person, doctor: OTHER_DOCTOR.person }),
      undefined,
      undefined,
      OTHER_DOCTOR,
    );
    expect((await house.ticket(next.id, OTHER_PATIENT, hers)).peer).not.toBe(mine.peer);
  });

  it.each([
    ['somebody hangs up', (id: string) => ({ actor: PATIENT, path: `/calls/${id}/end`, body: {} })],
    [
      'the consultation is over',
      () => ({
        actor: DOCTOR,
        path: `/chats/${chat}/complete`,
        body: { outcome: 'no-conclusion', reason: 'Нужен очный осмотр' },
      }),
    ],
    [
      'another doctor has it',
      () => ({ actor: OPERATOR, path: `/chats/${chat}/doctor`, body: { doctor: OTHER_DOCTOR.person } }),
    ],
  ])('has nobody at the broker any more when %s', async (_, deed) => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    await house.accept(id, hers);
    for (const [who, device] of [
      [PATIENT, hers],
      [DOCTOR, his],
    ] as const) {
      const { peer, ticket } = await house.ticket(id, who, device);
      api.broker.openSocket(`wss://consult.invalid/v1/broker/peerjs?id=${peer}&token=${ticket}`);
    }
    await eventually(() => expect(api.broker.size).toBe(2));
    const { actor, path, body } = deed(id);
    await house.ask(actor, 'POST', path, body);
    expect(api.broker.size).toBe(0);
  });

  it('moves to another page of the same person, and the old one is told', async () => {
    const [old, fresh] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat);
    await house.accept(id, old);
    const { frames } = await api.listen(PATIENT);
    const wish = { device: fresh };
    expect(await api.said(PATIENT, 'POST', `/calls/${id}/tickets`, wish)).toEqual([409, 'call-elsewhere']);
    await house.ticket(id, PATIENT, fresh, true);
    await eventually(() => expect(ofCalls(frames)).toMatchObject([{ revision: 3 }]));
    expect((await house.view(id, PATIENT)).seat).toEqual({ person: PATIENT.person, device: fresh });
    for (const [method, path, body] of [
      ['PUT', 'media', { device: old, flows: true }],
      ['GET', `signals?device=${old}`],
      ['POST', 'signals', { key: newId('entryKey'), device: old, kind: 'ready', payload: {} }],
    ] as const)
      expect(await api.said(PATIENT, method, `/calls/${id}/${path}`, body)).toEqual([409, 'call-elsewhere']);
  });

  it('carries what the pages tell one another, which goes with its end', async () => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    const { frames } = await api.listen(DOCTOR);
    const signal = { key: newId('entryKey'), device: hers, kind: 'ready', payload: { attempt: 1 } };
    for (let n = 0; n < 2; n++)
      expect((await house.ask<{ seq: number }>(PATIENT, 'POST', `/calls/${id}/signals`, signal)).seq).toBe(1);
    await eventually(() =>
      expect(ofCalls(frames)).toEqual([{ type: 'call', chat, call: id, revision: 1, signals: 1 }]),
    );
    const read = (actor: Actor, device: string) =>
      house.ask<SignalsPage>(actor, 'GET', `/calls/${id}/signals?after=0&device=${device}`);
    expect(await read(DOCTOR, his)).toMatchObject({
      call: { id, signals: 1 },
      signals: [{ seq: 1, from: 'patient', device: hers, kind: 'ready', payload: { attempt: 1 } }],
      more: false,
    });
    expect((await read(PATIENT, hers)).signals).toEqual([]);
    await house.end(id, PATIENT);
    expect(await read(DOCTOR, his)).toMatchObject({ call: { end: 'declined' }, signals: [] });
  });

  it('is no access to what the patient gave: the note in the chat tells everybody', async () => {
    const { id } = await house.ring(chat);
    await house.accept(id);
    await house.end(id, PATIENT);
    const { accesses } = await house.ask<{ accesses: { action: string }[] }>(
      PATIENT,
      'GET',
      `/chats/${chat}/accesses`,
    );
    expect(accesses.filter(({ action }) => action.startsWith('call'))).toEqual([]);
  });
});

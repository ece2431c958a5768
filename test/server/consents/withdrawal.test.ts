import type { FeedFrame } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { openCalls } from '../calls/call-api.js';
import { type Api, entry } from '../chats/api.js';
import { CONTENT } from '../conclusions/sheets.js';
import {
  ADMINISTRATOR,
  as,
  CHILD,
  DAY,
  DOCTOR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { consentActs } from './consent-acts.js';

/** What a page hears, but for who comes and goes. */
const heard = ({ frames }: { frames: readonly FeedFrame[] }) =>
  frames.filter(({ type }) => type !== 'presence');

const ABSENT = `cns_${'0'.repeat(32)}`;

describe('A consent that is taken back', () => {
  let house: Awaited<ReturnType<typeof openCalls>>;
  let api: Api;
  let acts: ReturnType<typeof consentActs>;
  let chat: string;
  beforeEach(async () => {
    house = await openCalls();
    api = house.api;
    acts = consentActs(api);
    chat = await api.chatOf();
  });
  afterEach(() => api.close());

  const says = (actor = PATIENT) => api.said(actor, 'POST', `/chats/${chat}/entries`, entry('Болит'));

  it('closes the chats until it is given again', async () => {
    const { id } = (await acts.status('remote-consultation')).acts[0]!;
    api.now = NOON + MINUTE;
    const status = await acts.withdraw('remote-consultation');
    const her = {
      id: PATIENT.person,
      name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
    };
    expect(status).toMatchObject({
      state: 'withdrawn',
      patient: her,
      acts: [{ id, by: her, withdrawn: { at: NOON + MINUTE, by: her } }],
    });
    expect(await says()).toEqual([403, 'consent-needed']);
    expect(await api.said(PATIENT, 'GET', `/chats/${chat}/entries`)).toEqual([403, 'consent-needed']);
    expect(await says(DOCTOR)).toEqual([201, undefined]);

    api.now += MINUTE;
    const again = await acts.give('remote-consultation');
    expect(again).not.toBe(id);
    expect(await says()).toEqual([201, undefined]);
    expect(await acts.status('remote-consultation')).toMatchObject({
      state: 'given',
      acts: [
        { id: again, at: NOON + 2 * MINUTE, level: 'confirmed', withdrawn: null },
        { id, withdrawn: { at: NOON + MINUTE } },
      ],
    });
  });

  it('is taken back once: a retry that comes after it was given again changes nothing', async () => {
    const { id } = (await acts.status('remote-consultation')).acts[0]!;
    const withdraw = () => acts.ask<{ status: unknown }>(PATIENT, 'POST', `/consents/${id}/withdraw`);
    const answers = await Promise.all([withdraw(), withdraw(), withdraw()]);
    expect(answers[1]!.status).toEqual(answers[0]!.status);
    await acts.give('remote-consultation');
    const before = api.announced.length;
    expect((await withdraw()).status).toMatchObject({ state: 'given' });
    expect(api.announced).toHaveLength(before);
    expect(await says()).toEqual([201, undefined]);
  });

  it('is taken back for a child by whoever speaks for it at that moment, whoever gave it', async () => {
    const child = as('patient', CHILD);
    await acts.give('remote-consultation', child);
    expect((await acts.status('remote-consultation', PARENT, CHILD)).acts).toHaveLength(2);
    const { id } = (await acts.status('remote-consultation', child)).acts[0]!;
    for (const stranger of [PATIENT, OTHER_PATIENT])
      expect(await api.said(stranger, 'POST', `/consents/${id}/withdraw`)).toEqual([404, 'not-found']);
    expect(await api.ask(PATIENT, 'POST', `/consents/${id}/withdraw`)).toMatchObject({
      json: { code: 'not-found', title: 'not found' },
    });
    for (const staff of [DOCTOR, OPERATOR, ADMINISTRATOR])
      for (const consent of [id, ABSENT])
        expect(await api.said(staff, 'POST', `/consents/${consent}/withdraw`)).toEqual([403, 'not-allowed']);

    const status = await acts.withdraw('remote-consultation', PARENT, CHILD);
    expect(status.state).toBe('withdrawn');
    expect(status.acts.map(({ withdrawn }) => withdrawn!.by.id)).toEqual([PARENT.person, PARENT.person]);
    await acts.give('remote-consultation', PARENT, CHILD);
    api.now = NOON + 31 * DAY; // her right to speak for the child has ended
    expect(await api.said(PARENT, 'POST', `/consents/${id}/withdraw`)).toEqual([404, 'not-found']);
    expect((await acts.statuses(PARENT)).map(({ patient }) => patient.id)).not.toContain(CHILD);
    expect((await acts.withdraw('remote-consultation', child)).state).toBe('withdrawn');
  });

  it('leaves others and other kinds as they are', async () => {
    for (const kind of ['personal-data', 'notifications'] as const) await acts.publish(kind);
    for (const kind of ['personal-data', 'notifications'] as const) await acts.give(kind);
    await acts.withdraw('personal-data');
    expect((await acts.statuses()).map(({ kind, state }) => [kind, state])).toEqual([
      ['personal-data', 'withdrawn'],
      ['remote-consultation', 'given'],
      ['notifications', 'given'],
    ]);
    expect(await says()).toEqual([201, undefined]);
    expect((await acts.statuses(OTHER_PATIENT)).map(({ state }) => state)).toEqual(['none', 'given', 'none']);
  });

  it('ends a call, of which both sides hear, and no ticket to it is any good', async () => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    await house.accept(id, hers);
    const ticket = await house.ticket(id, PATIENT, hers);
    const { peer, ticket: used } = await house.ticket(id, DOCTOR, his);
    api.broker.openSocket(`wss://consult.invalid/v1/broker/peerjs?id=${peer}&token=${used}`);
    await eventually(() => expect(api.broker.size).toBe(1));
    const feeds = await Promise.all([PATIENT, DOCTOR].map((who) => api.listen(who)));
    api.now = NOON + MINUTE;
    await acts.withdraw('remote-consultation');
    expect(api.broker.size).toBe(0);
    expect(await house.view(id, DOCTOR)).toMatchObject({ state: 'ended', end: 'hang-up' });
    expect(await house.noteOf(chat)).toEqual([['call-ended', MINUTE]]);
    const call = { type: 'call', chat, call: id, revision: 3, signals: 0 };
    await eventually(() =>
      expect(heard(feeds[0]!)).toEqual([
        { type: 'hint', epoch: api.epoch, chat, revision: api.announced.at(-1)!.revision },
        call,
        { type: 'consents' },
      ]),
    );
    await eventually(() => expect(heard(feeds[1]!)).toMatchObject([{ type: 'hint', chat }, call]));
    const page = api.broker.openSocket(
      `wss://consult.invalid/v1/broker/peerjs?id=${ticket.peer}&token=${ticket.ticket}`,
    );
    const closed = new Promise<void>((resolve) => (page.onclose = () => resolve()));
    await closed;
    for (const [path, body] of [
      ['tickets', { device: hers }],
      ['accept', { device: hers }],
      ['signals', { key: newId('entryKey'), device: hers, kind: 'ready', payload: {} }],
    ] as const)
      expect(await api.said(PATIENT, 'POST', `/calls/${id}/${path}`, body)).toEqual([403, 'consent-needed']);
  });

  it('is not what a new text is: that asks again, and a call that was answered goes on', async () => {
    const [hers, his] = [newId('device'), newId('device')];
    const { id } = await house.ring(chat, his);
    await house.accept(id, hers);
    const page = await api.listen(PATIENT);
    await acts.publish('remote-consultation', 'Новая редакция');
    expect((await acts.status('remote-consultation')).state).toBe('superseded');
    expect(await says()).toEqual([403, 'consent-needed']);
    expect((await house.view(id, PATIENT)).state).toBe('connecting');
    await house.ticket(id, PATIENT, hers);
    await house.media(id, PATIENT, hers, true);
    await house.end(id, DOCTOR);
    await eventually(() => expect(heard(page).filter(({ type }) => type === 'call')).toHaveLength(1));
    const { id: next } = await house.ring(chat, his);
    expect(await api.said(PATIENT, 'POST', `/calls/${next}/accept`, { device: hers })).toEqual([
      403,
      'consent-needed',
    ]);
  });

  it('ends a call that still rings, as one that nobody took', async () => {
    const { id } = await house.ring(chat);
    await acts.withdraw('remote-consultation');
    expect((await house.view(id, DOCTOR)).state).toBe('ended');
    expect(await house.noteOf(chat)).toEqual([['call-missed', undefined]]);
  });

  it('leaves the calls of other patients alone', async () => {
    const other = await api.chatOf({ patient: OTHER_PATIENT.person });
    const { id } = await house.ring(other);
    await acts.withdraw('remote-consultation');
    expect((await house.view(id, DOCTOR)).state).toBe('ringing');
  });

  it('hides the documents and nothing else, where it is the one to notifications', async () => {
    await acts.publish('notifications');
    const conclusion = { outcome: 'conclusion', key: newId('entryKey'), content: CONTENT };
    await house.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, conclusion);
    const documents = [`/chats/${chat}/conclusions/1`, `/chats/${chat}/export?format=json`];
    const statusOf = async (actor = PATIENT) =>
      Promise.all(documents.map(async (path) => (await api.raw(actor, 'GET', path)).status));
    expect(await statusOf()).toEqual([200, 200]); // never asked for it
    await acts.give('notifications');
    expect(await statusOf()).toEqual([200, 200]);

    const feeds = await Promise.all([PATIENT, DOCTOR].map((who) => api.listen(who)));
    await acts.withdraw('notifications');
    for (const path of documents)
      expect(await api.said(PATIENT, 'GET', path)).toEqual([403, 'documents-hidden']);
    expect((await api.raw(DOCTOR, 'GET', documents[0]!)).status).toBe(200);
    const search = `/chats/${chat}/search?q=${encodeURIComponent('рекомендации')}`;
    const totals = [PATIENT, DOCTOR].map(async (who) => (await api.ask(who, 'GET', search)).json['total']);
    expect(await Promise.all(totals)).toEqual([0, 1]);
    expect(await api.said(PATIENT, 'GET', `/chats/${chat}/entries`)).toEqual([200, undefined]);
    await eventually(() =>
      expect(heard(feeds[0]!)).toMatchObject([{ type: 'hint', chat }, { type: 'consents' }]),
    );
    expect(heard(feeds[1]!)).toMatchObject([{ type: 'hint', chat }]);

    await acts.publish('notifications', 'Новая редакция'); // withdrawn stays withdrawn, whatever is published
    expect((await acts.status('notifications')).state).toBe('withdrawn');
    expect(await api.said(PATIENT, 'GET', documents[0]!)).toEqual([403, 'documents-hidden']);
    await acts.give('notifications');
    expect(await statusOf()).toEqual([200, 200]);
    await acts.publish('notifications', 'Ещё одна редакция'); // superseded: the manual speaks of withdrawal alone
    expect((await acts.status('notifications')).state).toBe('superseded');
    expect(await statusOf()).toEqual([200, 200]);
  });

  it('decides with a message and an answer to a call by who comes first, and nothing half is left', async () => {
    const { id } = await house.ring(chat);
    const answer = () => api.said(PATIENT, 'POST', `/calls/${id}/accept`, { device: newId('device') });
    for (const first of [true, false]) {
      const withdraw = () => acts.withdraw('remote-consultation');
      const outcomes = first
        ? await Promise.all([says(), answer(), withdraw()])
        : await Promise.all([withdraw(), says(), answer()]);
      expect(outcomes).toHaveLength(3);
      expect(await says()).toEqual([403, 'consent-needed']);
      expect((await house.view(id, DOCTOR)).state).toBe('ended');
      await acts.give('remote-consultation');
    }
  });
});

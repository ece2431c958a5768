import { dueReminder, REMINDERS } from '@consult/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import type { NewPushSubscription, NoticeView } from '@consult/core/wire';
import {
  aChat,
  type Adapter,
  as,
  CHILD,
  CLINIC,
  DAY,
  DOCTOR,
  HOUR,
  MINUTE,
  newId,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';
import { aChannel, aLog, agree, publish, reach, send } from './delivery-rig.js';

const go = () => undefined;
const KID = as('patient', CHILD);

/** What every store of notices, and every outbox, must do. */
export function noticeStoreContract({ openSettled }: Adapter) {
  let stores: Stores;
  beforeEach(async () => void (stores = await openSettled()));
  afterEach(() => stores.close());

  const list = (actor = PATIENT, now = NOON, query = {}) => stores.notices.list(actor, query, now, go);
  const kinds = async (actor = PATIENT, now = NOON) =>
    (await list(actor, now)).notices.map(({ kind }) => kind);
  const cancel = (chat: string, now = NOON) =>
    stores.chats.move(
      { chatId: chat, actor: OPERATOR, now },
      { state: 'cancelled', outcome: null, note: 'cancelled', reason: null },
      go,
    );
  const remind = (now: number) =>
    stores.notices.remind(
      now,
      REMINDERS.map(({ before }) => before),
      (chat, since) => dueReminder(chat, since, now),
    );
  const appointed = (startsAt: number, at = NOON, patient = PATIENT.person) =>
    aChat(stores, { state: 'scheduled', startsAt, at, patient });

  it('tells the patient of an appointment, of another doctor and of its end, in the same step', async () => {
    const chat = await appointed(NOON + 3 * DAY);
    await stores.chats.reassign({ chatId: chat, actor: OPERATOR, now: NOON + 1 }, OTHER_DOCTOR.person, go);
    const { change } = await cancel(chat, NOON + 2);
    expect(change?.notices).toEqual([{ person: PATIENT.person, unread: 3 }]);
    const { notices, unread, next } = await list();
    expect([unread, next]).toEqual([3, null]);
    expect(notices.map(({ kind, at }) => [kind, at])).toEqual([
      ['consultation-cancelled', NOON + 2],
      ['doctor-changed', NOON + 1],
      ['consultation-appointed', NOON],
    ]);
    expect(notices[0]).toEqual({
      id: expect.stringMatching(/^ntc_[0-9a-f]{32}$/) as unknown,
      kind: 'consultation-cancelled',
      at: NOON + 2,
      readAt: null,
      chat,
      request: null,
      moment: NOON + 3 * DAY,
      number: null,
    });
    for (const stranger of [OTHER_PATIENT, PARENT, as('patient', DOCTOR.person)])
      expect(await list(stranger)).toEqual({ notices: [], unread: 0, next: null });
  });

  it('tells nobody of what was refused', async () => {
    const chat = await appointed(NOON + DAY);
    await expect(
      stores.chats.move(
        { chatId: chat, actor: OPERATOR, now: NOON },
        { state: 'cancelled', outcome: null, note: 'cancelled', reason: null },
        () => 'not-allowed',
      ),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await kinds()).toEqual(['consultation-appointed']);
  });

  it('tells whoever speaks for a child, as long as they do', async () => {
    await appointed(NOON + DAY, NOON, CHILD);
    expect([await kinds(PARENT), await kinds(KID)]).toEqual([
      ['consultation-appointed'],
      ['consultation-appointed'],
    ]);
    const term = { validFrom: NOON - DAY, validTo: NOON + HOUR };
    await stores.people.putRepresentation(
      OPERATOR,
      { patient: CHILD, representative: PARENT.person },
      term,
      NOON,
      go,
    );
    expect(await list(PARENT, NOON + HOUR - 1)).toMatchObject({ unread: 1 });
    expect(await list(PARENT, NOON + HOUR)).toEqual({ notices: [], unread: 0, next: null });
    expect(await list(KID, NOON + HOUR)).toMatchObject({ unread: 1 });
  });

  it('answers page after page', async () => {
    for (let n = 0; n < 5; n++) await appointed(NOON + DAY, NOON + n);
    const first = await list(PATIENT, NOON, { limit: 2 });
    const second = await list(PATIENT, NOON, { limit: 2, after: first.next! });
    const third = await list(PATIENT, NOON, { limit: 2, after: second.next! });
    expect([first, second, third].map(({ notices }) => notices.map(({ at }) => at - NOON))).toEqual([
      [4, 3],
      [2, 1],
      [0],
    ]);
    expect([third.next, third.unread]).toEqual([null, 5]);
    await expect(list(OTHER_PATIENT, NOON, { after: first.next! })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('marks what was read up to a notice, and never back', async () => {
    for (let n = 0; n < 3; n++) await appointed(NOON + DAY, NOON + n);
    const [newest, middle, oldest] = (await list()).notices as NoticeView[] as [
      NoticeView,
      NoticeView,
      NoticeView,
    ];
    const read = (upTo: string, now: number, actor = PATIENT) =>
      stores.notices.markRead(actor, upTo, now, go);
    expect(await read(middle.id, NOON + HOUR)).toEqual({ person: PATIENT.person, unread: 1 });
    expect(await read(oldest.id, NOON + 2 * HOUR)).toEqual({ person: PATIENT.person, unread: 1 });
    expect((await list()).notices.map(({ readAt }) => readAt)).toEqual([null, NOON + HOUR, NOON + HOUR]);
    await expect(read(newest.id, NOON, OTHER_PATIENT)).rejects.toMatchObject({ code: 'not-found' });
    await expect(read('ntc_0', NOON)).rejects.toMatchObject({ code: 'not-found' });
    expect(await list()).toMatchObject({ unread: 1 });
  });

  it('tells those who have accepted a document that there is a new one', async () => {
    const { notices } = await stores.consents.publish(
      as('administrator', 'per_administrator', CLINIC),
      { kind: 'remote-consultation', title: 'Новое', text: 'Новое', hash: 'e'.repeat(64) },
      NOON,
      go,
    );
    const told = [PATIENT.person, OTHER_PATIENT.person, PARENT.person, CHILD];
    expect(new Map(notices.map(({ person, unread }) => [person, unread]))).toEqual(
      new Map(told.map((person) => [person, 1])),
    );
    expect(notices).toHaveLength(told.length);
    expect((await list(PARENT)).notices[0]!.id).toMatch(/^ntc_[0-9a-f]{32}$/);
    // None of it leaves, and with all patients of a clinic it would stand in the way of what does.
    expect(await stores.deliveries.plan(NOON, 10, ['email'], () => ({ channels: [], dueAt: NOON }))).toBe(0);
    expect(await kinds(PARENT)).toEqual(['consent-changed']);
    expect(await kinds(as('patient', OPERATOR.person))).toEqual([]);
  });

  it('reminds a day and a quarter of an hour before, each once, whoever asks', async () => {
    const start = NOON + 2 * DAY;
    await appointed(start);
    await remind(NOON);
    await Promise.all([remind(start - DAY), remind(start - DAY), remind(start - DAY)]);
    await remind(start - DAY + 1);
    expect(await kinds()).toEqual(['consultation-tomorrow', 'consultation-appointed']);
    await remind(start - 15 * MINUTE - 1);
    expect(await kinds()).toHaveLength(2);
    expect(await remind(start - 15 * MINUTE)).toEqual([{ person: PATIENT.person, unread: 3 }]);
    await remind(start - MINUTE);
    await remind(start);
    expect(await kinds()).toEqual(['consultation-soon', 'consultation-tomorrow', 'consultation-appointed']);
  });

  it('does not remind of what was appointed too late for it, or was cancelled', async () => {
    const start = NOON + HOUR;
    await remind(NOON - DAY);
    await appointed(start);
    const cancelled = await appointed(start, NOON, OTHER_PATIENT.person);
    await cancel(cancelled);
    await remind(NOON + MINUTE);
    expect(await kinds()).toEqual(['consultation-appointed']);
    await remind(start - 15 * MINUTE);
    expect(await kinds()).toEqual(['consultation-soon', 'consultation-appointed']);
    expect(await kinds(OTHER_PATIENT)).toEqual(['consultation-cancelled', 'consultation-appointed']);
  });

  it('reminds of what came due while there was no server', async () => {
    const start = NOON + 2 * DAY;
    await appointed(start);
    await remind(NOON);
    await remind(start - 2 * HOUR);
    expect(await kinds()).toEqual(['consultation-tomorrow', 'consultation-appointed']);
  });

  it('lets a notice leave with the consent alone', async () => {
    const mail = aChannel('email');
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    await appointed(NOON + 3 * DAY);
    expect(await send(stores, [mail.channel], NOON)).toBe(0);
    await agree(stores, await publish(stores));
    expect(await send(stores, [mail.channel], NOON)).toBe(0); // it was told of before
    await appointed(NOON + 4 * DAY);
    expect(await send(stores, [], NOON)).toBe(0); // no channel: what was planned so leaves by none later
    await appointed(NOON + 5 * DAY);
    expect(await send(stores, [mail.channel], NOON)).toBe(1);
    expect(await send(stores, [mail.channel], NOON + HOUR)).toBe(0);
    expect(mail.messages).toMatchObject([{ address: { email: 'elena@example.org' } }]);
  });

  it('holds back what waits when the consent is not in force any more', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    const evening = NOON + 10 * HOUR; // 22:00
    await appointed(NOON + 3 * DAY, evening);
    expect(await send(stores, [mail.channel], evening)).toBe(0); // quiet hours
    await publish(stores, 'Иначе');
    await send(stores, [mail.channel], NOON + DAY);
    await agree(stores, 2);
    await send(stores, [mail.channel], NOON + DAY);
    expect(mail.messages).toEqual([]);
  });

  it('holds back what is about a child from a former representative', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PARENT.person, { email: 'olga@example.org' });
    await appointed(NOON + 3 * DAY, NOON, CHILD);
    mail.answers(() => Promise.reject(new Error('weather')));
    await send(stores, [mail.channel], NOON);
    const pair = { patient: CHILD, representative: PARENT.person };
    const term = { validFrom: NOON - DAY, validTo: NOON };
    await stores.people.putRepresentation(OPERATOR, pair, term, NOON, go);
    await send(stores, [mail.channel], NOON + HOUR);
    expect(mail.messages).toHaveLength(1);
  });

  it('keeps the quiet hours at the minute, and the reminder of what is near breaks them', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    const evening = NOON + 9 * HOUR; // 21:00 of Moscow
    await appointed(NOON + 5 * DAY, evening - 1);
    expect(await send(stores, [mail.channel], evening - 1)).toBe(1);
    await appointed(NOON + 5 * DAY, evening);
    expect(await send(stores, [mail.channel], evening)).toBe(0);
    expect(await send(stores, [mail.channel], evening + 11 * HOUR - 1)).toBe(0); // 7:59:59.999
    expect(await send(stores, [mail.channel], evening + 11 * HOUR)).toBe(1);

    await appointed(evening + HOUR, NOON, PATIENT.person);
    await send(stores, [mail.channel], NOON);
    await remind(evening);
    await remind(evening + 45 * MINUTE);
    expect(await send(stores, [mail.channel], evening + 45 * MINUTE)).toBe(1);
    expect(mail.messages.at(-1)).toMatchObject({ subject: 'Скоро ваша запись' });
  });

  it('keeps them with what failed before them too, and with what was left lying', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    const evening = NOON + 9 * HOUR; // 21:00 of Moscow
    await appointed(NOON + 5 * DAY, evening - 1);
    mail.answers(() => Promise.reject(new Error('weather')));
    await send(stores, [mail.channel], evening - 1);
    mail.answers(() => Promise.resolve('taken'));
    expect(await send(stores, [mail.channel], evening + HOUR)).toBe(0);
    expect(await send(stores, [mail.channel], evening + 11 * HOUR)).toBe(1);

    const next = evening + DAY;
    await appointed(NOON + 5 * DAY, next - 1);
    await stores.deliveries.plan(next - 1, 10, ['email'], () => ({ channels: ['email'], dueAt: next - 1 }));
    expect(await send(stores, [mail.channel], next)).toBe(0); // the server was down meanwhile
    expect(await send(stores, [mail.channel], next + 11 * HOUR - 1)).toBe(0);
    expect(await send(stores, [mail.channel], next + 11 * HOUR)).toBe(1);
    expect(mail.messages).toHaveLength(3);
  });

  it('hands a message to one process, be there several', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    for (let n = 0; n < 45; n++) await appointed(NOON + 3 * DAY + n);
    const sent = await Promise.all(
      ['one', 'two', 'three'].map((owner) => send(stores, [mail.channel], NOON, aLog().log, owner)),
    );
    expect(sent.reduce((all, some) => all + some)).toBe(45);
    expect(new Set(mail.messages.map(({ id }) => id))).toHaveLength(45);
    expect(mail.messages).toHaveLength(45);
  });

  it('gives what a process has left lying to another one, under the same id, after its time', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    await appointed(NOON + 3 * DAY);
    await stores.deliveries.plan(NOON, 10, ['email'], () => ({ channels: ['email'], dueAt: NOON }));
    const lease = (owner: string, now: number) =>
      stores.deliveries.lease({ owner, now, until: now + 60_000, limit: 10 }, ['email'], () => now);
    const [left] = await lease('dead', NOON);
    expect(await send(stores, [mail.channel], NOON + 59_999)).toBe(0);
    expect(await lease('other', NOON + 60_000)).toMatchObject([{ id: left!.id, tries: 2 }]);
    await stores.deliveries.failed(left!.id, 'dead', NOON + 60_000, NOON); // it has nothing to say any more
    expect(await lease('third', NOON + 60_001)).toEqual([]);
    await stores.deliveries.sent(left!.id, NOON + 60_001);
    expect(await lease('third', NOON + DAY)).toEqual([]);
  });

  it('tries again what failed, and gives up with a line in the log', async () => {
    const mail = aChannel('email');
    const { log, lines } = aLog();
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    await appointed(NOON + 3 * DAY);
    mail.answers(() => Promise.reject(new RangeError('weather')));
    for (let minute = 0; minute < 600; minute++)
      await send(stores, [mail.channel], NOON + minute * MINUTE, log);
    expect(mail.messages).toHaveLength(10);
    expect(new Set(mail.messages.map(({ id }) => id))).toHaveLength(1);
    expect(lines).toEqual([
      ...Array.from({ length: 9 }, () => ['delivery-failed', 'RangeError']),
      ['delivery-dead', 'RangeError'],
    ]);
  });

  it('forgets a browser that is gone, and tries a refused message no more', async () => {
    const push = aChannel('push');
    const { log, lines } = aLog();
    await agree(stores, await publish(stores));
    const browser = (endpoint: string): NewPushSubscription & { id: string } => ({
      id: newId('pushSubscription'),
      endpoint,
      keys: { p256dh: 'p', auth: 'a' },
    });
    const put = (actor: typeof PATIENT, endpoint: string, now = NOON) =>
      stores.pushes.put(actor, browser(endpoint), now, 2, go);
    for (const [n, place] of ['https://a', 'https://b', 'https://c'].entries())
      await put(PATIENT, place, NOON + n);
    await put(PATIENT, 'https://b', NOON + 5); // again: it stays
    await appointed(NOON + 3 * DAY);
    push.answers(() => Promise.resolve('gone'));
    await send(stores, [push.channel], NOON + MINUTE, log);
    const reached = () =>
      push.messages
        .splice(0)
        .map(({ address }) => 'push' in address && address.push.endpoint)
        .sort();
    expect(reached()).toEqual(['https://b', 'https://c']); // at most two: the oldest made room
    expect(lines).toEqual([
      ['delivery-dead', 'gone'],
      ['delivery-dead', 'gone'],
    ]);
    await put(PATIENT, 'https://d');
    await appointed(NOON + 3 * DAY);
    push.answers(() => Promise.resolve('refused'));
    await send(stores, [push.channel], NOON + MINUTE, log);
    await send(stores, [push.channel], NOON + DAY, log);
    expect(reached()).toEqual(['https://d']);

    await appointed(NOON + 3 * DAY);
    await stores.deliveries.plan(NOON, 10, ['push'], () => ({ channels: ['push'], dueAt: NOON }));
    await put(OTHER_PATIENT, 'https://d'); // somebody else has signed in there
    await stores.pushes.remove(PATIENT, 'https://d'); // not theirs any more
    await send(stores, [push.channel], NOON + DAY, log);
    expect(reached()).toEqual([]);
    await stores.pushes.remove(OTHER_PATIENT, 'https://d');
  });

  it('forgets in the end what became of a delivery', async () => {
    const mail = aChannel('email');
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
    await appointed(NOON + 60 * DAY);
    await send(stores, [mail.channel], NOON);
    await send(stores, [mail.channel], NOON + 31 * DAY);
    expect(mail.messages).toHaveLength(1);
    expect(await kinds()).toEqual(['consultation-appointed']);
  });
}

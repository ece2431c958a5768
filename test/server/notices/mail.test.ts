import { simpleParser, type ParsedMail } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { mailChannel } from '../../../server/src/notices/mail-node.js';
import { ADAPTERS, aChat, DAY, HOUR, MINUTE, NOON, OPERATOR, OTHER_DOCTOR, PATIENT } from '../db/stores.js';
import { aLog, agree, publish, reach, send } from './delivery-rig.js';

/** A mail server: what it has taken, and what it answers to the next recipient. */
async function aMailServer() {
  const taken: ParsedMail[] = [];
  let refusal: number | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, callback) =>
      callback(refusal ? Object.assign(new Error('no'), { responseCode: refusal }) : undefined),
    onData(stream, _, callback) {
      void simpleParser(stream).then((mail) => {
        taken.push(mail);
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: new URL(`smtp://127.0.0.1:${port}`),
    taken,
    refuse: (code: number | undefined) => void (refusal = code),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('mail', () => {
  let stores: Stores;
  let server: Awaited<ReturnType<typeof aMailServer>>;
  let channel: ReturnType<typeof mailChannel>;
  beforeEach(async () => {
    stores = await ADAPTERS[0]!.openSettled();
    server = await aMailServer();
    channel = mailChannel({ smtp: server.url, password: undefined, from: 'noreply@portal.example' });
    await agree(stores, await publish(stores));
    await reach(stores, PATIENT.person, { email: 'elena@example.org' });
  });
  afterEach(async () => {
    channel.close!();
    await server.close();
    await stores.close();
  });

  const mail = (now: number, log = aLog().log) => send(stores, [channel], now, log);
  const appointed = () => aChat(stores, { state: 'scheduled', startsAt: NOON + 3 * DAY });

  /** The lines of the calendar entry that came with the mail. */
  const event = ({ attachments }: ParsedMail) => {
    const file = attachments.find(
      ({ contentType }) => contentType.includes('calendar') || contentType.includes('ics'),
    );
    const lines = file!.content
      .toString('utf8')
      .replace(/\r\n[ \t]/g, '')
      .split('\r\n');
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    );
  };

  it('is a text with a time and a link, under the delivery’s id', async () => {
    await appointed();
    expect(await mail(NOON)).toBe(1);
    const [letter] = server.taken;
    expect(letter).toMatchObject({
      subject: 'У вас запись',
      from: { value: [{ address: 'noreply@portal.example' }] },
      to: { value: [{ address: 'elena@example.org' }] },
    });
    expect(letter!.messageId).toMatch(/^<dlv_[0-9a-f]{32}@portal\.example>$/);
    expect(letter!.text).toContain('26 ноября в 12:00 (мск)');
    expect(letter!.text).toContain('https://portal.example/notices');
    expect(letter!.html).toBe(false);
    expect(letter!.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('changes the calendar: one UID, a growing SEQUENCE, and its end', async () => {
    const chat = await appointed();
    await mail(NOON);
    await stores.chats.reassign(
      { chatId: chat, actor: OPERATOR, now: NOON + 1 },
      OTHER_DOCTOR.person,
      () => undefined,
    );
    await mail(NOON + MINUTE);
    await stores.chats.move(
      { chatId: chat, actor: OPERATOR, now: NOON + HOUR },
      { state: 'cancelled', outcome: null, note: 'cancelled', reason: null },
      () => undefined,
    );
    await mail(NOON + HOUR);
    const events = server.taken.map(event);
    expect(events.map(({ UID }) => UID)).toEqual(Array(3).fill(`${chat}@portal.example`));
    expect(events.map(({ METHOD, STATUS, SEQUENCE }) => [METHOD, STATUS, SEQUENCE])).toEqual([
      ['PUBLISH', 'CONFIRMED', '0'],
      ['PUBLISH', 'CONFIRMED', '1'],
      ['CANCEL', 'CANCELLED', '2'],
    ]);
    expect(events[0]).toMatchObject({
      DTSTART: '20261126T090000Z',
      DTEND: '20261126T093000Z',
      DTSTAMP: '20261123T090000Z',
      SUMMARY: 'Запись на портале',
    });
    expect(JSON.stringify(events)).not.toMatch(
      /Королёва|Белова|Кардиолог|Терапевт|Поликлиника|Матросова|сердце/,
    );
  });

  it('goes again under the same id after weather, and never after a refusal for good', async () => {
    const { log, lines } = aLog();
    await appointed();
    server.refuse(451);
    await mail(NOON, log);
    expect(lines).toEqual([['delivery-failed', 'Error']]);
    server.refuse(undefined);
    await mail(NOON + MINUTE, log);
    expect(server.taken).toHaveLength(1);

    await appointed();
    server.refuse(550);
    await mail(NOON + HOUR, log);
    server.refuse(undefined);
    await mail(NOON + 3 * HOUR, log);
    expect(lines.at(-1)).toEqual(['delivery-dead', 'refused']);
    expect(server.taken).toHaveLength(1);
  });

  it('waits for a server that is away', async () => {
    const { log, lines } = aLog();
    await appointed();
    await server.close();
    await mail(NOON, log);
    expect(lines).toHaveLength(1);
    expect(lines[0]![0]).toBe('delivery-failed');
  });

  it('says no password over an open line', async () => {
    const url = new URL(server.url);
    url.username = 'user';
    const closed = mailChannel({ smtp: url, password: 'secret', from: 'noreply@portal.example' });
    const { log, lines } = aLog();
    await appointed();
    await send(stores, [closed], NOON, log);
    closed.close!();
    expect([lines.length, server.taken.length]).toEqual([1, 0]);
  });
});

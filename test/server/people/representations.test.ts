import { FEED_CLOSE } from '@consult/core/wire';
import type { FeedFrame, FeedTicket } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { anActiveCall } from '../../support/calls.js';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';

afterEach(closeHouses);

const DAY = 24 * 60 * 60_000;
/** Midnight of Moscow on the eighteenth birthday of the child, who was born on 1 September 2017. */
const GROWN = Date.parse('2035-09-01T00:00:00+03:00');
const OWN = Date.parse('2032-09-01T00:00:00+03:00');

const mother = PEOPLE.patient;
const child = PEOPLE.child;

const represent = (house: House, validFrom: number, validTo: number | null) =>
  house.call('operator', 'PUT', `/v1/people/${child.id}/representatives/${mother.id}`, {
    validFrom,
    validTo,
  });

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'fine',
    (error: unknown) => (error as { code: string }).code,
  );

async function listens(house: House) {
  const frames: FeedFrame[] = [];
  const { ticket } = await house.call<FeedTicket>('patient', 'POST', '/v1/feed-tickets');
  const page = { frames, closed: undefined as number | undefined };
  house.server.live({
    ticket,
    onFrame: (frame) => frames.push(frame),
    onClose: (code) => (page.closed = code),
  });
  await eventually(() => expect(frames.map(({ type }) => type)).toContain('hello'));
  return page;
}

describe('A mother who speaks for her child', () => {
  it('does so until the eighteenth birthday, and hears of its end on the open page', async () => {
    const house = await aHouse({ now: GROWN - DAY });
    const chat = await house.aChat({ patient: 'child' });
    await chat.says('patient', 'Болит горло');
    await house.clock.advance(DAY - 1000);
    const page = await listens(house);
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('fine');
    await house.clock.advance(999);
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('fine');
    expect(page.frames.filter(({ type }) => type === 'hint')).toEqual([]);
    await house.clock.advance(1);
    await eventually(() =>
      expect(page.frames.filter(({ type }) => type === 'hint')).toMatchObject([{ chat: chat.id }]),
    );
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('not-found');
    const { chats } = await house.call<{ chats: unknown[] }>('patient', 'GET', '/v1/chats');
    expect(chats).toEqual([]);
    await house.clock.advance(1000);
    expect(page.frames.filter(({ type }) => type === 'hint')).toHaveLength(1); // told once
    expect(page.closed).not.toBe(FEED_CLOSE.policy);
  });

  it('stops at the date the registry has entered, in a call too', async () => {
    const house = await aHouse();
    const end = house.clock.now() + 5 * 60_000;
    const chat = await house.aChat({ patient: 'child' });
    await represent(house, 0, end);
    const { id } = await anActiveCall(house, chat);
    const page = await listens(house);
    await house.clock.advance(5 * 60_000);
    await eventually(() => expect(page.frames.map(({ type }) => type)).toContain('hint'));
    const { call } = await house.call<{ call: object }>('doctor', 'GET', `/v1/calls/${id}`);
    expect(call).toMatchObject({ state: 'ended' });
    expect(await codeOf(house.call('patient', 'GET', `/v1/calls/${id}`))).toBe('not-found');
    await represent(house, 0, null); // given back
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('fine');
  });

  it('stops at once where the date of birth is corrected to that of an adult', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ patient: 'child' });
    const put = (birthDate: string) =>
      house.call('operator', 'PUT', `/v1/people/${child.id}`, {
        name: child.name,
        birthDate,
        specialty: null,
      });
    const page = await listens(house);
    await represent(house, Date.UTC(2000, 1, 1), null);
    await put('2000-09-01');
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('not-found');
    await house.clock.advance(0);
    await eventually(() => expect(page.frames.map(({ type }) => type)).toContain('hint'));
    await put('2017-09-01');
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('fine');
  });

  it('goes on where an adult is meant, and where the clinic has another age', async () => {
    const house = await aHouse({ now: GROWN });
    const chat = await house.aChat({ patient: 'otherPatient' });
    await house.call('operator', 'PUT', `/v1/people/${PEOPLE.otherPatient.id}/representatives/${mother.id}`, {
      validFrom: GROWN,
      validTo: null,
    });
    await house.clock.advance(DAY);
    expect(await codeOf(house.call('patient', 'GET', `/v1/chats/${chat.id}`))).toBe('fine');
    const older = await aHouse({ now: GROWN, config: { representAge: 19 } });
    const { chats } = await older.call<{ chats: unknown[] }>('patient', 'GET', '/v1/chats');
    expect(chats).toEqual([]);
    const there = await older.aChat({ patient: 'child' });
    expect(await codeOf(older.call('patient', 'GET', `/v1/chats/${there.id}`))).toBe('fine');
  });

  it('agrees to a consultation for the child until it is fifteen', async () => {
    const house = await aHouse({ now: OWN - 1 });
    const agree = async () => {
      await house.publishConsent(`Редакция ${house.clock.now()}.`);
      const { documents } = await house.call<{
        documents: { kind: string; version: number; hash: string }[];
      }>('patient', 'GET', '/v1/consent-documents');
      const { kind, version, hash } = documents.find((one) => one.kind === 'remote-consultation')!;
      const body = (patient: string) => ({ key: house.newKey(), kind, version, hash, patient });
      return {
        byMother: await codeOf(house.call('patient', 'POST', '/v1/consents', body(child.id))),
        byChild: await codeOf(house.call('child', 'POST', '/v1/consents', body(child.id))),
      };
    };
    expect(await agree()).toEqual({ byMother: 'fine', byChild: 'fine' });
    await house.clock.advance(1);
    expect(await agree()).toEqual({ byMother: 'age-refused', byChild: 'fine' });
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import type { LimitRule } from '../../../server/src/deps.js';
import { closeHouses, NOON } from '../../support/house.js';
import { CLINIC } from '../../support/people.js';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { anApp, PORTAL, type Asking } from './app-rig.js';

afterEach(closeHouses);

/** A request of somebody without an account: nobody has published what they would have to agree to. */
const ANONYMOUS = {
  key: `key_${'1'.repeat(32)}`,
  name: { family: 'Новикова', given: 'Анна' },
  birthDate: '1990-06-02',
  kind: 'in-person',
  organisation: CLINIC.id,
  specialty: 'Кардиолог',
  doctor: null,
  phone: '+79211234567',
  email: null,
  wishes: [{ from: '2026-04-13', to: '2026-04-17' }],
  comment: 'Болит',
  consent: { version: 1, hash: 'a'.repeat(64) },
};

describe('How often', () => {
  const limits = (changes: Partial<typeof CONFIG_DEFAULTS.limits>) => ({
    limits: { ...CONFIG_DEFAULTS.limits, ...changes },
  });

  it('an address may ask is counted before it is known who asks', async () => {
    const { ask, outcome, house } = await anApp(
      limits({ 'requests-per-address': { uses: 3, windowMs: 1_000 } }),
    );
    for (let n = 1; n <= 3; n++)
      expect(await outcome('GET', '/v1/me', { address: '1.1.1.1' })).to.equal('signed-out');
    const answer = await ask('GET', '/v1/me', {
      as: 'patient',
      address: '1.1.1.1',
      headers: { Origin: PORTAL },
    });
    expect([answer.status, answer.headers.get('Retry-After')]).to.deep.equal([429, '1']);
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(PORTAL); // else the page could not read why
    expect(await outcome('GET', '/v1/me', { as: 'patient', address: '2.2.2.2' })).to.equal(200);
    expect(await outcome('GET', '/healthz', { address: '1.1.1.1' })).to.equal(200);
    await house.clock.advance(1_000);
    expect(await outcome('GET', '/v1/me', { as: 'patient', address: '1.1.1.1' })).to.equal(200);
  });

  const aMessage = (house: Awaited<ReturnType<typeof anApp>>['house']) => ({
    as: 'patient' as const,
    body: { key: house.newKey(), text: 'Болит' },
  });

  it('a person may write is counted over all chats', async () => {
    const { outcome, house } = await anApp(limits({ 'writes-per-person': { uses: 4, windowMs: 4_000 } }));
    house.clock.set(NOON + 10_000); // past what furnishing has used up
    const chats = ['cht_a', 'cht_b', 'cht_c', 'cht_d'];
    for (const chat of chats)
      expect(await outcome('POST', `/v1/chats/${chat}/entries`, aMessage(house))).to.equal('not-found');
    expect(await outcome('POST', '/v1/chats/cht_e/entries', aMessage(house))).to.equal('too-many-requests');
    expect(await outcome('PUT', '/v1/chats/cht_e/read', { as: 'patient', body: { seq: 1 } })).to.equal(
      'too-many-requests',
    );
    expect(await outcome('GET', '/v1/me', { as: 'patient' })).to.equal(200);
    expect(
      await outcome('POST', '/v1/chats/cht_a/entries', { ...aMessage(house), as: 'otherPatient' }),
    ).to.equal('not-found');
    await house.clock.advance(4_000);
    expect(await outcome('POST', '/v1/chats/cht_a/entries', aMessage(house))).to.equal('not-found');
  });

  it('a person may write in one chat is counted without the reading along, and a stranger cannot use it up', async () => {
    const { outcome, house } = await anApp(
      limits({
        'writes-per-person': { uses: 1_000, windowMs: 1_000 },
        'writes-per-chat': { uses: 3, windowMs: 60_000 },
      }),
    );
    const chat = await house.aChat();
    const path = `/v1/chats/${chat.id}`;
    for (let n = 1; n <= 10; n++)
      await outcome('POST', `${path}/entries`, { ...aMessage(house), as: 'otherPatient' });
    for (let n = 1; n <= 10; n++)
      expect(await outcome('PUT', `${path}/read`, { as: 'patient', body: { seq: 1 } })).to.equal(200);
    for (let n = 1; n <= 3; n++)
      expect(await outcome('POST', `${path}/entries`, aMessage(house))).to.equal(201);
    expect(await outcome('POST', `${path}/entries`, aMessage(house))).to.equal('too-many-requests');
    expect(await outcome('DELETE', `${path}/entries/1`, { as: 'patient' })).to.equal('too-many-requests');
  });

  it('a person may fetch tickets is counted', async () => {
    const { outcome } = await anApp(limits({ 'tickets-per-person': { uses: 2, windowMs: 1_000 } }));
    for (let n = 1; n <= 2; n++)
      expect(await outcome('POST', '/v1/feed-tickets', { as: 'patient' })).to.equal(201);
    expect(await outcome('POST', '/v1/feed-tickets', { as: 'patient' })).to.equal('too-many-requests');
    expect(await outcome('POST', '/v1/feed-tickets', { as: 'doctor' })).to.equal(201);
  });

  /** What uses each rule up, in a chat of the patient's. */
  const USES: Record<LimitRule, (chat: string) => [method: string, path: string, asking?: Asking]> = {
    'requests-per-address': () => ['GET', '/v1/me', { address: '1.1.1.1' }],
    'writes-per-person': (chat) => ['PUT', `${chat}/read`, { body: { seq: 1 } }],
    'writes-per-chat': (chat) => ['DELETE', `${chat}/entries/1`],
    'tickets-per-person': () => ['POST', '/v1/feed-tickets'],
    'exports-per-person': (chat) => ['GET', `${chat}/export?format=json`],
    'searches-per-person': (chat) => ['GET', `${chat}/search?q=да`],
    'typing-per-person': (chat) => ['POST', `${chat}/typing`],
    'rings-per-person': (chat) => ['POST', `${chat}/calls`, { body: {} }],
    'call-tickets-per-person': () => ['POST', '/v1/calls/cal_1/tickets', { body: {} }],
    'ice-checks-per-person': () => ['POST', '/v1/ice-servers'],
    'signals-per-person': () => ['POST', '/v1/calls/cal_1/signals', { body: {} }],
    'anonymous-requests-per-phone': () => ['POST', '/v1/anonymous-requests', { body: ANONYMOUS }],
    'anonymous-requests-per-address': () => [
      'POST',
      '/v1/anonymous-requests',
      { body: ANONYMOUS, address: '1.1.1.1' },
    ],
  };
  const RULES = Object.entries(CONFIG_DEFAULTS.limits).map(
    ([rule, { uses, windowMs }]) => [rule as LimitRule, uses, windowMs] as const,
  );

  it.each(RULES)(
    '%s lets pass: %i times in %i ms, and then says when to come again',
    async (rule, uses, windowMs) => {
      const { ask, house } = await anApp({
        anonymousRequests: true,
        limits: { ...WIDE_LIMITS, [rule]: { uses, windowMs } },
      });
      const { id } = await house.aChat({ said: [['patient', 'Болит']] });
      house.clock.set(NOON + windowMs); // past what furnishing has used up
      const [method, path, asking] = USES[rule](`/v1/chats/${id}`);
      const use = () => ask(method, path, { as: 'patient', ...asking });
      for (let n = 1; n <= uses; n++) expect((await use()).status, `${n}`).not.to.equal(429);
      const refused = await use();
      expect([refused.status, refused.headers.get('Retry-After')]).to.deep.equal([
        429,
        String(windowMs / 1000),
      ]);
      expect(await refused.json()).to.deep.include({ code: 'too-many-requests' });
      house.clock.set(NOON + 2 * windowMs - 1);
      const last = await use();
      expect([last.status, last.headers.get('Retry-After')]).to.deep.equal([429, '1']);
      house.clock.set(NOON + 2 * windowMs);
      expect((await use()).status).not.to.equal(429);
    },
  );
});

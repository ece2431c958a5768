import type { AnonymousAnswer } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { type Api, openApi } from '../chats/api.js';
import { newId, NOON, OPERATOR } from '../db/stores.js';
import { CLINIC, type Desk, openDesk, WISHED } from './desk.js';

describe('The API of requests without an account', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi({ anonymousRequests: true });
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const draft = (changes: object = {}) => ({
    key: newId('entryKey'),
    name: { family: 'Гостев', given: 'Иван' },
    birthDate: '1970-05-05',
    kind: 'in-person',
    organisation: CLINIC,
    specialty: 'Кардиолог',
    doctor: null,
    phone: '+79211234567',
    email: null,
    wishes: [WISHED],
    comment: 'Болит',
    consent: desk.consent,
    ...changes,
  });
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await api.unsigned(method, path, body);
    return {
      status: answer.status,
      json: (await answer.json()) as Partial<AnonymousAnswer> & { code?: string },
    };
  };
  const apply = (changes: object = {}) => ask('POST', '/anonymous-requests', draft(changes));

  it('are registered by whoever says who they are, and looked up by a secret', async () => {
    const { status, json } = await apply();
    expect(status).toBe(201);
    expect(json.request).toMatchObject({
      state: 'registered',
      patient: { id: null, name: { family: 'Гостев', given: 'Иван' }, birthDate: '1970-05-05' },
    });
    const { id, number } = json.request!;
    const look = (secret: string) => ask('POST', '/anonymous-requests/lookup', { number, secret });
    expect((await look(json.secret!)).json.request).toEqual(json.request);
    expect((await look('0'.repeat(32))).json.code).toBe('not-found');
    expect((await look('short')).json.code).toBe('invalid');
    const elsewhere = { number: 'Ж-2026-999999', secret: json.secret! };
    expect((await ask('POST', '/anonymous-requests/lookup', elsewhere)).json.code).toBe('not-found');
    expect((await desk.row(id)).applicant).toBe(null);
    expect(JSON.stringify(await api.ask(OPERATOR, 'GET', '/journal'))).not.toContain(json.secret);
  });

  it('are the same under the same key, with a secret of its own', async () => {
    const body = draft();
    const first = (await ask('POST', '/anonymous-requests', body)).json;
    const again = (await ask('POST', '/anonymous-requests', body)).json;
    expect(again.request).toEqual(first.request);
    const { number } = first.request!;
    const look = (secret?: string) => ask('POST', '/anonymous-requests/lookup', { number, secret: secret! });
    expect([(await look(first.secret)).status, (await look(again.secret)).status]).toEqual([404, 200]);
    const other = { ...body, name: { family: 'Иной', given: 'Иван' } };
    expect((await ask('POST', '/anonymous-requests', other)).json.code).toBe('key-reused');
  });

  it('are for visits: whoever is to be seen from afar has to be known', async () => {
    expect((await apply({ kind: 'remote' })).json.code).toBe('signed-out');
  });

  it('need the consent, days that can be, and are not made twice', async () => {
    expect((await apply({ consent: { ...desk.consent, hash: 'f'.repeat(64) } })).json.code).toBe(
      'consent-outdated',
    );
    expect((await apply({ wishes: [] })).json.code).toBe('dates-needed');
    expect((await apply({ organisation: 'org_unknown' })).json.code).toBe('not-found');
    expect((await apply()).status).toBe(201);
    expect((await apply()).json.code).toBe('request-duplicate');
    expect((await apply({ birthDate: '1971-05-05' })).status).toBe(201);
  });

  it('are scheduled by the registry like any other', async () => {
    const { json } = await apply();
    const { id } = json.request!;
    const { id: slot } = await desk.slot(24 * 3_600_000, { kind: 'in-person' });
    await desk.offer(id, slot);
    const offer = (await desk.row(id)).offers[0]!.id;
    expect((await desk.accept(id, offer, OPERATOR)).json['request']).toMatchObject({
      state: 'scheduled',
      chat: null,
    });
  });

  it('are not there where the installation does not let them', async () => {
    const off = await openApi();
    for (const [path, body] of [
      ['/anonymous-requests', draft()],
      ['/anonymous-requests/lookup', { number: 'Ж-2026-000001', secret: '0'.repeat(32) }],
    ] as const) {
      const answer = await off.unsigned('POST', path, body);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'not-found']);
    }
    await off.close();
  });

  it('are three a day of a telephone', async () => {
    const narrow = await openApi({
      anonymousRequests: true,
      limits: { ...WIDE_LIMITS, 'anonymous-requests-per-phone': { uses: 3, windowMs: 86_400_000 } },
    });
    await openDesk(narrow);
    const codes: (string | undefined)[] = [];
    const send = async (changes: object) => {
      const answer = await narrow.unsigned('POST', '/anonymous-requests', draft(changes));
      codes.push(((await answer.json()) as { code?: string }).code);
    };
    for (const specialty of ['А', 'Б', 'В', 'Г']) await send({ specialty });
    await send({ specialty: 'Д', phone: '+79211234568' });
    narrow.now = NOON + 86_400_000;
    await send({ specialty: 'Е' });
    expect(codes).toEqual([undefined, undefined, undefined, 'too-many-requests', undefined, undefined]);
    await narrow.close();
  });
});

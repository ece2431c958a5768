import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ERASURE_TERM } from '@consult/core';
import type { Erasures, ErasureView, OwnAccessesPage, OwnData } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import { DATABASE_FILE, openNodeStores } from '../../../server/src/db/sqlite/open-node.js';
import { exportOwnData, type OwnDataDeps } from '../../../server/src/own-data/own-data-service.js';
import { aHouse, closeHouses, NOON as HOUSE_NOON } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import {
  ADMINISTRATOR,
  aChat,
  aFolder,
  as,
  CHILD,
  CLINIC,
  DAY,
  newId,
  NOON,
  PARENT,
  PATIENT,
  settle,
} from '../db/stores.js';
import { aChannel, agree, publish, reach, send } from '../notices/delivery-rig.js';
import { DEADLINES, requestActsOn } from '../requests/request-acts.js';

afterEach(closeHouses);

const secondAdministrator = { ...PEOPLE.administrator, id: 'per_administrator_2' };

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => 'fine',
    (error: unknown) => (error as { code: string }).code,
  );

describe('All that is kept of a person', () => {
  it('is theirs to take home, their own words in it and nobody’s secrets', async () => {
    const house = await aHouse();
    await house.aChat({
      said: [
        ['patient', 'Болит голова'],
        ['doctor', 'Давно?'],
      ],
    });
    const own = await house.call<OwnData>('patient', 'GET', '/v1/me/export');
    expect(own.data['profile']).toMatchObject([{ family: 'Матросова', birthDate: '1985-03-14' }]);
    expect(own.data['messages']?.map(({ text }) => text)).toEqual(['Болит голова']);
    expect(own.data['consents']?.length).toBeGreaterThan(0);
    expect(own.data['chats']).toHaveLength(1);
    expect(JSON.stringify(own)).not.toMatch(/"words"|"place"|"secret"|Давно/);
    expect(
      await codeOf(house.call('otherPatient', 'GET', `/v1/me/export?patient=${PEOPLE.patient.id}`)),
    ).toBe('not-found');
    const child = await house.call<OwnData>('patient', 'GET', `/v1/me/export?patient=${PEOPLE.child.id}`);
    expect(child.data['profile']).toMatchObject([{ given: 'Михаил' }]);
  });

  it('says who has looked into it, in chats and out of them, newest first and by pages', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await house.call('doctor', 'GET', `/v1/chats/${chat.id}/card`);
    await house.call('patient', 'GET', '/v1/me/export');
    const page = (query = '') => house.call<OwnAccessesPage>('patient', 'GET', `/v1/me/accesses${query}`);
    const { accesses } = await page();
    expect(accesses[0]).toMatchObject({ action: 'data-exported', chat: null, by: { who: 'self' } });
    expect(accesses[1]).toMatchObject({
      action: 'card-opened',
      chat: { id: chat.id },
      by: { who: 'doctor', specialty: 'Кардиолог' },
    });
    const first = await page('?limit=1');
    expect(first).toMatchObject({ accesses: [accesses[0]], more: true });
    const second = await page(`?limit=1&before=${first.accesses[0]!.id}`);
    expect(second.accesses).toEqual([accesses[1]]);
    const others = await house.call<OwnAccessesPage>('otherPatient', 'GET', '/v1/me/accesses');
    expect(others.accesses.some(({ chat: of }) => of?.id === chat.id)).toBe(false);
  });
});

describe('The destruction of what need not be kept', () => {
  it('is asked for once, has a term, and takes two administrators', async () => {
    const house = await aHouse();
    const ask = () => house.call<{ erasure: ErasureView }>('patient', 'POST', '/v1/me/erasure', {});
    const { erasure } = await ask();
    expect(erasure).toMatchObject({ state: 'asked', dueAt: HOUSE_NOON + ERASURE_TERM, erased: null });
    expect((await ask()).erasure).toEqual(erasure);
    const waiting = await house.call<Erasures>('administrator', 'GET', '/v1/erasures');
    expect(waiting.erasures).toEqual([{ ...erasure, refusal: null }]);
    const approve = (who: 'administrator' | typeof secondAdministrator) =>
      house.call<{ erasure: ErasureView }>(who, 'POST', `/v1/erasures/${erasure.id}/approve`);
    expect((await approve('administrator')).erasure.state).toBe('approved');
    expect(await codeOf(approve('administrator'))).toBe('not-allowed');
    const done = (await approve(secondAdministrator)).erasure;
    expect(done).toMatchObject({ state: 'done', doneAt: HOUSE_NOON });
    expect(await codeOf(approve(secondAdministrator))).toBe('already-done');
    const own = await house.call<Erasures>('patient', 'GET', '/v1/me/erasure');
    expect(own.erasures).toEqual([done]);
    const { accesses } = await house.call<OwnAccessesPage>('patient', 'GET', '/v1/me/accesses');
    expect(accesses.map(({ action }) => action).slice(0, 3)).toEqual([
      'data-erased',
      'erasure-approved',
      'erasure-asked',
    ]);
  });

  it('tells each administrator what waits for them, and what was done', async () => {
    const house = await aHouse();
    const ask = async (who: 'patient' | 'otherPatient') =>
      (await house.call<{ erasure: ErasureView }>(who, 'POST', '/v1/me/erasure', {})).erasure.id;
    type Who = 'administrator' | typeof secondAdministrator;
    const approve = (who: Who, id: string) => house.call(who, 'POST', `/v1/erasures/${id}/approve`);
    const list = async (who: Who, query = '') =>
      (await house.call<Erasures>(who, 'GET', `/v1/erasures${query}`)).erasures.map(
        ({ id, state, refusal }) => [id, state, refusal],
      );
    const [first, second] = [await ask('patient'), await ask('otherPatient')];
    await approve('administrator', first);
    const untouched = [second, 'asked', null];
    expect(await list('administrator')).toEqual([[first, 'approved', 'not-allowed'], untouched]);
    expect(await list(secondAdministrator)).toEqual([[first, 'approved', null], untouched]);
    expect(await list('administrator', '?state=done')).toEqual([]);

    await approve(secondAdministrator, first);
    expect(await list('administrator', '?state=open')).toEqual([untouched]);
    await house.clock.advance(1000);
    for (const who of ['administrator', secondAdministrator] as const) await approve(who, second);
    const done = [second, first].map((id) => [id, 'done', 'already-done']);
    expect(await list('administrator', '?state=done')).toEqual(done);
    expect(await codeOf(list('administrator', '?state=all'))).toBe('invalid');
  });

  it('leaves nothing of it in the database’s file or its log, and keeps the medical record', async () => {
    const folder = aFolder();
    const stores = openNodeStores(folder);
    await settle(stores);
    const go = () => undefined;
    const record = {
      name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
      birthDate: '1985-03-14',
      specialty: null,
      phone: '+79995554433',
      email: 'canary-of-the-mail@example.ru',
    };
    await stores.people.put(ADMINISTRATOR, PATIENT.person, record, NOON, go);
    const bytes = () => bytesIn(folder);
    expect(bytes()).toContain('canary-of-the-mail');
    const id = newId('erasure');
    await stores.ownData.ask(PATIENT, { id, patient: PATIENT.person, dueAt: NOON + DAY }, NOON, go);
    await stores.ownData.approve(ADMINISTRATOR, id, NOON, go);
    const { erasure } = await stores.ownData.approve(as('administrator', 'per_second', CLINIC), id, NOON, go);
    expect(erasure.erased).toMatchObject({ contacts: 2, requests: 0 });
    expect(bytes()).not.toMatch(/canary-of-the-mail|79995554433/);
    expect(bytes()).toContain(PATIENT.person);
    expect(statSync(join(folder, `${DATABASE_FILE}-wal`)).size).toBe(0);
    expect(await stores.people.find(PATIENT.person)).not.toHaveProperty('email');
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  it('takes what they were told, what waits to leave and their browsers, out of the file too', async () => {
    const folder = aFolder();
    const stores = openNodeStores(folder);
    await settle(stores);
    const { request } = await requestActsOn(stores).register();
    await aChat(stores, { state: 'scheduled', startsAt: NOON + 2 * DAY });
    await publish(stores);
    await agree(stores);
    await reach(stores, PATIENT.person, { email: 'elena@example.ru' });
    const browser = {
      id: newId('pushSubscription'),
      endpoint: 'https://push.example/canary-of-the-browser',
      keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    };
    await stores.pushes.put(PATIENT, browser, NOON, 5, () => undefined);
    const mail = aChannel('email');
    mail.answers(() => Promise.reject(new Error('weather')));
    await send(stores, [mail.channel], NOON);
    expect(mail.messages).toHaveLength(2);

    const file = await exportOwnData({ stores, now: () => NOON } as OwnDataDeps, PATIENT);
    const { data: own } = (await new Response(file).json()) as OwnData;
    expect(own['notices']?.map(({ kind }) => kind)).toEqual(['request-registered', 'consultation-appointed']);
    expect(own['pushSubscriptions']).toMatchObject([{ endpoint: browser.endpoint }]);
    expect(JSON.stringify(own)).not.toMatch(/p256dh|"auth"|B{87}/);

    const erased = await erase(stores);
    expect(erased).toMatchObject({ requests: 1, notices: 2, 'push-subscriptions': 1 });
    const page = await stores.notices.list(PATIENT, {}, NOON, () => undefined);
    expect(page).toMatchObject({ notices: [], unread: 0 });
    expect(bytesIn(folder)).not.toMatch(/canary-of-the-browser|elena@example|consultation-appointed/);
    expect(bytesIn(folder)).not.toContain(request.number);
    mail.answers(() => Promise.resolve('taken'));
    await send(stores, [mail.channel], NOON + DAY);
    expect(mail.messages).toHaveLength(2);
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  it('takes what a representative was told of the requests, and leaves them what their calendar counts by', async () => {
    const folder = aFolder();
    const stores = openNodeStores(folder);
    await settle(stores);
    await requestActsOn(stores).forTheChild();
    await aChat(stores, { patient: CHILD, state: 'scheduled', startsAt: NOON + 2 * DAY });
    await erase(stores, CHILD);
    const told = await stores.notices.list(PARENT, {}, NOON, () => undefined);
    expect(told.notices.map(({ kind }) => kind)).toEqual(['consultation-appointed']);
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  it('takes the requests they made without an account, and no namesake’s', async () => {
    const folder = aFolder();
    const stores = openNodeStores(folder);
    await settle(stores);
    const acts = requestActsOn(stores);
    const phone = '+79993332211';
    await reach(stores, PATIENT.person, { phone });
    const unsigned = async (comment: string, changes: object = {}) => {
      const { patient: _, source: __, consent: ___, ...draft } = acts.draft({ kind: 'in-person', phone });
      const name = { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' };
      const who = { name, birthDate: '1985-03-14', secretHash: 'e'.repeat(64) };
      const consent = { version: 1, hash: 'a'.repeat(64) };
      const wanted = { ...draft, ...who, comment, consent, id: newId('request'), ...changes };
      const known = await stores.requests.registerUnknown(
        wanted,
        () => DEADLINES,
        NOON,
        () => undefined,
      );
      return known.request;
    };
    const mine = await unsigned('canary-of-mine');
    const others = [
      await unsigned('canary-of-another-phone', { phone: '+79993332212' }),
      await unsigned('canary-of-another-birthday', { birthDate: '1985-03-15' }),
      await unsigned('canary-of-another-name', { name: { family: 'Матросова', given: 'Елена' } }),
    ];
    const slot = await acts.slot();
    await acts.offer(mine.id, slot);

    expect(await erase(stores)).toMatchObject({ 'anonymous-requests': 1 });
    expect(bytesIn(folder)).not.toContain('canary-of-mine');
    for (const comment of ['another-phone', 'another-birthday', 'another-name'])
      expect(bytesIn(folder)).toContain(`canary-of-${comment}`);
    expect(await acts.free()).toEqual([slot]);
    for (const { id, number } of others)
      expect(await stores.requests.viewBySecret(number, 'e'.repeat(64), NOON)).toMatchObject({ id });
    expect(await codeOf(stores.requests.viewBySecret(mine.number, 'e'.repeat(64), NOON))).toBe('not-found');
    await stores.close();
    rmSync(folder, { recursive: true });
  });
});

const bytesIn = (folder: string) =>
  [DATABASE_FILE, `${DATABASE_FILE}-wal`].map((file) => readFileSync(join(folder, file), 'latin1')).join('');

/** Two administrators destroy; answers what, by kind. */
async function erase({ ownData }: Stores, patient = PATIENT.person) {
  const id = newId('erasure');
  await ownData.ask(PATIENT, { id, patient, dueAt: NOON + DAY }, NOON, () => undefined);
  await ownData.approve(ADMINISTRATOR, id, NOON, () => undefined);
  const second = as('administrator', 'per_second', CLINIC);
  return (await ownData.approve(second, id, NOON, () => undefined)).erasure.erased;
}

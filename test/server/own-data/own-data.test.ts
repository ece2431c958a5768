import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ERASURE_TERM } from '@consult/core';
import type { Erasures, ErasureView, OwnAccessesPage, OwnData } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE, openNodeStores } from '../../../server/src/db/sqlite/open-node.js';
import { aHouse, closeHouses, NOON as HOUSE_NOON } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import { ADMINISTRATOR, aFolder, as, CLINIC, DAY, newId, NOON, PATIENT, settle } from '../db/stores.js';

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
    expect(waiting.erasures).toEqual([erasure]);
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
    const bytes = () =>
      [DATABASE_FILE, `${DATABASE_FILE}-wal`]
        .map((file) => readFileSync(join(folder, file), 'latin1'))
        .join('');
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
});

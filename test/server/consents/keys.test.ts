import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { CHILD, DAY, DOCTOR, MINUTE, newId, NOON, OTHER_PATIENT, PARENT, PATIENT } from '../db/stores.js';
import { consentActs } from './consent-acts.js';

const KIND = 'notifications';

describe('An acceptance that is sent twice', () => {
  let api: Api;
  let acts: ReturnType<typeof consentActs>;
  let text: Pick<ConsentDocument, 'version' | 'hash'>;
  beforeEach(async () => {
    api = await openApi();
    acts = consentActs(api);
    await acts.publish(KIND);
    const { documents } = await acts.ask<{ documents: ConsentDocument[] }>(
      PATIENT,
      'GET',
      '/consent-documents',
    );
    text = documents.find(({ kind }) => kind === KIND)!;
  });
  afterEach(() => api.close());

  const bodyOf = (key: string, patient = PATIENT.person) => ({
    ...{ key, kind: KIND, version: text.version, hash: text.hash, patient },
  });
  const give = async (key: string, actor = PATIENT, patient = actor.person) =>
    (await acts.ask<{ consent: ConsentRecord }>(actor, 'POST', '/consents', bodyOf(key, patient))).consent;
  const said = (body: object, actor = PATIENT) => api.said(actor, 'POST', '/consents', body);

  it('is not given again by a copy that arrives after the withdrawal', async () => {
    const key = newId('entryKey');
    const first = await give(key);
    api.now = NOON + MINUTE;
    await acts.withdraw(KIND);
    const before = api.announced.length;
    expect(await give(key)).toEqual(first);
    expect(await acts.status(KIND)).toMatchObject({ state: 'withdrawn', acts: [{ id: first.id }] });
    expect(api.announced).toHaveLength(before);

    const again = await give(newId('entryKey')); // meant, by a new act
    expect(again.id).not.toBe(first.id);
    expect(await give(key)).toEqual(first);
    expect((await acts.status(KIND)).state).toBe('given');
  });

  it('nor by the copy of one that found it given already', async () => {
    const second = newId('entryKey');
    const first = await give(newId('entryKey'));
    expect(await give(second)).toEqual(first);
    await acts.withdraw(KIND);
    expect(await give(second)).toEqual(first);
    expect((await acts.status(KIND)).state).toBe('withdrawn');
  });

  it('is answered also after a newer text, which it does not agree to', async () => {
    const key = newId('entryKey');
    const first = await give(key);
    await acts.publish(KIND, 'Иначе');
    expect(await give(key)).toEqual(first);
    expect((await acts.status(KIND)).state).toBe('superseded');
    expect(await said(bodyOf(newId('entryKey')))).toEqual([409, 'consent-outdated']);
  });

  it('is one act, however many copies come at once', async () => {
    const key = newId('entryKey');
    const given = await Promise.all(Array.from({ length: 10 }, () => give(key)));
    expect(new Set(given.map(({ id }) => id))).toHaveLength(1);
    expect((await acts.status(KIND)).acts).toHaveLength(1);
  });

  it('is refused where something else stands under its key', async () => {
    const key = newId('entryKey');
    await give(key, PARENT, CHILD);
    const body = bodyOf(key, CHILD);
    for (const other of [
      { ...body, patient: PARENT.person },
      { ...body, kind: 'remote-consultation' },
      { ...body, version: 2 },
      { ...body, hash: 'e'.repeat(64) },
    ])
      expect(await said(other, PARENT)).toEqual([409, 'key-reused']);
    expect((await acts.status(KIND, PARENT)).state).toBe('none');
  });

  it('has a key of the person: the same one of somebody else is another', async () => {
    const key = newId('entryKey');
    const [hers, his] = [await give(key), await give(key, OTHER_PATIENT)];
    expect(his).toMatchObject({ patient: OTHER_PATIENT.person, by: OTHER_PATIENT.person });
    expect(his.id).not.toBe(hers.id);
  });

  it('is not shown to who speaks for the child no more, nor to a role that agrees to nothing', async () => {
    const key = newId('entryKey');
    await give(key, PARENT, CHILD);
    api.now = NOON + 31 * DAY; // her right to speak for the child has ended
    expect(await said(bodyOf(key, CHILD), PARENT)).toEqual([404, 'not-found']);
    const asStaff = { ...DOCTOR, person: PARENT.person };
    expect(await said(bodyOf(key, CHILD), asStaff)).toEqual([403, 'not-allowed']);
  });

  it('needs its key', async () => {
    const { key: _, ...keyless } = bodyOf(newId('entryKey'));
    for (const body of [keyless, { ...keyless, key: '' }, { ...keyless, key: 'key_1' }])
      expect(await said(body)).toEqual([422, 'invalid']);
    expect((await acts.status(KIND)).state).toBe('none');
  });

  it('keeps nothing where it was refused: the key is free', async () => {
    const key = newId('entryKey');
    expect(await said({ ...bodyOf(key), hash: 'e'.repeat(64) })).toEqual([409, 'consent-outdated']);
    expect(await give(key)).toMatchObject({ version: text.version });
  });
});

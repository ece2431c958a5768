import type { ConsentKind } from '@consult/core';
import type { ConsentDocument, ConsentStatus } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { consentsToAsk, openConsents, type ConsentsHandle } from '../../packages/client/src/consents.js';
import { standing, withdraw } from '../support/consents.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { PEOPLE, type PersonKey } from '../support/people.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const KIND = 'remote-consultation';

const ready = (handle: ConsentsHandle) => until(handle.state, ({ status }) => status === 'ready');
const of = (
  { statuses }: { readonly statuses: readonly ConsentStatus[] },
  patient: PersonKey,
  kind: ConsentKind = KIND,
) => statuses.find((one) => one.kind === kind && one.patient.id === PEOPLE[patient].id)!;
const inForce = ({ documents }: { readonly documents: readonly ConsentDocument[] }) =>
  documents.find(({ kind }) => kind === KIND)!;
const asked = ({ network }: House) =>
  network.exchanges.filter(({ method, path }) => method === 'GET' && path === '/v1/consents').length;

describe('consents', () => {
  it('are those of oneself and of the child one speaks for, with the texts in force', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'patient'));
    const state = await ready(handle);
    expect(of(state, 'patient').state).toBe('given');
    expect(of(state, 'child').state).toBe('given');
    expect(of(state, 'patient', 'notifications')).toMatchObject({ state: 'none', published: null });
    expect(inForce(state).text).toContain('дистанционную консультацию');
    handle.close();
  });

  it('are given with the hash of what was read, and known at once', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'newcomer'));
    const state = await ready(handle);
    const record = await handle.give(KIND, PEOPLE.newcomer.id, inForce(state));
    expect(record).toMatchObject({ version: 1, hash: inForce(state).hash, level: 'confirmed' });
    expect(of(handle.state.value, 'newcomer').state).toBe('given');
    await until(handle.state, (now) => of(now, 'newcomer').acts[0]?.id === record.id);
    handle.close();
  });

  it('are not given to a text that is not in force: the newer one is there when it is refused', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'newcomer', { live: null }));
    const old = inForce(await ready(handle));
    await house.publishConsent();
    await expect(handle.give(KIND, PEOPLE.newcomer.id, old)).rejects.toMatchObject({
      code: 'consent-outdated',
    });
    expect(inForce(handle.state.value).version).toBe(2);
    await expect(
      handle.give(KIND, PEOPLE.otherPatient.id, inForce(handle.state.value)),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
    handle.close();
  });

  it('are given once where the answer was lost, whatever was done about them meanwhile', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'newcomer', { live: null });
    const handle = openConsents(tab);
    await until(tab.connection, ({ state }) => state === 'polling');
    const read = inForce(await ready(handle));
    const news = house.network.hold('GET /v1/consents'); // nothing is learned of the first try
    const give = () => handle.give(KIND, PEOPLE.newcomer.id, read);
    house.network.loseAnswer('POST /v1/consents');
    await expect(give()).rejects.toMatchObject({ code: 'unavailable' });
    const { id } = (await standing(house, 'newcomer')).acts[0]!;
    await withdraw(house, 'newcomer', id);
    expect((await give()).id).toBe(id);
    expect((await standing(house, 'newcomer')).state).toBe('withdrawn');
    news.release();
    await until(handle.state, (now) => of(now, 'newcomer').state === 'withdrawn');
    expect((await give()).id).not.toBe(id);
    expect((await standing(house, 'newcomer')).state).toBe('given');
    handle.close();
  });

  it('are given anew by somebody who has seen that they were withdrawn, though no answer ever came', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'newcomer'));
    const read = inForce(await ready(handle));
    const give = () => handle.give(KIND, PEOPLE.newcomer.id, read);
    house.network.loseAnswer('POST /v1/consents');
    await expect(give()).rejects.toMatchObject({ code: 'unavailable' });
    const { id } = (await standing(house, 'newcomer')).acts[0]!;
    await withdraw(house, 'newcomer', id);
    await until(handle.state, (now) => of(now, 'newcomer').state === 'withdrawn');
    expect((await give()).id).not.toBe(id);
    expect((await standing(house, 'newcomer')).state).toBe('given');
    handle.close();
  });

  it('are withdrawn, and again changes nothing', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'patient'));
    const { id } = of(await ready(handle), 'patient').acts[0]!;
    await handle.withdraw(id);
    expect(of(handle.state.value, 'patient').state).toBe('withdrawn');
    expect(of(handle.state.value, 'child').state).toBe('given');
    await handle.withdraw(id);
    await expect(handle.withdraw('cns_nobodys')).rejects.toMatchObject({ code: 'not-found' });
    handle.close();
  });

  it('follow what is done on another device, and what is published', async () => {
    const house = await aHouse();
    const [here, there] = [openConsents(aTab(house, 'patient')), openConsents(aTab(house, 'patient'))];
    const { id } = of(await ready(there), 'patient').acts[0]!;
    await ready(here);
    await there.withdraw(id);
    await until(here.state, (now) => of(now, 'patient').state === 'withdrawn');
    await house.publishConsent();
    await until(here.state, (now) => inForce(now).version === 2 && of(now, 'child').state === 'superseded');
    here.close();
    there.close();
  });

  it('are asked for again after a gap, whatever was missed', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'patient');
    const handle = openConsents(tab);
    await ready(handle);
    await until(tab.connection, ({ state }) => state === 'live');
    house.network.cut();
    await house.publishConsent();
    house.network.mend();
    tab.retryNow();
    await until(handle.state, (now) => of(now, 'patient').state === 'superseded');
    handle.close();
  });

  it('are asked for now and then where no socket can be had', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'patient', { live: null }), 20);
    await ready(handle);
    await house.publishConsent();
    await until(handle.state, (now) => of(now, 'patient').state === 'superseded');
    handle.close();
  });

  it('say why they did not come, stay while only the weather is bad, and come when asked again', async () => {
    const house = await aHouse();
    house.network.failNext('GET /v1/consents', 500);
    const handle = openConsents(aTab(house, 'patient', { live: null }), 60_000);
    await until(handle.state, ({ status, problem }) => status === 'failed' && problem === 'unavailable');
    handle.reload();
    await ready(handle);
    house.network.failNext('GET /v1/consents');
    handle.reload();
    const state = await until(handle.state, ({ problem }) => problem === 'unavailable');
    expect([state.status, state.statuses.length]).toEqual(['ready', 6]);
    handle.close();
  });

  it('are no doctor’s business', async () => {
    const house = await aHouse();
    const handle = openConsents(aTab(house, 'doctor'));
    await until(handle.state, ({ status, problem }) => status === 'failed' && problem === 'not-allowed');
    handle.close();
  });

  it('keep texts as they were published, each read once', async () => {
    const house = await aHouse();
    await house.publishConsent('Новый текст.');
    const handle = openConsents(aTab(house, 'patient'));
    await ready(handle);
    const read = () => handle.readDocument(KIND, 1);
    const [first, second] = await Promise.all([read(), read()]);
    expect(first.text).toBe('Я соглашаюсь на дистанционную консультацию с врачом.');
    expect(second).toBe(first);
    expect((await handle.readDocument(KIND, 2)).text).toBe('Новый текст.');
    const reads = house.network.exchanges.filter(({ path }) => path.includes('/versions/'));
    expect(reads).toHaveLength(1);
    handle.close();
  });

  it('read a text again after a failure', async () => {
    const house = await aHouse();
    await house.publishConsent();
    const handle = openConsents(aTab(house, 'patient'));
    await ready(handle);
    house.network.failNext('/versions/1');
    await expect(handle.readDocument(KIND, 1)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await handle.readDocument(KIND, 1)).version).toBe(1);
    handle.close();
  });

  it('are forgotten at the sign-out, and asked for no more once closed', async () => {
    const house = await aHouse();
    const tab = aTab(house, 'patient');
    const [handle, closed] = [openConsents(tab), openConsents(aTab(house, 'patient'))];
    await ready(handle);
    await ready(closed);
    await eventually(() => expect(asked(house)).toBe(4)); // each has asked again since its feed is live
    closed.close();
    await tab.signOut();
    expect(handle.state.value).toEqual({
      status: 'failed',
      problem: 'signed-out',
      statuses: [],
      documents: [],
    });
    const before = asked(house);
    closed.reload();
    await house.publishConsent();
    expect(asked(house)).toBe(before);
  });
});

describe('a chat', () => {
  it('closes and opens with the consent, without a hint of its own', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ said: [['doctor', 'Пришлите снимок']] });
    const tab = aTab(house, 'patient');
    const chat = tab.chat(id);
    const handle = openConsents(tab);
    await until(chat.state, ({ status }) => status === 'ready');
    const { acts } = of(await ready(handle), 'patient');
    await handle.withdraw(acts[0]!.id);
    await until(
      chat.state,
      ({ problem, chat }) => problem === 'consent-needed' || chat?.refusal !== undefined,
    );
    await handle.give(KIND, PEOPLE.patient.id, inForce(handle.state.value));
    await until(
      chat.state,
      ({ status, entries, refusal }) => status === 'ready' && !refusal && entries.length > 0,
    );
    handle.close();
  });
});

describe('whom to ask', () => {
  const status = (id: string, state: ConsentStatus['state'], published = true): ConsentStatus => ({
    kind: KIND,
    patient: { id, name: { family: 'Матросова', given: 'Елена' } },
    published: published ? { version: 2, title: 'Согласие', publishedAt: 0 } : null,
    state,
    acts: [],
  });

  it.each([
    [
      'oneself before the others',
      [status('per_child', 'none'), status('per_me', 'none')],
      ['per_me', 'per_child'],
    ],
    ['not those who have agreed', [status('per_me', 'given'), status('per_child', 'none')], ['per_child']],
    ['those whose text is an older one', [status('per_me', 'superseded')], ['per_me']],
    ['those who took it back', [status('per_me', 'withdrawn')], ['per_me']],
    ['nobody where there is no text', [status('per_me', 'none', false)], []],
  ])('is %s', (_, statuses, wanted) =>
    expect(consentsToAsk(statuses, KIND, 'per_me').map(({ patient }) => patient.id)).toEqual(wanted),
  );

  it('is nobody about another document', () =>
    expect(consentsToAsk([status('per_me', 'none')], 'notifications', 'per_me')).toEqual([]));
});

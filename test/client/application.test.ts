import { openAnonymousApplication, openApplication, type ApplicationHandle } from '@consult/client/requests';
import type { RequestsPage } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import {
  aRequest,
  CONTEXT,
  dataConsentOf,
  dayIn,
  fieldsOf,
  publishDataConsent,
  takeRequests,
} from '../support/applying.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { CLINIC, OTHER_CLINIC, PEOPLE } from '../support/people.js';
import { aTab, type TabWishes } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const aClinic = async () => takeRequests(await aHouse());
const ready = (application: ApplicationHandle) =>
  until(application.state, ({ status }) => status === 'ready');
const requestsOf = async (house: House) =>
  (await house.call<RequestsPage>('patient', 'GET', '/v1/requests')).requests;

async function anApplication(house: House, wishes: TabWishes = {}) {
  const application = openApplication(aTab(house, 'patient', wishes), CONTEXT);
  await ready(application);
  return application;
}

describe('an application', () => {
  it('knows for whom one may apply, what prefills it, and the document in force', async () => {
    const house = await aClinic();
    const { state } = await anApplication(house);
    expect(state.value.subjects.map(({ id, isSelf }) => [id, isSelf])).toEqual([
      [PEOPLE.patient.id, true],
      [PEOPLE.child.id, false],
    ]);
    expect(state.value.subjects[0]).toMatchObject({ phone: '+79215550102', birthDate: '1985-03-14' });
    expect(state.value.document).toMatchObject({ kind: 'personal-data', version: 1 });
  });

  it('registers a request for oneself and for one’s child', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const consent = await dataConsentOf(house);
    const own = await application.submit(fieldsOf(house), consent);
    expect(own.request).toMatchObject({
      state: 'registered',
      phone: '+79215550102',
      email: null,
      comment: 'После обеда. Скачет давление.',
      patient: { id: PEOPLE.patient.id },
    });
    const other = await application.submit(fieldsOf(house, 'child'), consent);
    expect(other.request.patient.id).toBe(PEOPLE.child.id);
    expect(await requestsOf(house)).toHaveLength(2);
    application.close();
  });

  it('refuses what the rules refuse, and asks nobody', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const consent = await dataConsentOf(house);
    const fields = fieldsOf(house);
    for (const [change, code] of [
      [{ phone: '555' }, 'phone-wrong'],
      [{ wishes: [] }, 'dates-needed'],
      [{ wishes: [{ from: dayIn(house, -1), to: dayIn(house, -1) }] }, 'dates-wrong'],
      [{ comment: '' }, 'text-empty'],
    ] as const)
      await expect(application.submit({ ...fields, ...change }, consent)).rejects.toMatchObject({ code });
    expect(
      house.network.exchanges
        .filter(({ method }) => method === 'POST')
        .filter(({ path }) => path === '/v1/requests'),
    ).toEqual([]);
    application.close();
  });

  it('keeps what was typed over a reload, half a wish included, and lets go of it when it is sent', async () => {
    const house = await aClinic();
    const storage = memoryStorage();
    const typed = { ...fieldsOf(house), phone: '+7 921', from: dayIn(house, 9) };
    const before = await anApplication(house, { storage });
    await before.keepDraft(typed);
    before.close();
    const after = await anApplication(house, { storage });
    expect(after.state.value.draft).toEqual(typed);
    await after.submit(fieldsOf(house), await dataConsentOf(house));
    expect(after.state.value.draft).toBeUndefined();
    after.close();
    const later = await anApplication(house, { storage });
    expect(later.state.value.draft).toBeUndefined();
    later.close();
  });

  it('keeps one draft for each thing that is asked for', async () => {
    const house = await aClinic();
    const tab = aTab(house, 'patient');
    const [one, other] = [
      openApplication(tab, CONTEXT),
      openApplication(tab, { ...CONTEXT, specialty: 'Хирург' }),
    ];
    await Promise.all([ready(one), ready(other)]);
    await one.keepDraft(fieldsOf(house));
    other.reload();
    await ready(other);
    expect(other.state.value.draft).toBeUndefined();
    one.close();
    other.close();
  });

  it('is one request when the answer is lost and it is sent again, also after a reload', async () => {
    const house = await aClinic();
    const storage = memoryStorage();
    const consent = await dataConsentOf(house);
    const before = await anApplication(house, { storage });
    house.network.loseAnswer('POST /v1/requests');
    await expect(before.submit(fieldsOf(house), consent)).rejects.toMatchObject({ code: 'unavailable' });
    before.close();
    const after = await anApplication(house, { storage });
    const { request } = await after.submit(after.state.value.draft!, consent);
    expect((await requestsOf(house)).map(({ id }) => id)).toEqual([request.id]);
    after.close();
  });

  it('is one request also when the words are changed after the answer was lost', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const consent = await dataConsentOf(house);
    house.network.loseAnswer('POST /v1/requests');
    await expect(application.submit(fieldsOf(house), consent)).rejects.toMatchObject({ code: 'unavailable' });
    const { request } = await application.submit({ ...fieldsOf(house), comment: 'Лучше утром' }, consent);
    expect(request.comment, 'what has arrived').toBe('После обеда. Скачет давление.');
    expect(await requestsOf(house)).toHaveLength(1);
    application.close();
  });

  it('takes the changed words where the first try never arrived', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const consent = await dataConsentOf(house);
    house.network.failNext('POST /v1/requests');
    await expect(application.submit(fieldsOf(house), consent)).rejects.toMatchObject({ code: 'unavailable' });
    const { request } = await application.submit({ ...fieldsOf(house), comment: 'Лучше утром' }, consent);
    expect(request.comment).toBe('Лучше утром');
    application.close();
  });

  it('says beforehand that there is such a request, or that the clinic is not the patient’s', async () => {
    const house = await aClinic();
    const known = await aRequest(house);
    const application = await anApplication(house);
    await application.choose(PEOPLE.patient.id);
    expect(application.state.value.obstacle).toEqual({
      patient: PEOPLE.patient.id,
      code: 'request-duplicate',
      request: known.id,
    });
    await application.choose(PEOPLE.child.id);
    expect(application.state.value.obstacle, 'the child has none').toBeUndefined();
    application.close();
    const elsewhere = openApplication(aTab(house, 'patient'), { ...CONTEXT, organisation: OTHER_CLINIC.id });
    await ready(elsewhere);
    await elsewhere.choose(PEOPLE.patient.id);
    expect(elsewhere.state.value.obstacle).toMatchObject({ code: 'not-attached' });
    await expect(elsewhere.submit(fieldsOf(house), await dataConsentOf(house))).rejects.toMatchObject({
      code: 'not-attached',
    });
    elsewhere.close();
  });

  it('leads to the request there is when it is found only while sending', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const known = await aRequest(house);
    const sending = application.submit(fieldsOf(house), await dataConsentOf(house));
    await expect(sending).rejects.toMatchObject({ code: 'request-duplicate' });
    expect(application.state.value.obstacle).toMatchObject({ request: known.id });
    application.close();
  });

  it('reads the document anew when its text has changed meanwhile', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const old = await dataConsentOf(house);
    await publishDataConsent(house, 'Новая редакция');
    const sending = application.submit(fieldsOf(house), old);
    await expect(sending).rejects.toMatchObject({ code: 'consent-outdated' });
    expect(application.state.value.document).toMatchObject({ version: 2, text: 'Новая редакция' });
    const { request } = await application.submit(fieldsOf(house), await dataConsentOf(house));
    expect(request.state).toBe('registered');
    application.close();
  });

  it('loads by itself when the network is back', async () => {
    const house = await aClinic();
    house.network.cut();
    const application = openApplication(aTab(house, 'patient'), CONTEXT);
    await until(application.state, ({ status }) => status === 'failed');
    house.network.mend();
    await ready(application);
    application.close();
  });

  it('holds nothing when the person signs out', async () => {
    const house = await aClinic();
    const tab = aTab(house, 'patient');
    const application = openApplication(tab, CONTEXT);
    await ready(application);
    await application.keepDraft(fieldsOf(house));
    await tab.signOut();
    expect(application.state.value).toMatchObject({ status: 'failed', problem: 'signed-out', subjects: [] });
    expect(application.state.value.draft).toBeUndefined();
    application.close();
  });

  it('is sent once however often the button is pressed', async () => {
    const house = await aClinic();
    const application = await anApplication(house);
    const consent = await dataConsentOf(house);
    const held = house.network.hold('POST /v1/requests');
    const first = application.submit(fieldsOf(house), consent);
    await until(application.state, ({ sending }) => sending);
    await expect(application.submit(fieldsOf(house), consent)).rejects.toMatchObject({
      code: 'already-done',
    });
    held.release();
    await first;
    expect(await requestsOf(house)).toHaveLength(1);
    application.close();
  });
});

describe('an application without an account', () => {
  const IN_PERSON = { ...CONTEXT, kind: 'in-person' } as const;
  const unknown = (house: House, storage = memoryStorage()) =>
    openAnonymousApplication(
      { server: house.server.origin, fetch: house.network.fetch, storage, now: house.clock.now },
      IN_PERSON,
    );

  it('is registered by name and birth date, and answers the key to it', async () => {
    const house = await takeRequests(await aHouse({ config: { anonymousRequests: true } }));
    const application = unknown(house);
    const { document } = await ready(application);
    const { version, hash } = document!;
    const fields = { ...fieldsOf(house), patient: null };
    const { request, secret } = await application.submit(fields, { version, hash });
    expect(request).toMatchObject({
      patient: { id: null, name: { family: 'Матросова' } },
      organisation: { id: CLINIC.id },
    });
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    application.close();
  });

  it('keeps what was typed over a reload', async () => {
    const house = await takeRequests(await aHouse({ config: { anonymousRequests: true } }));
    const storage = memoryStorage();
    const before = unknown(house, storage);
    await ready(before);
    await before.keepDraft({ ...fieldsOf(house), patient: null });
    before.close();
    const after = unknown(house, storage);
    expect((await ready(after)).draft).toMatchObject({
      patient: null,
      comment: 'После обеда. Скачет давление.',
    });
    after.close();
  });

  it('is not to be had where the installation does not let it', async () => {
    const house = await takeRequests(await aHouse());
    const application = unknown(house);
    const { problem } = await until(application.state, ({ status }) => status === 'failed');
    expect(problem).toBe('not-found');
    application.close();
  });
});

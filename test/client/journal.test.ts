import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { openJournal, type JournalHandle, type JournalTuning } from '@consult/client/journal';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { aRegistry, DAY, type Registry } from '../support/journal.js';
import { memoryStorage } from '../support/memory-storage.js';
import { PEOPLE, type Cast, type PersonKey } from '../support/people.js';
import { aTab, type TabWishes } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const QUICK: Partial<JournalTuning> = {
  backoff: [5, 40],
  searchAfter: 10,
  rereadAfter: 10,
  pollEvery: 20,
  prolongAgain: 10,
};

/** A second operator of the same clinic. */
const COLLEAGUE: Cast = {
  id: 'per_colleague',
  role: 'operator',
  name: { family: 'Сменова', given: 'Ольга' },
  organisation: 'org_polyclinic_27',
};

function aJournal(house: House, who: PersonKey | Cast = 'operator', wishes: TabWishes = {}): JournalHandle {
  const journal = openJournal(aTab(house, who, wishes), { tuning: QUICK });
  onTestFinished(() => journal.close());
  return journal;
}

const ready = (journal: JournalHandle) => until(journal.state, ({ status }) => status === 'ready');

async function anOpenRequest(registry: Registry, who: PersonKey | Cast = 'operator', known?: string) {
  const id = known ?? (await registry.aRequest());
  const journal = aJournal(registry.house, who);
  const request = await journal.open(id);
  onTestFinished(() => request.close());
  await until(request.state, ({ row, refusalToWork }) => !!row && refusalToWork !== 'not-allowed');
  return { id, journal, request };
}

describe('the journal shows', () => {
  it('the requests of the clinic and how many wait', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const journal = aJournal(registry.house);
    const { rows, counts, more } = await ready(journal);
    expect(rows.map((row) => row.id)).toEqual([id]);
    expect(counts).toEqual({ found: 1, waiting: 1, overdue: 0 });
    expect(more).toBe(false);
  });

  it('what the filters leave, and never what an earlier filter answers late', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    await registry.aRequest({ specialty: 'Хирург', source: 'visit' });
    const journal = aJournal(registry.house);
    await ready(journal);
    const held = registry.house.network.hold('source=call-centre');
    journal.filter({ source: 'call-centre' });
    await eventually(() => expect(held.waiting).toBe(1));
    journal.filter({ source: 'visit' });
    await until(journal.state, ({ filters, filtering }) => filters.source === 'visit' && !filtering);
    held.release();
    await eventually(() =>
      expect(
        registry.house.network.exchanges.filter(({ path }) => path.includes('call-centre')),
      ).toHaveLength(1),
    );
    expect(journal.state.value.rows.map(({ specialty }) => specialty)).toEqual(['Хирург']);
    journal.filter({ q: 'матрос' });
    const { counts } = await until(journal.state, ({ filters }) => filters.q === 'матрос');
    expect(counts.found).toBe(2);
  });

  it('page after page, each row once, and reads again as far as it was loaded', async () => {
    const registry = await aRegistry(await aHouse());
    for (const patient of await registry.patients(60)) await registry.aRequest({ patient });
    const journal = aJournal(registry.house);
    const first = await ready(journal);
    expect([first.rows.length, first.more, first.counts.found]).toEqual([50, true, 60]);
    await journal.loadMore();
    expect(journal.state.value.more).toBe(false);
    expect(new Set(journal.state.value.rows.map(({ id }) => id)).size).toBe(60);
    await registry.aRequest({ patient: 'newcomer' });
    await eventually(() => expect(journal.state.value.rows).toHaveLength(61));
  });

  it('what changes, by the feed and without it', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const deaf = registry.house.anotherNetwork();
    deaf.withoutLive();
    const heard = aJournal(registry.house);
    const polled = aJournal(registry.house, 'operator', { network: deaf });
    await Promise.all([ready(heard), ready(polled)]);
    await registry.attempt(id, 'no-answer');
    for (const journal of [heard, polled])
      await until(journal.state, ({ rows }) => rows[0]?.attempts[0]?.result === 'no-answer');
  });

  it('that a call is late, by time alone', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const { callBy } = await registry.row(id);
    const journal = aJournal(registry.house);
    await ready(journal);
    await registry.house.clock.advance(callBy - registry.house.clock.now() + 60_000);
    journal.reload();
    const { rows } = await until(journal.state, ({ counts }) => counts.overdue === 1);
    expect(rows[0]!.overdue).toBe(true);
    expect(callBy).toBeGreaterThan(registry.house.clock.now() - DAY);
  });

  it('why not, and goes on when the server answers again', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    registry.house.network.failNext('/v1/journal', 503, 2);
    const journal = aJournal(registry.house);
    await until(journal.state, ({ problem }) => problem === 'unavailable');
    await ready(journal);
    const foreign = aJournal(registry.house, 'patient');
    const { problem } = await until(foreign.state, ({ status }) => status === 'failed');
    expect(problem).toBe('not-allowed');
  });

  it('nothing of it once nobody is signed in', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const client = aTab(registry.house, 'operator');
    const journal = openJournal(client, { tuning: QUICK });
    const request = await journal.open(id);
    await ready(journal);
    await until(request.state, ({ status }) => status === 'ready');
    await client.signOut();
    expect(journal.state.value).toMatchObject({ status: 'failed', problem: 'signed-out', rows: [] });
    expect(request.state.value.row).toBe(undefined);
    journal.close();
  });
});

describe('the registry works on a request', () => {
  it('alone: a colleague is told who does, and may when it is let go', async () => {
    const registry = await aRegistry(await aHouse());
    const { id, request } = await anOpenRequest(registry);
    await request.lock();
    expect(request.state.value.lock).toBe('own');
    await registry.house.register(COLLEAGUE);
    const other = await anOpenRequest(registry, COLLEAGUE, id);
    await until(other.request.state, ({ lock }) => lock === 'other');
    expect(other.request.state.value.refusalToWork).toBe('request-locked');
    await expect(other.request.addAttempt({ result: 'busy' })).rejects.toMatchObject({
      code: 'request-locked',
    });
    request.close();
    await until(other.request.state, ({ refusalToWork }) => refusalToWork === undefined);
    await other.request.lock();
    expect(other.request.state.value.lock).toBe('own');
  });

  it('writes down calls, each once though the answer was lost', async () => {
    const registry = await aRegistry(await aHouse());
    const { id, request } = await anOpenRequest(registry);
    registry.house.network.loseAnswer('/attempts');
    await expect(request.addAttempt({ result: 'no-answer' })).rejects.toMatchObject({ code: 'unavailable' });
    await request.addAttempt({ result: 'no-answer' });
    expect((await registry.row(id)).attempts).toHaveLength(1);
    await request.addAttempt({ result: 'no-answer' });
    expect((await registry.row(id)).attempts, 'said again after a yes it is another call').toHaveLength(2);
  });

  it('offers a time, writes down three refusals and may annul then, not before', async () => {
    const registry = await aRegistry(await aHouse());
    const { request } = await anOpenRequest(registry);
    for (const k of [1, 2, 3]) {
      expect(request.state.value.refusalToAnnul).toBe('refusals-missing');
      const [slot] = await registry.slots();
      await request.offer(slot!);
      expect(request.state.value).toMatchObject({
        refusalToOffer: 'offer-open',
        refusalToAnnul: 'offer-open',
      });
      await request.refuseByPhone(request.state.value.row!.offers.at(-1)!.id, ' Не успею ');
      await until(request.state, ({ row }) => row?.refusals === k);
    }
    expect(request.state.value.row!.offers.map(({ reason, byPhone }) => [reason, byPhone])).toEqual(
      [1, 2, 3].map(() => ['Не успею', true]),
    );
    expect(request.state.value.refusalToAnnul).toBe(undefined);
    await request.annul('Три отказа');
    expect(request.state.value.row).toMatchObject({ state: 'annulled', annulment: { reason: 'Три отказа' } });
  });

  it('takes an offer back, which is no refusal', async () => {
    const registry = await aRegistry(await aHouse());
    const { id, request } = await anOpenRequest(registry);
    const offer = await registry.offer(id);
    await request.retract(offer);
    expect(request.state.value.row).toMatchObject({ refusals: 0, offers: [{ state: 'retracted' }] });
  });

  it('appoints what the patient agreed to, and tells the chat', async () => {
    const registry = await aRegistry(await aHouse());
    const first = await anOpenRequest(registry);
    const [slot] = await registry.slots();
    const chat = await first.request.schedule(slot!);
    expect(chat).toMatch(/^cht_/);
    expect(first.request.state.value.row!.state).toBe('scheduled');
    const second = await registry.aRequest({ patient: 'otherPatient' });
    const { request } = await anOpenRequest(registry, 'operator', second);
    expect(await request.acceptByPhone(await registry.offer(second))).toMatch(/^cht_/);
    await until(request.state, ({ row }) => row?.state === 'scheduled');
  });

  it('knows by time alone that an offer has lapsed', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    await registry.offer(id);
    const { request } = await anOpenRequest(registry, 'operator', id);
    expect(request.state.value.refusalToAnswer).toBe(undefined);
    const { heldUntil } = request.state.value.row!.offers[0]!;
    registry.house.clock.set(heldUntil);
    request.reload();
    await until(
      request.state,
      ({ refusalToAnswer, row }) => refusalToAnswer === 'offer-lapsed' || row?.offers[0]?.state === 'lapsed',
    );
  });
});

describe('the staff enters a request', () => {
  const draft = {
    source: 'call-centre' as const,
    kind: 'remote' as const,
    specialty: 'Кардиолог',
    doctor: null,
    phone: '+79215550102',
    email: null,
    wishes: [{ from: '2026-04-13', to: '2026-04-13' }],
    comment: 'Болит',
  };

  it('for a patient found by name, once though the answer was lost', async () => {
    const registry = await aRegistry(await aHouse());
    const journal = aJournal(registry.house);
    const [found] = (await journal.people('матросова'))!;
    expect(found).toMatchObject({ id: PEOPLE.patient.id, phone: '+79215550102' });
    const wanted = { ...draft, patient: found!.id };
    registry.house.network.loseAnswer('POST /v1/requests');
    await expect(journal.enter(wanted)).rejects.toMatchObject({ code: 'unavailable' });
    const { id } = await journal.enter(wanted);
    const { rows } = await until(journal.state, (state) => state.rows.length > 0);
    expect(rows.map((row) => row.id)).toEqual([id]);
    await expect(journal.enter({ ...wanted, comment: 'Ещё раз' })).rejects.toMatchObject({
      code: 'request-duplicate',
    });
  });

  it('once though the page was reloaded before the answer came', async () => {
    const registry = await aRegistry(await aHouse());
    const storage = memoryStorage();
    const wanted = { ...draft, patient: PEOPLE.patient.id };
    const before = aJournal(registry.house, 'operator', { storage });
    registry.house.network.loseAnswer('POST /v1/requests');
    await expect(before.enter(wanted)).rejects.toMatchObject({ code: 'unavailable' });
    before.close();
    const after = aJournal(registry.house, 'operator', { storage });
    const { id } = await after.enter(wanted);
    const { rows } = await until(after.state, (state) => state.rows.length > 0);
    expect(rows.map((row) => row.id)).toEqual([id]);
  });

  it('and what is typed of it outlives a reload, for whoever typed it', async () => {
    const registry = await aRegistry(await aHouse());
    const storage = memoryStorage();
    await aJournal(registry.house, 'operator', { storage }).entry.keep('Болит');
    expect(await aJournal(registry.house, 'operator', { storage }).entry.read()).toBe('Болит');
    expect(await aJournal(registry.house, 'doctor', { storage }).entry.read()).toBeUndefined();
  });

  it('as a doctor for a visit, and sees it without working on it', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.house.aChat();
    const journal = aJournal(registry.house, 'doctor');
    const { id } = await journal.enter({ ...draft, source: 'visit', patient: PEOPLE.patient.id });
    const request = await journal.open(id);
    await until(request.state, ({ row }) => !!row);
    expect(request.state.value.refusalToWork).toBe('not-allowed');
    await expect(journal.enter({ ...draft, patient: PEOPLE.patient.id })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('the journal as a whole', () => {
  it('pairs requests with free times: first as a trial, then in earnest', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const surgery = await registry.aRequest({ specialty: 'Хирург' });
    await registry.slots();
    const journal = aJournal(registry.house);
    await ready(journal);
    const trial = await journal.match({ dryRun: true });
    expect(trial.matches.map(({ request }) => request)).toEqual([id]);
    expect(trial.matches[0]!.reasons).toContain('specialty');
    expect(trial.unmatched).toMatchObject([{ request: surgery, reason: 'no-slot-of-specialty' }]);
    expect((await registry.row(id)).state).toBe('registered');
    expect((await journal.match({ dryRun: false })).offered).toEqual([id]);
    await until(journal.state, ({ rows }) => rows.some((row) => row.state === 'offered'));
  });

  it('is saved as a file, what the filters leave of it', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    await registry.aRequest({ specialty: 'Хирург' });
    const journal = aJournal(registry.house);
    await ready(journal);
    const text = await (await journal.exportCsv({ specialty: 'Хирург' })).text();
    expect(text).toContain('Хирург');
    expect(text).not.toContain('Кардиолог');
  });

  it('knows who sees patients and what is free', async () => {
    const registry = await aRegistry(await aHouse());
    const [slot] = await registry.slots();
    const journal = aJournal(registry.house);
    const directory = await until(journal.directory, (known) => known.length > 0);
    expect(directory.map(({ name }) => name)).toContain('Кардиолог');
    expect((await journal.schedule({ specialty: 'Кардиолог' })).slots.map(({ id }) => id)).toEqual([slot]);
  });
});

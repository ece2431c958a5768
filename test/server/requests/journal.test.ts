import type { JournalPage, JournalRow, MatchingAnswer, PeopleFound } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { CHILD, DAY, DOCTOR, newId, NOON, OPERATOR, OTHER_PATIENT, PARENT, PATIENT } from '../db/stores.js';
import { type Desk, ELSEWHERE, HOUR, openDesk, SECOND_OPERATOR } from './desk.js';

describe('The API of the journal', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi();
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const journal = async (query = '', actor = OPERATOR) =>
    (await api.ask(actor, 'GET', `/journal${query}`)).json as unknown as JournalPage;
  const numbers = async (query = '', actor = OPERATOR) =>
    (await journal(query, actor)).rows.map(({ number }) => Number(number.slice(-6)));
  const lock = (id: string, actor = OPERATOR) => api.said(actor, 'POST', `/journal/${id}/lock`, {});
  const attempt = (id: string, result: string, key = newId('entryKey'), actor = OPERATOR) =>
    api.ask(actor, 'POST', `/journal/${id}/attempts`, { key, result });
  const schedule = (id: string, slot: string, key = newId('entryKey'), actor = OPERATOR) =>
    api.ask(actor, 'POST', `/journal/${id}/schedule`, { key, slot });
  const annul = (id: string, reason = 'Трижды отказались') =>
    api.said(OPERATOR, 'POST', `/journal/${id}/annul`, { reason });

  describe('lists', () => {
    it('the clinic’s own requests, the nearest deadline first and what is over last', async () => {
      const first = await desk.request();
      api.now = NOON + DAY;
      await desk.request({ specialty: 'Хирург' });
      api.now = NOON + 2 * DAY;
      await desk.request({ patient: CHILD, phone: '+79991112233' }, PARENT);
      expect(await numbers()).toEqual([1, 2, 3]);
      expect(await numbers('', ELSEWHERE)).toEqual([]);
      await desk.withdraw(first.id);
      expect(await numbers()).toEqual([2, 3, 1]);
      expect((await journal()).counts).toEqual({ found: 3, waiting: 2, overdue: 0 });
    });

    it('a page at a time, and nothing twice', async () => {
      for (const specialty of ['А', 'Б', 'В', 'Г', 'Д']) await desk.request({ specialty });
      const seen: number[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page: JournalPage = await journal(`?limit=2${after && `&after=${after}`}`);
        expect(page.counts.found).toBe(5);
        seen.push(...page.rows.map(({ number }) => Number(number.slice(-6))));
        after = page.next;
      }
      expect([...seen].sort()).toEqual([1, 2, 3, 4, 5]);
      expect(await api.said(OPERATOR, 'GET', '/journal?after=x')).toEqual([422, 'invalid']);
    });

    it('what the filters leave', async () => {
      const a = await desk.request({ doctor: DOCTOR.person });
      const b = await desk.request({ specialty: 'Хирург' });
      const c = await desk.request(
        { source: 'call-centre', specialty: 'Невролог', consent: undefined },
        OPERATOR,
      );
      await desk.offered(a.id);
      await desk.withdraw(b.id);
      expect(await numbers('?filter=offered')).toEqual([1]);
      expect(await numbers('?filter=waiting')).toEqual([3]);
      expect(await numbers('?filter=closed')).toEqual([2]);
      expect(await numbers('?filter=scheduled')).toEqual([]);
      expect(await numbers(`?doctor=${DOCTOR.person}`)).toEqual([1]);
      expect(await numbers('?source=call-centre')).toEqual([3]);
      expect(await numbers(`?specialty=${encodeURIComponent('Хирург')}`)).toEqual([2]);
      expect(await numbers('?overdue=yes')).toEqual([]);
      api.now = c.callBy + 1;
      expect(await numbers('?overdue=yes')).toEqual([3]);
      expect((await journal()).counts).toMatchObject({ waiting: 1, overdue: 1 });
      expect((await journal('?overdue=yes')).rows[0]).toMatchObject({ overdue: true });
    });

    it('what is sought by words of name, number, telephone, specialty and doctor', async () => {
      await desk.request({ doctor: DOCTOR.person });
      await desk.request({ patient: CHILD, phone: '+79991112233', specialty: 'Хирург' }, PARENT);
      const find = (q: string) => numbers(`?q=${encodeURIComponent(q)}`);
      expect(await find('матросов')).toEqual([1]);
      expect(await find('кардиолога')).toEqual([1]);
      expect(await find('КОРОЛЕВА')).toEqual([1]);
      expect(await find('9991112233')).toEqual([2]);
      expect(await find('+7999111')).toEqual([2]);
      expect(await find('ж-2026-000002')).toEqual([2]);
      expect(await find('дарья хирург')).toEqual([2]);
      expect(await find('дарья кардиолог')).toEqual([]);
      expect(await find('!!!')).toEqual([]);
    });

    it('what is sought a page at a time, and at each how many are found', async () => {
      for (const n of [1, 2, 3, 4, 5]) await desk.request({ specialty: `Кардиолог ${n}` });
      await desk.request({ specialty: 'Хирург' });
      const inPages: number[] = [];
      let after = '';
      do {
        const page = await journal(`?q=${encodeURIComponent('кардиолог')}&limit=2${after}`);
        expect(page.counts.found).toBe(5);
        inPages.push(...page.rows.map(({ number }) => Number(number.slice(-6))));
        after = page.next === null ? '' : `&after=${page.next}`;
      } while (after);
      expect([...inPages].sort()).toEqual([1, 2, 3, 4, 5]);
      expect(await numbers(`?q=${encodeURIComponent('кардиолог')}`)).toEqual(inPages);
    });

    it('to a doctor those they entered, to others nothing', async () => {
      await desk.request();
      await api.chatOf();
      await desk.request({ source: 'visit', specialty: 'Хирург', consent: undefined }, DOCTOR);
      expect(await numbers('', DOCTOR)).toEqual([2]);
      expect(await api.said(PATIENT, 'GET', '/journal')).toEqual([403, 'not-allowed']);
    });
  });

  describe('the work on a request', () => {
    it('is one operator’s for a while, and begins it', async () => {
      const { id } = await desk.request();
      expect(await lock(id)).toEqual([200, undefined]);
      expect(await desk.row(id)).toMatchObject({
        state: 'in-progress',
        lock: { person: OPERATOR.person, until: NOON + 5 * 60_000 },
      });
      const { id: slot } = await desk.slot();
      expect(await lock(id, SECOND_OPERATOR)).toEqual([423, 'request-locked']);
      expect((await desk.offer(id, slot, newId('entryKey'), SECOND_OPERATOR)).json.code).toBe(
        'request-locked',
      );
      expect((await attempt(id, 'busy', newId('entryKey'), SECOND_OPERATOR)).json.code).toBe(
        'request-locked',
      );
      await api.ask(SECOND_OPERATOR, 'DELETE', `/journal/${id}/lock`);
      expect((await desk.row(id)).lock).toMatchObject({ person: OPERATOR.person });
      api.now = NOON + 5 * 60_000 - 1;
      expect(await lock(id, SECOND_OPERATOR)).toEqual([423, 'request-locked']);
      api.now = NOON + 5 * 60_000;
      expect((await desk.row(id)).lock).toBe(null);
      expect(await lock(id, SECOND_OPERATOR)).toEqual([200, undefined]);
      await api.ask(SECOND_OPERATOR, 'DELETE', `/journal/${id}/lock`);
      expect(await lock(id)).toEqual([200, undefined]);
    });

    it('does not keep the patient from answering', async () => {
      const { id } = await desk.request();
      const offer = await desk.offered(id);
      await lock(id, SECOND_OPERATOR);
      expect((await desk.accept(id, offer, OPERATOR)).json.code).toBe('request-locked');
      expect((await desk.accept(id, offer)).status).toBe(200);
    });

    it('notes attempts to telephone, each once, and one that reached the patient is the call that was promised', async () => {
      const { id, callBy } = await desk.request();
      const key = newId('entryKey');
      const first = await attempt(id, 'no-answer', key);
      expect(first.status).toBe(201);
      expect((await attempt(id, 'no-answer', key)).json['row']).toEqual(first.json['row']);
      expect((await attempt(id, 'busy', key)).json.code).toBe('key-reused');
      api.now = callBy + 1;
      expect(await desk.row(id)).toMatchObject({
        state: 'in-progress',
        overdue: true,
        attempts: [{ result: 'no-answer' }],
      });
      await attempt(id, 'reached');
      expect(await desk.row(id)).toMatchObject({ overdue: false });
    });

    it('offers a free time of the clinic and of the kind asked for, once', async () => {
      const { id } = await desk.request();
      const { id: slot } = await desk.slot();
      const { id: visit } = await desk.slot(30 * HOUR, { kind: 'in-person' });
      expect((await desk.offer(id, visit)).json.code).toBe('invalid');
      expect((await desk.offer(id, newId('slot'))).json.code).toBe('not-found');
      const key = newId('entryKey');
      const made = await desk.offer(id, slot, key);
      expect(made.json['row']).toMatchObject({ state: 'offered', offers: [{ no: 1, state: 'held' }] });
      expect((await desk.offer(id, slot, key)).json['row']).toEqual(made.json['row']);
      expect((await desk.offer(id, visit, key)).json.code).toBe('key-reused');
      const { id: another } = await desk.slot(40 * HOUR);
      expect((await desk.offer(id, another)).json.code).toBe('offer-open');
      const { id: other } = await desk.request({ specialty: 'Хирург' });
      expect((await desk.offer(other, slot)).json.code).toBe('slot-taken');
      api.now = NOON + 40 * HOUR;
      expect((await desk.offer(other, another)).json.code).toBe('slot-past');
    });

    it('takes an offer back, which is no refusal', async () => {
      const { id } = await desk.request();
      const offer = await desk.offered(id);
      const path = `/journal/${id}/offers/${offer}`;
      const { json } = await api.ask(OPERATOR, 'DELETE', path);
      expect(json['row']).toMatchObject({
        state: 'in-progress',
        refusals: 0,
        offers: [{ state: 'retracted' }],
      });
      expect(await desk.free()).toHaveLength(1);
      expect((await api.ask(OPERATOR, 'DELETE', path)).json['row']).toEqual(json['row']);
      expect((await desk.accept(id, offer)).json.code).toBe('offer-answered');
    });

    it('schedules what was agreed on the telephone', async () => {
      const { id } = await desk.request();
      const { id: slot } = await desk.slot();
      const key = newId('entryKey');
      const { status, json } = await schedule(id, slot, key);
      expect(status).toBe(201);
      const row = json['row'] as JournalRow;
      expect(row).toMatchObject({ state: 'scheduled', offers: [] });
      expect((await api.ask(PATIENT, 'GET', `/chats/${row.chat}`)).status).toBe(200);
      expect((await schedule(id, slot, key)).json['row']).toEqual(row);
      const { id: other } = await desk.slot(48 * HOUR);
      expect((await schedule(id, other, key)).json.code).toBe('key-reused');
      expect((await schedule(id, other)).json.code).toBe('request-closed');
    });

    it('is annulled after three refusals and not before, for a reason that is read', async () => {
      const { id } = await desk.request();
      for (const refusals of [1, 2, 3]) {
        expect(await annul(id)).toEqual([409, 'refusals-missing']);
        const offer = await desk.offered(id, (20 + refusals) * HOUR);
        expect(await annul(id)).toEqual([409, 'offer-open']);
        await desk.refuse(id, offer, refusals === 2 ? OPERATOR : PATIENT);
      }
      expect((await desk.row(id)).offers.map(({ byPhone }) => byPhone)).toEqual([false, true, false]);
      expect(await annul(id, ' ')).toEqual([422, 'invalid']);
      expect(await annul(id)).toEqual([200, undefined]);
      expect(await desk.view(id)).toMatchObject({
        state: 'annulled',
        refusals: 3,
        annulment: { at: NOON, reason: 'Трижды отказались' },
      });
      expect(await annul(id)).toEqual([200, undefined]);
      expect(await annul(id, 'Иначе')).toEqual([409, 'request-closed']);
    });
  });

  it('finds the patients one may enter a request for', async () => {
    const find = async (q: string, actor = OPERATOR) =>
      (
        (await api.ask(actor, 'GET', `/people?q=${encodeURIComponent(q)}`)).json as unknown as PeopleFound
      ).people.map(({ id }) => id);
    expect(await find('матрос')).toEqual([PATIENT.person]);
    expect(await find('ёлкина')).toEqual([]); // she is attached nowhere
    expect(await find('соколова')).toEqual([CHILD]);
    expect(await find('матрос', ELSEWHERE)).toEqual([]);
    expect(await find('елкина', DOCTOR)).toEqual([]);
    await api.chatOf({ patient: OTHER_PATIENT.person });
    expect(await find('елкина', DOCTOR)).toEqual([OTHER_PATIENT.person]);
    expect(await api.said(PATIENT, 'GET', '/people?q=a')).toEqual([403, 'not-allowed']);
  });

  it('matches what waits with what is free, first for a look and then in earnest', async () => {
    const near = [{ from: '2026-11-24', to: '2026-11-30' }];
    const { id } = await desk.request({ wishes: near });
    const { id: none } = await desk.request({ specialty: 'Хирург', wishes: near });
    const { id: slot } = await desk.slot(48 * HOUR);
    const match = async (dryRun: boolean) =>
      (await api.ask(OPERATOR, 'POST', '/journal/matches', { dryRun })).json as unknown as MatchingAnswer;
    const look = await match(true);
    expect(look).toMatchObject({
      matches: [{ request: id, slot }],
      unmatched: [{ request: none, reason: 'no-slot-of-specialty' }],
      offered: [],
    });
    expect(await desk.row(id)).toMatchObject({ state: 'registered' });
    await lock(id, SECOND_OPERATOR);
    expect((await match(false)).unmatched).toContainEqual(
      expect.objectContaining({ request: id, reason: 'locked' }),
    );
    await api.ask(SECOND_OPERATOR, 'DELETE', `/journal/${id}/lock`);
    expect(await match(false)).toMatchObject({ offered: [id] });
    expect(await desk.row(id)).toMatchObject({ state: 'offered' });
  });

  it('is a file that no spreadsheet takes for formulas', async () => {
    await desk.request({ comment: '=HYPERLINK("http://evil")' });
    await desk.request({ specialty: 'Хирург' });
    const read = async (query = '') => {
      const answer = await api.raw(OPERATOR, 'GET', `/journal.csv${query}`);
      return { type: answer.headers.get('Content-Type'), text: await answer.text() };
    };
    const { type, text } = await read();
    expect(type).toBe('text/csv; charset=utf-8');
    expect(text.trimEnd().split('\r\n')).toHaveLength(3);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).toContain('"Ж-2026-000001";"Зарегистрирована";"нет";"23.11.2026 12:00"');
    expect(text).not.toContain('предварительно');
    api.now = NOON + 31 * DAY; // Christmas Eve: the call is promised in a year whose days off are not decreed
    await desk.request({
      specialty: 'Окулист',
      wishes: [{ from: '2026-12-30', to: '2026-12-30' }],
    });
    expect((await read()).text).toContain('"11.01.2027 23:59 (предварительно)"');
    const { text: filtered } = await read(`?specialty=${encodeURIComponent('Хирург')}`);
    expect(filtered).not.toContain('000001');
    for (const actor of [PATIENT, DOCTOR])
      expect(await api.said(actor, 'GET', '/journal.csv')).toEqual([403, 'not-allowed']);
  });
});

import type { RequestView } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { newId, NOON, OPERATOR, PARENT, PATIENT } from '../db/stores.js';
import { CHILD, type Desk, HOUR, openDesk, SECOND_OPERATOR } from './desk.js';

/** So often each race is run; who wins may differ, what stands in the end may not. */
const TIMES = 5;

describe('At the same moment', () => {
  let api: Api;
  let desk: Desk;
  beforeEach(async () => {
    api = await openApi();
    desk = await openDesk(api);
  });
  afterEach(() => api.close());

  const codes = (answers: readonly { status: number; json: { code?: string } }[]) =>
    answers.map(({ json }) => json.code ?? 'done').sort();
  const rounds = Array.from({ length: TIMES }, (_, round) => round);
  const request = (round: number) => desk.request({ specialty: `Кардиолог ${round}` });

  it('two acceptances of an offer make one consultation', async () => {
    for (const round of rounds) {
      const { id } = await request(round);
      const offer = await desk.offered(id, (30 + round) * HOUR);
      const answers = await Promise.all([desk.accept(id, offer), desk.accept(id, offer, OPERATOR)]);
      expect(codes(answers)).toEqual(['done', 'done']);
      const [one, other] = answers.map(({ json }) => (json['request'] as RequestView).chat);
      expect(one).toBe(other);
    }
  });

  it('an acceptance and a refusal: the first one stands', async () => {
    for (const round of rounds) {
      const { id } = await request(round);
      const offer = await desk.offered(id, (30 + round) * HOUR);
      const both = [() => desk.accept(id, offer), () => desk.refuse(id, offer, OPERATOR)];
      const answers = await Promise.all((round % 2 ? both.reverse() : both).map((act) => act()));
      expect(codes(answers)).toEqual(['done', 'offer-answered']);
      const { state, refusals, chat } = await desk.view(id);
      expect(state === 'scheduled' ? [0, true] : [1, false]).toEqual([refusals, chat !== null]);
    }
  });

  it('an acceptance and the end of its time: too late is too late, in either order', async () => {
    for (const round of rounds) {
      api.now = NOON;
      const { id } = await request(round);
      const offer = await desk.offered(id, (60 + round) * HOUR);
      api.now = (await desk.view(id)).offers[0]!.heldUntil;
      const ticking = round % 2 ? undefined : api.tick();
      const accepting = desk.accept(id, offer);
      await (ticking ?? api.tick());
      const answer = await accepting;
      expect(answer.json.code).toBe('offer-lapsed');
      await api.tick();
      expect(await desk.view(id)).toMatchObject({ state: 'in-progress', refusals: 0, chat: null });
    }
  });

  it('an acceptance at the last moment and the clock a moment later: it is accepted', async () => {
    const { id } = await desk.request();
    const offer = await desk.offered(id, 60 * HOUR);
    const { heldUntil } = (await desk.view(id)).offers[0]!;
    api.now = heldUntil - 1;
    const accepting = desk.accept(id, offer);
    expect((await accepting).status).toBe(200);
    api.now = heldUntil;
    await api.tick();
    expect(await desk.view(id)).toMatchObject({ state: 'scheduled', offers: [{ state: 'accepted' }] });
  });

  it('two operators lock a request: one has it', async () => {
    for (const round of rounds) {
      const { id } = await request(round);
      const answers = await Promise.all(
        [OPERATOR, SECOND_OPERATOR].map((actor) => api.ask(actor, 'POST', `/journal/${id}/lock`, {})),
      );
      expect(codes(answers)).toEqual(['done', 'request-locked']);
    }
  });

  it('two operators offer one time to two patients: one gets it, and a patient’s booking takes none of it', async () => {
    for (const round of rounds) {
      const one = await request(round);
      const other = await desk.request({ patient: CHILD, specialty: `Хирург ${round}` }, PARENT);
      const { id: slot } = await desk.slot((30 + round) * HOUR);
      const answers = await Promise.all([
        desk.offer(one.id, slot),
        desk.offer(other.id, slot, newId('entryKey'), SECOND_OPERATOR),
        api.ask(PATIENT, 'POST', '/bookings', { key: newId('entryKey'), slot, patient: PATIENT.person }),
      ]);
      expect(codes(answers)).toEqual(['done', 'slot-taken', 'slot-taken']);
    }
  });

  it('two offers to one patient: one is made', async () => {
    for (const round of rounds) {
      const { id } = await request(round);
      const slots = [await desk.slot((30 + round) * HOUR), await desk.slot((40 + round) * HOUR)];
      const answers = await Promise.all(slots.map((slot) => desk.offer(id, slot.id)));
      expect(codes(answers)).toEqual(['done', 'offer-open']);
      expect((await desk.view(id)).offers).toHaveLength(1);
    }
  });

  it('a withdrawal and an offer: nothing is held for a request that is withdrawn', async () => {
    for (const round of rounds) {
      const { id } = await request(round);
      const { id: slot } = await desk.slot((30 + round) * HOUR);
      const both = [() => desk.withdraw(id), () => desk.offer(id, slot)];
      const answers = await Promise.all((round % 2 ? both.reverse() : both).map((act) => act()));
      expect(codes(answers)[0]).toBe('done');
      expect(await desk.view(id)).toMatchObject({ state: 'withdrawn' });
      expect(await desk.free()).toContain(slot);
    }
  });

  it('requests are numbered without a gap, refused ones in between', async () => {
    const many = Array.from({ length: 12 }, (_, no) =>
      api.ask(PATIENT, 'POST', '/requests', desk.draft({ specialty: `Врач ${no % 6}` })),
    );
    const answers = await Promise.all(many);
    expect(codes(answers)).toEqual([...Array(6).fill('done'), ...Array(6).fill('request-duplicate')]);
    const numbers = answers.flatMap(({ json }) =>
      json['request'] ? [(json['request'] as RequestView).number] : [],
    );
    expect(numbers.map((number) => Number(number.slice(-6))).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

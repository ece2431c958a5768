import {
  type Consultation,
  CONSULTATION_STATES,
  type ConsultationState,
  dueMove,
  isFinished,
  LIMITS,
  refusalToCancel,
  refusalToComplete,
  refusalToOpen,
  refusalToReason,
  refusalToReassign,
} from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const START = Date.UTC(2026, 3, 10, 9);
const END = START + 30 * 60_000;
const at = (state: ConsultationState): Consultation => ({ state, startsAt: START, endsAt: END });

/** Every move a consultation can make, as `design.md` draws them. */
const MOVES: Record<ConsultationState, readonly ConsultationState[]> = {
  scheduled: ['open', 'missed', 'cancelled'],
  open: ['completed', 'missed'],
  completed: [],
  missed: [],
  cancelled: [],
};

describe('a consultation that is over', () => {
  it('is one that no move leads out of', () => {
    for (const state of CONSULTATION_STATES) expect(isFinished({ state })).toBe(MOVES[state].length === 0);
  });
});

describe('opening', () => {
  const QUARTER = 15 * 60_000;

  it.each<[string, number, string | undefined]>([
    ['a moment too early', START - QUARTER - 1, 'too-early'],
    ['a quarter of an hour before', START - QUARTER, undefined],
    ['at its time', START, undefined],
    ['long after', END + 1, undefined],
  ])('%s', (_when, now, refusal) => {
    expect(refusalToOpen(at('scheduled'), now)).toBe(refusal);
  });

  it('keeps the limit the server is configured with', () => {
    expect(refusalToOpen(at('scheduled'), START - 60_000, 60_000)).toBeUndefined();
    expect(refusalToOpen(at('scheduled'), START - 60_001, 60_000)).toBe('too-early');
  });

  it.each<[ConsultationState, string]>([
    ['open', 'already-done'],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ])('an %s one is refused, whatever the time', (state, refusal) => {
    expect(refusalToOpen(at(state), 0)).toBe(refusal);
    expect(refusalToOpen(at(state), START)).toBe(refusal);
  });
});

describe('completing', () => {
  it.each<[ConsultationState, string | undefined]>([
    ['scheduled', 'chat-not-open'],
    ['open', undefined],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ])('while %s: %s', (state, refusal) => {
    expect(refusalToComplete({ state })).toBe(refusal);
  });
});

describe('cancelling', () => {
  it.each<[ConsultationState, string | undefined]>([
    ['scheduled', undefined],
    ['open', 'already-done'],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ])('while %s: %s', (state, refusal) => {
    expect(refusalToCancel({ state })).toBe(refusal);
  });
});

describe('the reason for finishing without a conclusion', () => {
  it.each(['', ' ', '\n\t \u00a0'])('cannot be empty: %j', (reason) => {
    expect(refusalToReason(reason)).toBe('reason-needed');
  });

  it('is as long as the patient can be asked to read, counted in code points', () => {
    expect(refusalToReason('я'.repeat(LIMITS.reason))).toBeUndefined();
    expect(refusalToReason('я'.repeat(LIMITS.reason + 1))).toBe('text-too-long');
    expect(refusalToReason('🩺'.repeat(LIMITS.reason))).toBeUndefined();
    expect(refusalToReason('🩺'.repeat(LIMITS.reason + 1))).toBe('text-too-long');
    expect(refusalToReason('abc', 2)).toBe('text-too-long');
  });
});

describe('what the clock does by itself', () => {
  const MISSED = END + LIMITS.missedAfter;

  it.each<[string, ConsultationState, boolean, number, string | undefined]>([
    ['nothing before the time', 'scheduled', false, START - 1, undefined],
    ['opens at the time', 'scheduled', false, START, 'open'],
    ['opens late after a stop of the server', 'scheduled', false, END, 'open'],
    ['leaves an open one open to its end and past it', 'open', false, MISSED - 1, undefined],
    ['calls it missed when nobody wrote', 'open', false, MISSED, 'missed'],
    ['never calls it missed when somebody wrote', 'open', true, MISSED * 2, undefined],
    ['does not open what is long past', 'scheduled', false, MISSED, 'missed'],
  ])('%s', (_what, state, wrote, now, move) => {
    expect(dueMove(at(state), wrote, now)).toBe(move);
  });

  it('waits as long as the server is configured to', () => {
    expect(dueMove(at('open'), false, END + 59_999, 60_000)).toBeUndefined();
    expect(dueMove(at('open'), false, END + 60_000, 60_000)).toBe('missed');
  });

  const moments = fc.integer({ min: START - 86_400_000, max: MISSED + 86_400_000 });

  it('makes only moves that exist, and none out of the end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONSULTATION_STATES), fc.boolean(), moments, (state, wrote, now) => {
        const move = dueMove(at(state), wrote, now);
        if (move) expect(MOVES[state]).toContain(move);
      }),
    );
  });

  it('comes to rest: at any moment at most two moves are due, one after the other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONSULTATION_STATES), fc.boolean(), moments, (state, wrote, now) => {
        let current = state;
        for (let moves = 0; moves < 2; moves++) current = dueMove(at(current), wrote, now) ?? current;
        expect(dueMove(at(current), wrote, now)).toBeUndefined();
      }),
    );
  });

  it('gives the same end however often it looks', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(moments, { maxLength: 20 }), (wrote, looks) => {
        const last = Math.max(START, ...looks);
        const settle = (from: ConsultationState, now: number): ConsultationState => {
          const move = dueMove(at(from), wrote, now);
          return move ? settle(move, now) : from;
        };
        const watched = [...looks, last].sort((one, other) => one - other).reduce(settle, 'scheduled');
        const asleep = settle('scheduled', last);
        expect(watched).toBe(asleep);
      }),
    );
  });
});

describe('giving a consultation to another doctor', () => {
  const chat = (state: ConsultationState) => ({ ...at(state), patient: 'per_patient' });
  const doctor = { id: 'per_doctor', specialty: 'Хирург' };

  it.each<[ConsultationState, string | undefined]>([
    ['scheduled', undefined],
    ['open', undefined],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ])('that is %s', (state, refusal) => {
    expect(refusalToReassign(chat(state), doctor)).toBe(refusal);
  });

  it('asks for a doctor the registry knows, who is not the patient', () => {
    expect(refusalToReassign(chat('open'), undefined)).toBe('not-found');
    expect(refusalToReassign(chat('open'), { ...doctor, specialty: null })).toBe('not-found');
    expect(refusalToReassign(chat('open'), { ...doctor, id: 'per_patient' })).toBe('invalid');
  });
});

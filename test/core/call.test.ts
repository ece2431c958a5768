import { describe, expect, it } from 'vitest';
import {
  CALL_LIMITS,
  CALL_STATES,
  clockOf,
  dueEnd,
  endBy,
  isLive,
  isSideBusy,
  noteOfEnd,
  refusalToAnswer,
  refusalToEnd,
  refusalToRing,
  refusalToSeeCall,
  refusalToSit,
  RELATIONS,
  stateByMedia,
  type Call,
  type CallState,
  type Relation,
  type Seat,
} from '@consult/core';

const AGREED = { published: 1, given: 1 };
const standing = (
  relation: Relation,
  consent: { published: number | null; given: number | null } = AGREED,
) => ({
  relation,
  consent,
});
const HERS: Seat = { person: 'per_patient', device: 'dev_1' };
const HER_OTHER_TAB: Seat = { person: 'per_patient', device: 'dev_2' };
const HIS: Seat = { person: 'per_father', device: 'dev_3' };
const DOCTORS: Seat = { person: 'per_doctor', device: 'dev_4' };
const call = (state: CallState, patient: Seat | null = HERS): Call => ({
  state,
  end: state === 'ended' ? 'hang-up' : null,
  seats: { doctor: DOCTORS, patient },
});
const ringing = call('ringing', null);

describe('who may call', () => {
  it.each([
    ['doctor', undefined],
    ['patient', 'not-allowed'],
    ['representative', 'not-allowed'],
    ['operator', 'not-found'],
    ['none', 'not-found'],
  ] as const)('as %s: %s', (relation, refusal) => {
    expect(refusalToRing({ state: 'open' }, standing(relation))).toBe(refusal);
  });

  it.each([
    ['scheduled', 'chat-not-open'],
    ['open', undefined],
    ['completed', 'chat-finished'],
    ['missed', 'chat-finished'],
    ['cancelled', 'chat-finished'],
  ] as const)('in a consultation that is %s: %s', (state, refusal) => {
    expect(refusalToRing({ state }, standing('doctor'))).toBe(refusal);
  });

  it('is nobody who is in another call; but first it is said what would not help either', () => {
    expect(refusalToRing({ state: 'open' }, standing('doctor'), true)).toBe('call-elsewhere');
    expect(refusalToRing({ state: 'missed' }, standing('doctor'), true)).toBe('chat-finished');
    expect(refusalToRing({ state: 'open' }, standing('none'), true)).toBe('not-found');
  });
});

describe('a side that is busy', () => {
  const free = { elsewhere: false, online: false };
  const open = { elsewhere: false, online: true };
  const speaks = { elsewhere: true, online: true };
  it.each([
    ['the patient alone, with a page open', open, [], false],
    ['the patient alone, whose page may be about to open', free, [], false],
    ['the patient alone, in another call', speaks, [], true],
    ['the patient alone, in another call by a page that is lost', { ...speaks, online: false }, [], true],
    ['a child and a parent who is free', free, [open], false],
    ['a child and a parent who speaks of another child', free, [speaks], true],
    ['a child with a page of their own, and a parent who speaks', open, [speaks], false],
    ['a child, a parent who speaks and one who is free', free, [speaks, free], false],
    ['a child and two parents who both speak', free, [speaks, speaks], true],
    ['a child who speaks, and a parent who is free', speaks, [free], false],
    ['a child and a parent who both speak', speaks, [speaks], true],
  ])('%s: %j %j → %j', (_, patient, representatives, busy) => {
    expect(isSideBusy(patient, representatives)).toBe(busy);
  });
});

describe('who may know of a call, and end it', () => {
  it.each(RELATIONS)('as %s: those who may read the chat', (relation) => {
    const known = relation === 'none' || relation === 'operator' ? 'not-found' : undefined;
    expect(refusalToSeeCall(standing(relation))).toBe(known);
    expect(refusalToEnd(standing(relation))).toBe(known);
  });

  it('is the doctor, and not the patient’s side, before the consent', () => {
    const without = { published: 2, given: null };
    expect(refusalToSeeCall(standing('doctor', without))).toBe(undefined);
    expect(refusalToSeeCall(standing('patient', without))).toBe('consent-needed');
    expect(refusalToAnswer(ringing, standing('patient', without), HERS)).toBe('consent-needed');
    expect(refusalToSit(ringing, standing('representative', without), HERS)).toBe('consent-needed');
  });
});

describe('a call that was answered', () => {
  it('goes on where a new text is published, and not where the consent is withdrawn', () => {
    const older = { published: 2, given: 1 };
    const withdrawn = { published: 1, given: null };
    for (const [consent, refusal] of [
      [older, undefined],
      [withdrawn, 'consent-needed'],
    ] as const) {
      expect(refusalToSeeCall(standing('patient', consent), call('active'))).toBe(refusal);
      expect(refusalToEnd(standing('patient', consent), call('active'))).toBe(refusal);
      expect(refusalToSit(call('active'), standing('patient', consent), HERS)).toBe(refusal);
    }
    expect(refusalToSeeCall(standing('patient', older), ringing)).toBe('consent-needed');
    expect(refusalToAnswer(ringing, standing('patient', older), HERS)).toBe('consent-needed');
    expect(refusalToSeeCall(standing('none', older), call('active'))).toBe('not-found');
  });
});

describe('who may answer', () => {
  it('is the patient’s side, once; and the same page again', () => {
    expect(refusalToAnswer(ringing, standing('patient'), HERS)).toBe(undefined);
    expect(refusalToAnswer(ringing, standing('representative'), HIS)).toBe(undefined);
    const answered = call('connecting');
    expect(refusalToAnswer(answered, standing('patient'), HERS)).toBe(undefined);
    expect(refusalToAnswer(answered, standing('patient'), HER_OTHER_TAB)).toBe('call-answered');
    expect(refusalToAnswer(answered, standing('representative'), HIS)).toBe('call-answered');
    expect(refusalToAnswer(answered, standing('representative'), { ...HIS, device: HERS.device })).toBe(
      'call-answered',
    );
  });

  it('is nobody else, and nobody once it is over', () => {
    expect(refusalToAnswer(ringing, standing('doctor'), DOCTORS)).toBe('not-allowed');
    expect(refusalToAnswer(ringing, standing('operator'), HIS)).toBe('not-found');
    expect(refusalToAnswer(call('ended'), standing('patient'), HERS)).toBe('call-ended');
    expect(refusalToAnswer(call('ended', null), standing('patient'), HERS)).toBe('call-ended');
  });
});

describe('who may take part', () => {
  it('is each page of the patient’s side while it rings, and of the doctor’s the one that rang', () => {
    for (const seat of [HERS, HER_OTHER_TAB, HIS])
      expect(refusalToSit(ringing, standing('patient'), seat)).toBe(undefined);
    expect(refusalToSit(ringing, standing('doctor'), DOCTORS)).toBe(undefined);
    expect(refusalToSit(ringing, standing('doctor'), { ...DOCTORS, device: 'dev_9' })).toBe('call-elsewhere');
  });

  it.each(['connecting', 'active', 'reconnecting'] as const)(
    'is the page that sits in it while it is %s, or takes its own person’s seat',
    (state) => {
      const sit = (seat: Seat, takes?: boolean) =>
        refusalToSit(call(state), standing('patient'), seat, takes);
      expect(sit(HERS)).toBe(undefined);
      expect(sit(HER_OTHER_TAB)).toBe('call-elsewhere');
      expect(sit(HER_OTHER_TAB, true)).toBe(undefined);
      expect(sit(HIS, true)).toBe('call-elsewhere');
    },
  );

  it('is nobody once it is over, and no stranger ever', () => {
    expect(refusalToSit(call('ended'), standing('patient'), HERS, true)).toBe('call-ended');
    for (const relation of ['none', 'operator'] as const)
      expect(refusalToSit(call('active'), standing(relation), HERS, true)).toBe('not-found');
  });
});

describe('the state of a call', () => {
  const flows = (doctor: boolean, patient: boolean) => ({ doctor, patient });
  it.each([
    ['ringing', true, true, 'ringing'],
    ['ended', true, true, 'ended'],
    ['connecting', false, false, 'connecting'],
    ['connecting', true, false, 'connecting'],
    ['connecting', false, true, 'connecting'],
    ['connecting', true, true, 'active'],
    ['active', true, true, 'active'],
    ['active', false, true, 'reconnecting'],
    ['active', true, false, 'reconnecting'],
    ['reconnecting', true, false, 'reconnecting'],
    ['reconnecting', true, true, 'active'],
  ] as const)('%s, where the doctor sees: %s, the patient: %s, is %s', (state, doctor, patient, next) => {
    expect(stateByMedia(state, flows(doctor, patient))).toBe(next);
  });

  it('is live until it is over', () => {
    expect(CALL_STATES.filter((state) => isLive({ state }))).toEqual(CALL_STATES.slice(0, -1));
  });
});

describe('how a call ends', () => {
  it.each([
    ['ringing', 'doctor', false, 'cancelled'],
    ['ringing', 'patient', false, 'declined'],
    ['ringing', 'doctor', true, 'cancelled'],
    ['connecting', 'patient', false, 'hang-up'],
    ['connecting', 'patient', true, 'failed'],
    ['active', 'doctor', false, 'hang-up'],
    ['reconnecting', 'doctor', true, 'failed'],
  ] as const)('%s, by the %s who has given up: %s, is %s', (state, side, gaveUp, end) => {
    expect(endBy({ state }, side, gaveUp)).toBe(end);
  });

  it.each([
    ['hang-up', true, 'call-ended'],
    ['failed', true, 'call-ended'],
    ['declined', false, 'call-declined'],
    ['cancelled', false, 'call-missed'],
    ['no-answer', false, 'call-missed'],
    ['busy', false, 'call-missed'],
  ] as const)('%s, answered: %s, is told as %s', (end, answered, note) => {
    expect(noteOfEnd(end, answered)).toBe(note);
  });
});

describe('the time of a call', () => {
  const { ring, connect, length } = CALL_LIMITS;
  it.each([
    ['ringing', null, { at: 1000 + ring, end: 'no-answer' }],
    ['connecting', 5000, { at: 5000 + connect, end: 'failed' }],
    ['reconnecting', 5000, { at: 5000 + connect, end: 'failed' }],
    ['active', null, { at: 1000 + length, end: 'hang-up' }],
    ['reconnecting', length - 1000, { at: 1000 + length, end: 'hang-up' }],
    ['ended', null, undefined],
  ] as const)('that is %s, and connects since %s, ends: %o', (state, connectingSince, due) => {
    expect(dueEnd({ state, rangAt: 1000, connectingSince })).toEqual(due);
  });

  it('is the installation’s', () => {
    const own = { ring: 1, connect: 2, length: 3 };
    expect(dueEnd({ state: 'ringing', rangAt: 0, connectingSince: null }, own)).toEqual({
      at: 1,
      end: 'no-answer',
    });
  });

  it.each([
    [0, '0:00'],
    [7_999, '0:07'],
    [60_000, '1:00'],
    [725_000, '12:05'],
    [3_599_000, '59:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [36_000_000, '10:00:00'],
  ])('of %i ms is shown as %s', (ms, shown) => {
    expect(clockOf(ms)).toBe(shown);
  });
});

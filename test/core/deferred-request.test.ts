import {
  isOver,
  isOverdue,
  isWaiting,
  phoneOf,
  refusalToAnnul,
  refusalToAnswerOffer,
  refusalToApply,
  refusalToApplyUnknown,
  refusalToAttachPatient,
  refusalToDecide,
  refusalToLookIntoJournal,
  refusalToOffer,
  refusalToProcess,
  refusalToRetract,
  refusalToRunJournal,
  refusalToSeeRequest,
  refusalToSeeRow,
  refusalToTouch,
  refusalToWishes,
  refusalToWithdraw,
  refusalWithoutDataConsent,
  relationToRequest,
  REQUEST_RELATIONS,
  REQUEST_STATES,
  requestNumber,
  type RequestRelation,
  type RequestState,
} from '@consult/core';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 27, 9);
const CLINIC = 'org_a';

describe('A deferred request', () => {
  const facts = {
    patient: 'per_child',
    applicant: 'per_parent',
    source: 'portal',
    organisation: CLINIC,
    speaksFor: false,
  } as const;
  const who = (
    role: 'patient' | 'doctor' | 'operator' | 'administrator',
    person: string,
    organisation = CLINIC,
  ) => ({
    role,
    person,
    organisation,
  });

  it.each([
    ['the patient', who('patient', 'per_child'), {}, 'patient'],
    ['who speaks for them', who('patient', 'per_parent'), { speaksFor: true }, 'representative'],
    ['who spoke for them and applied', who('patient', 'per_parent'), {}, 'none'],
    ['the same person as a doctor', who('doctor', 'per_parent'), { speaksFor: true }, 'none'],
    ['the clinic’s operator', who('operator', 'per_operator'), {}, 'operator'],
    ['an operator who entered it elsewhere', who('operator', 'per_parent', 'org_b'), {}, 'none'],
    ['the doctor who entered it', who('doctor', 'per_parent'), { source: 'visit' }, 'author'],
    ['that doctor in another clinic', who('doctor', 'per_parent', 'org_b'), { source: 'visit' }, 'none'],
    ['another doctor', who('doctor', 'per_doctor'), { source: 'visit' }, 'none'],
    ['an administrator', who('administrator', 'per_parent'), { source: 'visit' }, 'none'],
    ['anybody, of one without an account', who('patient', 'per_a'), { patient: null, applicant: '' }, 'none'],
  ] as const)('is to %s', (_, actor, changes, relation) => {
    expect(relationToRequest(actor, { ...facts, ...changes })).toBe(relation);
  });

  it('lets everybody do what their relation allows', () => {
    const table: Record<RequestRelation, readonly (string | undefined)[]> = {
      patient: [undefined, 'not-allowed', undefined, 'not-allowed'],
      representative: [undefined, 'not-allowed', undefined, 'not-allowed'],
      operator: [undefined, undefined, undefined, undefined],
      author: [undefined, undefined, 'not-allowed', 'not-allowed'],
      none: ['not-found', 'not-found', 'not-found', 'not-found'],
    };
    for (const relation of REQUEST_RELATIONS)
      expect(
        [refusalToSeeRequest, refusalToSeeRow, refusalToDecide, refusalToProcess].map((rule) =>
          rule(relation),
        ),
        relation,
      ).toEqual(table[relation]);
  });

  it('has a journal for the staff of an organisation, which its operators run', () => {
    const said = (
      role: 'patient' | 'doctor' | 'operator' | 'administrator',
      organisation: string | null = CLINIC,
    ) => [refusalToLookIntoJournal({ role, organisation }), refusalToRunJournal({ role, organisation })];
    expect(said('operator')).toEqual([undefined, undefined]);
    expect(said('doctor')).toEqual([undefined, 'not-allowed']);
    for (const refused of [said('patient'), said('administrator'), said('operator', null)])
      expect(refused).toEqual(['not-allowed', 'not-allowed']);
  });

  it.each([
    ['patient', 'portal', {}, undefined],
    ['patient', 'visit', {}, 'not-allowed'],
    ['patient', 'portal', { isOwn: false }, 'not-found'],
    ['patient', 'portal', { attached: false }, 'not-attached'],
    ['operator', 'call-centre', { isOwn: false }, undefined],
    ['operator', 'portal', {}, 'not-allowed'],
    ['operator', 'visit', { attached: false }, 'not-attached'],
    ['doctor', 'visit', { isOwn: false }, undefined],
    ['doctor', 'home-visit', {}, undefined],
    ['doctor', 'call-centre', {}, 'not-allowed'],
    ['doctor', 'visit', { treats: false }, 'not-allowed'],
    ['administrator', 'visit', {}, 'not-allowed'],
  ] as const)('by a %s from the %s, %o: %s', (role, source, changes, refusal) => {
    const asked = { isOwn: true, attached: true, treats: true, ...changes };
    expect(refusalToApply({ role, organisation: CLINIC }, { source, organisation: CLINIC }, asked)).toBe(
      refusal,
    );
  });

  it('is entered by the staff in their own organisation alone', () => {
    const asked = { isOwn: false, attached: true, treats: true };
    const draft = { source: 'visit', organisation: 'org_b' } as const;
    for (const role of ['operator', 'doctor'] as const)
      expect(refusalToApply({ role, organisation: CLINIC }, draft, asked)).toBe('not-found');
  });

  it('is made without an account where that is let, for a visit', () => {
    expect(refusalToApplyUnknown({ kind: 'in-person' }, true)).toBe(undefined);
    expect(refusalToApplyUnknown({ kind: 'remote' }, true)).toBe('signed-out');
    expect(refusalToApplyUnknown({ kind: 'in-person' }, false)).toBe('not-found');
  });

  it('needs the consent to the very text in force', () => {
    const published = { version: 2, hash: 'a' };
    expect(refusalWithoutDataConsent(published, published)).toBe(undefined);
    expect(refusalWithoutDataConsent(undefined, published)).toBe('consent-needed');
    expect(refusalWithoutDataConsent(published, null)).toBe('consent-needed');
    expect(refusalWithoutDataConsent({ version: 1, hash: 'a' }, published)).toBe('consent-outdated');
    expect(refusalWithoutDataConsent({ version: 2, hash: 'b' }, published)).toBe('consent-outdated');
  });

  it('wishes for days from today to a year ahead, ten stretches of them', () => {
    const today = '2026-11-27';
    const wish = (from: string, to = from) => refusalToWishes([{ from, to }], today);
    expect(wish(today)).toBe(undefined);
    expect(wish('2026-11-26', '2026-11-28')).toBe('dates-wrong');
    expect(wish('2026-11-29', '2026-11-28')).toBe('dates-wrong');
    expect(wish('2027-11-27')).toBe(undefined);
    expect(wish(today, '2027-11-28')).toBe('dates-wrong');
    expect(refusalToWishes([], today)).toBe('dates-needed');
    const many = (length: number) => Array.from({ length }, () => ({ from: today, to: today }));
    expect([9, 10, 11].map((length) => refusalToWishes(many(length), today))).toEqual([
      undefined,
      undefined,
      'too-many-dates',
    ]);
  });

  it('is numbered with six digits at least', () => {
    expect([requestNumber(2026, 123), requestNumber(2027, 1_234_567)]).toEqual([
      'Ж-2026-000123',
      'Ж-2027-1234567',
    ]);
  });

  it.each([
    ['+7 (921) 123-45-67', '+79211234567'],
    ['8 921 123 45 67', '+79211234567'],
    ['9211234567', undefined],
    ['+7921123456', undefined],
    ['+792112345678', undefined],
  ])('%s is dialled %s', (text, phone) => expect(phoneOf(text)).toBe(phone));

  it('is offered, annulled and withdrawn in its states', () => {
    const table: Record<RequestState, readonly [string | undefined, string | undefined, string | undefined]> =
      {
        registered: [undefined, undefined, undefined],
        'in-progress': [undefined, undefined, undefined],
        offered: ['offer-open', 'offer-open', undefined],
        refused: [undefined, undefined, undefined],
        scheduled: ['request-closed', 'request-closed', 'request-closed'],
        annulled: ['request-closed', 'request-closed', 'request-closed'],
        withdrawn: ['request-closed', 'request-closed', 'request-closed'],
        done: ['request-closed', 'request-closed', 'request-closed'],
      };
    for (const state of REQUEST_STATES) {
      const request = { state, refusals: 3 };
      expect(
        [refusalToOffer(request), refusalToAnnul(request, 'Трижды'), refusalToWithdraw(request)],
        state,
      ).toEqual(table[state]);
      expect(isOver(request) && isWaiting(request)).toBe(false);
    }
  });

  it('is annulled from the third refusal on, for a reason', () => {
    const annul = (refusals: number, reason = 'Трижды') =>
      refusalToAnnul({ state: 'refused', refusals }, reason);
    expect([annul(2), annul(3), annul(4)]).toEqual(['refusals-missing', undefined, undefined]);
    expect([annul(3, ' '), annul(3, 'я'.repeat(2000)), annul(3, 'я'.repeat(2001))]).toEqual([
      'reason-needed',
      undefined,
      'text-too-long',
    ]);
    expect(refusalToAnnul({ state: 'refused', refusals: 1 }, 'Раз', 1)).toBe(undefined);
  });

  it('is overdue a moment after its time, unless somebody has reached the patient', () => {
    const request = { state: 'registered', callBy: NOW, answeredAt: null } as const;
    expect([NOW - 1, NOW, NOW + 1].map((now) => isOverdue(request, now))).toEqual([false, false, true]);
    expect(isOverdue({ ...request, answeredAt: NOW - 1 }, NOW + 1)).toBe(false);
    expect(isOverdue({ ...request, state: 'withdrawn' }, NOW + 1)).toBe(false);
  });

  it('has offers that are answered before their time ends, once', () => {
    const request = { state: 'offered', refusals: 0 } as const;
    const answer = (now: number, state: 'held' | 'accepted' | 'refused' | 'lapsed' | 'retracted' = 'held') =>
      refusalToAnswerOffer(request, { state, heldUntil: NOW }, now);
    expect([answer(NOW - 1), answer(NOW), answer(NOW + 1)]).toEqual([
      undefined,
      'offer-lapsed',
      'offer-lapsed',
    ]);
    for (const state of ['accepted', 'refused', 'retracted'] as const)
      expect(answer(NOW - 1, state)).toBe('offer-answered');
    expect(answer(NOW - 1, 'lapsed')).toBe('offer-lapsed');
    const retract = (now: number, state: 'held' | 'accepted' | 'lapsed') =>
      refusalToRetract({ state, heldUntil: NOW }, now);
    expect([retract(NOW - 1, 'held'), retract(NOW, 'held'), retract(NOW - 1, 'accepted')]).toEqual([
      undefined,
      'offer-lapsed',
      'offer-answered',
    ]);
    expect(retract(NOW - 1, 'lapsed')).toBe('offer-lapsed');
  });

  it('is worked on by one person at a time, until their time ends', () => {
    const lock = { person: 'per_a', until: NOW };
    expect(refusalToTouch(null, 'per_b', NOW)).toBe(undefined);
    expect(refusalToTouch(lock, 'per_a', NOW - 1)).toBe(undefined);
    expect([NOW - 1, NOW].map((now) => refusalToTouch(lock, 'per_b', now))).toEqual([
      'request-locked',
      undefined,
    ]);
  });
});

describe('An attachment', () => {
  const term = { validFrom: NOW, validTo: null };

  it('is made by the organisation’s operator or an administrator, for a time that is one', () => {
    const attach = (role: 'patient' | 'doctor' | 'operator' | 'administrator', organisation: string | null) =>
      refusalToAttachPatient({ role, organisation }, CLINIC, term);
    expect([attach('operator', CLINIC), attach('administrator', null)]).toEqual([undefined, undefined]);
    for (const refused of [attach('operator', 'org_b'), attach('operator', null), attach('doctor', CLINIC)])
      expect(refused).toBe('not-allowed');
    const operator = { role: 'operator', organisation: CLINIC } as const;
    expect(refusalToAttachPatient(operator, CLINIC, { validFrom: NOW, validTo: NOW })).toBe('invalid');
    expect(refusalToAttachPatient(operator, CLINIC, { validFrom: NOW, validTo: NOW + 1 })).toBe(undefined);
  });
});

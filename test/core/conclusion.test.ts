import {
  CONCLUSION_LENGTH,
  type ConclusionContent,
  type ConclusionProblem,
  CONSULTATION_STATES,
  isSameConclusion,
  LIMITS,
  problemsOfConclusion,
  refusalToConclude,
  refusalToCorrect,
  type Relation,
  RELATIONS,
} from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const CONTENT: ConclusionContent = {
  complaints: 'Кашель третью неделю',
  findings: 'Лёгкие чистые',
  recommendations: 'Тёплое питьё',
  diagnosis: { code: 'J06.9', text: 'ОРВИ' },
  nextVisit: '2026-05-01',
};

describe('a conclusion', () => {
  it.each<[string, Partial<ConclusionContent>, readonly ConclusionProblem[]]>([
    ['in which nothing is missing', {}, []],
    ['without a diagnosis', { diagnosis: { code: '', text: '' } }, []],
    ['with a diagnosis in words alone', { diagnosis: { code: '', text: 'ОРВИ' } }, []],
    ['without a next visit', { nextVisit: null }, []],
    ['without complaints', { complaints: ' \n' }, [{ field: 'complaints', code: 'text-empty' }]],
    [
      'as long as it may be, in code points',
      { findings: '🙈'.repeat(CONCLUSION_LENGTH), recommendations: 'х'.repeat(CONCLUSION_LENGTH) },
      [],
    ],
    [
      'that is too long',
      { recommendations: 'х'.repeat(CONCLUSION_LENGTH + 1) },
      [{ field: 'recommendations', code: 'text-too-long' }],
    ],
    [
      'with a code and no words',
      { diagnosis: { code: 'I10', text: ' ' } },
      [{ field: 'diagnosis-text', code: 'text-empty' }],
    ],
    [
      'with a diagnosis that is too long',
      { diagnosis: { code: '', text: 'х'.repeat(LIMITS.reason + 1) } },
      [{ field: 'diagnosis-text', code: 'text-too-long' }],
    ],
    ['with a day that is none', { nextVisit: '2026-02-30' }, [{ field: 'next-visit', code: 'invalid' }]],
    [
      'with a moment for a day',
      { nextVisit: '2026-02-03T10:00' },
      [{ field: 'next-visit', code: 'invalid' }],
    ],
    ['with an empty day', { nextVisit: '' }, [{ field: 'next-visit', code: 'invalid' }]],
    [
      'with nothing in it, in the order of the form',
      {
        complaints: '',
        findings: '',
        recommendations: '',
        diagnosis: { code: '?', text: '' },
        nextVisit: '?',
      },
      [
        { field: 'complaints', code: 'text-empty' },
        { field: 'findings', code: 'text-empty' },
        { field: 'recommendations', code: 'text-empty' },
        { field: 'diagnosis-code', code: 'invalid' },
        { field: 'diagnosis-text', code: 'text-empty' },
        { field: 'next-visit', code: 'invalid' },
      ],
    ],
  ])('%s', (_which, differing, problems) => {
    expect(problemsOfConclusion({ ...CONTENT, ...differing })).toEqual(problems);
  });

  it.each([
    ['I10', true],
    ['J06.9', true],
    ['S82.81', true],
    ['i10', false],
    ['І10', false], // a Ukrainian І looks the same
    ['А09', false], // and so does a Cyrillic А
    ['I1', false],
    ['I10.', false],
    ['I10.123', false],
    [' I10', false],
  ])('has a code by ICD-10: %s %s', (code, good) => {
    const problems = problemsOfConclusion({ ...CONTENT, diagnosis: { code, text: 'Слова' } });
    expect(problems).toEqual(good ? [] : [{ field: 'diagnosis-code', code: 'invalid' }]);
  });

  it('has its next visit on the day of the consultation in Moscow or later', () => {
    const startsAt = Date.UTC(2026, 3, 30, 22); // 1 May in Moscow
    const problems = (nextVisit: string) => problemsOfConclusion({ ...CONTENT, nextVisit }, startsAt);
    for (const day of ['2026-05-01', '2026-05-02', '9999-12-31']) expect(problems(day)).toEqual([]);
    for (const day of ['2026-04-30', '2025-05-02', '0026-05-02'])
      expect(problems(day)).toEqual([{ field: 'next-visit', code: 'too-early' }]);
    const early = { ...CONTENT, nextVisit: '2026-04-30' };
    expect(refusalToConclude({ state: 'open', startsAt }, early)).toBe('conclusion-incomplete');
    const given = { outcome: 'conclusion', author: 'per_doctor', startsAt };
    expect(refusalToCorrect(given, 'per_doctor', { relation: 'doctor' }, early)).toBe(
      'conclusion-incomplete',
    );
  });

  it('takes every day of the calendar and no other', () => {
    const days = { min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(days), (date) => {
        const nextVisit = date.toISOString().slice(0, 10);
        expect(problemsOfConclusion({ ...CONTENT, nextVisit })).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 32, max: 99 }), (month, day) => {
        const nextVisit = `2026-${String(month).padStart(2, '0')}-${day}`;
        expect(problemsOfConclusion({ ...CONTENT, nextVisit })).toHaveLength(1);
      }),
    );
  });

  it('is refused with words exactly when something is wrong with it', () => {
    const words = fc.oneof(fc.constant(''), fc.constant(' '), fc.string());
    const content = fc.record({
      complaints: words,
      findings: words,
      recommendations: words,
      diagnosis: fc.record({ code: fc.constantFrom('', 'I10', 'x'), text: words }),
      nextVisit: fc.constantFrom(null, '2026-05-01', '2026-13-01'),
    });
    fc.assert(
      fc.property(content, (some) => {
        const wrong = problemsOfConclusion(some).length > 0;
        expect(refusalToConclude({ state: 'open', startsAt: 0 }, some)).toBe(
          wrong ? 'conclusion-incomplete' : undefined,
        );
        for (const state of CONSULTATION_STATES.filter((state) => state !== 'open'))
          expect(refusalToConclude({ state, startsAt: 0 }, some)).toBe(
            state === 'scheduled' ? 'chat-not-open' : 'chat-finished',
          );
      }),
    );
  });

  it('is the same one only where every field is', () => {
    expect(isSameConclusion(CONTENT, structuredClone(CONTENT))).toBe(true);
    const others: readonly Partial<ConclusionContent>[] = [
      { complaints: 'Другое' },
      { findings: 'Другое' },
      { recommendations: 'Другое' },
      { diagnosis: { ...CONTENT.diagnosis, code: 'I10' } },
      { diagnosis: { ...CONTENT.diagnosis, text: 'Другое' } },
      { nextVisit: null },
    ];
    for (const other of others) expect(isSameConclusion(CONTENT, { ...CONTENT, ...other })).toBe(false);
  });
});

describe('correcting', () => {
  const DOCTOR = 'per_doctor';
  const given = { outcome: 'conclusion', author: DOCTOR, startsAt: 0 };
  const as = (relation: Relation) => ({ relation });

  it.each<[Relation, string | undefined]>([
    ['patient', 'not-allowed'],
    ['representative', 'not-allowed'],
    ['doctor', undefined],
    ['operator', 'not-found'],
    ['none', 'not-found'],
  ])('by the %s: %s', (relation, refusal) => {
    expect(refusalToCorrect(given, DOCTOR, as(relation), CONTENT)).toBe(refusal);
  });

  it('is for who gave it, even where another doctor leads now', () => {
    expect(refusalToCorrect(given, 'per_other', as('doctor'), CONTENT)).toBe('not-allowed');
  });

  it.each([null, 'no-conclusion'])('needs a conclusion: after %s there is none', (outcome) => {
    for (const relation of RELATIONS)
      expect(refusalToCorrect({ ...given, outcome, author: null }, DOCTOR, as(relation), CONTENT)).toMatch(
        /not-(allowed|found)/,
      );
  });

  it('takes nothing that is incomplete', () => {
    expect(refusalToCorrect(given, DOCTOR, as('doctor'), { ...CONTENT, findings: '' })).toBe(
      'conclusion-incomplete',
    );
  });
});

import {
  LIMITS,
  problemsOfApplication,
  type ApplicationContent,
  type ApplicationProblem,
} from '@consult/core';
import { NewRequest } from '@consult/core/wire';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const TODAY = '2026-04-10';
const CONTENT: ApplicationContent = {
  family: 'Матросова',
  given: 'Елена',
  patronymic: 'Викторовна',
  birthDate: '1985-03-14',
  email: 'elena@example.ru',
  phone: '8 (921) 555-01-02',
  wishes: [{ from: '2026-04-13', to: '2026-04-17' }],
  comment: 'После обеда; скачет давление',
};
const problems = (change: Partial<ApplicationContent>, known = false) =>
  problemsOfApplication({ ...CONTENT, ...change }, { today: TODAY, known });

describe('an application', () => {
  it.each<[string, Partial<ApplicationContent>, readonly ApplicationProblem[]]>([
    ['in which nothing is missing', {}, []],
    ['without an e-mail address', { email: '' }, []],
    ['without a patronymic', { patronymic: '  ' }, []],
    ['of somebody born today', { birthDate: TODAY }, []],
    ['for today alone', { wishes: [{ from: TODAY, to: TODAY }] }, []],
    ['without a family name', { family: ' ' }, [{ field: 'family', code: 'text-empty' }]],
    ['without a given name', { given: '' }, [{ field: 'given', code: 'text-empty' }]],
    ['with an endless name', { family: 'я'.repeat(101) }, [{ field: 'family', code: 'text-too-long' }]],
    ['without a birth date', { birthDate: '' }, [{ field: 'birthDate', code: 'text-empty' }]],
    ['of somebody not born yet', { birthDate: '2026-04-11' }, [{ field: 'birthDate', code: 'invalid' }]],
    ['of somebody born on no day', { birthDate: '2025-02-29' }, [{ field: 'birthDate', code: 'invalid' }]],
    ['of somebody born in 0198', { birthDate: '0198-01-01' }, [{ field: 'birthDate', code: 'invalid' }]],
    ['with half an address', { email: 'elena@' }, [{ field: 'email', code: 'invalid' }]],
    ['without a telephone', { phone: ' ' }, [{ field: 'phone', code: 'text-empty' }]],
    ['with a short number', { phone: '+7 921 555' }, [{ field: 'phone', code: 'phone-wrong' }]],
    ['without a day', { wishes: [] }, [{ field: 'wishes', code: 'dates-needed' }]],
    [
      'for yesterday',
      { wishes: [{ from: '2026-04-09', to: '2026-04-09' }] },
      [{ field: 'wishes', code: 'dates-wrong' }],
    ],
    ['without a reason', { comment: '\n' }, [{ field: 'comment', code: 'text-empty' }]],
    [
      'with a whole story',
      { comment: 'я'.repeat(LIMITS.comment + 1) },
      [{ field: 'comment', code: 'text-too-long' }],
    ],
  ])('%s', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('of somebody the registry knows is not judged by who they are', () => {
    expect(problems({ family: '', given: '', birthDate: '' }, true)).toEqual([]);
  });

  it('names what is wrong in the order of the form', () => {
    const all = problems({ family: '', email: 'x', phone: '1', wishes: [], comment: '' });
    expect(all.map(({ field }) => field)).toEqual(['family', 'email', 'phone', 'wishes', 'comment']);
  });

  it('takes the addresses the server takes, and no others', () => {
    const { email } = NewRequest.entries;
    const address = fc.oneof(
      fc.emailAddress(),
      fc.string(),
      fc.stringMatching(/^[\w.+-]{1,6}@[\w.-]{1,8}\.[a-z]{1,3}$/),
    );
    fc.assert(
      fc.property(address, (text) => {
        const typed = text.trim();
        fc.pre(typed !== '');
        expect(problems({ email: typed }).length === 0).toBe(v.is(email, typed));
      }),
    );
  });
});

import { ERROR_CODES } from '@consult/core';
import {
  ChatsQuery,
  Completion,
  ConclusionDraft,
  ConclusionPreview,
  ConsentGiven,
  EntriesQuery,
  EntryDraft,
  EntryView,
  Id,
  Moment,
  NewChat,
  NewConsentDocument,
  PersonRecord,
  Problem,
  ReadMark,
} from '@consult/core/wire';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const KEY = `key_${'0f'.repeat(16)}`;
const CONCLUSION = {
  complaints: 'Кашель',
  findings: 'Лёгкие чистые',
  recommendations: 'Тёплое питьё',
  diagnosis: { code: 'J06.9', text: 'ОРВИ' },
  nextVisit: '2026-05-01',
};
const fits = (schema: v.GenericSchema, value: unknown) => v.is(schema, value);

describe('what a client may ask', () => {
  it.each<[string, v.GenericSchema, unknown, boolean]>([
    ['a first page', EntriesQuery, {}, true],
    ['what has changed since', EntriesQuery, { after: '0' }, true],
    ['older history', EntriesQuery, { before: '1', limit: '100' }, true],
    ['history before the first entry', EntriesQuery, { before: '0' }, false],
    ['both directions at once', EntriesQuery, { after: '1', before: '2' }, false],
    ['an empty page', EntriesQuery, { limit: '0' }, false],
    ['a long page of history', EntriesQuery, { before: '900', limit: '500' }, true],
    ['more than that', EntriesQuery, { limit: '501' }, false],
    ['a page of half entries', EntriesQuery, { limit: '1.5' }, false],
    ['a number no computer holds', EntriesQuery, { after: '9'.repeat(16) }, false],
    ['something unheard of', EntriesQuery, { sort: 'asc' }, false],
    ['a search', ChatsQuery, { q: 'кардиолог' }, true],
    ['a search of a hundred letters', ChatsQuery, { q: 'я'.repeat(100) }, true],
    ['a search of a hundred and one', ChatsQuery, { q: 'я'.repeat(101) }, false],
  ])('%s', (_what, schema, query, accepted) => {
    expect(fits(schema, query)).toBe(accepted);
  });

  it('comes out of the query as numbers', () => {
    expect(v.parse(EntriesQuery, { after: '41', limit: '7' })).toEqual({ after: 41, limit: 7 });
  });
});

describe('what a client may send', () => {
  it.each<[string, v.GenericSchema, unknown, boolean]>([
    ['a message', EntryDraft, { key: KEY, text: 'Болит' }, true],
    ['a message with a key of another kind', EntryDraft, { key: `cht_${'0f'.repeat(16)}`, text: 'x' }, false],
    ['a message with a short key', EntryDraft, { key: 'key_0f', text: 'x' }, false],
    ['a message in somebody else’s name', EntryDraft, { key: KEY, text: 'x', author: 'per_2' }, false],
    ['a message without words', EntryDraft, { key: KEY }, false],
    ['a book', EntryDraft, { key: KEY, text: 'x'.repeat(64 * 1024 + 1) }, false],
    ['a read mark', ReadMark, { seq: 0 }, true],
    ['a read mark before the beginning', ReadMark, { seq: -1 }, false],
    ['a read mark past all numbers', ReadMark, { seq: 2 ** 53 }, false],
    ['a completion', Completion, { outcome: 'no-conclusion', reason: 'Пациент не ответил' }, true],
    [
      'a completion with a conclusion',
      Completion,
      { outcome: 'conclusion', key: KEY, content: CONCLUSION },
      true,
    ],
    [
      'a completion with a conclusion that is not there',
      Completion,
      { outcome: 'conclusion', key: KEY },
      false,
    ],
    ['a correction', ConclusionDraft, { key: KEY, content: CONCLUSION }, true],
    ['a correction without a key', ConclusionDraft, { content: CONCLUSION }, false],
    [
      'a conclusion with a signature of its own',
      ConclusionDraft,
      { key: KEY, content: { ...CONCLUSION, signedBy: 'x' } },
      false,
    ],
    ['a preview', ConclusionPreview, { content: { ...CONCLUSION, nextVisit: null } }, true],
    [
      'a consent without the hash of what was read',
      ConsentGiven,
      { key: KEY, kind: 'remote-consultation', version: 1, patient: 'p' },
      false,
    ],
    [
      'a consent without a key',
      ConsentGiven,
      { kind: 'remote-consultation', version: 1, hash: 'ab'.repeat(32), patient: 'p' },
      false,
    ],
    [
      'a consent',
      ConsentGiven,
      { key: KEY, kind: 'remote-consultation', version: 1, hash: 'ab'.repeat(32), patient: 'p' },
      true,
    ],
    ['a text without a title', NewConsentDocument, { kind: 'notifications', title: ' ', text: 'x' }, false],
    ['a text of an unknown kind', NewConsentDocument, { kind: 'all', title: 'x', text: 'x' }, false],
    [
      'an appointment without a title',
      NewChat,
      { key: KEY, patient: 'a', doctor: 'b', title: '  ', comment: null, startsAt: 1, endsAt: 2 },
      false,
    ],
    [
      'a person born on no day',
      PersonRecord,
      { name: { family: 'Ли', given: 'А' }, birthDate: '10.04.2000', specialty: null },
      false,
    ],
    [
      'a person',
      PersonRecord,
      { name: { family: 'Ли', given: 'А' }, birthDate: '2000-04-10', specialty: null },
      true,
    ],
    [
      'a person without a given name',
      PersonRecord,
      { name: { family: 'Ли', given: '' }, birthDate: null, specialty: null },
      false,
    ],
  ])('%s', (_what, schema, body, accepted) => {
    expect(fits(schema, body)).toBe(accepted);
  });

  it('has ids that need no escaping anywhere', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 70 }), (text) => {
        if (v.is(Id, text)) expect(encodeURIComponent(text)).toBe(text);
      }),
    );
    for (const wrong of ['', 'a/b', 'a b', '..', 'я', 'a'.repeat(65)]) expect(v.is(Id, wrong)).toBe(false);
  });

  it('has moments that are whole milliseconds', () => {
    for (const wrong of [-1, 0.5, NaN, Infinity, '1', 2 ** 53]) expect(v.is(Moment, wrong)).toBe(false);
  });
});

describe('what the server answers', () => {
  const said = {
    seq: 1,
    revision: 1,
    sentAt: 1,
    author: { id: 'per_1', side: 'patient', name: { family: 'Ли', given: 'А' } },
  };

  it('keeps no words in a tombstone', () => {
    const tombstone = v.parse(EntryView, {
      ...said,
      kind: 'tombstone',
      key: KEY,
      deletedAt: 2,
      text: 'Болит',
    });
    expect(tombstone).not.toHaveProperty('text');
  });

  it('is one of the kinds of entries and nothing else', () => {
    expect(fits(EntryView, { ...said, kind: 'message', key: KEY, text: 'Болит' })).toBe(true);
    expect(fits(EntryView, { ...said, kind: 'picture', key: KEY, text: 'Болит' })).toBe(false);
  });

  it('is a problem of a known code', () => {
    const problem = { type: 'about:blank', title: 'Conflict', status: 409 };
    for (const code of ERROR_CODES) expect(fits(Problem, { ...problem, code })).toBe(true);
    expect(fits(Problem, { ...problem, code: 'teapot' })).toBe(false);
  });
});

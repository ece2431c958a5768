import { entryKey, ID_BYTES, ID_PREFIXES, type IdKind, idOf } from '@consult/core';
import { EntryDraft, Id } from '@consult/core/wire';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];
const random = fc.uint8Array({ minLength: ID_BYTES, maxLength: ID_BYTES });

describe('an id', () => {
  it('says what it is the id of', () => {
    const bytes = Uint8Array.from({ length: ID_BYTES }, (_, index) => index);
    expect(idOf('chat', bytes)).toBe('cht_000102030405060708090a0b0c0d0e0f');
  });

  it('has a prefix no other kind has', () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
  });

  it('cannot be guessed: at least 122 random bits', () => {
    expect(ID_BYTES * 8).toBeGreaterThanOrEqual(122);
  });

  it('is safe in a URL, and differs whenever its bytes or its kind do', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        random,
        fc.constantFrom(...KINDS),
        random,
        (kind, one, otherKind, other) => {
          const id = idOf(kind, one);
          expect(v.is(Id, id)).toBe(true);
          expect(encodeURIComponent(id)).toBe(id);
          const same = kind === otherKind && one.every((byte, index) => byte === other[index]);
          expect(id === idOf(otherKind, other)).toBe(same);
        },
      ),
    );
  });

  it('of a message is one the wire lets in, later than those before it and unlike those beside it', () => {
    const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(moment, random, moment, random, (at, bytes, otherAt, otherBytes) => {
        const [key, other] = [entryKey(at, bytes), entryKey(otherAt, otherBytes)];
        expect(v.is(EntryDraft, { key, text: 'Здравствуйте' })).toBe(true);
        if (at !== otherAt) expect(key < other).toBe(at < otherAt);
        else expect(key === other).toBe(bytes.slice(6).every((byte, n) => byte === otherBytes.slice(6)[n]));
      }),
    );
    // A clock followed over a network may stand between two milliseconds.
    expect(entryKey(0x0123456789ab + 0.5, new Uint8Array(16))).toBe(`key_0123456789ab${'0'.repeat(20)}`);
    expect(entryKey(0x0123456789ab, new Uint8Array(16).fill(0xff))).toBe(`key_0123456789ab${'f'.repeat(20)}`);
  });
});

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../server/src/deps.js';
import { createTokenCache } from '../../../server/src/identity/token-cache.js';

const anIdentity = (person: string, expiresAt = 1_000): Identity => ({
  person,
  role: 'patient',
  organisation: null,
  level: 'confirmed',
  session: `sid_${person}`,
  expiresAt,
});

describe('The memory of verified tokens', () => {
  it('keeps so many and no more, and forgets the longest unused first', () => {
    const cache = createTokenCache(() => 0, 2);
    cache.keep('a', anIdentity('a'));
    cache.keep('b', anIdentity('b'));
    cache.find('a');
    cache.keep('c', anIdentity('c'));
    expect(cache.find('b')).to.equal(undefined);
    expect(cache.find('a')?.person).to.equal('a');
    expect(cache.find('c')?.person).to.equal('c');
  });

  it('forgets a token at the moment it runs out', () => {
    let now = 999;
    const cache = createTokenCache(() => now);
    cache.keep('a', anIdentity('a', 1_000));
    expect(cache.find('a')?.person).to.equal('a');
    now = 1_000;
    expect(cache.find('a')).to.equal(undefined);
  });
});

import { describe, expect, it } from 'vitest';
import { createTokenCache, type Verified } from '../../../server/src/identity/token-cache.js';

const verified = (person: string, expiresAt = 1_000): Verified => ({
  identity: {
    person,
    role: 'patient',
    organisation: null,
    level: 'confirmed',
    session: `sid_${person}`,
    expiresAt,
  },
  issuedAt: 0,
});

describe('The memory of verified tokens', () => {
  it('keeps so many and no more, and forgets the longest unused first', () => {
    const cache = createTokenCache(() => 0, 2);
    cache.keep('a', verified('a'));
    cache.keep('b', verified('b'));
    cache.find('a');
    cache.keep('c', verified('c'));
    expect(cache.find('b')).to.equal(undefined);
    expect(cache.find('a')?.identity.person).to.equal('a');
    expect(cache.find('c')?.identity.person).to.equal('c');
  });

  it('forgets a token at the moment it runs out', () => {
    let now = 999;
    const cache = createTokenCache(() => now);
    cache.keep('a', verified('a', 1_000));
    expect(cache.find('a')?.identity.person).to.equal('a');
    now = 1_000;
    expect(cache.find('a')).to.equal(undefined);
  });
});

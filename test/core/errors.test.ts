import { codeOf, ConsultError, ERROR_CODES, type ErrorCode, isPassing, refuseIf } from '@consult/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the list of codes', () => {
  it('has each code once, in order, in kebab-case', () => {
    expect([...new Set(ERROR_CODES)].sort()).toEqual([...ERROR_CODES]);
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

describe('a refusal', () => {
  it.each(ERROR_CODES)('carries %s, and its code can be read back', (code) => {
    const error = new ConsultError(code);
    expect(error).toMatchObject({ name: 'ConsultError', code, message: code, retryAfter: undefined });
    expect(codeOf(error)).toBe(code);
  });

  it('says how long to wait, and what caused it', () => {
    const cause = new Error('socket');
    const error = new ConsultError('too-many-requests', { retryAfter: 1500, cause });
    expect(error.retryAfter).toBe(1500);
    expect(error.cause).toBe(cause);
  });

  it('is known by its code and not by its class: a page may hold two copies of us', () => {
    expect(codeOf({ code: 'chat-finished' })).toBe('chat-finished');
    expect(codeOf(Object.assign(new TypeError('x'), { code: 'not-found' }))).toBe('not-found');
  });

  it('is `failed` for anything else that can be thrown', () => {
    for (const thrown of [
      undefined,
      null,
      0,
      '',
      'not-found',
      new Error('not-found'),
      { code: 'ENOENT' },
      [],
    ])
      expect(codeOf(thrown)).toBe('failed');
    fc.assert(fc.property(fc.anything(), (thrown) => /^[a-z]+(-[a-z]+)*$/.test(codeOf(thrown))));
  });

  it('is taken over from a newer server, which may have more of them', () => {
    expect(codeOf({ code: 'moon-in-aries' })).toBe('moon-in-aries');
  });
});

describe('refuseIf', () => {
  it('throws what a rule answered', () => {
    expect(() => refuseIf('chat-finished')).toThrow(new ConsultError('chat-finished'));
  });

  it('does nothing where the rule had nothing against it', () => {
    expect(() => refuseIf(undefined)).not.toThrow();
  });
});

describe('what may pass by itself', () => {
  it('is the weather only; every decision waits for its author', () => {
    const passing: ErrorCode[] = ERROR_CODES.filter(isPassing);
    expect(passing).toEqual(['failed', 'storage-full', 'too-many-requests', 'unavailable']);
  });
});

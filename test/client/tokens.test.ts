import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsultError } from '@consult/core';
import { createServerClock } from '../../packages/client/src/clock.js';
import { claimsOf, createTokens } from '../../packages/client/src/tokens.js';
import { NOON } from './support/a-log.js';
import { aToken } from './support/a-token.js';

const SECOND = 1000;
const TIMEOUT = 15 * SECOND;

/** A portal whose every token is a new one, good for `life` seconds. */
function aPortal({ life = 600, sub = 'per_matrosova' } = {}) {
  const portal = {
    asked: [] as (string | undefined)[],
    sub,
    trouble: undefined as unknown,
    getToken: async (stale?: string) => {
      portal.asked.push(stale);
      if (portal.trouble) throw portal.trouble;
      const iat = Math.floor(Date.now() / SECOND);
      return aToken({ sub: portal.sub, iat, exp: iat + life, jti: portal.asked.length });
    },
  };
  return portal;
}

function tokensOf(portal: ReturnType<typeof aPortal>, { clockKnown = true } = {}) {
  const clock = createServerClock(Date.now);
  if (clockKnown) clock.learn(Date.now(), Date.now(), Date.now());
  const onOther = vi.fn();
  return { tokens: createTokens(portal.getToken, clock, TIMEOUT, onOther), clock, onOther };
}

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

describe('tokens', () => {
  it('are asked for once, however many ask at once', async () => {
    const portal = aPortal();
    const { tokens } = tokensOf(portal);
    const all = await Promise.all([tokens.get(), tokens.get(), tokens.get()]);
    expect(new Set(all).size).toBe(1);
    expect(portal.asked).toHaveLength(1);
  });

  it('are replaced shortly before they run out', async () => {
    const portal = aPortal();
    const { tokens } = tokensOf(portal);
    const first = await tokens.get();
    vi.setSystemTime(NOON + 569 * SECOND);
    expect(await tokens.get()).toBe(first);
    vi.setSystemTime(NOON + 571 * SECOND);
    expect(await tokens.get()).not.toBe(first);
    expect(portal.asked).toEqual([undefined, first]);
  });

  it('are judged by the clock of the server, not of a page that is five hours fast', async () => {
    const portal = aPortal();
    const { tokens, clock } = tokensOf(portal, { clockKnown: false });
    const token = await tokens.get();
    vi.setSystemTime(NOON + 5 * 60 * 60 * SECOND);
    expect(await tokens.get()).toBe(token);
    clock.learn(NOON, Date.now(), Date.now());
    expect(await tokens.get()).toBe(token);
  });

  it('still serve for their last seconds when the portal cannot be reached', async () => {
    const portal = aPortal();
    const { tokens } = tokensOf(portal);
    const token = await tokens.get();
    portal.trouble = new TypeError('Failed to fetch');
    vi.setSystemTime(NOON + 590 * SECOND);
    expect(await tokens.get()).toBe(token);
    vi.setSystemTime(NOON + 601 * SECOND);
    await expect(tokens.get()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are renewed once for many who were refused with the same one', async () => {
    const portal = aPortal();
    const { tokens } = tokensOf(portal);
    const stale = await tokens.get();
    const [one, other] = await Promise.all([tokens.renew(stale), tokens.renew(stale)]);
    expect(one).toBe(other);
    expect(await tokens.renew(stale)).toBe(one);
    expect(portal.asked).toEqual([undefined, stale]);
  });

  it('say signed out when the portal says so, or has nothing but the refused one', async () => {
    const portal = aPortal();
    const { tokens } = tokensOf(portal);
    const stale = await tokens.get();
    portal.trouble = new ConsultError('signed-out');
    await expect(tokens.renew(stale)).rejects.toMatchObject({ code: 'signed-out' });
    const stubborn = createTokens(async () => stale, createServerClock(Date.now), TIMEOUT, vi.fn());
    await stubborn.get();
    await expect(stubborn.renew(stale)).rejects.toMatchObject({ code: 'signed-out' });
  });

  it('do not wait for a portal that never answers', async () => {
    const tokens = createTokens(
      () => new Promise<string>(() => undefined),
      createServerClock(Date.now),
      TIMEOUT,
      vi.fn(),
    );
    const refused = expect(tokens.get()).rejects.toMatchObject({ code: 'unavailable' });
    await vi.advanceTimersByTimeAsync(TIMEOUT);
    await refused;
  });

  it('never change hands: another person at the portal ends it', async () => {
    const portal = aPortal();
    const { tokens, onOther } = tokensOf(portal);
    const stale = await tokens.get();
    portal.sub = 'per_sokolov';
    await expect(tokens.renew(stale)).rejects.toMatchObject({ code: 'signed-out' });
    expect(onOther).toHaveBeenCalledOnce();
    expect(tokens.person).toBe('per_matrosova');
  });
});

describe('claims', () => {
  it('are read whatever letters they hold', () => {
    expect(claimsOf(aToken({ sub: 'Ёлкина', exp: 2, iat: 1, role: 'doctor' }))).toEqual({
      sub: 'Ёлкина',
      exp: 2,
      iat: 1,
    });
  });

  it.each(['opaque', '', 'a.b.c', `a.${btoa('"text"')}.c`, aToken({ sub: 1, exp: '2' })])(
    'are empty for %j',
    (token) => expect(claimsOf(token)).toEqual({}),
  );
});

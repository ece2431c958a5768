import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsultError, ERROR_CODES } from '@consult/core';
import { createServerClock } from '../../packages/client/src/clock.js';
import { createCall } from '../../packages/client/src/http.js';
import { createTokens } from '../../packages/client/src/tokens.js';
import { NOON } from './support/a-log.js';

const SERVER = 'https://consult.invalid';
const TIMEOUT = 15_000;

const problem = (code: string, status: number, headers: HeadersInit = {}) =>
  new Response(JSON.stringify({ type: `urn:consult:problem:${code}`, title: code, status, code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });

type Answer = (request: Request) => Response | Promise<Response>;

/** A way to a server that gives these answers one after another, the last one again and again. */
function aWay(...answers: Answer[]) {
  const requests: Request[] = [];
  const life = new AbortController();
  const onReach = vi.fn();
  const clock = createServerClock(Date.now);
  let token = 0;
  const tokens = createTokens(async () => `token-${++token}`, clock, TIMEOUT, vi.fn());
  const call = createCall({
    server: SERVER,
    fetch: async (request) => {
      requests.push(request);
      return (answers.length > 1 ? answers.shift()! : answers[0]!)(request);
    },
    tokens,
    clock,
    pageNow: Date.now,
    timeout: TIMEOUT,
    signal: life.signal,
    onReach,
  });
  return { call, requests, life, onReach, clock, tokens };
}

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

describe('a call', () => {
  it('brings the token, JSON and nothing a browser might add by itself', async () => {
    const { call, requests } = aWay(() => Response.json({ fine: true }, { status: 201 }));
    expect(await call('POST', '/v1/x', { text: 'Здравствуйте' })).toEqual({ fine: true });
    const [request] = requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: `${SERVER}/v1/x`,
      credentials: 'omit',
      cache: 'no-store',
    });
    expect(request!.headers.get('Authorization')).toBe('Bearer token-1');
    expect(request!.headers.get('Content-Type')).toBe('application/json');
    expect(await request!.json()).toEqual({ text: 'Здравствуйте' });
  });

  it('says no type for a body it does not have, and takes an answer without one', async () => {
    const { call, requests } = aWay(() => new Response(null, { status: 204 }));
    expect(await call('POST', '/v1/x')).toBeUndefined();
    expect(requests[0]!.headers.has('Content-Type')).toBe(false);
  });

  it.each(ERROR_CODES)('refuses with the code the server gave: %s', async (code) => {
    const { call } = aWay(() => problem(code, ['signed-out', 'account-ended'].includes(code) ? 401 : 500));
    await expect(call('GET', '/v1/x')).rejects.toMatchObject({ name: 'ConsultError', code });
  });

  it.each<[string, Answer, string]>([
    ['no way to the server', () => Promise.reject(new TypeError('Failed to fetch')), 'unavailable'],
    ["a proxy's error page", () => new Response('<h1>Bad Gateway</h1>', { status: 502 }), 'unavailable'],
    ["a proxy's refusal", () => new Response('Forbidden', { status: 403 }), 'unavailable'],
    ["a hotel's sign-in page", () => new Response('<form>', { status: 200 }), 'unavailable'],
    ["a proxy's limit of size", () => new Response('', { status: 413 }), 'too-large'],
    ["somebody else's code", () => problem('ECONNRESET', 500), 'failed'],
    ["a newer server's refusal", () => problem('moon-in-aries', 409), 'moon-in-aries'],
  ])('makes a code of %s', async (_, answer, code) => {
    const { call } = aWay(answer);
    await expect(call('GET', '/v1/x')).rejects.toMatchObject({ code });
  });

  it.each([
    ['12', 12_000],
    [new Date(NOON + 7_000).toUTCString(), 7_000],
    ['soon', undefined],
    [new Date(NOON - 7_000).toUTCString(), undefined],
  ])('knows how long to wait from Retry-After: %s', async (said, ms) => {
    const { call } = aWay(() => problem('too-many-requests', 429, { 'Retry-After': said }));
    await expect(call('GET', '/v1/x')).rejects.toMatchObject({ retryAfter: ms });
  });

  it('renews a refused token once and tries again with it', async () => {
    const { call, requests } = aWay(
      () => problem('signed-out', 401),
      () => Response.json({ fine: true }),
    );
    expect(await call('GET', '/v1/x')).toEqual({ fine: true });
    expect(requests.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('gives up when the new token is refused too', async () => {
    const { call, requests } = aWay(() => problem('signed-out', 401));
    await expect(call('GET', '/v1/x')).rejects.toMatchObject({ code: 'signed-out' });
    expect(requests).toHaveLength(2);
  });

  it('says that the session was ended, whatever the portal says of it', async () => {
    const ended = aWay(() => problem('account-ended', 401));
    await expect(ended.call('GET', '/v1/x')).rejects.toMatchObject({ code: 'account-ended' });
    expect(ended.requests).toHaveLength(2);
    ended.tokens.renew = () => Promise.reject(new ConsultError('signed-out'));
    await expect(ended.call('GET', '/v1/x')).rejects.toMatchObject({ code: 'account-ended' });
    ended.tokens.renew = () => Promise.reject(new ConsultError('unavailable'));
    await expect(ended.call('GET', '/v1/x')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('does not wait for ever, even where the way does not heed its signal', async () => {
    const { call, requests, onReach } = aWay(() => new Promise(() => undefined));
    const refused = expect(call('GET', '/v1/x')).rejects.toMatchObject({ code: 'unavailable' });
    await vi.advanceTimersByTimeAsync(TIMEOUT);
    await refused;
    expect(requests[0]!.signal.aborted).toBe(true);
    expect(onReach.mock.calls).toEqual([[false]]);
  });

  it('ends with the client, and with its own signal, without blaming the network', async () => {
    const { call, life, onReach } = aWay(() => new Promise(() => undefined));
    const own = new AbortController();
    const stopped = expect(call('GET', '/v1/x', undefined, own.signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    const ended = expect(call('GET', '/v1/x')).rejects.toMatchObject({ code: 'unavailable' });
    await vi.advanceTimersByTimeAsync(1);
    own.abort();
    await stopped;
    life.abort();
    await ended;
    expect(onReach).not.toHaveBeenCalled();
  });

  it("learns the server's time from what it answers", async () => {
    const { call, clock } = aWay(() => Response.json({ now: NOON - 3_600_000 }));
    await call('GET', '/v1/me');
    expect(clock.now()).toBe(NOON - 3_600_000);
  });
});

describe("the server's clock", () => {
  it('does not waver within what the trip may explain, and follows a page whose clock was set anew', () => {
    let page = NOON;
    const clock = createServerClock(() => page);
    expect(clock.now()).toBe(NOON);
    clock.learn(NOON + 1000, NOON, NOON);
    clock.learn(NOON + 1040, NOON, NOON + 100); // half the trip is 50 ms
    expect(clock.now()).toBe(NOON + 1000);
    page += 3_600_000;
    clock.learn(NOON + 1000, page, page);
    expect(clock.now()).toBe(NOON + 1000);
  });
});

import { codeOf, ConsultError, type LookupPair } from '@consult/core';
import type { AnonymousLookup, RequestAnswer } from '@consult/core/wire';
import { createServerClock } from '../clock.js';
import { createStore } from '../store.js';
import { createAnonymousCall, type AnonymousWay } from './anonymous-call.js';
import type { LookupHandle, LookupState } from './contracts.js';

/** Opens the way to a request without an account, for whoever has its number and its key. */
export function openAnonymousLookup(options: AnonymousWay): LookupHandle {
  const call = createAnonymousCall(options);
  const { now: pageNow = Date.now } = options;
  const clock = createServerClock(pageNow);
  const state = createStore<LookupState>({ looking: false });
  let pair: LookupPair | undefined;
  let closed = false;
  /** Only the answer to what was asked last is heard. */
  let asked = 0;

  async function look(wanted: LookupPair) {
    if (closed) throw new ConsultError('unavailable');
    const mine = ++asked;
    state.set({ ...state.value, looking: true });
    const askedAt = pageNow();
    try {
      const body = { number: wanted.number, secret: wanted.secret } satisfies AnonymousLookup;
      const { now, request } = await call<RequestAnswer>('POST', '/v1/anonymous-requests/lookup', body);
      clock.learn(now, askedAt, pageNow());
      if (mine !== asked) return;
      pair = wanted;
      state.set({ request, looking: false });
    } catch (error) {
      if (mine !== asked) return;
      // What the key does not open any more is not shown any longer.
      if (codeOf(error) === 'not-found') forget();
      else state.set({ ...state.value, looking: false });
      throw error;
    }
  }

  function forget() {
    asked++;
    pair = undefined;
    state.set({ looking: false });
  }

  return {
    state,
    now: clock.now,
    find: (number, secret) => look({ number, secret }),
    async refresh() {
      if (pair) await look(pair);
    },
    forget,
    close() {
      forget();
      closed = true;
    },
  };
}

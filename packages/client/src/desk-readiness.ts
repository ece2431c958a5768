import { codeOf, isFinished, isPassing, LIMITS, readinessOf, type ProbeFinding } from '@consult/core';
import type { ReadinessView } from '@consult/core/wire';
import type { ChatState, Client } from './contracts.js';
import type { PatientReadiness } from './desk-contracts.js';
import { createStore, type Readable } from './store.js';

/** How often it is asked when a call is near, in ms. */
const EVERY = 60_000;

/**
 * How ready the patient is for a call. Asked while somebody watches: at once, whenever the patient's side comes or goes,
 * and every minute from when the consultation may be opened until it is over.
 *
 * @param every - For tests.
 */
export function createDeskReadiness(
  client: Client,
  path: string,
  chatId: string,
  chat: Readable<ChatState>,
  every = EVERY,
): Readable<PatientReadiness> {
  const store = createStore<PatientReadiness>(
    { status: 'loading', checkedAt: null, readiness: 'unknown', findings: [] },
    watch,
  );
  /** Counts questions: a late answer never overwrites a newer one. */
  let asked = 0;

  async function ask() {
    const own = ++asked;
    try {
      const { report } = await client.call<ReadinessView>('GET', `${path}/readiness`);
      if (own !== asked) return;
      const findings = (report?.findings ?? []) as readonly ProbeFinding[];
      store.set({
        status: 'ready',
        checkedAt: report?.checkedAt ?? null,
        readiness: readinessOf(findings),
        findings,
      });
    } catch (error) {
      const problem = codeOf(error);
      // What was known stays for as long as only the weather is bad; it is asked again soon.
      if (own === asked && !(isPassing(problem) && store.value.status === 'ready'))
        store.set({ ...store.value, status: 'failed', problem });
    }
  }

  /** A call is near, or may begin at any moment. */
  function isNear(): boolean {
    const view = chat.value.chat;
    if (!view || isFinished(view)) return false;
    return view.state === 'open' || view.startsAt - LIMITS.openEarly <= client.now();
  }

  function watch() {
    const again = (mine: boolean) => void (mine && ask());
    const stops = [
      client.listen((frame) => again(frame.type === 'presence' && frame.chat === chatId)),
      client.connection.subscribe(() => again(client.connection.value.state === 'live')),
    ];
    const timer = setInterval(() => again(isNear()), every);
    void ask();
    return () => {
      clearInterval(timer);
      asked++;
      for (const stop of stops) stop();
    };
  }

  return store;
}

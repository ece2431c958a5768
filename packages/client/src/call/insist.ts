import { codeOf, ConsultError, isPassing, type ErrorCode } from '@consult/core';
import { retryAfterOf } from '../asker.js';
import type { Connection } from '../contracts.js';
import type { Readable } from '../store.js';
import { backoff } from '../tuning.js';
import type { CallTuning } from './call-tuning.js';

export interface Insisting {
  /** The way to the server: once it is there again, what waits is tried at once. */
  readonly connection: Readable<Connection>;
  readonly tuning: Pick<CallTuning, 'backoff' | 'random'>;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Told why each try failed, and of the one that did not. */
  readonly onTrouble?: ((problem: ErrorCode | undefined) => void) | undefined;
}

/**
 * Sends a command until the server has said something about it. @throws ConsultError its refusal; after `tries` the
 * weather's; `unavailable` once it was told to stop
 */
export async function insist<T>(
  command: () => Promise<T>,
  deps: Insisting,
  tries: number = Infinity,
): Promise<T> {
  const { signal, onTrouble } = deps;
  for (let tried = 0; ; tried++) {
    if (signal.aborted) throw new ConsultError('unavailable');
    try {
      const answer = await command();
      onTrouble?.(undefined);
      return answer;
    } catch (error) {
      const code = codeOf(error);
      if (signal.aborted || !isPassing(code) || tried + 1 >= tries) throw error;
      onTrouble?.(code);
      await pause(Math.max(backoff(deps.tuning, tried), retryAfterOf(error) ?? 0), deps);
    }
  }
}

/** Waits; less where the server can be reached again, or where nobody waits any more. */
function pause(ms: number, { connection, signal }: Insisting): Promise<void> {
  return new Promise((resolve) => {
    let { state } = connection.value;
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const unsubscribe = connection.subscribe(() => {
      const was = state;
      ({ state } = connection.value);
      if (was !== 'live' && (state === 'live' || (was === 'offline' && state === 'polling'))) done();
    });
    signal.addEventListener('abort', done);
  });
}

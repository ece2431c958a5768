import { ConsultError } from '@consult/core';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import type { Antivirus } from './antivirus.js';
import { release } from './byte-store.js';
import type { Verdict } from './file-store.js';

/** Scans what was uploaded, one file after another. */
export interface Scanner {
  /** Looks for files that wait; there may be one now, or the antivirus may be back. Resolves when none is left to try. */
  wake(): Promise<void>;
  /** Lets go of the file in hand, which stays shut until the next start, and takes no more. */
  stop(): Promise<void>;
}

/** What scanning needs. */
export type ScanDeps = Pick<Deps, 'stores' | 'bytes' | 'feed' | 'brokers' | 'config' | 'now' | 'log'>;

/** So many files are looked for at once. */
const ROUND = 20;

/**
 * Makes the scanner of an installation that has an antivirus. What waits is known from the database alone, so that a
 * restart forgets nothing.
 */
export function createScanner(deps: ScanDeps, antivirus: Antivirus): Scanner {
  const { stores, bytes, config, log, now } = deps;
  const stopping = new AbortController();
  let working: Promise<void> | undefined;
  let again = false;

  /** The file in hand. Where it holds up a round, the next one goes on after it: it keeps nobody else waiting. */
  let at = '';

  const work = async () => {
    do {
      again = false;
      const begun = at;
      if ((await scanAfter(begun)) && begun) await scanAfter('');
    } while (again && !stopping.signal.aborted);
  };

  /** Answers whether it came to the end. */
  const scanAfter = async (after: string): Promise<boolean> => {
    for (at = after; ;) {
      const waiting = await stores.files.unscanned(at, ROUND);
      for (const { id, place } of waiting) {
        at = id;
        const found = await lookAt(place);
        if (found === 'later') return false; // the next file would fare no better
        if (found === 'nothing') continue;
        const { change, free } = await stores.files.scanned(id, found, now());
        announce(deps, change);
        await release(bytes, free);
        if (found !== 'clean') log.warn({ code: found }, 'file-not-clean');
      }
      if (waiting.length < ROUND) break;
    }
    at = '';
    return true;
  };

  /** What is to be kept of a file; `nothing`: it waits as before; `later`: so do all others. */
  const lookAt = async (place: string): Promise<Verdict | 'nothing' | 'later'> => {
    if (stopping.signal.aborted) return 'later';
    const stream = await bytes.read(place);
    if (!stream) return 'nothing'; // taken back meanwhile; what was not looked at is not called clean
    const found = await ask(stream);
    if (found === 'clean' || found === 'infected') return found;
    if (stopping.signal.aborted) return 'later';
    log.warn({ code: 'unavailable' }, found === 'unsure' ? 'antivirus-unsure' : 'antivirus-away');
    if (!config.scanFailClosed) return 'unscanned';
    return found === 'unsure' ? 'nothing' : 'later';
  };

  const ask = async (stream: ReadableStream<Uint8Array>) => {
    try {
      return await antivirus.scan(stream, stopping.signal);
    } catch (error) {
      if (!(error instanceof ConsultError)) throw error;
      return 'away';
    }
  };

  return {
    wake() {
      again = true;
      if (stopping.signal.aborted) return Promise.resolve();
      return (working ??= work()
        .catch((error: unknown) => log.error({ name: (error as Error).name }, 'scan-failed'))
        .finally(() => (working = undefined)));
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

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

  const work = async () => {
    do {
      again = false;
      await scanWaiting();
    } while (again && !stopping.signal.aborted);
  };

  const scanWaiting = async () => {
    for (let after = ''; ;) {
      const waiting = await stores.files.unscanned(after, ROUND);
      for (const { id, place } of waiting) {
        const verdict = await verdictOn(place);
        if (verdict === undefined) return; // the next file would fare no better
        const { change, free } = await stores.files.scanned(id, verdict, now());
        announce(deps, change);
        await release(bytes, free);
        if (verdict !== 'clean') log.warn({ code: verdict }, 'file-not-clean');
      }
      if (waiting.length < ROUND) return;
      after = waiting.at(-1)!.id;
    }
  };

  /** `undefined`: ask again later. */
  const verdictOn = async (place: string): Promise<Verdict | undefined> => {
    if (stopping.signal.aborted) return undefined;
    const stream = await bytes.read(place);
    if (!stream) return 'clean'; // taken back meanwhile: the store keeps no verdict on what is gone
    try {
      return await antivirus.scan(stream, stopping.signal);
    } catch (error) {
      if (!(error instanceof ConsultError)) throw error;
      if (stopping.signal.aborted) return undefined;
      log.warn({ code: error.code }, 'antivirus-away');
      return config.scanFailClosed ? undefined : 'unscanned';
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

import { ConsultError } from '@consult/core';
import { announce } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import type { Antivirus } from './antivirus.js';
import { release } from './byte-store.js';
import type { Verdict } from './file-store.js';

/** Scans what was uploaded, one file after another. */
export interface Scanner {
  /** Looks for files that wait: there may be one now. Resolves when none is left to try. */
  wake(): Promise<void>;
  /** Tries those again too of which the antivirus has been unsure; each of their tries is counted. For a timer. */
  retry(): Promise<void>;
  /** Lets go of the file in hand, which stays shut until the next start, and takes no more. */
  stop(): Promise<void>;
}

/** What scanning needs. */
export type ScanDeps = Pick<Deps, 'stores' | 'bytes' | 'feed' | 'brokers' | 'config' | 'now' | 'log'>;

/** So many files are looked for at once. */
const ROUND = 20;

/** After every id. */
const END = '\uffff';

/**
 * Makes the scanner of an installation that has an antivirus. What waits is known from the database alone, so that a
 * restart forgets nothing.
 */
export function createScanner(deps: ScanDeps, antivirus: Antivirus): Scanner {
  const { stores, bytes, config, log, now } = deps;
  const stopping = new AbortController();
  let working: Promise<void> | undefined;
  let wanted: 'new' | 'all' | undefined;

  /** How often the antivirus was unsure of a file. Forgotten at a restart: then such a file waits anew, and no other. */
  const tries = new Map<string, number>();

  /** The file in hand. Where it holds up a round, the next one goes on after it: it keeps nobody else waiting. */
  let at = '';

  const work = async () => {
    try {
      while (wanted && !stopping.signal.aborted) {
        const isPassedBy = wanted === 'all' ? () => false : (id: string) => tries.has(id);
        const begun = at;
        wanted = undefined;
        if ((await scan(begun, END, isPassedBy)) && begun) await scan('', begun, isPassedBy);
      }
    } catch (error) {
      log.error({ name: (error as Error).name }, 'scan-failed');
    } finally {
      working = undefined; // at once: whoever wakes it from here on begins anew
    }
  };

  /** Those after one id and up to another. Answers whether it came to the end. */
  const scan = async (after: string, last: string, isPassedBy: (id: string) => boolean): Promise<boolean> => {
    for (at = after; ;) {
      const round = await stores.files.unscanned(at, ROUND);
      const waiting = round.filter(({ id }) => id <= last);
      for (const { id, place } of waiting) {
        at = id;
        if (isPassedBy(id)) continue;
        const found = await lookAt(id, place);
        if (found === 'later') return false; // the next file would fare no better
        if (found === 'nothing') continue;
        tries.delete(id);
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
  const lookAt = async (id: string, place: string): Promise<Verdict | 'nothing' | 'later'> => {
    if (stopping.signal.aborted) return 'later';
    const stream = await bytes.read(place);
    if (!stream) return 'nothing'; // taken back meanwhile; what was not looked at is not called clean
    const found = await ask(stream);
    if (found === 'clean' || found === 'infected') return found;
    if (stopping.signal.aborted) return 'later';
    log.warn({ code: 'unavailable' }, found === 'unsure' ? 'antivirus-unsure' : 'antivirus-away');
    if (!config.scanFailClosed) return 'unscanned';
    return found === 'unsure' ? countTry(id) : 'later';
  };

  /** One that is away has said nothing of the file; one that is unsure of it again and again will stay so. */
  const countTry = (id: string) => {
    const count = (tries.get(id) ?? 0) + 1;
    tries.set(id, count);
    return count < config.scanTries ? 'nothing' : 'unsure';
  };

  const ask = async (stream: ReadableStream<Uint8Array>) => {
    try {
      return await antivirus.scan(stream, stopping.signal);
    } catch (error) {
      if (!(error instanceof ConsultError)) throw error;
      return 'away';
    }
  };

  const begin = (files: 'new' | 'all'): Promise<void> => {
    if (stopping.signal.aborted) return Promise.resolve();
    if (wanted !== 'all') wanted = files;
    return (working ??= work());
  };

  return {
    wake: () => begin('new'),
    retry: () => begin('all'),
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

import { entryKey, ID_BYTES } from '@consult/core';
import type { KeptText } from './kept-text.js';

/** Sends a command under a key of its own. @throws ConsultError what `send` throws */
export type SameCommand = <T>(words: object, send: (key: string) => Promise<T>) => Promise<T>;

/**
 * Gives the same words the same key until the server has said yes: a second try is no second command.
 * @param kept - Where the last one outlives a reload.
 */
export function createSameCommand(now: () => number, kept?: KeptText): SameCommand {
  const keys = new Map<string, string>();
  return async (words, send) => {
    const said = JSON.stringify(words);
    const [sent, before] = kept && !keys.has(said) ? await readSent(kept) : [];
    // Looked up after the reading: the same words may have been said meanwhile.
    const known = keys.get(said) ?? (sent === said ? before : undefined);
    const key = known ?? entryKey(now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    keys.set(said, key);
    await kept?.keep(JSON.stringify([said, key])).catch(() => undefined); // it is sent all the same
    const answer = await send(key);
    keys.delete(said);
    await kept?.keep('').catch(() => undefined); // the server knows the key
    return answer;
  };
}

/** What lies in the storage may be of another version of ours. */
async function readSent(kept: KeptText): Promise<readonly [said?: string, key?: string]> {
  try {
    const [said, key] = JSON.parse((await kept.read()) ?? '[]') as unknown[];
    return typeof said === 'string' && typeof key === 'string' ? [said, key] : [];
  } catch {
    return [];
  }
}

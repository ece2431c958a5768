import { entryKey, ID_BYTES } from '@consult/core';

/** Sends a command under a key of its own. @throws ConsultError what `send` throws */
export type SameCommand = <T>(words: object, send: (key: string) => Promise<T>) => Promise<T>;

/** Gives the same words the same key until the server has said yes: a second try is no second command. */
export function createSameCommand(now: () => number): SameCommand {
  const keys = new Map<string, string>();
  return async (words, send) => {
    const said = JSON.stringify(words);
    const key = keys.get(said) ?? entryKey(now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    keys.set(said, key);
    const answer = await send(key);
    keys.delete(said);
    return answer;
  };
}

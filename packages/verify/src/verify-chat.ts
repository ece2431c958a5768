import { checkExport } from '@consult/core/chain';
import { sha256 } from './sha256.js';
import type { Words } from './words.js';

/** What was found, and in words. `whole`: `undefined` where the file is nothing that could be whole. */
export interface Finding {
  readonly whole: boolean | undefined;
  readonly said: string;
}

/** Looks through an exported conversation. */
export function verifyChat(text: string, words: Words): Finding {
  const { entries, hash, fault } = checkExport(text, sha256);
  if (!fault) return { whole: true, said: words.chatWhole(entries, hash!) };
  const { fault: kind, seq = 0 } = fault;
  const unknown = kind === 'unreadable' || kind === 'unknown-version';
  return { whole: unknown ? undefined : false, said: words.chatFaults[kind](seq, entries) };
}

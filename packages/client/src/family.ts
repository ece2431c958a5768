import { ID_BYTES, idOf } from '@consult/core';
import type { KeptStorage } from './contracts.js';

/** Where the name lies that the tabs of a browser share. */
const PLACE = 'consult-family';

/** Names of storages that no other tab holds, and of browsers that keep none. */
const names = new WeakMap<KeptStorage, string>();

/**
 * The name that the tabs of one browser share, by which the server tells them from those of another one: random, and
 * forgotten at the sign-out. Where a browser keeps nothing, each client has one of its own.
 */
export function familyOf(storage: KeptStorage): string {
  const own = names.get(storage) ?? idOf('device', crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  names.set(storage, own);
  const shared = storage.name === undefined ? undefined : shelf();
  const known = shared?.getItem(PLACE);
  if (known && /^dev_\w{32}$/.test(known)) return known;
  try {
    shared?.setItem(PLACE, own);
  } catch {
    // it is full, or keeps nothing: then the name is this tab's
  }
  return own;
}

/** The person has gone: who comes next has another name. */
export function forgetFamily(storage: KeptStorage): void {
  names.delete(storage);
  if (storage.name !== undefined) shelf()?.removeItem(PLACE);
}

/** `undefined` where the browser has none for this page, e.g. in a sandboxed frame. */
function shelf(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

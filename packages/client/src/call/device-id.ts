import { ID_BYTES, idOf } from '@consult/core';
import { holdLock, type Locks } from './tab-lock.js';

/** What lives as long as the tab, over reloads: the browser's `sessionStorage`. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface DeviceDeps {
  readonly storage: TabStorage | undefined;
  readonly locks: Locks | undefined;
  /** How long the page we were may take to go. */
  readonly patience: number;
}

/** This page's own id, and how to let go of it. */
export interface Device {
  readonly id: string;
  release(): void;
}

/**
 * The id by which the server knows this page for `person`. A reload keeps it; a copy of the tab, which browsers give a copy
 * of what the tab remembers, finds that it is taken and gets another.
 */
export async function claimDevice(person: string, deps: DeviceDeps): Promise<Device> {
  const { storage, locks, patience } = deps;
  const place = placeOf(person);
  const kept = storage?.getItem(place);
  if (kept && DEVICE.test(kept)) {
    const release = (await holdLock(locks, kept)) ?? (await later(patience, () => holdLock(locks, kept)));
    if (release) return { id: kept, release };
  }
  const id = idOf('device', crypto.getRandomValues(new Uint8Array(ID_BYTES)));
  storage?.setItem(place, id);
  return { id, release: (await holdLock(locks, id)) ?? (() => undefined) };
}

/** Nobody is signed in here any more: what the tab remembers of them goes. */
export const forgetDevice = (person: string, storage: TabStorage | undefined): void =>
  storage?.removeItem(placeOf(person));

const DEVICE = /^dev_[0-9a-f]{32}$/;
const placeOf = (person: string) => `consult-device/${person}`;

const later = <T>(ms: number, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => setTimeout(() => work().then(resolve, reject), ms));

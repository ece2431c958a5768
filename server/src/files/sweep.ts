import type { Deps } from '../deps.js';
import { release } from './byte-store.js';

/** What the sweep needs. */
export type SweepDeps = Pick<Deps, 'stores' | 'bytes' | 'config' | 'now' | 'resumable'>;

/** Bytes of so many ms wait no more for their row: its commit was tried for seconds. */
export const SWEEP_GRACE = 5 * 60_000;

/** So many places are asked about at once. */
const ROUND = 100;

/**
 * Removes uploads that no message came for, and bytes that nothing speaks of: what a crash left between the bytes and
 * their row, or between a row's end and its bytes'. Only bytes from before `before`: a younger one's row may be on its way.
 */
export async function sweepFiles(deps: SweepDeps, before: number): Promise<void> {
  const { stores, bytes, config, now, resumable } = deps;
  const late = now() - config.uploadLifeMs;
  await release(bytes, await stores.files.expire(late, now()));
  await resumable?.sweep(late);

  let places: string[] = [];
  const settle = async () => {
    for (const place of await stores.files.unknownPlaces(places)) {
      const at = await bytes.writtenAt(place);
      if (at !== undefined && at < before) await bytes.delete(place);
    }
    places = [];
  };
  for await (const place of bytes.places()) {
    places.push(place);
    if (places.length >= ROUND) await settle();
  }
  if (places.length) await settle();
}

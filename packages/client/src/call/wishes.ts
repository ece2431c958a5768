import type { TabStorage } from './device-id.js';

/** What one wants to send in a call: kept over a reload, so that nobody is heard who had switched the microphone off. */
export interface Wishes {
  readonly audio: boolean;
  readonly video: boolean;
  readonly soundOnly: boolean;
}

const PLACE = 'consult-call';

/** What was wanted in this call before the page was loaded again. */
export function keptWishes(call: string, storage: TabStorage | undefined): Wishes | undefined {
  try {
    const { id, audio, video, soundOnly } = JSON.parse(storage?.getItem(PLACE) ?? '') as Record<
      string,
      unknown
    >;
    return id === call
      ? { audio: audio === true, video: video === true, soundOnly: soundOnly === true }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps them until the call is over: `undefined`. */
export function keepWishes(call: string, wishes: Wishes | undefined, storage: TabStorage | undefined): void {
  if (wishes) storage?.setItem(PLACE, JSON.stringify({ id: call, ...wishes }));
  else if (keptWishes(call, storage)) storage?.removeItem(PLACE);
}

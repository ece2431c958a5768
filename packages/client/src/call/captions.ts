import type { SignalView } from '@consult/core/wire';
import type { Caption } from './contracts.js';
import type { Theirs } from './describe-call.js';

/** Letters in one line of text; the server takes more, screens do not. */
export const CAPTION_LENGTH = 500;

/** What the other side has typed; `undefined` for what is no text. */
export function captionOf({ seq, payload }: SignalView, at: number): Caption | undefined {
  const { text } = payload;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  return { id: `their-${seq}`, own: false, text: [...text].slice(0, CAPTION_LENGTH).join(''), at };
}

/** What the other side says it sends. */
export const theirsOf = ({ payload }: SignalView): Theirs => ({
  audio: payload.audio === true,
  video: payload.video === true,
  screen: payload.screen === true,
  soundOnly: payload.soundOnly === true,
});

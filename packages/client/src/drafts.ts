import { createAsker } from './asker.js';
import type { MessageExtras } from './contracts.js';
import type { Kept } from './kept.js';
import type { Tuning } from './tuning.js';

/** What was typed, and what it answers. */
export interface Draft extends MessageExtras {
  readonly text: string;
}

/** What was typed and not sent, per chat. */
export interface Drafts {
  /** `undefined` where nothing is kept. */
  read(chatId: string): Promise<Draft | undefined>;
  /** Keeps it soon, and resolves then; without a text nothing. */
  keep(chatId: string, draft: Draft): Promise<void>;
}

/** Under which name the draft of a chat's conclusion is kept. */
export const conclusionOf = (chatId: string) => `conclusion/${chatId}`;

export function createDrafts(kept: Kept, tuning: Tuning): Drafts {
  /** Typed since the last write. */
  const fresh = new Map<string, Draft>();
  const writer = createAsker(tuning, async () => {
    const all = [...fresh];
    fresh.clear();
    for (const [chatId, draft] of all)
      await (draft.text ? kept.set('draft', chatId, draft) : kept.delete('draft', chatId));
  });

  return {
    async read(chatId) {
      const draft = fresh.get(chatId) ?? (await kept.get('draft', chatId));
      // A string is a draft of the time when nothing could be answered.
      return typeof draft === 'string' ? { text: draft } : (draft as Draft | undefined);
    },
    keep(chatId, draft) {
      fresh.set(chatId, draft);
      return writer.ask();
    },
  };
}

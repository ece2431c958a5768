import { nothing } from 'lit';
import type { OnDemand } from '../shared/on-demand.js';
import type { Actions } from './actions.js';
import type { ConclusionCard } from './conclusion.js';
import type { EntryDecor } from './entry.js';
import type { FileParts } from './file-parts.js';
import type { LinkWords } from './links.js';
import type { ChatSearch } from './search.js';
import type { ChatSigns } from './signs.js';

/** The parts that come later still; each is `undefined` until it has arrived. */
export interface DecorParts {
  readonly actions: () => Actions | undefined;
  /** What has arrived at the other side. */
  readonly signs: () => ChatSigns | undefined;
  readonly files: FileParts;
  /** Asked for only where a text may hold a link. */
  readonly links: OnDemand<LinkWords>;
  readonly search: OnDemand<ChatSearch>;
  /** Asked for only where there is a conclusion. */
  readonly card: OnDemand<ConclusionCard>;
}

/** What no link does without. Most messages have none of it, and need nothing to find links with. */
const MAY_HOLD_LINK = /[\p{L}\p{N}][.@][\p{L}\p{N}]|:\/\//u;

/** What the chat's entries show beside their words. */
export function createDecor({ actions, signs, files, links, search, card }: DecorParts): EntryDecor {
  const linked = (text: string) => (MAY_HOLD_LINK.test(text) ? links.wanted?.(text) : undefined);
  return {
    noteIcon: (note) => signs()?.noteIcon(note) ?? '',
    speaker: (author) => signs()?.speaker(author),
    quote: ({ replyTo }) => (replyTo && actions()?.quotes.renderQuote(replyTo)) ?? nothing,
    words: ({ text }) => (text ? (search.value?.words(text) ?? linked(text)) : nothing),
    files: (message) => files.render(message.files),
    mark: (seq, read) => signs()?.mark(seq, read),
    conclusion: (entry) => card.wanted?.render(entry),
    // That the rest is here is a change already; what else may come is told.
    signature: (first, last) =>
      [
        !!actions(),
        !!links.value,
        search.value?.signature,
        signs()?.signature(first, last),
        files.signature,
        card.value?.signature,
      ].join(),
  };
}

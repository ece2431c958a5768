import type { Entry } from '@consult/core';
import { firstUnread, lastSeqOf, sectionAt, sectionsOf, type Section } from './timeline.js';

/** Cuts a log into sections, leaving out those before the section `from`. */
export type Cut = (entries: readonly Entry[], from: number) => Section[];

/**
 * Which part of the log is drawn: the last sections when a chat opens, an older one each time the reader comes near
 * the top. A chat of ten thousand entries so opens like one of a hundred.
 */
export class ThreadWindow {
  #opened = false;
  #from = 0;
  #firstUnread?: number | undefined;
  /** As the chat was opened: who read, how far, and from where the log was known. */
  #opening = { person: '', readSeq: 0, knownFrom: 1 };

  /** Before which entry the line «Новые сообщения» stands; where all is new there is nothing to divide. */
  get dividerSeq(): number | undefined {
    return this.#firstUnread === 1 ? undefined : this.#firstUnread;
  }

  /** The first entry that was unread when the chat was opened. */
  get firstUnread(): number | undefined {
    return this.#firstUnread;
  }

  /** Whether the chat has been shown since the last {@link close}. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Another chat, or none. */
  close() {
    this.#opened = false;
    this.#firstUnread = undefined;
    this.#from = 0;
  }

  /** Looks at the log for the first time: finds what is new, draws from there or the last two sections. */
  open(entries: readonly Entry[], person: string, readSeq: number) {
    this.#opened = true;
    this.#firstUnread = firstUnread(entries, person, readSeq);
    this.#opening = { person, readSeq, knownFrom: entries[0]?.seq ?? 1 };
    const last = Math.max(1, lastSeqOf(entries));
    this.#from = sectionAt(Math.min(this.#firstUnread ?? last, last)) - 1;
  }

  /** What was new is answered: the line above it has done its work. */
  forgetDivider() {
    this.#firstUnread = undefined;
  }

  /** Older pages have come: what is new may begin in them. */
  learn(entries: readonly Entry[]) {
    const { person, readSeq, knownFrom } = this.#opening;
    const from = entries[0]?.seq ?? 1;
    if (this.#firstUnread === undefined || from >= knownFrom) return;
    this.#opening = { person, readSeq, knownFrom: from };
    this.#firstUnread = firstUnread(entries, person, readSeq);
  }

  /** The sections to draw. A log that starts afresh may be shorter than it was: its last two are always drawn. */
  sections(entries: readonly Entry[], cut: Cut = sectionsOf): Section[] {
    const last = sectionAt(Math.max(1, lastSeqOf(entries)));
    this.#from = Math.max(0, Math.min(this.#from, last - 1));
    return cut(entries, this.#from);
  }

  /** Draws from before this entry on, if it did not yet. */
  reach(seq: number) {
    this.#from = Math.max(0, Math.min(this.#from, sectionAt(seq) - 1));
  }

  /** Draws one section more; `false`: all that is known is drawn. */
  extend(entries: readonly Entry[]): boolean {
    const first = entries[0];
    if (!first || this.#from <= sectionAt(first.seq)) return false;
    this.#from--;
    return true;
  }
}

import { type Entry, isUnread, moscowDay } from '@consult/core';

/**
 * How many entries make one section of the thread: few enough that drawing one fits into a frame while somebody flings
 * through the past. Browsers skip the layout of a section that is out of sight
 * (`content-visibility`); on every single entry the same costs more than it saves.
 */
export const SECTION_SIZE = 25;

/** A stretch of the log that is drawn, measured and skipped as one. */
export interface Section {
  readonly index: number;
  readonly entries: readonly Entry[];
  /** The entry before the first one, where it is known: the day and the author may go on from it. */
  readonly before: Entry | undefined;
}

/** Where an entry stands among its neighbours. */
export interface Place {
  readonly startsDay: boolean;
  /** The first of a run by one author: it carries the author's name. */
  readonly startsRun: boolean;
}

/** The section an entry belongs to. It depends on `seq` alone, so older pages never move a border. */
export function sectionAt(seq: number): number {
  return Math.floor((seq - 1) / SECTION_SIZE);
}

/** Cuts a dense log into sections, leaving out those before the section `from`. */
export function sectionsOf(entries: readonly Entry[], from: number): Section[] {
  const sections: Section[] = [];
  const first = entries[0];
  if (!first) return sections;
  const last = sectionAt(lastSeqOf(entries));
  for (let index = Math.max(from, sectionAt(first.seq)); index <= last; index++)
    sections.push(sectionOf(entries, index));
  return sections;
}

/** One section of a dense log. */
export function sectionOf(entries: readonly Entry[], index: number): Section {
  const begin = index * SECTION_SIZE + 1 - entries[0]!.seq;
  const start = Math.max(0, begin);
  return { index, entries: entries.slice(start, begin + SECTION_SIZE), before: entries[start - 1] };
}

/** The place of the newest entry; 0 where there is none. */
export function lastSeqOf(entries: readonly Entry[]): number {
  return entries[entries.length - 1]?.seq ?? 0;
}

/** Says what changes between an entry and the one before it: the day, the speaker. */
export function placeOf(entry: Entry, before: Entry | undefined): Place {
  const startsDay = !before || moscowDay(before.sentAt) !== moscowDay(entry.sentAt);
  return { startsDay, startsRun: startsDay || authorOf(before) !== authorOf(entry) };
}

/** The first entry the reader has not seen; `undefined`: all are read. */
export function firstUnread(entries: readonly Entry[], person: string, readSeq: number): number | undefined {
  return entries.find((entry) => isUnread(entry, person, readSeq))?.seq;
}

/** How many entries wait for the reader: the number on the jump button. */
export function countUnread(entries: readonly Entry[], person: string, readSeq: number): number {
  let count = 0;
  for (let at = entries.length - 1; at >= 0 && entries[at]!.seq > readSeq; at--) {
    if (isUnread(entries[at]!, person, readSeq)) count++;
  }
  return count;
}

/** The newest change in a section: as long as it stays, the section need not be drawn again. */
export function revisionOf(entries: readonly Entry[]): number {
  let revision = 0;
  for (const entry of entries) revision = Math.max(revision, entry.revision);
  return revision;
}

function authorOf(entry: Entry | undefined): string | undefined {
  return entry && entry.kind !== 'note' ? entry.author.id : undefined;
}

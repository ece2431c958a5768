import type { Entry } from '@consult/core';

/** A message somebody meant to send. */
export interface Written {
  readonly chat: string;
  readonly author: string;
  readonly key: string;
  readonly text: string;
}

/** What one program was told by the server, noted down to be compared with what is kept. */
export class History {
  /** Whom it is told to. */
  readonly of: string;
  /** In the order of writing. Each was written when the one before it was safe in the author's outbox. */
  readonly written: Written[] = [];
  /** Where each message stands that the server has said yes to, by key. */
  readonly acknowledged = new Map<string, number>();
  /** Messages the server has agreed to take back. */
  readonly taken: { readonly chat: string; readonly seq: number }[] = [];
  /** Uploads the server has taken in, by id, and where the message stands that carries each. */
  readonly files = new Map<string, { readonly hash: string; readonly message?: number }>();
  /** Consultations the server has agreed to end. */
  readonly ended = new Set<string>();
  /** How far one has read, as the server agreed, by chat. */
  readonly marks = new Map<string, number>();
  /** The newest that was shown of each place, by chat and then by `seq`. */
  readonly seen = new Map<string, Map<number, Entry>>();
  /** What could never be true, whatever is kept. */
  readonly contradictions: string[] = [];

  constructor(of: string) {
    this.of = of;
  }

  /** Notes down what is on the screen: all of it belongs together. */
  sees(chat: string, entries: readonly Entry[]) {
    const places = this.seen.get(chat) ?? new Map<number, Entry>();
    this.seen.set(chat, places);
    entries.forEach((entry, at) => {
      const expected = entries[0]!.seq + at;
      if (entry.seq !== expected) this.#contradict(`${chat}: ${entry.seq} where ${expected} belongs`);
      const before = places.get(entry.seq);
      if (before && identityOf(before) !== identityOf(entry))
        this.#contradict(`${chat}: ${entry.seq} was ${identityOf(before)} and is ${identityOf(entry)}`);
      if (before?.kind === 'tombstone' && entry.kind === 'message')
        this.#contradict(`${chat}: ${entry.seq} was taken back and is there again`);
      places.set(entry.seq, entry);
      const known = 'key' in entry ? this.acknowledged.get(entry.key) : undefined;
      if (known !== undefined && known !== entry.seq)
        this.#contradict(`${chat}: ${identityOf(entry)} at ${known} and at ${entry.seq}`);
    });
  }

  #contradict(what: string) {
    this.contradictions.push(`${this.of}, ${what}`);
  }
}

/** What an entry is, whatever becomes of it. */
export function identityOf(entry: Entry): string {
  if (entry.kind === 'note') return entry.note;
  return entry.kind === 'conclusion' ? entry.kind : `${entry.author.id} ${entry.key}`;
}

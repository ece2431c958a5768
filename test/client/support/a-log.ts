import type { Entry, Message } from '@consult/core';
import type { ChatView, EntriesPage } from '@consult/core/wire';

/** Noon of 10 April 2026 in Moscow. */
export const NOON = Date.UTC(2026, 3, 10, 9);

const NAME = { family: 'Матросова', given: 'Елена' };

/** A message as the server tells of it. */
export const aMessage = (seq: number, revision = seq, author = 'per_matrosova'): Message => ({
  kind: 'message',
  seq,
  revision,
  sentAt: NOON + seq,
  author: { id: author, side: 'patient', name: NAME },
  key: `key_${seq}`,
  text: `Сообщение ${seq}`,
});

/** A chat's row with the given differences. */
export const aView = (differences: Partial<ChatView> = {}): ChatView => ({
  id: 'cht_1',
  revision: 0,
  seq: 0,
  title: 'Консультация кардиолога',
  specialty: 'Кардиолог',
  patient: { id: 'per_matrosova', name: NAME },
  doctor: { id: 'per_korolyov', name: { family: 'Королёв', given: 'Сергей' } },
  organisation: { id: 'org_polyclinic_27', name: 'Поликлиника № 27' },
  relation: 'patient',
  state: 'open',
  outcome: null,
  startsAt: NOON,
  endsAt: NOON + 1_800_000,
  activeAt: NOON,
  lastEntry: null,
  unread: 0,
  readSeq: 0,
  othersReadSeq: 0,
  othersDeliveredSeq: 0,
  refusal: null,
  ...differences,
});

/** A log that grows, and the pages one would read of it: the order of things only, no rule about who may do what. */
export class GrowingLog {
  readonly entries: Entry[] = [];
  revision = 0;

  /** Somebody writes. */
  write(): Message {
    const message = aMessage(this.entries.length + 1, ++this.revision);
    this.entries.push(message);
    return message;
  }

  /** Somebody takes a message back; `undefined` where there is none. */
  delete(index: number): Entry | undefined {
    const entry = this.entries[index % Math.max(1, this.entries.length)];
    if (entry?.kind !== 'message') return undefined;
    const { text: _text, ...rest } = entry;
    const revision = ++this.revision;
    return (this.entries[entry.seq - 1] = { ...rest, kind: 'tombstone', revision, deletedAt: NOON });
  }

  /** Somebody reads: a change without an entry. */
  read() {
    this.revision++;
  }

  newest(limit: number): EntriesPage {
    return this.before(this.entries.length + 1, limit);
  }

  before(seq: number, limit: number): EntriesPage {
    const start = Math.max(0, seq - 1 - limit);
    return this.#page(this.entries.slice(start, seq - 1), start > 0);
  }

  after(revision: number): EntriesPage {
    const changed = this.entries.filter((entry) => entry.revision > revision);
    return this.#page(
      changed.sort((a, b) => a.revision - b.revision),
      false,
    );
  }

  #page(entries: Entry[], more: boolean): EntriesPage {
    const chat = aView({ revision: this.revision, seq: this.entries.length });
    return { epoch: 'epoch-1', now: NOON, chat, entries, more } as EntriesPage;
  }
}

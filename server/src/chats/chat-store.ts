import type {
  Actor,
  Author,
  ConsultationState,
  Entry,
  ErrorCode,
  NoteCode,
  Outcome,
  Standing,
  Upload,
} from '@consult/core';
import type {
  ChatsQuery,
  ChatView,
  Delivered,
  EntriesQuery,
  EntryDraft,
  NewChat,
  PatientCard,
} from '@consult/core/wire';
import type { Change, Reader } from '../feed/feed.js';
import type { Person } from '../people/people-store.js';

/** A chat's row, as the rules see it inside the transaction. */
export interface KeptChat {
  readonly id: string;
  readonly patient: string;
  readonly doctor: string;
  readonly organisation: string;
  readonly state: ConsultationState;
  readonly outcome: Outcome | null;
  /** The doctor's words where it was completed without a conclusion. */
  readonly reason: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly seq: number;
  readonly revision: number;
  /** Whether anybody has written a message or answered a call. */
  readonly wrote: boolean;
}

/** A pure question about the chat as it stands inside the transaction: why not, or `undefined`. */
export type ChatRule = (chat: KeptChat, standing: Standing) => ErrorCode | undefined;

/** Why an upload may not be put on the message; `undefined` for one that is not the author's own in this chat. */
export type AttachRule = (upload: Upload | undefined) => ErrorCode | undefined;
/** The question before a message; `quoted` is the entry it answers, if it answers one and that is there. */
export type SayingRule = (
  chat: KeptChat,
  standing: Standing,
  quoted: Entry | undefined,
) => ErrorCode | undefined;

/** Who asks, for which chat, when. */
export interface Access {
  readonly chatId: string;
  readonly actor: Actor;
  readonly now: number;
}

/** The clock's way to a chat: as nobody in particular. */
export interface ClockAccess {
  readonly chatId: string;
  readonly actor: null;
  readonly now: number;
}

/**
 * The question before a move. `done`: exactly this has been done already, and may be answered again without a change,
 * so that a command repeated over a bad network gets the first one's result.
 */
export type MoveRule = (chat: KeptChat, standing: Standing) => ErrorCode | 'done' | undefined;

/** A move of the consultation's state, with the note that tells of it. */
export interface Move {
  readonly state: ConsultationState;
  readonly outcome: Outcome | null;
  readonly note: NoteCode;
  readonly reason: string | null;
}

/** A chat whose two sides see whether the other one is there; see `showsPresence` in core. */
export interface WatchedChat {
  readonly id: string;
  /** Everybody of the patient's side now, and the doctor. */
  readonly readers: readonly Reader[];
}

/**
 * Where chats are kept. Each verb is one transaction, its audit row included, and resolves after commit.
 *
 * Always asynchronous, though SQLite need not be: the caller must not see which database it talks to.
 * A chat that does not exist is asked about with relation `none`, so that both refusals are the rule's and look alike.
 */
export interface ChatStore {
  /** The chats the actor takes part in, newest activity first. */
  list(
    actor: Actor,
    query: ChatsQuery,
    now: number,
  ): Promise<{ chats: ChatView[]; next: string | null; unread: number }>;
  view(access: Access, rule: ChatRule): Promise<ChatView>;
  /**
   * A page of the log. Staff's opening of a chat leaves an audit row: always for a page without `after` and `before`,
   * else once per session and half an hour, so that history cannot be read unseen and polls write nothing.
   */
  entries(
    access: Access,
    query: EntriesQuery,
    rule: ChatRule,
  ): Promise<{ chat: ChatView; entries: Entry[]; more: boolean }>;
  /** What the doctor sees of the patient; leaves an audit row as an opening does. */
  card(access: Access, rule: ChatRule): Promise<PatientCard>;
  /**
   * Numbers and keeps a message, and puts its uploads on it.
   * @throws ConsultError what `rule` answers, and `attach` of an upload; `key-reused` where (chat, author, key) is known
   * with another text, other files or as an answer to something else.
   * The same again returns what is kept (the tombstone, if it was deleted since), without a change.
   */
  append(
    access: Access,
    draft: EntryDraft,
    rule: SayingRule,
    attach?: AttachRule,
  ): Promise<{ entry: Entry; change: Change | null }>;
  /**
   * Takes an own message back, and its files with it; whatever quotes it changes with it. Deleting a tombstone again
   * returns it, without a change. `free`: the places whose bytes nobody may have any more.
   */
  tombstone(
    access: Access,
    seq: number,
    rule: (entry: Entry, chat: KeptChat, standing: Standing) => ErrorCode | undefined,
  ): Promise<{ entry: Entry; change: Change | null; free: readonly string[] }>;
  /** Moves the reader's mark forward, never back and never past the end. */
  markRead(access: Access, seq: number, rule: ChatRule): Promise<{ chat: ChatView; change: Change | null }>;
  /**
   * Notes what has reached a device of the actor's side, in one transaction for all the chats. Never back, never past the
   * end; a chat that is not there and one `rule` refuses are passed over alike. A device's receipt is nobody's act: it
   * leaves no audit row.
   */
  markDelivered(actor: Actor, marks: Delivered['marks'], now: number, rule: ChatRule): Promise<Change[]>;
  /** Who may see what happens in the chat at this moment, and the actor as they see them. */
  audience(access: Access, rule: ChatRule): Promise<{ author: Author; readers: readonly Reader[] }>;
  /** The chats of today in which somebody waits for this person, who has the role of a patient or a doctor. */
  watchers(who: Reader, now: number): Promise<WatchedChat[]>;
  /** Who speaks for each of these patients now, the patients themselves among them. */
  speakers(patients: readonly string[], now: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Gives the consultation to another doctor, in that doctor's specialty, and says so in the log. `rule` is asked about
   * the doctor as well; `undefined`: the registry knows nobody of this id. The former doctor is told for the last time.
   */
  reassign(
    access: Access,
    doctor: string,
    rule: (chat: KeptChat, standing: Standing, doctor: Person | undefined) => ErrorCode | 'done' | undefined,
  ): Promise<{ chat: ChatView; change: Change | null }>;
  /**
   * Changes the consultation's state and says so in the log. `null` as actor: the clock does it; its rule is asked
   * with relation `none`, and no view is answered.
   */
  move(
    access: Access | ClockAccess,
    move: Move,
    rule: MoveRule,
  ): Promise<{ chat: ChatView | null; change: Change | null }>;
  /**
   * Appoints a consultation in the actor's organisation, in the doctor's specialty. The same (actor, key) again
   * answers the first one, without a change.
   * @throws ConsultError what `rule` answers; `not-found` where the registry knows no such patient, doctor (somebody
   * with a specialty) or organisation; `key-reused` where the key is known with another appointment.
   */
  create(
    actor: Actor,
    chat: NewChat & { readonly id: string },
    now: number,
    rule: () => ErrorCode | undefined,
  ): Promise<{ id: string; change: Change | null }>;
  /** Consultations whose time has come for a move by the clock, at most `limit`. */
  due(now: number, missedAfter: number, limit: number): Promise<KeptChat[]>;
}

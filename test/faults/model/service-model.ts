import { type ErrorCode, LIMITS } from '@consult/core';
import type { ModelActor, ModelChat, ModelConclusion, ModelDraft, ModelEntry } from './model-chat.js';
import { type ModelFile, ModelFiles } from './model-files.js';

/** The limits of the service of which stories are told: so low that they are met. */
export const FILES_PER_MESSAGE = 2;
export const FILES_PER_CHAT = 2;

type Relation = 'patient' | 'representative' | 'doctor' | 'operator' | 'none';

/**
 * What the service promises, told without SQL, transactions, network or the rules of `core`: written from the manual a
 * second time, so that a mistake would have to be made twice.
 *
 * Each verb changes the model and answers why it was refused, if it was.
 */
export class ServiceModel {
  readonly chats: ModelChat[] = [];
  readonly files = new ModelFiles();
  readonly #agreed = new Map<string, number>();
  now: number;
  /** The version of the consent that counts. */
  published = 1;
  /** Who speaks for whom, by patient. */
  readonly speakers = new Map<string, string>();

  constructor(now: number) {
    this.now = now;
  }

  begin(chat: Pick<ModelChat, 'id' | 'patient' | 'doctor' | 'startsAt' | 'endsAt'>, isOpen: boolean) {
    const made: ModelChat = {
      ...chat,
      state: 'scheduled',
      outcome: null,
      reason: null,
      versions: [],
      activeAt: 0,
      changes: 0,
      entries: [],
      reads: new Map(),
      sideReads: { patient: 0, doctor: 0 },
      sideDelivered: { patient: 0, doctor: 0 },
    };
    this.chats.push(made);
    this.#agreed.set(chat.patient, this.published);
    this.#add(made, { what: 'doctor-assigned' });
    if (isOpen) this.#move(made, 'open', 'opened', null);
  }

  relation(actor: ModelActor, chat: ModelChat): Relation {
    if (actor.role === 'operator') return 'operator';
    if (actor.role === 'doctor') return chat.doctor === actor.id ? 'doctor' : 'none';
    if (chat.patient === actor.id) return 'patient';
    return this.speakers.get(chat.patient) === actor.id ? 'representative' : 'none';
  }

  refusalToSee(actor: ModelActor, chat: ModelChat): ErrorCode | undefined {
    return ['operator', 'none'].includes(this.relation(actor, chat)) ? 'not-found' : undefined;
  }

  refusalToRead(actor: ModelActor, chat: ModelChat): ErrorCode | undefined {
    const unseen = this.refusalToSee(actor, chat);
    if (unseen || actor.role === 'doctor') return unseen;
    return this.#agreed.get(chat.patient) === this.published ? undefined : 'consent-needed';
  }

  say(actor: ModelActor, chat: ModelChat, draft: ModelDraft): ErrorCode | undefined {
    const { key, text, files = [], replyTo = null } = draft;
    const unread = this.refusalToRead(actor, chat);
    if (unread) return unread;
    const known = chat.entries.find((entry) => entry.key === key && entry.author === actor.id);
    if (known) {
      const isSame = known.text === text && known.replyTo === replyTo && known.files.join() === files.join();
      return isSame ? undefined : 'key-reused';
    }
    if (chat.state !== 'open') return chat.state === 'scheduled' ? 'chat-not-open' : 'chat-finished';
    if (files.length > FILES_PER_MESSAGE) return 'too-many-files';
    if (!text.trim() && !(text === '' && files.length)) return 'text-empty';
    if ([...text].length > LIMITS.text) return 'text-too-long';
    const answered = replyTo === null ? undefined : chat.entries[replyTo - 1];
    if (replyTo !== null && (!answered || answered.what === 'tombstone')) return 'not-found';
    if (answered && answered.what !== 'message') return 'invalid';
    const refused = this.files.refusalToAttach(actor.id, chat.id, files, this.now);
    if (refused) return refused;
    const { seq } = this.#add(chat, { what: 'message', author: actor.id, key, text, files, replyTo });
    this.files.attach(files, seq);
    return undefined;
  }

  /** `id` is what the service calls the file, should it be new. */
  upload(
    actor: ModelActor,
    chat: ModelChat,
    file: Pick<ModelFile, 'id' | 'key' | 'words'>,
  ): ErrorCode | undefined {
    const unread = this.refusalToRead(actor, chat);
    if (unread) return unread;
    const known = this.files.under(actor.id, chat.id, file.key);
    if (known?.gone) return 'upload-expired';
    if (known) return known.words === file.words ? undefined : 'key-reused';
    if (chat.state !== 'open') return chat.state === 'scheduled' ? 'chat-not-open' : 'chat-finished';
    if (this.files.heldIn(chat.id) >= FILES_PER_CHAT) return 'quota-exceeded';
    this.files.add({ ...file, chat: chat.id, person: actor.id, at: this.now });
    return undefined;
  }

  /** Takes an upload back that no message carries; of anything else nothing is said. */
  cancelUpload(actor: ModelActor, chat: ModelChat, id: string): ErrorCode | undefined {
    const unread = this.refusalToRead(actor, chat);
    if (!unread) this.files.cancel(actor.id, chat.id, id);
    return unread;
  }

  /** What somebody gets who downloads a file. */
  download(actor: ModelActor, chat: ModelChat, id: string): ErrorCode | ModelFile {
    const unread = this.refusalToRead(actor, chat);
    if (unread) return unread;
    return this.files.visible(actor.id, chat.id, id) ?? 'not-found';
  }

  takeBack(actor: ModelActor, chat: ModelChat, seq: number): ErrorCode | undefined {
    const unread = this.refusalToRead(actor, chat);
    if (unread) return unread;
    const entry = chat.entries[seq - 1];
    if (!entry) return 'not-found';
    if (entry.author !== actor.id || entry.what === 'conclusion') return 'not-allowed';
    if (entry.what === 'tombstone') return undefined;
    if (chat.state !== 'open') return 'chat-finished';
    entry.what = 'tombstone';
    entry.changed = ++chat.changes;
    this.files.remove(entry.files);
    // Who answered it quotes it no more.
    for (const other of chat.entries)
      if (other.what === 'message' && other.replyTo === seq) other.changed = ++chat.changes;
    return undefined;
  }

  markRead(actor: ModelActor, chat: ModelChat, seq: number): ErrorCode | undefined {
    const unread = this.refusalToRead(actor, chat);
    if (unread) return unread;
    const mark = Math.min(seq, chat.entries.length);
    if (mark <= (chat.reads.get(actor.id) ?? 0)) return undefined;
    chat.reads.set(actor.id, mark);
    const side = sideOf(actor);
    chat.sideReads[side] = Math.max(chat.sideReads[side], mark);
    chat.changes++;
    return undefined;
  }

  /** It has reached a device of somebody; of chats one may not read nothing is said. */
  deliver(actor: ModelActor, chat: ModelChat, seq: number) {
    if (this.refusalToRead(actor, chat)) return;
    const side = sideOf(actor);
    const mark = Math.min(seq, chat.entries.length);
    if (mark <= Math.max(chat.sideReads[side], chat.sideDelivered[side])) return;
    chat.sideDelivered[side] = mark;
    chat.changes++;
  }

  open(actor: ModelActor, chat: ModelChat): ErrorCode | undefined {
    const refusal = this.#refusalToLead(actor, chat);
    if (refusal || chat.state === 'open') return refusal;
    if (chat.state !== 'scheduled') return 'chat-finished';
    if (this.now < chat.startsAt - LIMITS.openEarly) return 'too-early';
    this.#move(chat, 'open', 'opened', null);
    return undefined;
  }

  complete(actor: ModelActor, chat: ModelChat, reason: string): ErrorCode | undefined {
    const refusal = this.#refusalToLead(actor, chat);
    if (refusal) return refusal;
    if (chat.outcome === 'no-conclusion' && chat.reason === reason) return undefined;
    if (chat.state !== 'open') return chat.state === 'scheduled' ? 'chat-not-open' : 'chat-finished';
    if (!reason.trim()) return 'reason-needed';
    chat.outcome = 'no-conclusion';
    this.#move(chat, 'completed', 'completed-without-conclusion', reason);
    return undefined;
  }

  conclude(actor: ModelActor, chat: ModelChat, draft: ModelConclusion): ErrorCode | undefined {
    const refusal = this.#refusalToLead(actor, chat);
    if (refusal) return refusal;
    const known = givenUnder(actor, chat, draft);
    if (known) return known.content === draft.content ? undefined : 'key-reused';
    if (chat.state !== 'open') return chat.state === 'scheduled' ? 'chat-not-open' : 'chat-finished';
    if (isIncomplete(draft)) return 'conclusion-incomplete';
    chat.versions.push({ ...draft, author: actor.id });
    chat.outcome = 'conclusion';
    this.#add(chat, { what: 'conclusion', author: actor.id });
    this.#move(chat, 'completed', 'completed', null);
    return undefined;
  }

  correct(actor: ModelActor, chat: ModelChat, draft: ModelConclusion): ErrorCode | undefined {
    const refusal = this.#refusalToLead(actor, chat);
    if (refusal) return refusal;
    const known = givenUnder(actor, chat, draft);
    if (known) return known.content === draft.content ? undefined : 'key-reused';
    if (chat.outcome !== 'conclusion') return 'not-allowed';
    if (isIncomplete(draft)) return 'conclusion-incomplete';
    chat.versions.push({ ...draft, author: actor.id });
    chat.entries.find(({ what }) => what === 'conclusion')!.changed = ++chat.changes;
    return undefined;
  }

  /** What somebody gets who opens a version of the conclusion. */
  openVersion(actor: ModelActor, chat: ModelChat, version: number): ErrorCode | ModelConclusion {
    return this.refusalToRead(actor, chat) ?? chat.versions[version - 1] ?? 'not-found';
  }

  cancel(actor: ModelActor, chat: ModelChat): ErrorCode | undefined {
    const relation = this.relation(actor, chat);
    if (relation !== 'operator') return relation === 'none' ? 'not-found' : 'not-allowed';
    if (chat.state === 'cancelled') return undefined;
    if (chat.state === 'open') return 'already-done';
    if (chat.state !== 'scheduled') return 'chat-finished';
    this.#move(chat, 'cancelled', 'cancelled', null);
    return undefined;
  }

  /** The registry gives it to another doctor. */
  reassign(actor: ModelActor, chat: ModelChat, doctor: string): ErrorCode | undefined {
    const relation = this.relation(actor, chat);
    if (relation !== 'operator') return relation === 'none' ? 'not-found' : 'not-allowed';
    if (chat.doctor === doctor) return undefined;
    if (chat.state !== 'scheduled' && chat.state !== 'open') return 'chat-finished';
    chat.doctor = doctor;
    this.#add(chat, { what: 'doctor-changed' });
    return undefined;
  }

  agree(actor: ModelActor, patient: string): ErrorCode | undefined {
    if (actor.role !== 'patient') return 'not-allowed';
    if (patient !== actor.id && this.speakers.get(patient) !== actor.id) return 'not-found';
    this.#agreed.set(patient, this.published);
    return undefined;
  }

  /** The clock has gone on, and what came due has happened. */
  passTime(ms: number) {
    this.now += ms;
    this.files.expire(this.now);
    for (const chat of this.chats) {
      const waits = chat.state === 'scheduled' || chat.state === 'open';
      const silent = !chat.entries.some(({ author }) => author !== null);
      if (waits && silent && this.now >= chat.endsAt + LIMITS.missedAfter)
        this.#move(chat, 'missed', 'missed', null);
      else if (chat.state === 'scheduled' && this.now >= chat.startsAt)
        this.#move(chat, 'open', 'opened', null);
    }
  }

  /** The chats of somebody, as the list shows them. */
  list(actor: ModelActor): ModelChat[] {
    return this.chats
      .filter((chat) => this.refusalToSee(actor, chat) === undefined)
      .sort((a, b) => b.activeAt - a.activeAt || (a.id < b.id ? 1 : -1));
  }

  /** How somebody sees a chat: only what the manual speaks of. */
  view(actor: ModelActor, chat: ModelChat) {
    const readSeq = chat.reads.get(actor.id) ?? 0;
    const refusal = this.refusalToRead(actor, chat) ?? null;
    const others = sideOf(actor) === 'doctor' ? 'patient' : 'doctor';
    return {
      id: chat.id,
      relation: this.relation(actor, chat),
      state: chat.state,
      outcome: chat.outcome,
      seq: chat.entries.length,
      activeAt: chat.activeAt,
      lastEntry: refusal ? null : { ...this.shownOf(chat, chat.entries.at(-1)!), quote: null },
      unread: chat.entries.filter(
        ({ seq, what, author }) => seq > readSeq && what !== 'tombstone' && author !== actor.id,
      ).length,
      readSeq,
      othersReadSeq: chat.sideReads[others],
      othersDeliveredSeq: Math.max(chat.sideReads[others], chat.sideDelivered[others]),
      refusal,
    };
  }

  /** What is shown of an entry: never the text of one that was taken back, nor what it was sent with. */
  shownOf(chat: ModelChat, { seq, what, author, key, text, files, replyTo }: ModelEntry) {
    const answered = replyTo === null ? undefined : chat.entries[replyTo - 1]!;
    const isThere = answered?.what === 'message';
    return {
      seq,
      what,
      author,
      key,
      text: what === 'message' ? text : null,
      files: what === 'message' ? files : [],
      quote:
        what === 'message' && answered
          ? {
              seq: answered.seq,
              author: answered.author,
              text: isThere ? [...answered.text!].slice(0, QUOTED).join('') : null,
              files: isThere ? answered.files.length : 0,
            }
          : null,
      versions: what === 'conclusion' ? chat.versions.length : 0,
    };
  }

  #refusalToLead(actor: ModelActor, chat: ModelChat): ErrorCode | undefined {
    return this.refusalToSee(actor, chat) ?? (actor.role === 'doctor' ? undefined : 'not-allowed');
  }

  #move(chat: ModelChat, state: ModelChat['state'], what: string, reason: string | null) {
    chat.state = state;
    chat.reason = reason;
    this.#add(chat, { what });
  }

  #add(
    chat: ModelChat,
    {
      what,
      author = null,
      key = null,
      text = null,
      files = [],
      replyTo = null,
    }: Pick<ModelEntry, 'what'> & Partial<ModelEntry>,
  ) {
    const seq = chat.entries.length + 1;
    const entry = { seq, what, author, key, text, files, replyTo, changed: ++chat.changes };
    chat.entries.push(entry);
    chat.activeAt = this.now;
    return entry;
  }
}

/** A message quotes so much of another, in code points. */
const QUOTED = 160;

const sideOf = ({ role }: ModelActor) => (role === 'doctor' ? 'doctor' : 'patient');

const givenUnder = ({ id }: ModelActor, { versions }: ModelChat, { key }: ModelConclusion) =>
  versions.find((version) => version.key === key && version.author === id);

const isIncomplete = ({ content }: ModelConclusion) =>
  [content.complaints, content.findings, content.recommendations].some((words) => !words.trim());

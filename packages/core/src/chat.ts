import { refusalWithoutConsent, type ConsentStanding } from './consent.js';
import type { ConclusionVersion } from './conclusion.js';
import { isFinished, type Consultation } from './consultation.js';
import type { ErrorCode } from './errors.js';
import type { AttachedFile } from './file.js';
import { refusalToEnter, type EsiaLevel, type PersonName, type Role } from './person.js';

/** What ties a person to a chat; everything a person may do in it follows from this. */
export const RELATIONS = ['patient', 'representative', 'doctor', 'operator', 'none'] as const;
export type Relation = (typeof RELATIONS)[number];

/** The two sides of a talk. A child's representative stands on the patient's side. */
export type Side = 'patient' | 'doctor';

/** How somebody stands to a chat at the moment of asking: read inside the transaction that acts on the answer. */
export interface Standing {
  readonly relation: Relation;
  /** The patient's consent to remote consultation. */
  readonly consent: ConsentStanding;
  /** Whether documents are hidden from the patient's side: see {@link refusalToOpenDocuments}. Absent: they are not. */
  readonly documentsHidden?: boolean | undefined;
  /** Where the organisation is more particular than the installation: the level one came with, and those it accepts. */
  readonly account?: { readonly level: EsiaLevel; readonly accepted: readonly EsiaLevel[] };
}

/** System notes: what happened, as a code; the words are the elements' (manual §5.1 shows them in the list). */
export const NOTE_CODES = [
  'doctor-assigned',
  'doctor-changed',
  'opened',
  'completed',
  'completed-without-conclusion',
  'missed',
  'cancelled',
  'call-ended',
  'call-missed',
  'call-declined',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** Who wrote an entry, as others see it. */
export interface Author {
  readonly id: string;
  readonly side: Side;
  readonly name: PersonName;
}

interface EntryBase {
  /** Place in the chat: dense, 1, 2, 3 …; the only order there is. */
  readonly seq: number;
  /** The chat's revision at which this entry last changed. */
  readonly revision: number;
  /** Server time, ms UTC. Shown, never sorted by. */
  readonly sentAt: number;
}

/** Something a person wrote. */
export interface Message extends EntryBase {
  readonly kind: 'message';
  readonly author: Author;
  /** The author's client made it; the same key is the same message, however often it arrives. */
  readonly key: string;
  /** Empty where only files were sent. */
  readonly text: string;
  /** What hangs on it, in the order it was sent; absent: nothing. */
  readonly files?: readonly AttachedFile[] | undefined;
  /** What it answers; absent: nothing in particular. */
  readonly replyTo?: Quote | undefined;
}

/** How much of a message another one quotes, in code points. */
export const QUOTE_LENGTH = 160;

/** A message as another one quotes it. */
export interface Quote {
  readonly seq: number;
  readonly author: Author;
  /** Its beginning, {@link QUOTE_LENGTH} code points at most; `null` once its author has taken it back. */
  readonly text: string | null;
  /** How many files hang on it. */
  readonly files: number;
}

/** A message its author took back: the text is gone from the API, the place stays («Сообщение удалено»). */
export interface Tombstone extends EntryBase {
  readonly kind: 'tombstone';
  readonly author: Author;
  readonly key: string;
  /** When it was deleted, ms UTC. */
  readonly deletedAt: number;
}

/** Something the system says about the consultation. */
export interface Note extends EntryBase {
  readonly kind: 'note';
  readonly note: NoteCode;
  /** Whom it is about: the doctor of `doctor-assigned` and `doctor-changed`. */
  readonly person: { readonly name: PersonName; readonly specialty: string } | null;
  /** The doctor's words of `completed-without-conclusion`. */
  readonly reason: string | null;
  /** How long the talk of `call-ended` was, in ms. */
  readonly duration?: number | undefined;
}

/** The doctor's conclusion (manual §6.1). A correction is a further version in the same place; all of them stay. */
export interface Conclusion extends EntryBase {
  readonly kind: 'conclusion';
  readonly author: Author;
  /** Oldest first; never empty. The last one is in force. */
  readonly versions: readonly ConclusionVersion[];
}

export type Entry = Message | Tombstone | Note | Conclusion;

/** The side a relation speaks for; `undefined` for those who take no part. */
export function sideOf(relation: Relation): Side | undefined {
  if (relation === 'doctor') return 'doctor';
  return relation === 'patient' || relation === 'representative' ? 'patient' : undefined;
}

/**
 * Says why this person may not know the chat at all; `undefined` means they may see that it exists.
 *
 * An outsider gets `not-found`, not "forbidden": that a consultation exists is itself a medical secret (323-ФЗ art. 13).
 */
export function refusalToSee({ relation }: Pick<Standing, 'relation'>): ErrorCode | undefined {
  return sideOf(relation) ? undefined : 'not-found';
}

/** Says why this person may not read what was said: outsiders never, the patient's side only well identified and with the consent. */
export function refusalToRead(standing: Standing): ErrorCode | undefined {
  const unseen = refusalToSee(standing);
  if (unseen) return unseen;
  if (sideOf(standing.relation) !== 'patient') return undefined;
  const { account } = standing;
  return (
    (account && refusalToEnter(account.level, account.accepted)) ?? refusalWithoutConsent(standing.consent)
  );
}

/**
 * Says why this person may not open documents (files and conclusions): whoever may not read, and the patient's side while
 * the consent to notifications is withdrawn, as the manual says of that («не будет доступен просмотр медицинских
 * документов», §4.3). Who was never asked for that consent, or agreed to an older text, goes on seeing them.
 */
export function refusalToOpenDocuments(standing: Standing): ErrorCode | undefined {
  const unread = refusalToRead(standing);
  if (unread) return unread;
  const hidden = standing.documentsHidden && sideOf(standing.relation) === 'patient';
  return hidden ? 'documents-hidden' : undefined;
}

/**
 * Says why this person may not write now; `undefined` means they may.
 *
 * The server refuses with this code and the element explains it, so the two never disagree.
 */
export function refusalToWrite(
  consultation: Pick<Consultation, 'state'>,
  standing: Standing,
): ErrorCode | undefined {
  return refusalToRead(standing) ?? refusalToWriteWhen(consultation);
}

/** The part of {@link refusalToWrite} that depends on the consultation alone. */
export function refusalToWriteWhen(consultation: Pick<Consultation, 'state'>): ErrorCode | undefined {
  if (consultation.state === 'open') return undefined;
  return isFinished(consultation) ? 'chat-finished' : 'chat-not-open';
}

/** Says why `person` may not delete `entry`: only an own message, only while the consultation is open; twice is once. */
export function refusalToDelete(
  entry: Pick<Entry, 'kind'> & { readonly author?: Pick<Author, 'id'> },
  consultation: Pick<Consultation, 'state'>,
  person: string,
  standing: Standing,
): ErrorCode | undefined {
  const refused = refusalToRead(standing);
  if (refused) return refused;
  if (entry.kind === 'note' || entry.kind === 'conclusion' || entry.author?.id !== person)
    return 'not-allowed';
  if (entry.kind === 'tombstone') return undefined;
  return refusalToWriteWhen(consultation);
}

/** Says why this person may not lead the consultation (open, complete): only its assigned doctor may. */
export function refusalToLead(standing: Pick<Standing, 'relation'>): ErrorCode | undefined {
  if (standing.relation === 'doctor') return undefined;
  return sideOf(standing.relation) ? 'not-allowed' : 'not-found';
}

/** Says why this person may not run the registry's side of a consultation (create, cancel): only its own operator may. */
export function refusalToRegister(standing: Pick<Standing, 'relation'>): ErrorCode | undefined {
  if (standing.relation === 'operator') return undefined;
  return sideOf(standing.relation) ? 'not-allowed' : 'not-found';
}

/** Whether an entry counts as unread for `person` who has read up to `readSeq`: others' words and the system's, not one's own. */
export function isUnread(
  entry: Pick<Entry, 'kind' | 'seq'> & { readonly author?: Pick<Author, 'id'> },
  person: string,
  readSeq: number,
): boolean {
  return entry.seq > readSeq && entry.kind !== 'tombstone' && entry.author?.id !== person;
}

/** The relation a role claims by holding it; being tied to the chat is checked against the database. */
export function relationIn(
  chat: { readonly patient: string; readonly doctor: string; readonly organisation: string },
  actor: { readonly person: string; readonly role: Role; readonly organisation: string | null },
  represents: boolean,
): Relation {
  if (actor.role === 'doctor') return chat.doctor === actor.person ? 'doctor' : 'none';
  if (actor.role === 'operator') return chat.organisation === actor.organisation ? 'operator' : 'none';
  if (actor.role !== 'patient') return 'none';
  if (chat.patient === actor.person) return 'patient';
  return represents ? 'representative' : 'none';
}

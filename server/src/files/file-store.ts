import type { AttachedFile, ErrorCode, FilesHeld, Standing } from '@consult/core';
import type { Access, KeptChat } from '../chats/chat-store.js';
import type { Change } from '../feed/feed.js';

/** A question about an upload as the chat stands inside the transaction: why not, or `undefined`. */
export type UploadRule = (chat: KeptChat, standing: Standing, held: FilesHeld) => ErrorCode | undefined;

/** A question about reading files: why not, or `undefined`. */
export type FileRule = (chat: KeptChat, standing: Standing) => ErrorCode | undefined;

/** A file whose bytes lie under `place`. */
export interface NewFile extends AttachedFile {
  readonly key: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly place: string;
}

/**
 * What became of asking an antivirus about a file; `unsure`: it was asked often enough; `unscanned`: it said nothing, and
 * the installation lets such files pass.
 */
export type Verdict = 'clean' | 'infected' | 'unsure' | 'unscanned';

/**
 * Where the rows of documents are kept. Each verb is one transaction, its audit row included, and resolves after commit;
 * bytes are written before the row and deleted after it.
 */
export interface FileStore {
  /**
   * Asks whether somebody may upload now. Answers the file that is kept under this key of theirs, whatever has happened
   * to the chat since.
   * @throws ConsultError what `rule` answers; `upload-expired` where the key's file is gone again.
   */
  admit(access: Access, key: string, rule: UploadRule): Promise<AttachedFile | undefined>;
  /**
   * Keeps the row of an upload. Known under the key: answers the first one, and the bytes just written are nobody's.
   * @throws ConsultError as `admit`; `key-reused` where the key is known with other bytes.
   */
  add(access: Access, file: NewFile, rule: UploadRule): Promise<AttachedFile>;
  /** A file of the actor's own, on a message or not yet. @throws ConsultError what `rule` answers; `not-found` */
  own(access: Access, fileId: string, rule: FileRule): Promise<AttachedFile>;
  /**
   * A file that the actor may open: on a message, or an own upload. Staff's opening leaves an audit row.
   * @throws ConsultError what `rule` answers; `not-found`; what keeps this file shut
   */
  open(access: Access, fileId: string, rule: FileRule): Promise<{ file: AttachedFile; place: string }>;
  /** Takes back an own upload that no message carries; twice is once. Answers the places that are free now. */
  cancel(access: Access, fileId: string, rule: FileRule): Promise<string[]>;
  /** Takes back uploads from before `before` that no message carries. Answers the places that are free now. */
  expire(before: number, now: number): Promise<string[]>;
  /** Files that nobody may open before they are scanned: at most `limit`, their ids after `after`. */
  unscanned(after: string, limit: number): Promise<{ id: string; place: string }[]>;
  /** Keeps what the antivirus said; nothing changes where it was known already. Answers the places that are free now. */
  scanned(fileId: string, verdict: Verdict, now: number): Promise<{ change: Change | null; free: string[] }>;
  /** Which of these places hold bytes that nothing in the database speaks of. */
  unknownPlaces(places: readonly string[]): Promise<string[]>;
}

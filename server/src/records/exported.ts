import type {
  AttachedFile,
  Conclusion,
  ConclusionContent,
  ConclusionVersion,
  Message,
  Note,
  Tombstone,
} from '@consult/core';

/** A file as an export names it: with the SHA-256 of its bytes, hex. */
export interface ExportedFile extends AttachedFile {
  readonly hash: string;
}

/** A version of a conclusion with what it says, and the SHA-256 of its document. */
export interface ExportedVersion extends ConclusionVersion {
  readonly hash: string;
  readonly content: ConclusionContent;
}

export interface ExportedMessage extends Message {
  readonly files?: readonly ExportedFile[] | undefined;
}

export interface ExportedConclusion extends Conclusion {
  readonly versions: readonly ExportedVersion[];
}

/** An entry as it leaves the system. */
export type ExportedEntry = ExportedMessage | Tombstone | Note | ExportedConclusion;

/** Where the bytes of documents lie: of files by their ids, of a conclusion's versions by their numbers. */
export interface Places {
  readonly files: ReadonlyMap<string, string>;
  readonly versions: ReadonlyMap<number, string>;
}

/** A page of them. Where their bytes lie is not for the export itself. */
export interface ExportedPage {
  readonly entries: readonly ExportedEntry[];
  readonly places: Places;
}

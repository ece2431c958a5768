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

/** A page of them, and where the bytes of its files lie, by the files' ids: that is not for the export. */
export interface ExportedPage {
  readonly entries: readonly ExportedEntry[];
  readonly places: ReadonlyMap<string, string>;
}

import type { OwnFile, PendingFile } from '../contracts.js';
import type { ErrorCode } from '@consult/core';

/** A document on its way, as it is kept; what is in it lies beside, under the same key. */
export interface KeptFile extends OwnFile {
  readonly chat: string;
  /** Its place among the attachments. */
  readonly order: number;
  /** Under which key it is uploaded: the same one is the same upload, however often it is begun. */
  readonly upload: string;
  /** The server's id for it: of a resumable upload from its beginning, else once it is up. */
  readonly id?: string;
  /** When it was all there, by the server's clock. */
  readonly upAt?: number | undefined;
  /** The message that takes it along; `null`: it was taken back. */
  readonly message?: string | null | undefined;
  /** Grows with each change: of two versions the one with the higher stays. */
  readonly version: number;
  readonly problem?: ErrorCode | undefined;
}

/** What lies in the storage may be of another version of ours. */
export function isKeptFile(value: unknown): value is KeptFile {
  const { key, chat, name, type, upload, size, order, version } = Object(value) as Record<string, unknown>;
  return (
    [key, chat, name, type, upload].every((part) => typeof part === 'string') &&
    [size, order, version].every((part) => typeof part === 'number')
  );
}

/** As a message and a screen know it. */
export const ownFileOf = ({ key, name, size, type }: OwnFile): OwnFile => ({ key, name, size, type });

/** As it shows on the screen before anything is known of its upload. */
export const waitingFileOf = (file: OwnFile): PendingFile => ({
  ...ownFileOf(file),
  state: 'waiting',
  progress: 0,
});

import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@consult/core';
import type { Resumable } from '../../../server/src/files/resumable.js';
import { TUS } from '../../support/tus.js';
import { takenBackIn, UPLOADS_FOLDER } from '../checker.js';

/** A document that was brought up in parts. No two are equally long, so that an offset tells of which it is told. */
export interface Parted {
  readonly id: string;
  readonly chat: string;
  readonly actor: Actor;
  readonly document: Uint8Array;
}

/** The largest offset that the server has told of each, by id. */
export type Told = Map<string, number>;

/** Where the first part of a document ends. */
export const halfOf = ({ length }: Uint8Array) => length / 2;

/** Notes down what an answer says of an upload. */
export function hearOffset(uploads: readonly Parted[], told: Told, head: string) {
  const offset = Number(/^upload-offset: (\d+)\r?$/im.exec(head)?.[1] ?? 0);
  const meant = uploads.find(({ document }) => [halfOf(document), document.length].includes(offset));
  if (meant) told.set(meant.id, Math.max(offset, told.get(meant.id) ?? 0));
}

/** The documents that are whole as far as the server has said. */
export const wholeOf = (uploads: readonly Parted[], told: Told) =>
  uploads
    .filter(({ id, document }) => told.get(id) === document.length)
    .map(({ id, document }) => [id, { hash: hash('sha256', document) }] as const);

/**
 * Asks a server that was started again how far each upload has come. What it says it has, it must have; it may have
 * forgotten one that was not whole, but, where only the process has died, nothing that it has told of and nobody took back.
 */
export async function askAll(
  resumable: Resumable,
  folder: string,
  uploads: readonly Parted[],
  told: Told,
  mayForget: boolean,
): Promise<{ readonly violations: string[]; readonly offsets: Told }> {
  const violations: string[] = [];
  const offsets: Told = new Map();
  const takenBack = takenBackIn(folder);
  for (const { id, chat, actor, document } of uploads) {
    const request = new Request(`http://server/v1/chats/${chat}/uploads/${id}`, {
      method: 'HEAD',
      headers: TUS,
    });
    const answer = await resumable.handle(request, { chatId: chat, actor }, id).catch(() => undefined);
    const offset = Number(answer?.headers.get('Upload-Offset') ?? 0);
    offsets.set(id, offset);
    if (!mayForget && !takenBack.has(id) && offset < (told.get(id) ?? 0))
      violations.push(`I1 told of ${told.get(id)}, has ${offset}: ${id}`);
    if (!offset || offset === document.length) continue;
    const kept = readFileSync(join(folder, UPLOADS_FOLDER, id)).subarray(0, offset);
    if (!kept.equals(document.subarray(0, offset)))
      violations.push(`I8 half of other bytes: ${id} ${offset}`);
  }
  return { violations, offsets };
}

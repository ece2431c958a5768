import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A message as the database holds it. */
export interface KeptMessage {
  readonly seq: number;
  readonly text: string;
}

/** A document as the database holds it: on which message, how many bytes, and their SHA-256. */
export interface KeptFile {
  readonly seq: number | null;
  readonly size: number;
  readonly hash: string;
}

/** The messages that begin with `start`. */
export const keptMessages = (folder: string, start: string): KeptMessage[] =>
  ask(folder, 'select seq, text from entries where text like ? order by chat, seq', `${start}%`);

/** The documents of this name. */
export const keptFiles = (folder: string, name: string): KeptFile[] =>
  ask(folder, 'select seq, size, hash from files where name = ?', name);

/** Opened beside the running server, only to read. */
function ask<Row>(folder: string, query: string, value: string): Row[] {
  const database = new Database(join(folder, 'consult.db'), { readonly: true });
  try {
    return database.prepare<[string], Row>(query).all(value);
  } finally {
    database.close();
  }
}

import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditRecord, checkAudit } from '@consult/core/chain';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../server/src/db/sqlite/open-node.js';
import { NEVER } from './never.js';
import { type History, identityOf, type Written } from './support/history.js';

/**
 * Reads what a server keeps in `folder` and says what breaks the invariants, together with what people were told.
 * Opened beside a server or after its death; only reads.
 */
export function violationsIn(folder: string, histories: readonly History[] = []): string[] {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true, fileMustExist: true });
  try {
    // One moment for all questions, though a server may be at work.
    database.exec('begin');
    const damage = damageIn(database);
    if (damage.length) return damage; // what is read from it means nothing
    return [
      ...NEVER.flatMap(({ invariant, sentence, query }) =>
        database
          .prepare(query)
          .raw()
          .all()
          .map((row) => `${invariant} ${sentence}: ${(row as unknown[]).join(' ')}`),
      ),
      ...brokenChainOf(database),
      ...lostBytes(database, folder),
      ...brokenPromises(database, histories),
    ];
  } finally {
    database.close();
  }
}

function damageIn(database: Database.Database): string[] {
  try {
    const lines = database.prepare<[], string>('pragma integrity_check').pluck().all();
    const orphans = database.pragma('foreign_key_check') as unknown[];
    return [
      ...lines.filter((line) => line !== 'ok').map((line) => `damaged: ${line}`),
      ...orphans.map((row) => `orphan: ${JSON.stringify(row)}`),
    ];
  } catch (error) {
    return [`damaged: ${(error as Error).message}`];
  }
}

/** The audit is a chain of hashes: a row that was changed, taken out or put in shows. */
function brokenChainOf(database: Database.Database): string[] {
  const rows = database
    .prepare<[], AuditRecord & { hash: string | null }>('select * from audit order by id')
    .all();
  const { fault } = checkAudit(rows, (text) => hash('sha256', text));
  return fault ? [`I9 the audit's chain breaks: row ${fault.id} ${fault.fault}`] : [];
}

/** The documents whose messages were taken back, by id. */
export function takenBackIn(folder: string): Set<string> {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true, fileMustExist: true });
  try {
    const ids = database.prepare<[], string>('select id from files where deleted_at is not null').pluck();
    return new Set(ids.all());
  } finally {
    database.close();
  }
}

/** Where documents lie in a data folder. */
const FILES_FOLDER = 'files';

/** Every document that can be had has its bytes, as they were when it was taken in. */
function* lostBytes(database: Database.Database, folder: string): Generator<string> {
  for (const { place, size, hash: expected } of documentsIn(database)) {
    const file = fileOf(folder, place);
    const bytes = existsSync(file) ? readFileSync(file) : undefined;
    if (!bytes) yield `I8 a document without its bytes: ${place}`;
    else if (bytes.length !== size || hash('sha256', bytes) !== expected)
      yield `I8 a document with other bytes: ${place}`;
  }
}

/** Bytes that nothing in the database speaks of: what the sweep has to find. */
export function orphansIn(folder: string): string[] {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true, fileMustExist: true });
  const known = new Set(documentsIn(database).map(({ place }) => fileOf(folder, place)));
  database.close();
  return readdirSync(join(folder, FILES_FOLDER), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !known.has(file));
}

/** Where uploads by parts lie in a data folder until they are whole, each with what is known of it in JSON beside it. */
export const UPLOADS_FOLDER = 'uploads';

/** The uploads that are still coming: how many bytes there are, and how many there will be. */
export function halvesIn(folder: string): { readonly size: number; readonly length: number }[] {
  const halves = join(folder, UPLOADS_FOLDER);
  return readdirSync(halves)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      size: statSync(join(halves, name.replace('.json', ''))).size,
      length: (JSON.parse(readFileSync(join(halves, name), 'utf8')) as { size: number }).size,
    }));
}

const fileOf = (folder: string, place: string) =>
  join(folder, FILES_FOLDER, place.slice(0, 2), place.slice(2, 4), place);

const documentsIn = (database: Database.Database) =>
  database
    .prepare<[], { place: string; size: number; hash: string }>(
      `select place, size, hash from files where deleted_at is null and state in ('scanning', 'clean')
        union all select place, size, hash from conclusions`,
    )
    .all();

interface KeptEntry {
  readonly seq: number;
  readonly kind: string;
  readonly author: string | null;
  readonly key: string | null;
  readonly text: string | null;
  readonly note: string | null;
}

/** The log of one chat as it is kept. */
interface KeptLog {
  readonly at: ReadonlyMap<number, KeptEntry>;
  /** The entries under an author's key: more than one is a message that was kept twice. */
  readonly under: ReadonlyMap<string, readonly KeptEntry[]>;
}

/** Reads the log of one chat; each log once. */
function logsOf(database: Database.Database): (chat: string) => KeptLog {
  const read = database.prepare<[string], KeptEntry>(
    `select e.seq, e.kind, e.author, e.key, e.text, e.note
       from entries e join chats c on c.no = e.chat where c.id = ?`,
  );
  const logs = new Map<string, KeptLog>();
  return (chat) => {
    const log = logs.get(chat) ?? byPlaceAndKey(read.all(chat));
    logs.set(chat, log);
    return log;
  };
}

function byPlaceAndKey(entries: readonly KeptEntry[]): KeptLog {
  const at = new Map<number, KeptEntry>();
  const under = new Map<string, KeptEntry[]>();
  for (const entry of entries) {
    at.set(entry.seq, entry);
    const name = `${entry.author} ${entry.key}`;
    const same = under.get(name);
    if (same) same.push(entry);
    else under.set(name, [entry]);
  }
  return { at, under };
}

function* brokenPromises(database: Database.Database, histories: readonly History[]): Generator<string> {
  const logOf = logsOf(database);
  const readMark = database.prepare<[string, string], { seq: number }>(
    'select r.seq from reads r join chats c on c.no = r.chat where c.id = ? and r.person = ?',
  );
  const fileAt = database.prepare<[string], { hash: string; seq: number | null }>(
    'select hash, seq from files where id = ?',
  );
  const stateOf = database.prepare<[string], { state: string }>('select state from chats where id = ?');
  for (const history of histories) {
    yield* history.contradictions.map((what) => `I2 a screen contradicts itself: ${what}`);
    yield* lostOrChanged(history, logOf);
    for (const { chat, seq } of history.taken)
      if (logOf(chat).at.get(seq)?.kind !== 'tombstone')
        yield `I1 taken back and there again: ${chat} ${seq}`;
    for (const [file, sent] of history.files) {
      const kept = fileAt.get(file);
      if (kept?.hash !== sent.hash) yield `I8 an upload that was taken in is gone: ${file}`;
      else if (sent.message !== undefined && kept.seq !== sent.message)
        yield `I8 a document is not on its message: ${file} ${kept.seq}`;
    }
    for (const chat of history.ended)
      if (stateOf.get(chat)?.state !== 'completed') yield `I1 ended and open again: ${chat}`;
    for (const [chat, seq] of history.marks)
      if ((readMark.get(chat, history.of)?.seq ?? 0) < seq)
        yield `I6 a mark went back: ${chat} ${history.of}`;
    for (const [chat, places] of history.seen)
      for (const [seq, entry] of places) {
        const kept = logOf(chat).at.get(seq);
        if (!kept || identityOfKept(kept) !== identityOf(entry))
          yield `I4 shown and not kept: ${chat} ${seq} ${identityOf(entry)}`;
        else if (entry.kind === 'message' && kept.text !== entry.text)
          yield `I4 shown otherwise than kept: ${chat} ${seq}`;
      }
  }
}

function* lostOrChanged(
  { acknowledged, written }: History,
  logOf: (chat: string) => KeptLog,
): Generator<string> {
  const last = new Map<string, number>();
  for (const message of written) {
    const places = logOf(message.chat).under.get(`${message.author} ${message.key}`) ?? [];
    const named = nameOf(message);
    const promised = acknowledged.get(message.key);
    if (places.length > 1) yield `I3 kept twice: ${named}`;
    const [kept] = places;
    if (promised !== undefined && kept?.seq !== promised)
      yield `I1 acknowledged at ${promised}, kept ${kept ? `at ${kept.seq}` : 'nowhere'}: ${named}`;
    if (!kept) continue;
    if (kept.text !== message.text) yield `I1 kept with another text: ${named}`;
    const lane = `${message.author} ${message.chat}`;
    if (kept.seq <= (last.get(lane) ?? 0)) yield `I2 out of the author's order: ${named}`;
    last.set(lane, kept.seq);
  }
}

const nameOf = ({ chat, author, key }: Written) => `${chat} ${author} ${key}`;

const identityOfKept = ({ kind, author, key, note }: KeptEntry) =>
  kind === 'note' ? note : kind === 'conclusion' ? kind : `${author} ${key}`;

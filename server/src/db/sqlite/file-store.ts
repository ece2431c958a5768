import {
  ConsultError,
  refuseIf,
  refusalToOpenFile,
  sideOf,
  type AttachedFile,
  type Entry,
  type FileState,
} from '@consult/core';
import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Access } from '../../chats/chat-store.js';
import type { FileRule, FileStore, NewFile, UploadRule, Verdict } from '../../files/file-store.js';
import type { Approach } from './access.js';
import { ABSENT, admit, NOBODY } from './chat-reads.js';
import { changeOf } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { fileColumns } from './file-rows.js';
import { chats, conclusions, entries, files } from './schema.js';

/** The rows of documents in SQLite. */
export function sqliteFileStore({ db, commit, audit, approach, log }: ChatParts): FileStore {
  return {
    admit: (access, key, rule) => commit(() => admitUpload(access, key, rule).kept?.view),

    add: (access, file, rule) =>
      commit(() => {
        const { found, kept } = admitUpload(access, file.key, rule);
        if (kept && kept.hash !== file.hash) throw new ConsultError('key-reused');
        if (kept) return kept.view;
        const { no, chat } = found;
        db.insert(files)
          .values(rowOf(file, no, access))
          .run();
        audit.write(access.now, access.actor, { action: 'file-added', chat: chat.id, subject: file.id });
        return viewOf(file);
      }),

    async own(access, fileId, rule) {
      return findOwn(access, fileId, rule).view;
    },

    open(access, fileId, rule) {
      const find = () => {
        const { no } = admit({ approach }, access, rule);
        const row = present(no, fileId);
        const mayKnow = row && (row.seq !== null || row.person === access.actor.person);
        if (!mayKnow) throw new ConsultError('not-found');
        refuseIf(refusalToOpenFile(row.view));
        return { file: row.view, place: row.place };
      };
      if (access.actor.role === 'patient') return Promise.resolve().then(find);
      return commit(() => {
        const opened = find();
        audit.write(access.now, access.actor, {
          action: 'file-opened',
          chat: access.chatId,
          subject: fileId,
        });
        return opened;
      });
    },

    cancel: (access, fileId, rule) =>
      commit(() => {
        const { no } = admit({ approach }, access, rule);
        const row = present(no, fileId);
        if (row?.person !== access.actor.person || row.seq !== null) return [];
        remove(fileId, access.now);
        audit.write(access.now, access.actor, {
          action: 'file-removed',
          chat: access.chatId,
          subject: fileId,
          code: 'cancelled',
        });
        return [row.place];
      }),

    expire: (before, now) =>
      commit(() => {
        const late = db
          .select({ id: files.id, place: files.place, chat: chats.id })
          .from(files)
          .innerJoin(chats, eq(chats.no, files.chat))
          .where(and(isNull(files.seq), isNull(files.deletedAt), lt(files.uploadedAt, before)))
          .all();
        for (const { id, chat } of late) {
          remove(id, now);
          audit.write(now, null, { action: 'file-removed', chat, subject: id, code: 'expired' });
        }
        return late.map(({ place }) => place);
      }),

    unscanned: async (after, limit) =>
      db
        .select({ id: files.id, place: files.place })
        .from(files)
        .where(and(sql`${files.state} = 'scanning'`, isNull(files.deletedAt), gt(files.id, after)))
        .orderBy(asc(files.id))
        .limit(limit)
        .all(),

    scanned: (fileId, verdict, now) => commit(() => settle(fileId, verdict, now)),

    async unknownPlaces(places) {
      const known = [
        ...db
          .select({ place: files.place })
          .from(files)
          .where(and(inArray(files.place, [...places]), isNull(files.deletedAt), HAS_BYTES))
          .all(),
        ...db
          .select({ place: conclusions.place })
          .from(conclusions)
          .where(inArray(conclusions.place, [...places]))
          .all(),
      ].map(({ place }) => place);
      return places.filter((place) => !known.includes(place));
    },
  };

  /** The chat as it is approached, if somebody may upload to it, and what is kept under their key already. */
  function admitUpload(access: Access, key: string, rule: UploadRule) {
    const found = approach(access);
    const refusal = rule(
      found?.chat ?? ABSENT,
      found?.standing ?? NOBODY,
      found ? heldIn(found.no) : { count: 0, bytes: 0 },
    );
    // As with a message: a retry is answered even when there is no more room or the chat has been finished since.
    const mayRead = found && sideOf(found.standing.relation) && refusal !== 'consent-needed';
    const kept = mayRead ? keptUnder(found, access.actor.person, key) : undefined;
    if (kept && kept.deletedAt !== null) throw new ConsultError('upload-expired');
    if (!kept) refuseIf(refusal);
    if (!found) throw new ConsultError('not-found');
    return { found, kept };
  }

  /** Files that can be had or are on the way; what is gone or shut for good takes no room. */
  function heldIn(no: number) {
    return db
      .select({ count: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(${files.size}), 0)` })
      .from(files)
      .where(and(eq(files.chat, no), isNull(files.deletedAt), HAS_BYTES))
      .get()!;
  }

  function keptUnder({ no }: Approach, person: string, key: string) {
    return db
      .select(COLUMNS)
      .from(files)
      .where(and(eq(files.chat, no), eq(files.person, person), eq(files.key, key)))
      .get();
  }

  function present(no: number, id: string) {
    return db
      .select(COLUMNS)
      .from(files)
      .where(and(eq(files.id, id), eq(files.chat, no), isNull(files.deletedAt)))
      .get();
  }

  function findOwn(access: Access, fileId: string, rule: FileRule) {
    const { no } = admit({ approach }, access, rule);
    const row = present(no, fileId);
    if (row?.person !== access.actor.person) throw new ConsultError('not-found');
    return row;
  }

  function remove(id: string, now: number) {
    db.update(files).set({ deletedAt: now }).where(eq(files.id, id)).run();
  }

  function settle(id: string, verdict: Verdict, now: number) {
    const state = STATES[verdict];
    const row = db
      .update(files)
      .set({ state })
      .where(and(eq(files.id, id), sql`${files.state} = 'scanning'`, isNull(files.deletedAt)))
      .returning({ no: files.chat, seq: files.seq, place: files.place })
      .get();
    if (!row) return { change: null, free: [] };
    const [head] = db.select({ id: chats.id }).from(chats).where(eq(chats.no, row.no)).all();
    const { no, chat, readers } = approach({ chatId: head!.id, actor: null, now })!;
    audit.write(now, null, { action: 'file-scanned', chat: chat.id, subject: id, code: verdict });
    const free = state === 'clean' ? [] : [row.place];
    if (row.seq === null) return { change: null, free };

    const revision = chat.revision + 1;
    db.update(entries)
      .set({ revision })
      .where(and(eq(entries.chat, no), eq(entries.seq, row.seq)))
      .run();
    db.update(chats).set({ revision }).where(eq(chats.no, no)).run();
    const entry: Entry = log.at(no, row.seq)!;
    const gone = free.length ? [id] : [];
    return { change: { ...changeOf(chat.id, entry, readers), gone }, free };
  }
}

/** What a verdict makes of a file. */
const STATES = {
  clean: 'clean',
  unscanned: 'clean',
  infected: 'blocked',
  unsure: 'unchecked',
} as const satisfies Record<Verdict, FileState>;

/** Of what is shut for good the bytes are gone. */
const HAS_BYTES = inArray(files.state, ['scanning', 'clean']);

const COLUMNS = {
  view: fileColumns,
  person: files.person,
  hash: files.hash,
  place: files.place,
  seq: files.seq,
  deletedAt: files.deletedAt,
};

const viewOf = ({ id, name, type, size, state, width, height }: NewFile): AttachedFile => ({
  id,
  name,
  type,
  size,
  state,
  width,
  height,
});

const rowOf = (file: NewFile, chat: number, { actor, now }: Access) => ({
  ...viewOf(file),
  chat,
  person: actor.person,
  key: file.key,
  hash: file.hash,
  place: file.place,
  uploadedAt: now,
});

import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { ExportedEntry, ExportedFile, ExportedPage } from '../../records/exported.js';
import { bound } from './bound.js';
import type { ChatParts } from './chat-store.js';
import { conclusions, files } from './schema.js';

/** Reads a chat's log from its beginning, a page at a time, with what hangs on the entries. */
export function createExportReads({ db, log }: Pick<ChatParts, 'db' | 'log'>) {
  const chat = sql.placeholder('chat');
  const attached = db
    .select()
    .from(files)
    .where(
      and(
        eq(files.chat, bound(chat)),
        gt(files.seq, bound(sql.placeholder('after'))),
        lte(files.seq, bound(sql.placeholder('upTo'))),
        isNull(files.deletedAt),
      ),
    )
    .orderBy(asc(files.seq), asc(files.position))
    .prepare();
  const given = db
    .select()
    .from(conclusions)
    .where(eq(conclusions.chat, chat))
    .orderBy(asc(conclusions.version))
    .prepare();

  return (chat: number, after: number, limit: number): ExportedPage => {
    const upTo = after + limit;
    const rows = attached.all({ chat, after, upTo });
    const entries = log.before(chat, upTo + 1, limit).filter(({ seq }) => seq > after);
    const filesOf = (seq: number) => rows.filter((row) => row.seq === seq).map(fileOf);
    const versions = entries.some(({ kind }) => kind === 'conclusion') ? given.all({ chat }) : [];
    return {
      entries: entries.map((entry): ExportedEntry => {
        if (entry.kind === 'conclusion') return { ...entry, versions: versions.map(versionOf) };
        if (entry.kind !== 'message') return entry;
        const { files: _shown, ...message } = entry;
        const hanging = filesOf(entry.seq);
        return hanging.length ? { ...message, files: hanging } : message;
      }),
      places: {
        files: new Map(rows.map(({ id, place }) => [id, place])),
        versions: new Map(versions.map(({ version, place }) => [version, place])),
      },
    };
  };
}

type FileRow = typeof files.$inferSelect;
type VersionRow = typeof conclusions.$inferSelect;

const fileOf = ({ id, name, type, size, state, width, height, hash }: FileRow): ExportedFile => ({
  ...{ id, name, type, size, state, width, height, hash },
});

const versionOf = ({ version, at, signedBy, size, hash, content }: VersionRow) => ({
  ...{ version, at, signedBy, size, hash, content },
});

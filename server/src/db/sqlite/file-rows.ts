import { ConsultError, refuseIf, type AttachedFile } from '@consult/core';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { AttachRule } from '../../chats/chat-store.js';
import type { SqliteDatabase } from './connection.js';
import { entries, files } from './schema.js';

/** What the API says of a file. */
export const fileColumns = {
  id: files.id,
  name: files.name,
  type: files.type,
  size: files.size,
  state: files.state,
  width: files.width,
  height: files.height,
};

/** The files on a message, as JSON; `null` where there are none, and for whatever is not a message. */
export const attachedJson = sql<string | null>`case when ${entries.kind} = 'message' then (
    select nullif(json_group_array(json_object(${sql.join(
      Object.entries(fileColumns).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${column}`),
      sql`, `,
    )}) order by ${files.position}), '[]')
    from ${files} where ${files.chat} = ${entries.chat} and ${files.seq} = ${entries.seq} and ${files.deletedAt} is null
  ) end`.as('attached');

/** What a message shows of {@link attachedJson}. */
export const attachedOf = (json: string | null): { readonly files?: readonly AttachedFile[] } =>
  json === null ? {} : { files: JSON.parse(json) as AttachedFile[] };

/** What happens to the rows of files when a message is written or taken back. */
export function createFileBinding(db: SqliteDatabase) {
  return {
    /** Puts uploads on a message, in this order. @throws ConsultError what `rule` answers */
    attach(
      message: { readonly chat: number; readonly seq: number },
      person: string,
      ids: readonly string[],
      rule: AttachRule,
    ): AttachedFile[] {
      return ids.map((id, position) => {
        const found = db
          .select({ view: fileColumns, upload: uploadColumns })
          .from(files)
          .where(and(eq(files.id, id), eq(files.chat, message.chat), eq(files.person, person)))
          .get();
        refuseIf(rule(found?.upload));
        if (!found) throw new ConsultError('not-found');
        db.update(files).set({ seq: message.seq, position }).where(eq(files.id, id)).run();
        return found.view;
      });
    },
    /** The ids that a message was sent with, whatever has become of them. */
    idsOn: (chat: number, seq: number): string[] =>
      db
        .select({ id: files.id })
        .from(files)
        .where(and(eq(files.chat, chat), eq(files.seq, seq)))
        .orderBy(asc(files.position))
        .all()
        .map(({ id }) => id),
    /** Takes the files of a message out of the API. Answers the places that are free now. */
    detach: (chat: number, seq: number, now: number): string[] =>
      db
        .update(files)
        .set({ deletedAt: now })
        .where(and(eq(files.chat, chat), eq(files.seq, seq), isNull(files.deletedAt)))
        .returning({ place: files.place })
        .all()
        .map(({ place }) => place),
  };
}

const uploadColumns = {
  seq: files.seq,
  state: files.state,
  uploadedAt: files.uploadedAt,
  deletedAt: files.deletedAt,
};

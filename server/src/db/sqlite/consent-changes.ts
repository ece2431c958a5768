import { refusalToOpenDocuments, type Actor } from '@consult/core';
import { eq, sql } from 'drizzle-orm';
import type { Change, Reader } from '../../feed/feed.js';
import { createCallEnding } from './call-ending.js';
import type { ChatParts } from './chat-store.js';
import { chats } from './schema.js';

/**
 * What a consent that was just given or withdrawn does to the patient's chats, in the transaction that keeps it. Each gets
 * a new revision, for a hint of one that is known would not be heard. What the patient's side may not have any more is
 * taken from them: downloads under way are cut, and a call ends where they may not read.
 */
export function createChatsChange(parts: ChatParts) {
  const { db, approach } = parts;
  const calls = createCallEnding(parts);

  return (
    patient: string,
    patientSide: readonly Reader[],
    { actor, now }: { readonly actor: Actor; readonly now: number },
  ): Change[] => {
    const moved = db
      .update(chats)
      .set({ revision: sql`${chats.revision} + 1` })
      .where(eq(chats.patient, patient))
      .returning({ id: chats.id })
      .all();
    return moved.map(({ id }) => {
      const found = approach({ chatId: id, actor: null, now })!;
      const { chat, standing, readers } = found;
      const unread = readers.some(({ withoutText }) => withoutText);
      const ended = unread ? calls.endLive(found, { actor, now }) : undefined;
      const shut = refusalToOpenDocuments({ ...standing, relation: 'patient' }) !== undefined;
      return {
        chat: id,
        revision: ended?.entry.revision ?? chat.revision,
        ...(shut ? { readers: readers.filter(isOfDoctor), formerReaders: patientSide } : { readers }),
        // They have lost the right to the call by now, and are told of its end all the same.
        ...(ended && {
          call: { ...ended.news, readers: [...readers.filter(isOfDoctor), ...patientSide] },
        }),
      };
    });
  };
}

const isOfDoctor = ({ role }: Reader) => role === 'doctor';

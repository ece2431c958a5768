import { ConsultError, showsPresence, sideOf } from '@consult/core';
import { and, inArray, lte, sql } from 'drizzle-orm';
import type { ChatStore } from '../../chats/chat-store.js';
import { inForce, readersOf } from './access.js';
import { admit } from './chat-reads.js';
import type { ChatParts } from './chat-store.js';
import { chatsOf } from './chat-views.js';
import { chats, representations } from './schema.js';

/** Who is there and who would like to know: what the live feed asks the chat store. */
export function createAttendanceReads(
  parts: ChatParts,
): Pick<ChatStore, 'audience' | 'watchers' | 'speakers'> {
  const { db } = parts;

  return {
    async audience(access, rule) {
      const { standing, name, readers } = admit(parts, access, rule);
      const side = sideOf(standing.relation);
      if (!side || !name) throw new ConsultError('not-found');
      return { author: { id: access.actor.person, side, name }, readers };
    },

    async watchers(who, now) {
      const mine = chatsOf(who, now);
      if (!mine) return [];
      // Literally as in the index `chats_alive`, which SQLite uses for no other words.
      const alive = and(sql`${chats.state} in ('scheduled', 'open')`, lte(chats.startsAt, now + DAY));
      const found = db
        .select({
          id: chats.id,
          patient: chats.patient,
          doctor: chats.doctor,
          state: chats.state,
          startsAt: chats.startsAt,
        })
        .from(chats)
        .where(and(mine, alive))
        .all()
        .filter((chat) => showsPresence(chat, now));
      const speakers = speakersFor(
        found.map(({ patient }) => patient),
        now,
      );
      return found.map((chat) => ({
        id: chat.id,
        readers: readersOf(chat, speakers.get(chat.patient)!.slice(1), false),
      }));
    },

    speakers: async (patients, now) => speakersFor(patients, now),
  };

  function speakersFor(patients: readonly string[], now: number): Map<string, string[]> {
    const found = new Map(patients.map((patient) => [patient, [patient]]));
    if (found.size === 0) return found;
    const rows = db
      .select({ patient: representations.patient, person: representations.representative })
      .from(representations)
      .where(and(inArray(representations.patient, [...found.keys()]), inForce(now)))
      .all();
    for (const { patient, person } of rows) found.get(patient)!.push(person);
    return found;
  }
}

/** No day of the calendar ends later than this after any moment of it. */
const DAY = 24 * 60 * 60 * 1000;

import { ConsultError, LIMITS, refuseIf, refusalWithoutConsent, type Actor } from '@consult/core';
import type { EntriesQuery } from '@consult/core/wire';
import { and, asc, eq, lte, or, sql } from 'drizzle-orm';
import type { Access, ChatRule, ChatStore, KeptChat } from '../../chats/chat-store.js';
import { inForce, keptChat, type Approach } from './access.js';
import { createAttendanceReads } from './chat-attendance.js';
import type { ChatParts } from './chat-store.js';
import { nameOf } from './names.js';
import { chats, people, representations } from './schema.js';

/** The reading half of the chat store. A read that leaves an audit row is a write, and answers after its commit. */
export function createChatReads(
  parts: ChatParts,
): Pick<ChatStore, 'list' | 'view' | 'entries' | 'card' | 'due' | 'audience' | 'watchers' | 'speakers'> {
  const { commit, views, audit } = parts;

  return {
    list: async (actor, query, now) => views.list(actor, query, now),

    async view(access, rule) {
      const { chat, standing } = admit(parts, access, rule);
      return views.one(chat.id, access.actor.person, standing);
    },

    entries(access, query, rule) {
      const read = () => readEntries(parts, access, query, rule);
      if (!leavesTrace(access, query)) return Promise.resolve().then(read);
      return commit(() => {
        const page = read();
        audit.write(access.now, access.actor, { action: 'chat-opened', chat: access.chatId });
        return page;
      });
    },

    card: (access, rule) =>
      commit(() => {
        const approach = admit(parts, access, rule);
        audit.write(access.now, access.actor, {
          action: 'card-opened',
          chat: access.chatId,
          subject: approach.chat.patient,
        });
        return readCard(parts, approach, access.now);
      }),

    due: async (now, missedAfter, limit) => findDue(parts, now, missedAfter, limit),

    ...createAttendanceReads(parts),
  };

  /** Staff opens a chat by its newest page; older and newer pages belong to an opening of the last half an hour. */
  function leavesTrace({ chatId, actor, now }: Access, { after, before }: EntriesQuery): boolean {
    if (actor.role === 'patient') return false;
    return (after === undefined && before === undefined) || !audit.hasOpening(chatId, actor, now);
  }
}

/** The actor's standing to the chat, if the rule lets them pass. @throws ConsultError what `rule` answers */
export function admit(
  { approach }: Pick<ChatParts, 'approach'>,
  access: Access & { readonly actor: Actor },
  rule: ChatRule,
): Approach {
  const found = approach(access);
  refuseIf(rule(found?.chat ?? ABSENT, found?.standing ?? NOBODY));
  if (!found) throw new ConsultError('not-found');
  return found;
}

/** What the rule is asked about where there is no such chat: it refuses as it would refuse a stranger. */
export const ABSENT: KeptChat = {
  id: '',
  patient: '',
  doctor: '',
  organisation: '',
  state: 'scheduled',
  outcome: null,
  reason: null,
  startsAt: 0,
  endsAt: 0,
  seq: 0,
  revision: 0,
  wrote: false,
};
export const NOBODY = { relation: 'none', consent: { published: null, given: null } } as const;

function readEntries(parts: ChatParts, access: Access, query: EntriesQuery, rule: ChatRule) {
  const { no, standing } = admit(parts, access, rule);
  const { after, before = Number.MAX_SAFE_INTEGER, limit = LIMITS.page } = query;
  const chat = parts.views.one(access.chatId, access.actor.person, standing);
  if (after !== undefined) {
    const entries = parts.log.after(no, after, limit + 1);
    return { chat, entries: entries.slice(0, limit), more: entries.length > limit };
  }
  const entries = parts.log.before(no, before, limit);
  return { chat, entries, more: (entries[0]?.seq ?? 1) > 1 };
}

function readCard({ db }: ChatParts, { no, chat, standing }: Approach, now: number) {
  const [head] = db
    .select({ comment: chats.comment, person: people })
    .from(chats)
    .innerJoin(people, eq(people.id, chats.patient))
    .where(eq(chats.no, no))
    .all();
  const speakers = db
    .select({ id: people.id, family: people.family, given: people.given, patronymic: people.patronymic })
    .from(representations)
    .innerJoin(people, eq(people.id, representations.representative))
    .where(and(eq(representations.patient, chat.patient), inForce(now)))
    .orderBy(asc(people.id))
    .all();
  const { comment, person } = head!;
  return {
    patient: { id: person.id, name: nameOf(person), birthDate: person.birthDate },
    representatives: speakers.map((speaker) => ({ id: speaker.id, name: nameOf(speaker) })),
    comment,
    startsAt: chat.startsAt,
    endsAt: chat.endsAt,
    consented: refusalWithoutConsent(standing.consent) === undefined,
  };
}

/** Each half of the question has an index of its own, so a database of a million consultations answers at once. */
function findDue({ db }: ChatParts, now: number, missedAfter: number, limit: number): KeptChat[] {
  return db
    .select(keptChat)
    .from(chats)
    .where(
      or(
        and(sql`${chats.state} = 'scheduled'`, lte(chats.startsAt, now)),
        and(
          sql`${chats.wrote} = 0 and ${chats.state} in ('scheduled', 'open')`,
          lte(chats.endsAt, now - missedAfter),
        ),
      ),
    )
    .orderBy(asc(chats.startsAt))
    .limit(limit)
    .all();
}

import { ConsultError, refuseIf, type Conclusion, type ConclusionContent } from '@consult/core';
import { and, asc, eq } from 'drizzle-orm';
import type { Access, KeptChat } from '../../chats/chat-store.js';
import type { ConclusionHead } from '../../conclusions/conclusion-sheet.js';
import type {
  ConclusionRule,
  ConclusionStore,
  GivenConclusion,
  NewConclusion,
} from '../../conclusions/conclusion-store.js';
import type { Approach } from './access.js';
import { createCallEnding } from './call-ending.js';
import { ABSENT, admit, NOBODY } from './chat-reads.js';
import { changeOf, nextPlace } from './chat-statements.js';
import type { ChatParts } from './chat-store.js';
import { conclusionSeq, newestConclusion, unlearn } from './conclusion-rows.js';
import { nameOf } from './names.js';
import { noteFor } from './notice-rows.js';
import { findOrganisation } from './organisation-rows.js';
import { findPerson } from './people-store.js';
import { createSettling } from './request-settling.js';
import { chats, conclusions, entries } from './schema.js';

/** Conclusions in SQLite. They are rare: nothing here is prepared beforehand but what the log of a chat shares. */
export function sqliteConclusionStore(parts: ChatParts): ConclusionStore {
  const { db, commit, audit, views, log, write } = parts;
  const calls = createCallEnding(parts);
  const settle = createSettling(parts);

  return {
    // Asynchronous like all verbs: a refusal is a rejection.
    head: async (access, key, rule) => {
      const { found, done } = ask(access, key, rule);
      return done ? standing(found, access) : headOf(found);
    },

    headOfPreview: (access, rule) =>
      commit(() => {
        const found = admit(parts, access, rule);
        audit.write(access.now, access.actor, {
          action: 'conclusion-previewed',
          chat: access.chatId,
          subject: found.chat.patient,
        });
        return headOf(found);
      }),

    give: (access, draft, move, rule) =>
      commit(() => {
        const { found, done } = ask(access, draft.key, rule);
        if (done) return { ...standing(found, access), change: null, fresh: false };
        const { no, chat, readers } = found;
        if (draft.version !== lastVersion(no) + 1) return 'stale';

        keepVersion(no, access, draft);
        const ended = move ? calls.endLive(found, access) : undefined;
        const { seq, revision } = move ? enter(no, ended?.entry ?? chat, access) : touch(no, chat);
        audit.write(access.now, access.actor, {
          action: 'conclusion-given',
          chat: chat.id,
          subject: String(seq),
          code: String(draft.version),
        });
        const notices = noteFor(db, {
          kind: move ? 'conclusion-ready' : 'conclusion-corrected',
          patient: chat.patient,
          at: access.now,
          chat: chat.id,
        });
        if (!move) {
          const change = { ...changeOf(chat.id, log.at(no, seq)!, readers), notices };
          return { ...standing(found, access), change, fresh: true };
        }

        const place = nextPlace({ seq, revision }, access.now);
        write.note({ chat: no, ...place, note: move.note, person: null, reason: move.reason });
        write.moved({ chat: no, ...place, state: move.state, outcome: move.outcome, reason: move.reason });
        audit.write(access.now, access.actor, {
          action: 'chat-moved',
          chat: chat.id,
          subject: String(place.seq),
          code: move.note,
        });
        // Two entries are one change: whoever hears of it asks the log.
        const call = ended && { call: ended.news };
        const request = settle(chat.id, move.state, access.actor, access.now);
        const change = { chat: chat.id, revision: place.revision, readers, notices, ...call, ...request };
        return { ...standing(found, access), change, fresh: true };
      }),

    newest: (access, rule) =>
      commit(() => {
        const { no, chat } = admit(parts, access, rule);
        const found = newestConclusion(db, no);
        if (!found) throw new ConsultError('not-found');
        traceOpening(access, chat, found.version);
        return found;
      }),

    document: (access, version, rule) => {
      const read = () => {
        const { no, chat } = admit(parts, access, rule);
        const { place, size, hash, signedBy } = conclusions;
        const found = db
          .select({ place, size, hash, signedBy })
          .from(conclusions)
          .where(and(eq(conclusions.chat, no), eq(conclusions.version, version)))
          .get();
        if (!found) throw new ConsultError('not-found');
        return { chat, found };
      };
      if (access.actor.role === 'patient') return Promise.resolve().then(() => read().found);
      return commit(() => {
        const { chat, found } = read();
        traceOpening(access, chat, version);
        return found;
      });
    },
  };

  /** Puts the question of a new version, with all that it is about. @throws ConsultError what `rule` answers */
  function ask(access: Access, key: string, rule: ConclusionRule): { found: Approach; done: boolean } {
    const found = parts.approach(access);
    const kept = found && { author: authorOf(found.no), underKey: contentUnder(found.no, access, key) };
    const refusal = rule(
      found?.chat ?? ABSENT,
      found?.standing ?? NOBODY,
      kept ?? { author: null, underKey: undefined },
    );
    if (refusal !== 'done') refuseIf(refusal);
    if (!found) throw new ConsultError('not-found');
    return { found, done: refusal === 'done' };
  }

  function headOf({ no, chat }: Approach): ConclusionHead {
    const patient = findPerson(db, chat.patient)!;
    const doctor = findPerson(db, chat.doctor)!;
    const { specialty } = db
      .select({ specialty: chats.specialty })
      .from(chats)
      .where(eq(chats.no, no))
      .get()!;
    return {
      version: lastVersion(no) + 1,
      organisation: findOrganisation(db, chat.organisation)!.name,
      patient: { name: patient.name, birthDate: patient.birthDate },
      doctor: { name: nameOf({ patronymic: null, ...doctor.name }), specialty },
    };
  }

  function standing({ no, chat, standing: held }: Approach, { actor }: Access): GivenConclusion {
    const entry = log.at(no, conclusionSeq(db, no)) as Conclusion;
    return { chat: views.one(chat.id, actor.person, held), entry };
  }

  function keepVersion(
    no: number,
    { actor, now }: Access,
    { key, content, version, document }: NewConclusion,
  ) {
    db.insert(conclusions)
      .values({ chat: no, version, author: actor.person, key, at: now, content, ...document })
      .run();
  }

  /** The first version takes the next place in the log. */
  function enter(no: number, chat: Pick<KeptChat, 'seq' | 'revision'>, { actor, now }: Access) {
    const place = nextPlace(chat, now);
    db.insert(entries)
      .values({ chat: no, ...place, kind: 'conclusion', author: actor.person, side: 'doctor' })
      .run();
    return place;
  }

  /** A further one changes the entry where it stands. */
  function touch(no: number, chat: KeptChat) {
    const seq = conclusionSeq(db, no);
    const revision = chat.revision + 1;
    db.update(entries)
      .set({ revision })
      .where(and(eq(entries.chat, no), eq(entries.seq, seq)))
      .run();
    write.revision({ chat: no, revision });
    unlearn(db, no, seq);
    return { seq, revision };
  }

  function lastVersion(no: number): number {
    return newestConclusion(db, no)?.version ?? 0;
  }

  function authorOf(no: number): string | null {
    const { author } = conclusions;
    const first = db
      .select({ author })
      .from(conclusions)
      .where(eq(conclusions.chat, no))
      .orderBy(asc(conclusions.version))
      .limit(1)
      .get();
    return first?.author ?? null;
  }

  function contentUnder(no: number, { actor }: Access, key: string): ConclusionContent | undefined {
    const mine = and(
      eq(conclusions.chat, no),
      eq(conclusions.author, actor.person),
      eq(conclusions.key, key),
    );
    return db.select({ content: conclusions.content }).from(conclusions).where(mine).get()?.content;
  }

  function traceOpening({ now, actor }: Access, { id }: KeptChat, version: number) {
    audit.write(now, actor, { action: 'conclusion-opened', chat: id, subject: String(version) });
  }
}

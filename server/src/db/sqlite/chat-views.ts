import {
  ConsultError,
  LIMITS,
  refusalToRead,
  refusalWithoutConsent,
  sideOf,
  type Actor,
  type EsiaLevel,
  type Relation,
  type Standing,
} from '@consult/core';
import type { ChatsQuery, ChatView } from '@consult/core/wire';
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { soughtWords, type SoughtWord } from '../../search/words.js';
import { givenConsent, inForce, publishedConsent } from './access.js';
import { bound } from './bound.js';
import type { SqliteDatabase } from './connection.js';
import { entryColumns, entryOf, joins } from './entry-rows.js';
import { nameOf } from './names.js';
import { chats, entries, organisations, people, reads, representations } from './schema.js';
import { holdsAll } from './word-search.js';

const patients = alias(people, 'patients');
const doctors = alias(people, 'doctors');
const others = alias(entries, 'others');

/** Entries of `others` that the reader has not seen: the SQL of `isUnread` in core. */
const isUnreadBy = (person: unknown) =>
  sql`${others.chat} = ${chats.no} and ${others.seq} > coalesce(${reads.seq}, 0)
    and ${others.kind} <> 'tombstone' and (${others.author} is null or ${others.author} <> ${person})`;

const columns = (person: unknown) => ({
  chat: {
    id: chats.id,
    revision: chats.revision,
    seq: chats.seq,
    title: chats.title,
    specialty: chats.specialty,
    state: chats.state,
    outcome: chats.outcome,
    startsAt: chats.startsAt,
    endsAt: chats.endsAt,
    activeAt: chats.activeAt,
  },
  patientSideRead: chats.patientSideRead,
  doctorSideRead: chats.doctorSideRead,
  patientSideDelivered: chats.patientSideDelivered,
  doctorSideDelivered: chats.doctorSideDelivered,
  patient: {
    id: chats.patient,
    family: patients.family,
    given: patients.given,
    patronymic: patients.patronymic,
  },
  doctor: { id: chats.doctor, family: doctors.family, given: doctors.given, patronymic: doctors.patronymic },
  organisation: { id: organisations.id, name: organisations.name },
  levels: organisations.levels,
  published: publishedConsent,
  given: givenConsent,
  readSeq: reads.seq,
  unread: sql<number>`(select count(*) from ${entries} as ${sql.identifier('others')} where ${isUnreadBy(person)})`,
  last: entryColumns,
});

/** The joins every view needs; `person` is the reader. */
const viewsFor = (db: SqliteDatabase, person: unknown) =>
  db
    .select(columns(person))
    .from(chats)
    .innerJoin(patients, eq(patients.id, chats.patient))
    .innerJoin(doctors, eq(doctors.id, chats.doctor))
    .innerJoin(organisations, eq(organisations.id, chats.organisation))
    .leftJoin(reads, and(eq(reads.chat, chats.no), sql`${reads.person} = ${person}`))
    .innerJoin(entries, and(eq(entries.chat, chats.no), eq(entries.seq, chats.seq)))
    .leftJoin(joins.authors, joins.toAuthor)
    .leftJoin(joins.subjects, joins.toSubject)
    .$dynamic();

type ViewRow = ReturnType<ReturnType<typeof viewsFor>['all']>[number];

/** Chats as one reader sees them. */
export function createChatViews(db: SqliteDatabase) {
  const person = bound(sql.placeholder('person'));
  const one = viewsFor(db, person)
    .where(eq(chats.id, bound(sql.placeholder('chat'))))
    .prepare();

  return {
    /** One chat that is known to exist, for somebody whose relation to it has been established. */
    one(
      chat: string,
      reader: string,
      { relation, account }: Pick<Standing, 'relation' | 'account'>,
    ): ChatView {
      return viewOf(one.get({ chat, person: reader })!, relation, account?.level);
    },

    list(actor: Actor, { q = '', after, limit = LIMITS.page }: ChatsQuery, now: number) {
      const mine = chatsOf(actor, now);
      if (!mine) return { chats: [], next: null, unread: 0 };
      const words = soughtWords(q);
      const rows = words ? readPage(actor.person, mine, words, after, limit + 1) : [];
      const page = rows
        .slice(0, limit)
        .map((row) => viewOf(row, relationOf(actor, row.patient.id), actor.level));
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last.activeAt}-${last.id}` : null;
      const isAll = words?.length === 0 && after === undefined && next === null;
      return { chats: page, next, unread: isAll ? sumOf(page) : countUnread(db, actor.person, mine) };
    },
  };

  function readPage(
    reader: string,
    mine: SQL,
    words: SoughtWord[],
    after: string | undefined,
    limit: number,
  ) {
    return viewsFor(db, reader)
      .where(and(mine, ...holdsAll(CHAT_WORDS, words), after === undefined ? undefined : isAfter(after)))
      .orderBy(desc(chats.activeAt), desc(chats.id))
      .limit(limit)
      .all();
  }
}

const sumOf = (views: readonly ChatView[]) => views.reduce((sum, { unread }) => sum + unread, 0);

/** Which chats are the actor's own to list; `undefined` for those who take part in none. */
export function chatsOf({ role, person }: Pick<Actor, 'role' | 'person'>, now: number): SQL | undefined {
  if (role === 'doctor') return eq(chats.doctor, person);
  if (role !== 'patient') return undefined;
  return sql`${chats.patient} in (select ${person} union select ${representations.patient} from ${representations}
    where ${representations.representative} = ${person} and ${inForce(now)})`;
}

/** What ties the actor to a chat that {@link chatsOf} has found. */
function relationOf({ role, person }: Actor, patient: string): Relation {
  if (role === 'doctor') return 'doctor';
  return patient === person ? 'patient' : 'representative';
}

/** All that a chat is found by. */
const CHAT_WORDS = sql`(${patients.words} || ${doctors.words} || ${organisations.words} || ${chats.words})`;

/** @throws ConsultError `invalid` for a cursor that no page has ever given. */
function isAfter(cursor: string): SQL {
  const [, activeAt, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(cursor) ?? [];
  if (!id) throw new ConsultError('invalid');
  return sql`(${chats.activeAt}, ${chats.id}) < (${Number(activeAt)}, ${id})`;
}

function countUnread(db: SqliteDatabase, person: string, mine: SQL): number {
  const row = db
    .select({ count: sql<number>`count(*)` })
    .from(chats)
    .leftJoin(reads, and(eq(reads.chat, chats.no), eq(reads.person, person)))
    .innerJoin(others, isUnreadBy(person))
    .where(and(mine, sql`${chats.seq} > coalesce(${reads.seq}, 0)`))
    .get();
  return row?.count ?? 0;
}

function viewOf(row: ViewRow, relation: Relation, level?: EsiaLevel): ChatView {
  const { chat, patient, doctor, organisation, published, given, levels } = row;
  const account = levels && level ? { account: { level, accepted: levels } } : undefined;
  const consent = { published, given };
  const refusal = refusalToRead({ relation, consent, ...account }) ?? null;
  const ofDoctor = sideOf(relation) === 'doctor';
  const othersReadSeq = ofDoctor ? row.patientSideRead : row.doctorSideRead;
  return {
    ...chat,
    patient: { id: patient.id, name: nameOf(patient) },
    doctor: { id: doctor.id, name: nameOf(doctor) },
    organisation,
    relation,
    lastEntry: refusal ? null : entryOf(row.last),
    unread: sideOf(relation) ? row.unread : 0,
    readSeq: row.readSeq ?? 0,
    othersReadSeq,
    othersDeliveredSeq: Math.max(
      othersReadSeq,
      ofDoctor ? row.patientSideDelivered : row.doctorSideDelivered,
    ),
    ...(relation === 'doctor' && { consented: refusalWithoutConsent(consent) === undefined }),
    refusal,
  };
}

import { ConsultError, LIMITS, refuseIf, type Actor } from '@consult/core';
import type { JournalPage, JournalQuery } from '@consult/core/wire';
import { and, asc, count, eq, gt, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { JournalStore } from '../../requests/journal-store.js';
import { soughtWords } from '../../search/words.js';
import type { ChatParts } from './chat-store.js';
import { nameOf } from './names.js';
import { attachedAt } from './organisation-rows.js';
import { journalRow, journalRows, type RequestRow } from './request-rows.js';
import { attachments, isWaitingRequest, requests, slots } from './request-schema.js';
import { admitToRequest } from './request-store.js';
import { chats, people } from './schema.js';
import { slotsWithDoctors, slotViewOf } from './slot-rows.js';
import { holdsAll } from './word-search.js';

/** The reading half of the journal. */
export function createJournalReads({
  db,
  commit,
  audit,
}: ChatParts): Pick<JournalStore, 'page' | 'exported' | 'row' | 'matchable' | 'people'> {
  return {
    page: (actor, query, now, rule) =>
      commit(() => {
        refuseIf(rule());
        const subject = actor.organisation!;
        if (!audit.hasRegistryOpening('journal-opened', subject, actor, now))
          audit.write(now, actor, { action: 'journal-opened', subject });
        const mine = journalOf(actor);
        const wanted = filtered(mine, query, now);
        const { found, ...page } = query.q ? search(wanted, query, now) : readCounted(wanted, query, now);
        return { ...page, counts: { found, ...countWaiting(mine, now) } };
      }),

    exported: (actor, query, now, rule) =>
      commit(() => {
        refuseIf(rule());
        if (query.after === undefined)
          audit.write(now, actor, { action: 'journal-exported', subject: actor.organisation! });
        return readPage(filtered(journalOf(actor), query, now), query, now);
      }),

    row: (access, rule) =>
      commit(() => {
        const { actor, now } = access;
        const row = admitToRequest(db, access, rule);
        if (!audit.hasRegistryOpening('request-opened', row.id, actor, now))
          audit.write(now, actor, { action: 'request-opened', subject: row.id });
        return journalRow(db, row, now);
      }),

    matchable: (actor, now, limit, rule) =>
      commit(() => {
        refuseIf(rule());
        const organisation = actor.organisation!;
        const subject = organisation;
        if (!audit.hasRegistryOpening('journal-opened', subject, actor, now))
          audit.write(now, actor, { action: 'journal-opened', subject });
        const waiting = db
          .select()
          .from(requests)
          .where(and(eq(requests.organisation, organisation), isWaitingRequest))
          .orderBy(asc(requests.callBy), asc(requests.id))
          .limit(limit)
          .all();
        const free = slotsWithDoctors(db)
          .where(
            and(eq(slots.organisation, organisation), sql`${slots.state} = 'free'`, gt(slots.startsAt, now)),
          )
          .orderBy(asc(slots.startsAt), asc(slots.id))
          .limit(limit)
          .all();
        return {
          requests: waiting.map(({ lockedBy, lockedUntil, ...row }) => ({
            id: row.id,
            number: row.number,
            kind: row.kind,
            specialty: row.specialty,
            doctor: row.doctor,
            wishes: row.wishes,
            registeredAt: row.registeredAt,
            callBy: row.callBy,
            consultBy: row.consultBy,
            locked: lockedBy !== null && lockedBy !== actor.person && lockedUntil! > now,
          })),
          slots: free.map(slotViewOf),
        };
      }),

    people: (actor, q, now, rule) =>
      commit(() => {
        refuseIf(rule());
        const words = soughtWords(q);
        if (!words?.length) return [];
        const subject = actor.organisation!;
        if (!audit.hasRegistryOpening('people-searched', subject, actor, now))
          audit.write(now, actor, { action: 'people-searched', subject });
        return db
          .select()
          .from(people)
          .where(and(patientsOf(actor, now), ...holdsAll(people.words, words)))
          .orderBy(asc(people.family), asc(people.given), asc(people.id))
          .limit(FOUND)
          .all()
          .map((row) => ({ id: row.id, name: nameOf(row), birthDate: row.birthDate, phone: row.phone }));
      }),
  };

  function readPage(
    wanted: SQL | undefined,
    { after, limit = LIMITS.page }: JournalQuery,
    now: number,
  ): Pick<JournalPage, 'rows' | 'next'> {
    if (wanted === undefined) return { rows: [], next: null };
    const rows = db
      .select()
      .from(requests)
      .where(and(wanted, after === undefined ? undefined : isAfter(after)))
      .orderBy(...IN_ORDER)
      .limit(limit + 1)
      .all();
    return pageOf(rows, limit, now);
  }

  function readCounted(wanted: SQL | undefined, query: JournalQuery, now: number) {
    return { found: wanted === undefined ? 0 : countOf(wanted), ...readPage(wanted, query, now) };
  }

  /** As {@link readCounted}, but goes through the journal once: to look into every word is what takes time. */
  function search(wanted: SQL | undefined, query: JournalQuery, now: number) {
    const { after, limit = LIMITS.page } = query;
    if (wanted === undefined) return readCounted(wanted, query, now);
    const { found, ids } = db.get<{ found: number; ids: string }>(sql`
      with found as materialized (select "over", call_by, id from ${requests} where ${wanted})
      select (select count(*) from found) as found, (
        select json_group_array(id) from (
          select id from found as ${requests} ${after === undefined ? sql`` : sql`where ${isAfter(after)}`}
          order by "over", call_by, id limit ${limit + 1})
      ) as ids`);
    const rows = db
      .select()
      .from(requests)
      .where(inArray(requests.id, JSON.parse(ids) as string[]))
      .orderBy(...IN_ORDER)
      .all();
    return { found, ...pageOf(rows, limit, now) };
  }

  function pageOf(
    rows: readonly RequestRow[],
    limit: number,
    now: number,
  ): Pick<JournalPage, 'rows' | 'next'> {
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? `${Number(last.over)}-${last.callBy}-${last.id}` : null;
    return { rows: journalRows(db, page, now), next };
  }

  function countOf(wanted: SQL): number {
    return db.select({ count: count() }).from(requests).where(wanted).get()!.count;
  }

  /** How many wait in the whole journal, and how many of them are overdue: the SQL of `isOverdue` in core. */
  function countWaiting(mine: SQL, now: number) {
    const waiting = sql`${mine} and ${requests.over} = 0 and ${isWaitingRequest}`;
    const overdue = and(waiting, isNull(requests.answeredAt), lt(requests.callBy, now));
    return { waiting: countOf(waiting), overdue: countOf(overdue!) };
  }
}

/** What lives first, the nearest deadline first. */
const IN_ORDER = [asc(requests.over), asc(requests.callBy), asc(requests.id)];

/** So many patients are found at once: whoever sought is further down has to be named better. */
const FOUND = 20;

/** Which requests are in the actor's journal. */
const journalOf = ({ role, person, organisation }: Actor): SQL =>
  role === 'operator'
    ? sql`${requests.organisation} = ${organisation}`
    : sql`${requests.applicant} = ${person} and ${requests.organisation} = ${organisation}
        and ${requests.source} <> 'portal'`; // what somebody applied for themselves is not a doctor's

const FILTERS = {
  all: undefined,
  waiting: isWaitingRequest,
  offered: sql`${requests.state} = 'offered'`,
  scheduled: sql`${requests.state} = 'scheduled'`,
  closed: sql`${requests.over} = 1`,
} as const;

/** What of a journal the filters leave; `undefined` where the query asks for nothing that a word could match. */
function filtered(mine: SQL, query: JournalQuery, now: number): SQL | undefined {
  const { filter = 'all', specialty, doctor, source, overdue, q = '' } = query;
  const words = soughtWords(q);
  if (!words) return undefined;
  return and(
    mine,
    filter === 'all' || filter === 'closed' ? undefined : sql`${requests.over} = 0`,
    FILTERS[filter],
    overdue && and(isWaitingRequest, isNull(requests.answeredAt), lt(requests.callBy, now)),
    specialty === undefined ? undefined : eq(requests.specialty, specialty),
    doctor === undefined ? undefined : eq(requests.doctor, doctor),
    source === undefined ? undefined : eq(requests.source, source),
    ...holdsAll(requests.words, words),
  );
}

/** Whom the actor may enter a request for. */
function patientsOf({ role, person, organisation }: Actor, now: number): SQL {
  return role === 'operator'
    ? sql`${people.id} in (select ${attachments.patient} from ${attachments}
        where ${attachments.organisation} = ${organisation} and ${attachedAt(now)})`
    : sql`${people.id} in (select ${chats.patient} from ${chats} where ${chats.doctor} = ${person}
        and ${chats.organisation} = ${organisation}
        union select ${slots.patient} from ${slots} where ${slots.doctor} = ${person}
        and ${slots.organisation} = ${organisation} and ${slots.patient} is not null)`;
}

/** @throws ConsultError `invalid` for a cursor that no page has ever given. */
function isAfter(cursor: string): SQL {
  const [, over, callBy, id] = /^([01])-(\d{1,15})-([\w-]{1,64})$/.exec(cursor) ?? [];
  if (!id) throw new ConsultError('invalid');
  return sql`(${requests.over}, ${requests.callBy}, ${requests.id}) > (${Number(over)}, ${Number(callBy)}, ${id})`;
}

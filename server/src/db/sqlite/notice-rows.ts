import { CHANNEL_KINDS, channelsFor, idOf, ID_BYTES, ID_PREFIXES, type IdKind } from '@consult/core';
import { and, count, inArray, isNull, max, sql, type SQL } from 'drizzle-orm';
import type { NoticeCause, NoticeNews } from '../../notices/notice-store.js';
import { inForce, isWithdrawn } from './access.js';
import type { SqliteDatabase } from './connection.js';
import { notices } from './notice-schema.js';
import { consentDocuments, consents, representations } from './schema.js';
import { representativesOf } from './speaking.js';

/** An id for a row that has no command of its own to bring one. */
export const freshId = (kind: IdKind) => idOf(kind, crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** Whether the notice's addressee is its patient, or speaks for them now. */
export const isTheirs = (now: number): SQL => sql`(${notices.person} = ${notices.patient} or exists (
  select 1 from ${representations} where ${representations.patient} = ${notices.patient}
    and ${representations.representative} = ${notices.person} and ${inForce(now)}))`;

/** The newest published consent to notifications, and the newest version of it that the notice's patient has accepted. */
export const noticeConsent = {
  published: sql<number | null>`(select max(${consentDocuments.version}) from ${consentDocuments}
    where ${consentDocuments.kind} = 'notifications')`,
  given: sql<number | null>`(select max(${consents.version}) from ${consents}
    where ${consents.patient} = ${notices.patient} and ${consents.kind} = 'notifications'
    and not ${isWithdrawn})`,
};

/** How many notices of these people are unread. */
export function unreadOf(db: SqliteDatabase, people: readonly string[], now: number): NoticeNews[] {
  const counted = db
    .select({ person: notices.person, unread: count() })
    .from(notices)
    .where(and(inArray(notices.person, [...people]), isNull(notices.readAt), isTheirs(now)))
    .groupBy(notices.person)
    .all();
  return people.map((person) => ({
    person,
    unread: counted.find((row) => row.person === person)?.unread ?? 0,
  }));
}

/**
 * Tells the patient's side of something, in the transaction of the cause: the patient, and everybody who speaks for the
 * patient at that time. Answers whom to hint it to, after the commit. A reminder that was written once is not again.
 */
export function noteFor(
  db: SqliteDatabase,
  { kind, patient, at, chat, request, moment, number }: NoticeCause,
): readonly NoticeNews[] {
  const told = db
    .insert(notices)
    .values(
      [patient, ...representativesOf(db, patient, at)].map((person) => ({
        id: freshId('notice'),
        person,
        patient,
        kind,
        at,
        chat: chat ?? null,
        request: request ?? null,
        moment: moment ?? null,
        number: number ?? null,
      })),
    )
    .onConflictDoNothing()
    .returning({ person: notices.person })
    .all();
  return told.length
    ? unreadOf(
        db,
        told.map(({ person }) => person),
        at,
      )
    : [];
}

/**
 * Tells everybody who has accepted an older version of a document that there is a new one, and whoever speaks for them, in
 * the transaction that publishes it. It may be all the patients there are: so it is one statement, and the outbox, which has
 * nothing to send of it, does not look at each.
 */
export function noteOfDocument(
  db: SqliteDatabase,
  {
    kind,
    version,
    publishedAt,
  }: Pick<typeof consentDocuments.$inferSelect, 'kind' | 'version' | 'publishedAt'>,
): readonly NoticeNews[] {
  const planned = channelsFor('consent-changed', CHANNEL_KINDS).length === 0;
  const { lastNo } = db
    .select({ lastNo: max(notices.no) })
    .from(notices)
    .get()!;
  db.run(sql`
    with agreed(patient) as materialized (
      select distinct ${consents.patient} from ${consents}
      where ${consents.kind} = ${kind} and ${consents.version} < ${version} and not ${isWithdrawn})
    insert into ${notices} (id, person, patient, kind, at, planned)
    select ${`${ID_PREFIXES.notice}_`} || lower(hex(randomblob(${ID_BYTES}))), person, patient,
      'consent-changed', ${publishedAt}, ${Number(planned)}
    from (
      select patient as person, patient from agreed
      union all
      select ${representations.representative}, agreed.patient from agreed
        join ${representations} on ${representations.patient} = agreed.patient and ${inForce(publishedAt)})`);
  return db.all<NoticeNews>(sql`
    select ${notices.person} as person, count(*) as unread from ${notices}
    where ${notices.readAt} is null and ${isTheirs(publishedAt)}
      and ${notices.person} in (select told.person from ${notices} as told where told.no > ${lastNo ?? 0})
    group by ${notices.person}`);
}

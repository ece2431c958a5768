import {
  refusalWithoutConsent,
  relationIn,
  type EsiaLevel,
  type PersonName,
  type Standing,
} from '@consult/core';
import { eq, sql, type SQL } from 'drizzle-orm';
import type { Access, ClockAccess, KeptChat } from '../../chats/chat-store.js';
import type { Reader } from '../../feed/feed.js';
import type { SqliteDatabase } from './connection.js';
import { consentWithdrawals } from './consent-schema.js';
import { nameOf } from './names.js';
import { chats, consentDocuments, consents, organisations, people, representations } from './schema.js';

/** A chat and all that the rules ask about whoever stands before it, read at one moment. */
export interface Approach {
  /** The chat's number in this database. */
  readonly no: number;
  readonly chat: KeptChat;
  readonly standing: Standing;
  /** The actor's own name; `undefined` for somebody the registry does not know, and for the clock. */
  readonly name: PersonName | undefined;
  readonly sideReads: { readonly patient: number; readonly doctor: number };
  readonly sideDelivered: { readonly patient: number; readonly doctor: number };
  /** Who may see a change of this chat now. */
  readonly readers: readonly Reader[];
}

/**
 * A subquery among the selected columns. Drizzle leaves table names out there when only one table is selected from, and
 * `patient = patient` would be true of everybody; it keeps them in SQL that is nested.
 */
const subquery = <T>(query: SQL) => sql<T>`${query}`;

/** Whether a representation is in force at `now`. */
export const inForce = (now: unknown) =>
  sql`${representations.validFrom} <= ${now} and (${representations.validTo} is null or ${representations.validTo} > ${now})
    and (${representations.endsAt} is null or ${representations.endsAt} > ${now})`;

/** What the rules are asked about. */
export const keptChat = {
  id: chats.id,
  patient: chats.patient,
  doctor: chats.doctor,
  organisation: chats.organisation,
  state: chats.state,
  outcome: chats.outcome,
  reason: chats.reason,
  startsAt: chats.startsAt,
  endsAt: chats.endsAt,
  seq: chats.seq,
  revision: chats.revision,
  wrote: chats.wrote,
};

/** A part of the actor's own name. */
const ownName = (part: 'family' | 'given' | 'patronymic') =>
  subquery<string | null>(
    sql`(select ${people[part]} from ${people} where ${people.id} = ${sql.placeholder('person')})`,
  );

/**
 * Reads a chat's row together with the actor's standing to it, in one statement; `undefined` for an absent chat.
 * It runs with every message: subqueries and no joins, see {@link bound}.
 */
export function createApproach(db: SqliteDatabase) {
  const now = sql.placeholder('now');
  const find = db
    .select({
      no: chats.no,
      chat: keptChat,
      sideReads: { patient: chats.patientSideRead, doctor: chats.doctorSideRead },
      sideDelivered: { patient: chats.patientSideDelivered, doctor: chats.doctorSideDelivered },
      name: { family: ownName('family'), given: ownName('given'), patronymic: ownName('patronymic') },
      published: publishedConsent,
      given: givenConsent,
      documentsHidden,
      levels: subquery<string | null>(
        sql`(select ${organisations.levels} from ${organisations} where ${organisations.id} = ${chats.organisation})`,
      ),
      // Ids hold no comma.
      representatives: subquery<string | null>(sql`(select group_concat(${representations.representative})
        from ${representations} where ${representations.patient} = ${chats.patient} and ${inForce(now)})`),
    })
    .from(chats)
    .where(eq(chats.id, sql.placeholder('chat')))
    .prepare();

  return (access: ClockAccess | Access): Approach | undefined => {
    const row = find.get({ chat: access.chatId, person: access.actor?.person ?? '', now: access.now });
    if (!row) return undefined;
    const { no, chat, sideReads, sideDelivered, published, given, documentsHidden } = row;
    const accepted = row.levels === null ? undefined : (JSON.parse(row.levels) as EsiaLevel[]);
    const level = access.actor?.level;
    const { family, given: first, patronymic } = row.name;
    const speakers = row.representatives?.split(',') ?? [];
    return {
      no,
      chat,
      sideReads,
      sideDelivered,
      standing: {
        relation: access.actor
          ? relationIn(chat, access.actor, speakers.includes(access.actor.person))
          : 'none',
        consent: { published, given },
        documentsHidden: documentsHidden === 1,
        ...(accepted && level && { account: { level, accepted } }),
      },
      name: family === null ? undefined : nameOf({ family, given: first!, patronymic }),
      readers: readersOf(chat, speakers, refusalWithoutConsent({ published, given }) !== undefined, accepted),
    };
  };
}

/** Who may see a chat: the patient, whoever speaks for the patient now, and the doctor. */
export const readersOf = (
  { patient, doctor }: { readonly patient: string; readonly doctor: string },
  speakers: readonly string[],
  withoutText: boolean,
  levels?: readonly EsiaLevel[],
): Reader[] => [
  ...[patient, ...speakers].map((person): Reader => ({
    person,
    role: 'patient',
    ...(withoutText && { withoutText }),
    ...(levels && { levels }),
  })),
  { person: doctor, role: 'doctor' },
];

/** The newest published consent to remote consultation. */
export const publishedConsent = subquery<number | null>(sql`(select max(${consentDocuments.version})
  from ${consentDocuments} where ${consentDocuments.kind} = 'remote-consultation')`);

/** Whether an acceptance was withdrawn. */
export const isWithdrawn = sql`exists (select 1 from ${consentWithdrawals}
  where ${consentWithdrawals.consent} = ${consents.id})`;

/** The newest version of it that the chat's patient, or somebody for them, has accepted and nobody has withdrawn. */
export const givenConsent = subquery<number | null>(sql`(select max(${consents.version})
  from ${consents} where ${consents.patient} = ${chats.patient} and ${consents.kind} = 'remote-consultation'
  and not ${isWithdrawn})`);

/** 1 where the chat's patient has agreed to notifications and all of that is withdrawn; `null` where they never have. */
const documentsHidden = subquery<number | null>(sql`(select min(${isWithdrawn})
  from ${consents} where ${consents.patient} = ${chats.patient} and ${consents.kind} = 'notifications')`);

import {
  ConsultError,
  fullName,
  moscowDay,
  refuseIf,
  requestNumber,
  type Actor,
  type RequestSource,
} from '@consult/core';
import type { NewAnonymousRequest, NewRequest } from '@consult/core/wire';
import { and, eq, sql } from 'drizzle-orm';
import type { DeadlinesBy, RequestStore } from '../../requests/request-store.js';
import { searchableWords } from '../../search/words.js';
import { newestOf, recordConsent } from './consent-rows.js';
import type { ChatParts } from './chat-store.js';
import { findOrganisation, isAttached, refusalByLevel } from './organisation-rows.js';
import { findPerson } from './people-store.js';
import { requestNumbers, requests, slots } from './request-schema.js';
import { newsOf, noted, relationTo, viewRequest, type RequestRow } from './request-rows.js';
import { chats } from './schema.js';
import { speaksFor } from './speaking.js';

/** Registers requests: `register` and `registerUnknown` of the request store. */
export function createRegistering(
  parts: Pick<ChatParts, 'db' | 'commit' | 'audit'>,
): Pick<RequestStore, 'register' | 'registerUnknown'> {
  const { db, commit, audit } = parts;

  return {
    register: (actor, draft, deadlines, now, rule, seenBy) =>
      commit(() => {
        const { patient: patientId, organisation, specialty } = draft;
        const kept = knownUnder(actor.person, draft.key);
        if (kept) {
          refuseIf(seenBy(relationTo(db, kept, actor, now))); // it may not be theirs to see any more
          if (kept.patient !== patientId || kept.source !== draft.source || !isSame(kept, draft))
            throw new ConsultError('key-reused');
          return { request: viewRequest(db, kept, now), news: null, change: null };
        }
        const published = newestOf(db, 'personal-data') ?? null;
        refuseIf(
          rule({
            isOwn: speaksFor(db, actor.person, patientId, now),
            attached: isAttached(db, { patient: patientId, organisation }, now),
            treats: actor.role === 'doctor' && hasTreated(actor, patientId),
            published,
            isDuplicate: isAsked(
              and(
                eq(requests.patient, patientId),
                eq(requests.organisation, organisation),
                eq(requests.specialty, specialty),
              ),
            ),
          }),
        );
        refuseIf(refusalByLevel(db, organisation, actor));
        const patient = findPerson(db, patientId);
        if (!patient) throw new ConsultError('not-found');
        const act = { id: draft.consentId, kind: 'personal-data' as const, patient: patientId };
        const consented =
          draft.consent !== undefined &&
          recordConsent(db, audit, actor, { ...act, ...draft.consent }, now).fresh;
        const who = { patient: patientId, applicant: actor.person };
        const row = enter({ ...draft, ...who }, fullName(patient.name), deadlines, now);
        audit.write(now, actor, { action: 'request-registered', subject: row.id, code: draft.source });
        const notices = noted(db, row, 'request-registered', now, row.callBy);
        const news = { ...newsOf(db, row, now), ...notices, ...(consented && { consented }) };
        return { request: viewRequest(db, row, now), news, change: null };
      }),

    registerUnknown: ({ name, birthDate, secretHash, ...draft }, deadlines, now, rule) =>
      commit(() => {
        const { family, given, patronymic = null } = name;
        const kept = knownUnder(UNKNOWN, draft.key);
        if (kept) {
          const known = [kept.family, kept.given, kept.patronymic, kept.birthDate].join('\n');
          if (known !== [family, given, patronymic, birthDate].join('\n') || !isSame(kept, draft))
            throw new ConsultError('key-reused');
          db.update(requests).set({ secret: secretHash }).where(eq(requests.id, kept.id)).run();
          return { request: viewRequest(db, kept, now), news: null, change: null };
        }
        const published = newestOf(db, 'personal-data') ?? null;
        const isDuplicate = isAsked(
          and(
            eq(requests.phone, draft.phone),
            eq(requests.organisation, draft.organisation),
            eq(requests.specialty, draft.specialty),
            eq(requests.family, family),
            eq(requests.given, given),
            eq(requests.birthDate, birthDate),
          ),
        );
        refuseIf(rule({ published, isDuplicate }));
        const who = { patient: null, applicant: UNKNOWN, source: 'portal' as const };
        const person = { family, given, patronymic, birthDate, secret: secretHash };
        const row = enter({ ...draft, ...who, ...person }, fullName(name), deadlines, now);
        audit.write(now, null, { action: 'request-registered', subject: row.id, code: 'anonymous' });
        return { request: viewRequest(db, row, now), news: newsOf(db, row, now), change: null };
      }),
  };

  function knownUnder(applicant: string, key: string): RequestRow | undefined {
    const same = and(eq(requests.applicant, applicant), eq(requests.key, key));
    return db.select().from(requests).where(same).get();
  }

  /** Whether a living request asks that already. */
  function isAsked(same: ReturnType<typeof and>): boolean {
    const living = and(same, sql`${requests.over} = 0`);
    return db.select({ id: requests.id }).from(requests).where(living).get() !== undefined;
  }

  /** Whether the doctor has had the patient in a consultation, or at a visit, in the organisation they act for. */
  function hasTreated({ person, organisation }: Actor, patient: string): boolean {
    const inChat = and(
      eq(chats.patient, patient),
      eq(chats.doctor, person),
      eq(chats.organisation, organisation ?? ''),
    );
    const atVisit = and(
      eq(slots.doctor, person),
      eq(slots.patient, patient),
      eq(slots.organisation, organisation ?? ''),
    );
    return (
      db.select({ no: chats.no }).from(chats).where(inChat).get() !== undefined ||
      db.select({ id: slots.id }).from(slots).where(atVisit).get() !== undefined
    );
  }

  function enter(draft: Entered, name: string, deadlines: DeadlinesBy, now: number): RequestRow {
    const organisation = findOrganisation(db, draft.organisation);
    const doctor = draft.doctor === null ? undefined : findPerson(db, draft.doctor);
    if (!organisation || (draft.doctor !== null && !doctor?.specialty)) throw new ConsultError('not-found');
    const year = Number(moscowDay(now).slice(0, 4));
    const number = requestNumber(year, nextNumber(year));
    const words = searchableWords(
      name,
      number,
      draft.phone,
      draft.phone.slice(2), // as it is dialled within the country, and as people remember it
      draft.specialty,
      doctor && fullName(doctor.name),
    );
    return db
      .insert(requests)
      .values({
        ...columnsOf(draft),
        ...deadlines(organisation.hours ?? null),
        number,
        words,
        revision: 1,
        state: 'registered',
        over: false,
        registeredAt: now,
        refusals: 0,
        consentVersion: draft.consent?.version ?? null,
        consentHash: draft.consent?.hash ?? null,
      })
      .returning()
      .get();
  }

  /** The next number of the year: dense, as it is taken in the transaction that uses it. */
  function nextNumber(year: number): number {
    return db
      .insert(requestNumbers)
      .values({ year, last: 1 })
      .onConflictDoUpdate({ target: requestNumbers.year, set: { last: sql`${requestNumbers.last} + 1` } })
      .returning({ last: requestNumbers.last })
      .get().last;
  }
}

/** The applicant who has no account. */
const UNKNOWN = '';

type Wanted = Pick<
  NewRequest & NewAnonymousRequest,
  'kind' | 'organisation' | 'specialty' | 'doctor' | 'phone' | 'email' | 'wishes' | 'comment'
>;

/** A request that has been let in, with who it is about. */
interface Entered
  extends Wanted, Partial<Pick<RequestRow, 'family' | 'given' | 'patronymic' | 'birthDate' | 'secret'>> {
  readonly id: string;
  readonly key: string;
  readonly source: RequestSource;
  readonly patient: string | null;
  readonly applicant: string;
  readonly consent?: NewRequest['consent'];
}

const columnsOf = (draft: Entered) => ({
  id: draft.id,
  key: draft.key,
  source: draft.source,
  kind: draft.kind,
  patient: draft.patient,
  family: draft.family ?? null,
  given: draft.given ?? null,
  patronymic: draft.patronymic ?? null,
  birthDate: draft.birthDate ?? null,
  secret: draft.secret ?? null,
  applicant: draft.applicant,
  organisation: draft.organisation,
  specialty: draft.specialty,
  doctor: draft.doctor,
  phone: draft.phone,
  email: draft.email,
  wishes: draft.wishes,
  comment: draft.comment,
});

const SAME = ['kind', 'organisation', 'specialty', 'doctor', 'phone', 'email', 'comment'] as const;

/** Whether two requests under one key ask the same. */
const isSame = (kept: RequestRow, draft: Wanted): boolean =>
  SAME.every((field) => kept[field] === draft[field]) &&
  kept.wishes.map(({ from, to }) => `${from} ${to}`).join() ===
    draft.wishes.map(({ from, to }) => `${from} ${to}`).join();

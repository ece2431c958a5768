import { moscowDay, type Actor, type PersonName } from '@consult/core';
import { concludeConsultation, type ConclusionDeps } from '../conclusions/conclusion-service.js';
import { deleteEntry, markRead, postEntry, viewChat, type Asked } from '../chats/chat-service.js';
import {
  cancelConsultation,
  completeConsultation,
  createChat,
  openConsultation,
} from '../consultations/consultation-service.js';
import { moveDue } from '../consultations/clock.js';
import { giveConsent, publishDocument } from '../consents/consent-service.js';
import { keepUpload } from '../files/file-service.js';
import { askErasure } from '../own-data/own-data-service.js';
import { putAttachment, putOrganisation, putPerson, putRepresentative } from '../people/people-service.js';
import { DEMO_DOCUMENTS } from './documents.js';
import { DEMO_PAPERS, type DemoPaperName } from './papers.js';
import {
  DEMO_CHILD,
  DEMO_CHILDREN_CLINIC,
  DEMO_CLINIC,
  DEMO_DOCTORS,
  DEMO_PEOPLE,
  DEMO_SPECIALTIES,
  type DemoPerson,
} from './people.js';
import { fillRegistry, type RegistryDeps } from './fill-registry.js';
import { DEMO_CALLERS, DEMO_CLINICS, DEMO_CONTACTS } from './registry.js';
import { DEMO_DIARY, DEMO_TALKS, type Talk, type When } from './talks.js';

type DemoDeps = Omit<ConclusionDeps, 'now'> & RegistryDeps;

/** Has asked for the erasure of his data. */
const DEMO_NOBODY = 'per_uproshenko';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A talk is appointed so long before it begins, and takes so long. */
const APPOINTED = 3 * DAY;
const SLOT = 30 * MINUTE;

/**
 * Fills an empty database with the demonstration as it looks at `now`, through the services and at the times when
 * things happened. A database that has it already stays as it is.
 */
export async function fillDemo(deps: DemoDeps, now: number): Promise<void> {
  if (await deps.stores.people.find(DEMO_PEOPLE[0].id)) return;
  await enterPeople(deps, now);
  await giveConsents(deps, now);
  // In the order in which they began: the clock that a missed one needs must not run past later ones.
  const talks = [...DEMO_TALKS, DEMO_DIARY].map((talk) => ({ talk, begins: momentOf(talk.begins, now) }));
  talks.sort((one, other) => one.begins - other.begins);
  for (const { talk, begins } of talks) await hold(deps, talk, begins, now);
  // Who cannot enter has no record to keep: whoever tries it out spoils nothing.
  await askErasure(then(deps, now - 12 * DAY), patientActor(DEMO_NOBODY));
  await fillRegistry(deps, { operatorAt, patient: patientActor }, DOCTORS_BY_SPECIALTY, now);
}

/** Who offers times in each specialty. */
const DOCTORS_BY_SPECIALTY: Readonly<Record<string, string>> = Object.fromEntries([
  ...DEMO_DOCTORS.map(({ id, specialty }) => [specialty, id]),
  ...Object.entries(DEMO_SPECIALTIES).map(([id, specialty]) => [specialty, id]),
]);

const [ADMINISTRATOR, OPERATOR] = (['administrator', 'operator'] as const).map((role) =>
  actorOf(DEMO_PEOPLE.find((person) => person.role === role)!),
) as [Actor, Actor];

function actorOf({ id, role, organisation, level }: Omit<DemoPerson, 'name' | 'birthDate' | 'sees'>): Actor {
  return { person: id, role, organisation, level, session: 'demo' };
}

const operatorAt = (organisation: string): Actor => ({ ...OPERATOR, organisation });
const patientActor = (id: string) => actorOf({ id, role: 'patient', organisation: null, level: 'confirmed' });
const doctorActor = (id: string) =>
  actorOf({ id, role: 'doctor', organisation: DEMO_CLINIC.id, level: 'confirmed' });

/** The services as they would have run at that moment. */
const then = (deps: DemoDeps, at: number) => ({ ...deps, now: () => at });

async function enterPeople(deps: DemoDeps, now: number) {
  const began = then(deps, now - 400 * DAY);
  for (const organisation of DEMO_CLINICS)
    await putOrganisation(began, ADMINISTRATOR, { ...organisation, hours: [...organisation.hours] });
  const enter = (
    person: { id: string; name: PersonName; birthDate: string },
    specialty: string | null = null,
    contacts: { phone?: string; email?: string } = {},
  ) =>
    putPerson(began, ADMINISTRATOR, person.id, {
      name: person.name,
      birthDate: person.birthDate,
      specialty,
      ...contacts,
    });
  for (const person of DEMO_PEOPLE)
    await enter(person, DEMO_SPECIALTIES[person.id], DEMO_CONTACTS[person.id]);
  for (const doctor of DEMO_DOCTORS) await enter(doctor, doctor.specialty);
  await enter(DEMO_CHILD);
  for (const { phone, ...caller } of DEMO_CALLERS) await enter(caller, null, { phone });
  const attach = (patient: string, organisation: string) =>
    putAttachment(
      began,
      operatorAt(organisation),
      { patient, organisation },
      { validFrom: now - 400 * DAY, validTo: null },
    );
  for (const { id } of [...DEMO_PEOPLE.filter(({ role }) => role === 'patient'), ...DEMO_CALLERS])
    await attach(id, DEMO_CLINIC.id);
  await attach(DEMO_CHILD.id, DEMO_CHILDREN_CLINIC.id);
  await putRepresentative(
    began,
    OPERATOR,
    { patient: DEMO_CHILD.id, representative: DEMO_PEOPLE[0].id },
    { validFrom: Date.parse(`${DEMO_CHILD.birthDate}T00:00:00+03:00`), validTo: null },
  );
}

async function giveConsents(deps: DemoDeps, now: number) {
  const given = then(deps, now - 390 * DAY);
  const patients = DEMO_PEOPLE.filter(({ role }) => role === 'patient').map(({ id }) => id);
  for (const document of DEMO_DOCUMENTS) {
    const { kind, version, hash } = await publishDocument(
      then(deps, now - 395 * DAY),
      ADMINISTRATOR,
      document,
    );
    const accept = (by: string, patient: string) =>
      giveConsent(given, patientActor(by), {
        key: deps.newId('entryKey'),
        ...{ kind, version, hash, patient },
      });
    for (const patient of patients) await accept(patient, patient);
    await accept(DEMO_PEOPLE[0].id, DEMO_CHILD.id);
  }
}

/** One consultation, from its appointment to where it stands now. */
async function hold(deps: DemoDeps, talk: Talk, begins: number, now: number) {
  const appointed = Math.min(begins - APPOINTED, now - DAY);
  const operator = operatorAt(talk.patient === DEMO_CHILD.id ? DEMO_CHILDREN_CLINIC.id : DEMO_CLINIC.id);
  const chatId = await createChat(then(deps, appointed), operator, {
    key: deps.newId('entryKey'),
    patient: talk.patient,
    doctor: talk.doctor,
    title: talk.title,
    comment: talk.comment,
    startsAt: begins,
    endsAt: begins + SLOT,
  });
  const sides = { patient: patientActor(talk.speaker ?? talk.patient), doctor: doctorActor(talk.doctor) };
  const doctor = { chatId, actor: sides.doctor };

  if (talk.ends?.how === 'cancelled')
    await cancelConsultation(then(deps, begins - DAY), { chatId, actor: operator });
  if (talk.ends?.how === 'missed')
    for (const at of [begins, begins + SLOT + deps.config.missedAfterMs]) await moveDue(then(deps, at));
  if (talk.lines) {
    await openConsultation(then(deps, begins), doctor);
    await speak(deps, talk, chatId, sides, begins);
  }
  if (talk.ends?.how === 'conclusion')
    await concludeConsultation(then(deps, begins + talk.ends.after * MINUTE), doctor, {
      key: deps.newId('entryKey'),
      content: talk.ends.content,
    });
  if (talk.ends?.how === 'no-conclusion')
    await completeConsultation(then(deps, begins + talk.ends.after * MINUTE), doctor, talk.ends.reason);

  for (const side of ['patient', 'doctor'] as const) {
    const asked = { chatId, actor: sides[side] };
    const view = await viewChat(then(deps, now), asked);
    await markRead(then(deps, view.activeAt), asked, view.seq - (talk.unread?.[side] ?? 0));
  }
}

async function speak(
  deps: DemoDeps,
  { lines = [], takenBack }: Talk,
  chatId: string,
  sides: Readonly<Record<'patient' | 'doctor', Actor>>,
  begins: number,
) {
  const askedBy = (who: 'patient' | 'doctor') => ({ chatId, actor: sides[who] });
  const files = await Promise.all(
    lines.map(([who, after, , ...papers]) =>
      Promise.all(papers.map((paper) => upload(then(deps, begins + after * MINUTE), askedBy(who), paper))),
    ),
  );
  // Handed over together, they share their commits and keep their order.
  const said = await Promise.all(
    lines.map(([who, after, text], at) =>
      postEntry(then(deps, begins + after * MINUTE), askedBy(who), {
        key: deps.newId('entryKey'),
        text,
        ...(files[at]!.length > 0 && { files: files[at] }),
      }),
    ),
  );
  const [last, spoken] = [lines.at(-1), said.at(-1)];
  if (takenBack && last && spoken)
    await deleteEntry(
      then(deps, begins + (last[1] + 1) * MINUTE),
      { chatId, actor: sides[last[0]] },
      spoken.seq,
    );
}

async function upload(deps: ConclusionDeps, asked: Asked, paper: DemoPaperName) {
  const { name, base64 } = DEMO_PAPERS[paper];
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const about = { id: deps.newId('file'), key: deps.newId('entryKey'), name };
  return (await keepUpload(deps, asked, about, new Blob([bytes]).stream())).id;
}

function momentOf(when: When, now: number): number {
  if ('minutes' in when) return now + when.minutes * MINUTE;
  return Date.parse(`${moscowDay(now)}T${when.time}:00+03:00`) + when.day * DAY;
}

import { moscowDay, type Actor, type ConsentKind } from '@consult/core';
import type { ConsentDocument } from '@consult/core/wire';
import { addAttempt, annulRequest, lockRow, offerSlot, unlockRow } from '../requests/journal-service.js';
import { refuseOffer, register, type RequestDeps, withdrawRequest } from '../requests/request-service.js';
import { openSlots } from '../slots/slot-service.js';
import { DEMO_CLINIC } from './people.js';
import { DEMO_CALLERS, DEMO_CONTACTS, DEMO_REQUESTS, DEMO_TIMES, type DemoRequest } from './registry.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SLOT = 30 * MINUTE;
/** Free times are opened for so many days. */
const AHEAD = 12;

export type RegistryDeps = Omit<RequestDeps, 'now'>;

interface Staff {
  /** The operator of a clinic. */
  readonly operatorAt: (clinic: string) => Actor;
  readonly patient: (id: string) => Actor;
}

const then = (deps: RegistryDeps, at: number) => ({ ...deps, now: () => at });

const dayFrom = (now: number, days: number) => moscowDay(now + days * DAY);
const momentOf = (day: string, time: string) => Date.parse(`${day}T${time}:00+03:00`);

/** Fills the journal of deferred booking and the schedule, as the registry would have. */
export async function fillRegistry(
  deps: RegistryDeps,
  staff: Staff,
  doctors: Readonly<Record<string, string>>,
  now: number,
): Promise<void> {
  const documents = await deps.stores.consents.documents();
  for (const request of DEMO_REQUESTS) await enter(deps, staff, doctors, documents, request, now);
  for (const { doctor, clinic, kind, at } of DEMO_TIMES) {
    const slots = Array.from({ length: AHEAD }, (_, index) => dayFrom(now, index + 1))
      .filter((day) => new Date(`${day}T12:00:00Z`).getUTCDay() % 6 !== 0)
      .flatMap((day) => at.map((time) => momentOf(day, time)))
      .map((startsAt) => ({ startsAt, endsAt: startsAt + SLOT }));
    await openSlots(then(deps, now), staff.operatorAt(clinic), { doctor, kind, slots });
  }
}

async function enter(
  deps: RegistryDeps,
  { operatorAt, patient }: Staff,
  doctors: Readonly<Record<string, string>>,
  documents: readonly ConsentDocument[],
  request: DemoRequest,
  now: number,
) {
  const began = now - request.registered * DAY - 90 * MINUTE;
  const operator = operatorAt(request.clinic);
  const applicant = request.by ? patient(request.by) : operator;
  const data = documents.find(({ kind }) => kind === ('personal-data' satisfies ConsentKind))!;
  const known = DEMO_CALLERS.find(({ id }) => id === request.patient);
  const { id } = await register(then(deps, began), applicant, {
    key: deps.newId('entryKey'),
    source: request.source,
    patient: request.patient,
    kind: 'remote',
    organisation: request.clinic,
    specialty: request.specialty,
    doctor: null,
    phone: known?.phone ?? DEMO_CONTACTS[request.by ?? request.patient]!.phone,
    email: null,
    wishes: request.wishes.map(([from, to]) => ({ from: dayFrom(now, from), to: dayFrom(now, to) })),
    comment: request.comment,
    ...(request.by && { consent: { version: data.version, hash: data.hash } }),
  });
  const asked = { requestId: id, actor: operator };
  let at = began;
  const next = () => then(deps, (at += 20 * MINUTE));
  const isWorkedOn = request.calls || request.refused || request.offered;
  if (isWorkedOn) await lockRow(next(), asked);
  for (const result of request.calls ?? [])
    await addAttempt(next(), asked, { key: deps.newId('entryKey'), result });
  const doctor = doctors[request.specialty];
  const offer = async (index: number) => {
    const startsAt =
      momentOf(dayFrom(now, 3 + index), '16:00') + DEMO_REQUESTS.indexOf(request) * 32 * MINUTE;
    const [slot] = (
      await openSlots(next(), operator, {
        doctor: doctor!,
        kind: 'remote',
        slots: [{ startsAt, endsAt: startsAt + SLOT }],
      })
    ).slots;
    return offerSlot(next(), asked, { key: deps.newId('entryKey'), slot: slot!.id });
  };
  for (const [index, reason] of (request.refused ?? []).entries()) {
    const { offers } = await offer(index);
    await refuseOffer(next(), asked, offers.at(-1)!.id, { reason });
  }
  if (request.offered) {
    at = now - 60 * MINUTE;
    await offer(0);
  }
  if (request.annulled) await annulRequest(next(), asked, request.annulled);
  if (request.withdrawn && request.clinic === DEMO_CLINIC.id)
    await withdrawRequest(next(), { requestId: id, actor: patient(request.patient) });
  if (isWorkedOn) await unlockRow(next(), asked);
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, idOf, type IdKind, type Role } from '@consult/core';
import initSqlJs from 'sql.js';
import type { Stores } from '../../../server/src/deps.js';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { openPageStores } from '../../../server/src/db/sqlite/open-page.js';
import { expectWholeAudit } from './audit-rows.js';

/** Midday in Moscow, a Monday in November: when everything in these tests happens. */
export const NOON = Date.UTC(2026, 10, 23, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const newId = (kind: IdKind) => idOf(kind, randomBytes(16));

/** One way to open stores. */
export interface Adapter {
  readonly name: string;
  /** A new, empty database; closing it removes it, once its audit has been found whole. */
  open(): Promise<Stores>;
  /** The same with {@link settle} done in it, which is done once and copied. */
  openSettled(): Promise<Stores>;
}

/** Every library a database may be opened with; each contract is run on all. */
export const ADAPTERS: readonly Adapter[] = [
  { name: 'better-sqlite3', open: openInFolder, openSettled: once(settledFile, openInFolder) },
  { name: 'sql.js', open: openInMemory, openSettled: once(settledMemory, openInMemory) },
];

async function openInFolder(file?: Uint8Array): Promise<Stores> {
  const folder = aFolder();
  if (file) writeFileSync(join(folder, DATABASE_FILE), file);
  const stores = await openStores(folder);
  return {
    ...stores,
    async close() {
      await stores.close();
      const made = readFileSync(join(folder, DATABASE_FILE));
      rmSync(folder, { recursive: true });
      await expectWholeAudit(made);
    },
  };
}

async function openInMemory(file?: Uint8Array): Promise<Stores> {
  const stores = openPageStores(await initSqlJs(), file);
  return { ...stores, close: async () => expectWholeAudit(await stores.closeAndExport()) };
}

async function settledFile(): Promise<Uint8Array> {
  const folder = aFolder();
  const stores = await openStores(folder);
  await settle(stores);
  await stores.close();
  return readFileSync(join(folder, DATABASE_FILE));
}

/** A database in which {@link settle} was done, as a file for `openPageServer`. */
export async function settledMemory(): Promise<Uint8Array> {
  const stores = openPageStores(await initSqlJs());
  await settle(stores);
  return stores.closeAndExport();
}

function once(make: () => Promise<Uint8Array>, open: (file: Uint8Array) => Promise<Stores>) {
  let made: Promise<Uint8Array> | undefined;
  return async () => open(await (made ??= make()));
}

export const aFolder = () => mkdtempSync(join(tmpdir(), 'consult-stores-'));

/** Somebody signed in. */
export const as = (role: Role, person: string, organisation: string | null = null): Actor => ({
  person,
  role,
  organisation,
  level: 'confirmed',
  session: `sid_${person}`,
});

export const CLINIC = 'org_clinic';
export const PATIENT = as('patient', 'per_patient');
export const OTHER_PATIENT = as('patient', 'per_other');
/** Speaks for the child. */
export const PARENT = as('patient', 'per_parent');
export const CHILD = 'per_child';
export const DOCTOR = as('doctor', 'per_doctor', CLINIC);
export const OTHER_DOCTOR = as('doctor', 'per_other_doctor', CLINIC);
export const OPERATOR = as('operator', 'per_operator', CLINIC);
export const ADMINISTRATOR = as('administrator', 'per_administrator', CLINIC);

const go = () => undefined;

/** Enters the people above, publishes the consent to remote consultation and has it accepted for every patient. */
export async function settle({ people, consents }: Stores): Promise<void> {
  const put = (id: string, family: string, given: string, specialty: string | null = null) =>
    people.put(
      ADMINISTRATOR,
      id,
      { name: { family, given, patronymic: 'Викторовна' }, birthDate: '1985-03-14', specialty },
      NOON - DAY,
      go,
    );
  await people.putOrganisation(ADMINISTRATOR, { id: CLINIC, name: 'Поликлиника № 27' }, NOON - DAY, go);
  await put(PATIENT.person, 'Матросова', 'Елена');
  await put(OTHER_PATIENT.person, 'Ёлкина', 'Анна');
  await put(PARENT.person, 'Соколова', 'Ольга');
  await put(CHILD, 'Соколова', 'Дарья');
  await put(DOCTOR.person, 'Королёва', 'Вера', 'Кардиолог');
  await put(OTHER_DOCTOR.person, 'Белова', 'Инна', 'Терапевт');
  await put(OPERATOR.person, 'Регистрова', 'Нина');
  await people.putRepresentation(
    OPERATOR,
    { patient: CHILD, representative: PARENT.person },
    { validFrom: NOON - DAY, validTo: NOON + 30 * DAY },
    NOON - DAY,
    go,
  );
  const { document } = await consents.publish(ADMINISTRATOR, DOCUMENT, NOON - DAY, go);
  const { version, hash } = document;
  for (const [actor, patient] of [
    [PATIENT, PATIENT.person],
    [OTHER_PATIENT, OTHER_PATIENT.person],
    [PARENT, CHILD],
  ] as const)
    await consents.give(
      actor,
      { id: newId('consent'), key: newId('entryKey'), kind: 'remote-consultation', version, hash, patient },
      NOON - DAY,
      go,
    );
}

const DOCUMENT = {
  kind: 'remote-consultation',
  title: 'Согласие на дистанционное консультирование',
  text: 'Я согласна.',
  hash: 'a'.repeat(64),
} as const;

export interface ChatOptions {
  readonly patient?: string;
  readonly doctor?: string;
  readonly title?: string;
  readonly at?: number;
  readonly state?: 'scheduled' | 'open';
  readonly startsAt?: number;
}

/** Appoints a consultation, an open one unless said otherwise, and answers its id. */
export async function aChat({ chats }: Stores, options: ChatOptions = {}): Promise<string> {
  const { patient = PATIENT.person, doctor = DOCTOR.person, title = 'Консультация', at = NOON } = options;
  const { state = 'open', startsAt = at } = options;
  const { id } = await chats.create(
    OPERATOR,
    {
      id: newId('chat'),
      key: newId('entryKey'),
      patient,
      doctor,
      title,
      comment: 'Болит сердце',
      startsAt,
      endsAt: startsAt + 30 * MINUTE,
    },
    at,
    go,
  );
  if (state === 'open')
    await chats.move(
      { chatId: id, actor: as('doctor', doctor, CLINIC), now: at },
      { state: 'open', outcome: null, note: 'opened', reason: null },
      go,
    );
  return id;
}

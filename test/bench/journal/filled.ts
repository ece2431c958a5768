import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Actor,
  callDeadline,
  consultDeadline,
  moscowDay,
  moscowMoment,
  type RequestState,
} from '@consult/core';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { openStores } from '../../../server/src/db/open-stores.js';
import { DATABASE_FILE } from '../../../server/src/db/sqlite/open-node.js';
import { requests } from '../../../server/src/db/sqlite/request-schema.js';
import { organisations, people } from '../../../server/src/db/sqlite/schema.js';
import { searchableWords } from '../../../server/src/search/words.js';

/** The morning on which the journal is opened. */
export const NOW = Date.UTC(2026, 10, 27, 7);
const DAY = 86_400_000;
const CLINIC = 'org_bench';

/** The operator who looks into it. */
export const OPERATOR: Actor = {
  person: 'per_operator',
  role: 'operator',
  organisation: CLINIC,
  level: 'confirmed',
  session: 'sid_bench',
};

const FAMILIES = ['Матросова', 'Соколов', 'Ёлкина', 'Кузнецов', 'Белова', 'Петров', 'Журавлёва', 'Орлов'];
const GIVEN = ['Анна', 'Пётр', 'Ольга', 'Иван', 'Дарья', 'Николай', 'Вера'];
export const SPECIALTIES = ['Кардиолог', 'Хирург', 'Терапевт', 'Педиатр', 'Невролог', 'Окулист'];
const SOURCES = ['portal', 'call-centre', 'visit', 'home-visit'] as const;
const DOCTORS = 40;
/** More than half of the requests, so that nobody waits twice for one specialty. */
const PATIENTS = 50_000;
/** Of 20 requests 18 are over, as in a journal that is kept for years; the others lie in all the states there are. */
const LIVING: readonly RequestState[] = ['registered', 'in-progress', 'refused', 'offered', 'scheduled'];
const OVER: readonly RequestState[] = ['done', 'done', 'done', 'withdrawn', 'annulled'];

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;
export const doctorId = (n: number) => `per_doctor_${n % DOCTORS}`;
const idAt = (n: number) => `req_${((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(32, '0')}`;

/** Makes a journal of so many requests in a folder of its own. */
export async function fillJournal(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-journal-'));
  await (await openStores(folder)).close(); // the tables
  const client = new Database(join(folder, DATABASE_FILE));
  client.pragma('foreign_keys = OFF');
  client.pragma('synchronous = OFF');
  const db = drizzle(client);
  client.transaction(() => {
    db.insert(organisations).values({ id: CLINIC, name: 'Поликлиника № 27', words: '' }).run();
    const named = (n: number) => ({ family: pick(FAMILIES, n), given: pick(GIVEN, n), words: '' });
    for (let n = 0; n < DOCTORS; n++)
      db.insert(people)
        .values({ id: doctorId(n), ...named(n), specialty: pick(SPECIALTIES, n) })
        .run();
    for (let n = 0; n < Math.min(count, PATIENTS); n++)
      db.insert(people)
        .values({ id: `per_patient_${n}`, ...named(n), birthDate: '1980-04-10' })
        .run();
    db.insert(people)
      .values({ id: OPERATOR.person, ...named(0) })
      .run();
    for (let n = 0; n < count; n += 500)
      db.insert(requests)
        .values(Array.from({ length: Math.min(500, count - n) }, (_, more) => rowAt(n + more)))
        .run();
  })();
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
  return folder;
}

/** The same for the same, worked out once: a hundred thousand rows are to be there soon. */
function once<T>(make: (of: string) => T): (of: string) => T {
  const made = new Map<string, T>();
  return (of) => {
    if (!made.has(of)) made.set(of, make(of));
    return made.get(of)!;
  };
}
const deadlineOf = once((day) => callDeadline(moscowMoment(day), Array(5).fill([480, 1200])));
const wordsOf = once((text) => searchableWords(text));

function rowAt(n: number): typeof requests.$inferInsert {
  const isOver = n % 20 < 18;
  const state = pick(isOver ? OVER : LIVING, Math.floor(n / 20));
  const registeredAt = NOW - (isOver ? 10 * DAY + (n % 1500) * DAY : (n % 12) * DAY) - (n % 1439) * 60_000;
  const { at: callBy, provisional } = deadlineOf(moscowDay(registeredAt));
  const specialty = pick(SPECIALTIES, n);
  const phone = `+7812${String(1_000_000 + n)}`;
  const number = `Ж-2026-${String(n + 1).padStart(6, '0')}`;
  const name = `${pick(FAMILIES, n)} ${pick(GIVEN, n)} Викторовна`;
  return {
    id: idAt(n),
    number,
    revision: 3,
    state,
    over: isOver,
    source: pick(SOURCES, n),
    kind: n % 3 ? 'remote' : 'in-person',
    registeredAt,
    patient: `per_patient_${n % PATIENTS}`,
    applicant: `per_patient_${n % PATIENTS}`,
    key: `key_${n}`,
    organisation: CLINIC,
    specialty,
    doctor: n % 3 ? null : doctorId(n),
    phone,
    email: null,
    wishes: [{ from: '2026-11-30', to: '2026-12-04' }],
    comment: 'Болит спина вторую неделю, лучше утром; не в среду. '.repeat(3),
    callBy,
    callByProvisional: provisional,
    consultBy: consultDeadline(registeredAt),
    answeredAt: n % 2 && state !== 'registered' ? registeredAt + DAY : null,
    refusals: 0,
    words: wordsOf(`${name} ${specialty}`) + searchableWords(number, phone, phone.slice(2)),
  };
}

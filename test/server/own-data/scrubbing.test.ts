import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log, LogFields, Stores } from '../../../server/src/deps.js';
import { DATABASE_FILE, openNodeStores } from '../../../server/src/db/sqlite/open-node.js';
import { memoryByteStore } from '../../../server/src/files/byte-memory.js';
import { approveErasure, type OwnDataDeps } from '../../../server/src/own-data/own-data-service.js';
import { scrubDestroyed } from '../../../server/src/own-data/scrubbing.js';
import { ADMINISTRATOR, aFolder, as, CLINIC, DAY, newId, NOON, PATIENT, settle } from '../db/stores.js';

const CANARY = 'canary-of-the-mail@example.ru';
const HELD = ['erasure-not-scrubbed', { code: 'log-held' }];

describe('What was destroyed while somebody outside reads the database', () => {
  let folder: string;
  let stores: Stores;
  let lines: [event: string, fields: LogFields][];
  beforeEach(async () => {
    folder = aFolder();
    stores = openNodeStores(folder);
    lines = [];
    await settle(stores);
    const record = {
      name: { family: 'Матросова', given: 'Елена' },
      birthDate: '1985-03-14',
      specialty: null,
      phone: null,
      email: CANARY,
    };
    await stores.people.put(ADMINISTRATOR, PATIENT.person, record, NOON, () => undefined);
  });
  afterEach(async () => {
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  const deps = () =>
    ({
      stores,
      bytes: memoryByteStore(() => NOON),
      now: () => NOON,
      log: { warn: (fields, event) => void lines.push([event, fields]) } as Pick<Log, 'warn'> as Log,
    }) as OwnDataDeps;
  const inFiles = () =>
    [DATABASE_FILE, `${DATABASE_FILE}-wal`]
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .some((bytes) => bytes.includes(CANARY));

  /** Another program that has begun to read; answers how it ends. */
  function read() {
    const client = new Database(join(folder, DATABASE_FILE), { readonly: true });
    client.exec('begin');
    client.prepare('select count(*) from people').get();
    return () => void client.close();
  }

  async function destroy() {
    const id = newId('erasure');
    await stores.ownData.ask(
      PATIENT,
      { id, patient: PATIENT.person, dueAt: NOON + DAY },
      NOON,
      () => undefined,
    );
    await approveErasure(deps(), ADMINISTRATOR, id);
    return approveErasure(deps(), as('administrator', 'per_second', CLINIC), id);
  }

  it('is told to the log, and leaves the files once that has ended', async () => {
    const end = read();
    expect(await destroy()).toMatchObject({ state: 'done', erased: { contacts: 1 } });
    expect(lines).toEqual([HELD]);
    expect(inFiles()).toBe(true);
    await scrubDestroyed(deps());
    expect(lines).toEqual([HELD, HELD]);
    end();
    await scrubDestroyed(deps());
    expect(inFiles()).toBe(false);
    expect(lines).toHaveLength(2);
  });

  it('is seen to by the next server, too', async () => {
    const end = read();
    await destroy();
    await stores.close();
    stores = openNodeStores(folder);
    expect(inFiles()).toBe(true);
    end();
    await scrubDestroyed(deps());
    expect(inFiles()).toBe(false);
  });
});

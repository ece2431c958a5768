import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EntryAnswer } from '@consult/core/wire';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../server/src/db/sqlite/open-node.js';
import { buildServer, openServerRig, type ServerRig } from '../server/main/server-program.js';
import { violationsIn } from './checker.js';
import {
  type Clinic,
  type Consultation,
  entriesOf,
  furnishClinic,
  newKey,
  WIDE_LIMITS,
} from './support/clinic.js';
import { History } from './support/history.js';
import { SIZES } from './support/sizes.js';
import { memoryDisk, shortFiles } from './support/small-disk.js';

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
let clinic: Clinic;
let chat: Consultation;
let history: History;
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => {
  rig = await openServerRig(built.file);
  history = new History('per_patient_1');
});
afterEach(() => rig.close());

const furnish = async (address: string) => {
  clinic = await furnishClinic(rig.desk, () => address);
  [chat] = (await clinic.consultations(1)) as [Consultation];
};

/** Sends a message and notes down what the server says of it. */
async function say(text: string, key = newKey()) {
  const author = chat.patient.person;
  if (!history.written.some((written) => written.key === key))
    history.written.push({ chat: chat.id, author, key, text });
  const answer = await clinic.ask<EntryAnswer & { code?: string }>(chat.patient, 'POST', entriesOf(chat), {
    key,
    text,
  });
  if (answer.status === 201) history.acknowledged.set(key, answer.body.entry.seq);
  return answer;
}

const reads = async () => (await clinic.ask(chat.patient, 'GET', entriesOf(chat))).status;

describe('A disk that is full', () => {
  const folder = mkdtempSync(join(tmpdir(), 'consult-small-'));
  const disks = [memoryDisk(folder), shortFiles()].filter((disk) => disk !== undefined);
  afterAll(() => {
    for (const disk of disks) disk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be had here, by mounting a small one or by limiting the files of a process', () => {
    expect(disks.map(({ kind }) => kind)).not.toEqual([]);
  });

  it.each(disks)(
    'refuses what is written with a word for it, and is over when there is space: $kind',
    async (disk) => {
      const data = join(folder, disk.kind);
      const { program, address } = await rig.start({ ...WIDE_LIMITS, CONSULT_DATA: data }, disk.through);
      await furnish(address);
      const long = 'Болит. '.repeat(500);
      expect(await say(long)).toMatchObject({ status: 201 });

      disk.fill(program.child.pid!);
      const refused: string[] = [];
      for (let n = 0; n < 40; n++) {
        const key = newKey();
        const answer = await say(long, key);
        expect([201, 503, 507]).toContain(answer.status);
        if (answer.status !== 201) refused.push(key);
        expect(await reads()).toBe(200);
      }
      expect(refused.length).toBeGreaterThan(0);

      disk.free(program.child.pid!);
      for (const key of refused) expect(await say(long, key)).toMatchObject({ status: 201 });
      expect(await program.stop()).toBe(0);
      expect(program.output()).not.toMatch(/"level":(50|60)/);
      expect(violationsIn(data, [ordered(history)])).toEqual([]);
    },
  );

  /** What was refused is written later, so that only the order in which it was kept is the author's. */
  const ordered = (told: History) => {
    told.written.sort((a, b) => told.acknowledged.get(a.key)! - told.acknowledged.get(b.key)!);
    return told;
  };
});

describe('A disk that fails to sync', () => {
  it('has nobody told that a message is kept, and is forgiven when it works again', async () => {
    const failing = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=60..62'];
    const { program, address } = await rig.start(WIDE_LIMITS, [
      'strace',
      '-D',
      '-f',
      '-qq',
      ...failing,
      '-o',
      '/dev/null',
    ]);
    await furnish(address);
    const answers = [];
    for (let n = 0; n < 80; n++) answers.push((await say(`Сообщение ${n}`)).status);
    expect(answers.filter((status) => status === 507)).toHaveLength(3);
    expect(answers.filter((status) => status === 201)).toHaveLength(77);
    await program.kill();
    expect(violationsIn(rig.folder, [history])).toEqual([]);
    const kept = history.written.filter(({ key }) => !history.acknowledged.has(key));
    expect(kept).toHaveLength(3);
  });
});

describe('A database that another process holds', () => {
  /** Holds the write lock as a backup tool or somebody’s console may. */
  const hold = () => {
    const other = new Database(join(rig.folder, DATABASE_FILE));
    other.exec('begin immediate');
    return () => {
      other.exec('rollback');
      other.close();
    };
  };

  it('makes writers wait, not readers, and loses nobody’s words', async () => {
    const { program, address } = await rig.start(WIDE_LIMITS);
    await furnish(address);
    const release = hold();
    const waiting = Array.from({ length: 20 }, (_, n) => say(`Сообщение ${n}`));
    const until = performance.now() + SIZES.lockedFor;
    for (; performance.now() < until; await pause(20)) expect(await reads()).toBe(200);
    expect(history.acknowledged.size).toBe(0);
    release();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => 201));
    expect(await program.stop()).toBe(0);
    history.written.sort((a, b) => history.acknowledged.get(a.key)! - history.acknowledged.get(b.key)!);
    expect(violationsIn(rig.folder, [history])).toEqual([]);
  });

  it('has writers told to come again, where it takes too long', async () => {
    const { program, address } = await rig.start(WIDE_LIMITS);
    await furnish(address);
    const release = hold();
    const key = newKey();
    expect(await say('Сообщение', key)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await reads()).toBe(200);
    release();
    expect(await say('Сообщение', key)).toMatchObject({ status: 201 });
    expect(await program.stop()).toBe(0);
    expect(violationsIn(rig.folder, [history])).toEqual([]);
  });

  it('is not opened by a second server', async () => {
    const { program } = await rig.start(WIDE_LIMITS);
    const { code, output } = await rig.fail(WIDE_LIMITS);
    expect(code).toBe(1);
    expect(output).toContain(`another server (pid ${program.child.pid})`);
  });
});

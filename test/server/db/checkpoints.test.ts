import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCheckpoints, type Checkpoints } from '../../../server/src/db/sqlite/checkpoints-node.js';
import { eventually } from '../../support/eventually.js';

const NEVER = 3_600_000;
const MEGABYTE = 1024 * 1024;

let folder: string;
let file: string;
let client: Database.Database;
let checkpoints: Checkpoints;
let moves: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consult-log-'));
  file = join(folder, 'a.db');
  client = new Database(file);
  client.pragma('journal_mode = WAL');
  client.pragma('wal_autocheckpoint = 0');
  client.exec('create table notes (text blob)');
  moves = 0;
});
afterEach(async () => {
  await checkpoints.close();
  client.close();
  rmSync(folder, { recursive: true });
});

const start = (
  times: { quiet: number; busy: number },
  move = () => void client.pragma('wal_checkpoint(PASSIVE)'),
) =>
  (checkpoints = createCheckpoints(
    file,
    () => {
      moves++;
      move();
    },
    times,
  ));

const write = (bytes = 1) => {
  client.prepare('insert into notes values (zeroblob(?))').run(bytes);
  checkpoints.onCommit();
};

/** How many rows the file holds by itself, without the log. */
const inFile = () => {
  copyFileSync(file, join(folder, 'copy.db'));
  const copy = new Database(join(folder, 'copy.db'), { readonly: true });
  try {
    return copy.prepare('select count(*) from notes').pluck().get() as number;
  } catch {
    return 0; // not even the table
  } finally {
    copy.close();
  }
};

describe('The write-ahead log', () => {
  it('is moved into the file once nobody writes any more', async () => {
    start({ quiet: 1, busy: NEVER });
    write();
    await eventually(() => expect(inFile()).toBe(1));
  });

  it('is moved by another thread where somebody always writes', async () => {
    start({ quiet: NEVER, busy: 1 }, () => undefined);
    await eventually(() => {
      write();
      expect(inFile()).toBeGreaterThan(1);
    });
  });

  it('does not grow for ever where somebody always writes', async () => {
    start({ quiet: NEVER, busy: 1 });
    const log = () => statSync(`${file}-wal`).size;
    for (let rounds = 1; rounds <= 5; rounds++) {
      for (let n = 0; n < 4; n++) write(MEGABYTE);
      const written = rounds * 4;
      await eventually(() => {
        write();
        expect(moves).toBeGreaterThanOrEqual(rounds);
        expect(statSync(file).size).toBeGreaterThan(written * MEGABYTE);
      });
      await checkpoints.settled();
    }
    expect(log()).toBeLessThan(10 * MEGABYTE); // of 20
  });

  it('waits for another time where it cannot be moved', async () => {
    let full = true;
    start({ quiet: 1, busy: NEVER }, () => {
      if (full) throw new Error('SQLITE_FULL');
      client.pragma('wal_checkpoint(PASSIVE)');
    });
    write();
    await eventually(() => expect(moves).toBe(1));
    expect(inFile()).toBe(0);
    full = false;
    write();
    await eventually(() => expect(inFile()).toBe(2));
  });

  it('is left alone once it is closed, also by what is committed later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    start({ quiet: 1, busy: 1 });
    write();
    await checkpoints.close();
    write();
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    expect(moves).toBe(0);
  });
});

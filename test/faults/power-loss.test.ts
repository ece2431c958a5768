import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIG_DEFAULTS } from '../../server/src/config-defaults.js';
import { openStores } from '../../server/src/db/open-stores.js';
import { createFeed } from '../../server/src/feed/create-feed.js';
import { folderByteStore } from '../../server/src/files/byte-folder.js';
import { sweepFiles } from '../../server/src/files/sweep.js';
import { tusUploads } from '../../server/src/files/tus-uploads.js';
import { buildServer } from '../server/main/server-program.js';
import { newId } from '../server/db/stores.js';
import { orphansIn, UPLOADS_FOLDER, violationsIn } from './checker.js';
import { Disk, type Fate } from './power/disk.js';
import { askAll, type Told, wholeOf } from './power/parted.js';
import { hear } from './power/hear.js';
import { record, type Recording } from './power/story.js';
import { History } from './support/history.js';
import { randomFrom, SEED, SIZES } from './support/sizes.js';

const HOUR = 3_600_000;

let built: Awaited<ReturnType<typeof buildServer>>;
let careless: string;
let recording: Promise<Recording>;
beforeAll(async () => {
  const { error } = spawnSync('strace', ['-V']);
  if (error) throw new Error('These tests need strace (Debian: sudo apt-get install strace).');
  built = await buildServer();
  recording = record(built.file);
  recording.catch(() => undefined); // who waits for it hears of it
  careless = join(dirname(built.file), 'careless.js');
  const source = readFileSync(built.file, 'utf8');
  expect(source).toContain('synchronous = FULL');
  writeFileSync(careless, source.replaceAll('synchronous = FULL', 'synchronous = NORMAL'));
});
afterAll(() => {
  rmSync(careless, { force: true });
  built.remove();
});

describe(`After a power cut at any moment (seed ${SEED})`, () => {
  it('everything that was acknowledged is there exactly once, and nothing is damaged', async () => {
    expect(await afterCuts(await recording, ['dropped', 'torn'])).toEqual([]);
  });

  it('and so it is where only the process was killed, between any two of its system calls', async () => {
    expect(await afterCuts(await recording, ['kept'])).toEqual([]);
  });

  it('which a server that trusts the cache of its disk does not pass', async () => {
    const recording = await record(careless);
    const violations = await afterCuts(recording, ['dropped']);
    expect(violations.join('\n')).toContain('I1 acknowledged at');
  });
});

/** What is wrong with what the server would find after cuts at many moments, spread over the whole recording. */
async function afterCuts(recording: Recording, fates: readonly Fate[]): Promise<string[]> {
  const { folder, events, written } = recording;
  const random = randomFrom(SEED);
  const disk = new Disk(folder);
  const history = new History('everybody');
  const told: Told = new Map();
  history.written.push(...written);
  const every = Math.max(1, Math.floor(events.length / SIZES.powerCuts));
  const violations: string[] = [];
  let next = 1 + Math.floor(random() * every);
  for (const [at, event] of events.entries()) {
    disk.take(event);
    if (event.kind === 'said') hear(event.data, recording, history, told);
    if (at !== next && at !== events.length - 1) continue;
    next += 1 + Math.floor(random() * 2 * every);
    for (const fate of fates)
      for (let tear = 0; tear < (fate === 'torn' ? SIZES.tears : 1); tear++) {
        const found = await afterRestart(disk.filesAfter(fate, random), fate, recording, history, told);
        violations.push(
          ...found.map((violation) => `event ${at} of ${events.length}, ${fate}: ${violation}`),
        );
      }
    if (violations.length > 20) return violations;
  }
  // Else nothing was asked of those cuts.
  expect(history.acknowledged.size).toBe(written.length);
  expect(wholeOf(recording.parted, told).length).toBeGreaterThan(0);
  expect(told.size).toBe(recording.parted.length);
  return violations;
}

/** Lays the files out anew, lets the server's stores open them, and checks what they hold. */
async function afterRestart(
  files: ReadonlyMap<string, Uint8Array>,
  fate: Fate,
  { folder: was, parted }: Recording,
  history: History,
  told: Told,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-after-'));
  try {
    for (const [name, bytes] of files) {
      if (name.endsWith('-shm')) continue; // memory, whose power is gone too
      const file = join(folder, relative(was, name));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    const stores = await openStores(folder);
    const bytes = folderByteStore(join(folder, 'files'));
    const config = { ...CONFIG_DEFAULTS, origins: [] };
    const feed = createFeed({ epoch: stores.epoch, config, now: Date.now });
    const deps = { stores, bytes, config, feed, newId, now: Date.now };
    const isAlive = fate === 'kept';
    const resumable = tusUploads(deps, join(folder, UPLOADS_FOLDER), isAlive ? undefined : 'after the cut');
    await sweepFiles({ ...deps, resumable }, Date.now() + HOUR);
    const { violations, offsets } = await askAll(resumable, folder, parted, told, !isAlive);
    await stores.close();
    // What became a file only now has to be that document, too.
    const restarted = new History('the server, started again');
    for (const [id, file] of [...wholeOf(parted, told), ...wholeOf(parted, offsets)])
      restarted.files.set(id, file);
    return [
      ...violations,
      ...violationsIn(folder, [history, restarted]),
      ...orphansIn(folder).map((file) => `an orphan: ${file}`),
    ];
  } catch (error) {
    return [`it does not open: ${(error as Error).message}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

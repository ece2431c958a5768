import { createServer, type AddressInfo } from 'node:net';
import type { Antivirus } from '../../../server/src/files/antivirus.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clamdAntivirus } from '../../../server/src/files/clamd.js';
import { createScanner } from '../../../server/src/files/scanner.js';
import { eventually } from '../../support/eventually.js';
import { closeHouses, type HouseOptions } from '../../support/house.js';
import { aPdf, aPdfOf, anInfectedPdf } from '../../support/papers.js';
import { aFolder } from '../db/stores.js';
import { streamOf } from './byte-store.contract.js';
import { startClamd, type ClamdProgram } from './clamd-program.js';
import { aFilesRig, told, type FilesRig } from './files-rig.js';

type Bytes = ReadableStream<Uint8Array>;

const never = new AbortController().signal;
const NOWHERE = { path: '/nonexistent/clamd.sock' };

describe('With clamd', () => {
  let clamd: ClamdProgram;
  beforeAll(async () => void (clamd = await startClamd()));
  afterAll(() => clamd?.stop());
  afterEach(closeHouses);

  const stateOf = async ({ ask, path }: FilesRig, id: string) =>
    (
      (await (await ask('GET', `${path}/uploads/${id}`, { as: 'patient' })).json()) as {
        file: { state: string };
      }
    ).file.state;
  const opened = ({ outcome, path }: FilesRig, id: string) =>
    outcome('GET', `${path}/files/${id}`, { as: 'doctor' });
  const open = (antivirus: Antivirus, config = {}, options: Partial<HouseOptions> = {}) =>
    aFilesRig(config, {}, { ...options, antivirus });

  /** More than this clamd takes. */
  const unsure = new Blob([aPdf(), new Uint8Array(31 * 1024 * 1024), aPdf()]);

  it.each(['socket', 'tcp'] as const)('a document is told from a threat, by its %s', async (way) => {
    const { scan } = clamdAntivirus(clamd[way]);
    expect(await scan(streamOf(aPdf()), never)).toBe('clean');
    expect(await scan(streamOf(anInfectedPdf()), never)).toBe('infected');
    expect(await scan(streamOf(), never)).toBe('clean');
  });

  it('a threat is found wherever it is in the largest of files', async () => {
    const large = new Uint8Array(19 * 1024 * 1024).fill(32);
    expect(
      await clamdAntivirus(clamd.socket).scan(
        streamOf(large, anInfectedPdf(), large.subarray(0, 500_000)),
        never,
      ),
    ).toBe('infected');
  });

  it('a clean file opens once it has been looked at', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const { id, state, seq } = await rig.sent();
    expect(state).toBe('scanning');
    await createScanner(rig.deps, clamdAntivirus(clamd.socket)).wake();
    expect(await stateOf(rig, id)).toBe('clean');
    expect(await opened(rig, id)).toBe(200);
    const entry = (await rig.chat.entries()).at(-1)!;
    expect(entry).toMatchObject({ seq, files: [{ id, state: 'clean' }] });
    expect(entry.revision).toBeGreaterThan(seq);
  });

  it('a file with a threat is blocked for everybody, and its bytes are gone', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const { id } = await rig.sent(anInfectedPdf());
    await createScanner(rig.deps, clamdAntivirus(clamd.socket)).wake();
    expect(await opened(rig, id)).toBe('file-blocked');
    expect(await rig.places()).toBe(0);
    expect((await rig.chat.entries()).at(-1)).toMatchObject({ files: [{ id, state: 'blocked' }] });
  });

  it('a file is looked at by itself as soon as it is there', async () => {
    const rig = await open(clamdAntivirus(clamd.socket));
    const { id } = await rig.uploaded();
    await eventually(async () => expect(await stateOf(rig, id)).toBe('clean'));
  });

  it('a file with a threat that is not sent yet cannot be sent', async () => {
    const rig = await open(clamdAntivirus(clamd.socket));
    const { id } = await rig.uploaded(anInfectedPdf());
    await eventually(async () => expect(await stateOf(rig, id)).toBe('blocked'));
    expect(await told(await rig.send([id]))).toBe('file-blocked');
  });

  it('the others are told when a sent file has been looked at', async () => {
    const folder = aFolder();
    const away = clamdAntivirus({ path: `${folder}/clamd.sock` });
    const rig = await open(away);
    const { id } = await rig.sent();
    const announced: unknown[] = [];
    rig.deps.feed.announce = (change) => void announced.push(change);
    const own = await startClamd(folder);
    await rig.deps.scanner!.wake();
    await own.stop();
    expect(announced).toMatchObject([{ chat: rig.chat.id, entry: { files: [{ id, state: 'clean' }] } }]);
  });

  it('nothing opens while clamd is away, until it is back', async () => {
    const folder = aFolder();
    const rig = await open(clamdAntivirus({ path: `${folder}/clamd.sock` }));
    const { id } = await rig.sent(anInfectedPdf());
    await rig.deps.scanner!.wake();
    expect(await opened(rig, id)).toBe('file-scanning');
    expect(await rig.outcome('GET', `${rig.path}/files/${id}`, { as: 'patient' })).toBe('file-scanning');
    const own = await startClamd(folder);
    await rig.deps.scanner!.wake();
    await own.stop();
    expect(await opened(rig, id)).toBe('file-blocked');
  });

  it('files pass while clamd is away, with a warning, where the installation wants it so', async () => {
    const rig = await open(clamdAntivirus(NOWHERE), { scanFailClosed: false });
    const events: string[] = [];
    const log = { ...rig.deps.log, warn: (_: unknown, event: string) => void events.push(event) };
    const scanner = createScanner({ ...rig.deps, log }, clamdAntivirus(NOWHERE));
    rig.deps.scanner!.wake = () => Promise.resolve();
    const { id } = await rig.sent();
    await scanner.wake();
    expect(await opened(rig, id)).toBe(200);
    expect(events).toEqual(['antivirus-away', 'file-not-clean']);
  });

  it('a file that clamd can say nothing of stays shut, and keeps no other waiting', async () => {
    const rig = await open(clamdAntivirus(NOWHERE), { fileBytes: 40 * 1024 * 1024 });
    const large = await rig.sent(unsure);
    const others = await Promise.all(Array.from({ length: 8 }, (_, n) => rig.uploaded(aPdf(String(n)))));
    const events: string[] = [];
    const log = { ...rig.deps.log, warn: (_: unknown, event: string) => void events.push(event) };
    await createScanner({ ...rig.deps, log }, clamdAntivirus(clamd.socket)).wake();
    const states = await Promise.all(others.map(({ id }) => stateOf(rig, id)));
    expect(new Set(states)).toEqual(new Set(['clean']));
    expect(await opened(rig, large.id)).toBe('file-scanning');
    expect(events).toEqual(['antivirus-unsure']);
  });

  /** A sent file that clamd can say nothing of, and what tries it. */
  const sentUnsure = async (config = {}) => {
    const rig = await open(clamdAntivirus(NOWHERE), { fileBytes: 40 * 1024 * 1024, ...config });
    const { id } = await rig.sent(unsure);
    return { rig, id, scanner: createScanner(rig.deps, clamdAntivirus(clamd.socket)) };
  };

  it.each([1, 2, 3])('a file that clamd has been unsure of %i times is shut for good', async (scanTries) => {
    const { rig, id, scanner } = await sentUnsure({ scanTries });
    for (let tried = 1; tried < scanTries; tried++) await scanner.retry();
    expect(await opened(rig, id)).toBe('file-scanning');
    const announced: unknown[] = [];
    rig.deps.feed.announce = (change) => void announced.push(change);
    await scanner.retry();
    expect(await opened(rig, id)).toBe('file-unchecked');
    expect(await rig.places()).toBe(0);
    expect((await rig.chat.entries()).at(-1)).toMatchObject({ files: [{ id, state: 'unchecked' }] });
    expect(announced).toMatchObject([{ chat: rig.chat.id, entry: { files: [{ id, state: 'unchecked' }] } }]);
  });

  it('a file that clamd is unsure of and that is not sent yet cannot be sent, and takes no room', async () => {
    const config = { scanTries: 1, fileBytes: 40 * 1024 * 1024, filesPerChat: 1 };
    const rig = await open(clamdAntivirus(clamd.socket), config);
    const { id } = await rig.uploaded(unsure);
    await eventually(async () => expect(await stateOf(rig, id)).toBe('unchecked'));
    expect(await told(await rig.send([id]))).toBe('file-unchecked');
    expect(await rig.refused()).toBe(201);
  });

  it('uploads of others are no tries of a file that clamd is unsure of', async () => {
    const { rig, id, scanner } = await sentUnsure({ scanTries: 3 });
    await scanner.retry();
    for (let n = 0; n < 5; n++) {
      const other = await rig.uploaded(aPdf(String(n)));
      await scanner.wake();
      expect(await stateOf(rig, other.id)).toBe('clean');
    }
    await scanner.retry();
    expect(await opened(rig, id)).toBe('file-scanning');
    await scanner.retry();
    expect(await opened(rig, id)).toBe('file-unchecked');
  });

  it('a clamd that is away has said nothing of any file, however often it is tried', async () => {
    const rig = await open(clamdAntivirus(NOWHERE), { scanTries: 2 });
    const { id } = await rig.sent();
    for (let n = 0; n < 5; n++) await rig.deps.scanner!.retry();
    expect(await opened(rig, id)).toBe('file-scanning');
    await createScanner(rig.deps, clamdAntivirus(clamd.socket)).wake();
    expect(await opened(rig, id)).toBe(200);
  });

  it('a file that clamd is sure of at last is what it says', async () => {
    const rig = await open(clamdAntivirus(NOWHERE), { scanTries: 3 });
    const [good, bad] = [await rig.sent(), await rig.sent(anInfectedPdf())];
    let tries = 0;
    const { scan } = clamdAntivirus(clamd.socket);
    const scanner = createScanner(rig.deps, {
      scan: async (bytes, signal) => {
        const found = await scan(bytes, signal);
        return tries++ < 4 ? 'unsure' : found;
      },
    });
    for (let n = 0; n < 3; n++) await scanner.retry();
    expect(await opened(rig, good.id)).toBe(200);
    expect(await opened(rig, bad.id)).toBe('file-blocked');
  });

  it('a file is tried once in a round, wherever the round before was held up', async () => {
    const rig = await open(clamdAntivirus(NOWHERE), { scanTries: 2 });
    const files = await Promise.all(Array.from({ length: 6 }, (_, n) => rig.uploaded(aPdf(String(n)))));
    let tries = 0;
    const scanner = createScanner(rig.deps, {
      scan: (...asked) =>
        ++tries === 3 ? clamdAntivirus(NOWHERE).scan(...asked) : Promise.resolve('unsure' as const),
    });
    await scanner.retry();
    await scanner.retry();
    const states = await Promise.all(files.map(({ id }) => stateOf(rig, id)));
    expect(states.filter((state) => state === 'unchecked')).toHaveLength(2);
    expect(states.filter((state) => state === 'scanning')).toHaveLength(4);
  });

  it('a file that clamd is unsure of passes at once where the installation lets unchecked files pass', async () => {
    const { rig, id, scanner } = await sentUnsure({ scanTries: 3, scanFailClosed: false });
    rig.deps.scanner!.wake = () => Promise.resolve();
    await scanner.wake();
    expect(await opened(rig, id)).toBe(200);
  });

  it('a file over which clamd goes away is the last one to be tried the next time', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const files = await Promise.all(Array.from({ length: 6 }, (_, n) => rig.uploaded(aPdf(String(n)))));
    const tried: string[] = [];
    const read = (place: string) => (tried.push(place), rig.deps.bytes.read(place));
    const scanner = createScanner(
      { ...rig.deps, bytes: { ...rig.deps.bytes, read } },
      { scan: (...asked) => clamdAntivirus(tried.length === 1 ? NOWHERE : clamd.socket).scan(...asked) },
    );
    await scanner.wake();
    expect(tried).toHaveLength(1);
    await scanner.wake();
    expect(tried).toHaveLength(7);
    expect(tried.at(-1)).toBe(tried[0]);
    const states = await Promise.all(files.map(({ id }) => stateOf(rig, id)));
    expect(new Set(states)).toEqual(new Set(['clean']));
  });

  it('a file whose bytes are not to be had is not called clean', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const { id } = await rig.sent(anInfectedPdf());
    const bytes = { ...rig.deps.bytes, read: () => Promise.resolve(undefined) }; // the disk is not mounted
    await createScanner({ ...rig.deps, bytes }, clamdAntivirus(clamd.socket)).wake();
    expect(await opened(rig, id)).toBe('file-scanning');
    await createScanner(rig.deps, clamdAntivirus(clamd.socket)).wake();
    expect(await opened(rig, id)).toBe('file-blocked');
  });

  it('what waited for a scan is scanned after a restart', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const { id } = await rig.sent();
    await rig.deps.scanner!.wake();
    const next = createScanner(rig.deps, clamdAntivirus(clamd.socket));
    await next.wake();
    expect(await opened(rig, id)).toBe(200);
  });

  it('many files are looked at, one after another', async () => {
    const rig = await open(clamdAntivirus(NOWHERE));
    const ids: string[] = [];
    for (let n = 0; n < 45; n++)
      ids.push((await rig.uploaded(n === 30 ? anInfectedPdf() : aPdf(String(n)))).id);
    await createScanner(rig.deps, clamdAntivirus(clamd.socket)).wake();
    const states = await Promise.all(ids.map((id) => stateOf(rig, id)));
    expect(states.map((state, n) => (state === 'blocked' ? n : -1)).filter((n) => n >= 0)).toEqual([30]);
    expect(states.filter((state) => state === 'clean')).toHaveLength(44);
  });
});

describe('A clamd that misbehaves', () => {
  const asking = async (
    say: (text: string) => string | undefined,
    { signal = never, bytes = streamOf(aPdfOf(400_000)) }: { signal?: AbortSignal; bytes?: Bytes } = {},
  ) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const answer = say(data.toString('latin1'));
        if (answer !== undefined) socket.end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await clamdAntivirus({ host: '127.0.0.1', port }).scan(bytes, signal);
    } finally {
      server.close();
    }
  };

  it.each([
    '',
    'stream: ',
    'stream: OK, but not really',
    'HTTP/1.1 200 OK',
    'INSTREAM size limit exceeded. ERROR\0',
  ])('and says %j has said nothing', async (answer) => {
    expect(await asking(() => answer)).toBe('unsure');
  });

  it.each(['INSTREAM size limit exceeded. ERROR\0', 'stream: OK\0'])(
    'and says %j before it has heard all is not believed, and the document is let go',
    async (answer) => {
      let cancelled = false;
      const endless = new ReadableStream<Uint8Array>({
        pull: (stream) => stream.enqueue(new Uint8Array(64 * 1024)),
        cancel: () => void (cancelled = true),
      });
      expect(await asking(() => answer, { bytes: endless })).toBe('unsure');
      expect(cancelled).toBe(true);
    },
  );

  it('is not asked at all when the server ends', async () => {
    const ended = AbortSignal.abort();
    await expect(asking(() => 'stream: OK\0', { signal: ended })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('and stays silent is waited for no longer than the server lives', async () => {
    const ending = new AbortController();
    const work = asking(() => void ending.abort(), { signal: ending.signal });
    await expect(work).rejects.toMatchObject({ code: 'unavailable' });
  });
});

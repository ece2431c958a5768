import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const load = async <T>(file: string) => (await import(join(root, '.config', file))) as T;
const { reasonToInstall } = await load<{ reasonToInstall(root: string): string | undefined }>(
  'bootstrap.mjs',
);
const stamp = await load<{
  fingerprint(root: string): string;
  isBuilt(root: string, print: string): boolean;
  markBuilt(root: string, print: string): void;
}>('build-stamp.mjs');
const { adviceFor, missingPrograms } = await load<{
  adviceFor(missing: string[]): string;
  missingPrograms(find: (name: string) => string | undefined): string[];
}>('ensure-programs.mjs');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consult-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (path: string, content: unknown) => {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
};

/** Runs `npm start`'s program with a broken environment; it must end before it builds or starts anything. */
async function start(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['.config/start.mjs', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', CONSULT_DATA: folder, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines: said.trim().split('\n') };
}

describe('npm start', () => {
  it.each([
    [{ CONSULT_PORT: 'eighty' }, 'CONSULT_PORT must be a port, 1 to 65535, not "eighty".'],
    [{ PORTAL_PORT: '70000' }, 'PORTAL_PORT must be a port, 1 to 65535, not "70000".'],
    [{ ESIA_PORT: '0' }, 'ESIA_PORT must be a port, 1 to 65535, not "0".'],
    [
      { PORTAL_PORT: '4000', ESIA_PORT: '4000' },
      'PORTAL_PORT and ESIA_PORT are both 4000: each needs a port of its own.',
    ],
  ])('says in one line what is wrong with %o', async (env, line) => {
    expect(await start(env)).toEqual({ code: 1, lines: [line] });
  });

  it('says that it does not understand an argument', async () => {
    expect(await start({}, '--rest')).toEqual({
      code: 1,
      lines: ['"--rest" is not understood. The only argument is --reset.'],
    });
  });

  it.each(['127.0.0.1', '::1'])('names the port that is taken on %s', async (host) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    const { port } = other.address() as AddressInfo;
    const env = {
      CONSULT_PORT: String(await freePort()),
      PORTAL_PORT: String(port),
      ESIA_PORT: String(await freePort()),
    };
    expect(await start(env)).toEqual({
      code: 1,
      lines: [`Port ${port} is taken by another program. Free it or choose another in PORTAL_PORT.`],
    });
    other.close();
  });

  it('names a data folder that cannot be written', async () => {
    await put('file', 'not a folder');
    for (const path of ['file', 'file/below']) {
      const data = join(folder, path);
      const { code, lines } = await start({ CONSULT_DATA: data });
      expect(code).toBe(1);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(`The data folder ${data} cannot be written: it is`);
    }
  });

  it.skipIf(process.getuid?.() === 0)('names a data folder of somebody else', async () => {
    await chmod(folder, 0o500);
    const { code, lines } = await start({});
    expect(code).toBe(1);
    expect(lines[0]).toContain('EACCES');
  });
});

describe('the bootstrap', () => {
  const one = { version: '1.0.0', integrity: 'sha512-one' };
  const lock = {
    '': { name: 'x' },
    'node_modules/one': one,
    'node_modules/for-another-system': {
      version: '1.0.0',
      integrity: 'sha512-y',
      optional: true,
      os: ['plan9'],
    },
    'packages/own': { name: 'own', version: '0.1.0' },
    'node_modules/own': { resolved: 'packages/own', link: true },
  };
  const { '': _, 'node_modules/for-another-system': __, ...installed } = lock;
  const clone = async (found: object | undefined) => {
    await put('package-lock.json', { packages: lock });
    if (found) await put('node_modules/.package-lock.json', { packages: found });
    await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
    await symlink(process.execPath, join(folder, 'node_modules/.bin/node'));
    return reasonToInstall(folder);
  };

  it('installs nothing when all is as the lock file says', async () => {
    expect(await clone(installed)).toBeUndefined();
  });
  it('installs into a fresh clone, and again when an installation was cut short', async () => {
    expect(await clone(undefined)).toBe('no packages are installed');
  });
  it('installs when a version, a content or a package differs', async () => {
    expect(await clone({ ...installed, 'node_modules/one': { ...one, version: '0.9.0' } })).toContain(
      'one is not',
    );
  });
  it('installs when the content of a package differs', async () => {
    expect(await clone({ ...installed, 'node_modules/one': { ...one, integrity: 'sha512-two' } })).toContain(
      'one is not',
    );
  });
  it('installs when a package is missing', async () => {
    const { 'node_modules/one': gone, ...rest } = installed;
    expect(gone).toEqual(one);
    expect(await clone(rest)).toContain('one is not');
  });
  it('installs when the Node of the project is missing', async () => {
    await clone(installed);
    await rm(join(folder, 'node_modules/.bin/node'));
    expect(reasonToInstall(folder)).toBe('the Node of this project is missing');
  });
});

describe('the build', () => {
  const built = [
    'server/dist/main.js',
    'examples/esia/dist/main.js',
    'examples/portal/dist/main.js',
    'examples/portal/dist/page/chat.js',
    'packages/elements/cdn/consult-patient.js',
    'packages/elements/cdn/consult-staff.js',
  ];

  it('is done once for the same sources, and again when one of them changes', async () => {
    await put('server/src/main.ts', 'export {};');
    for (const path of built) await put(path, '');
    const before = stamp.fingerprint(folder);
    expect(stamp.isBuilt(folder, before)).toBe(false);
    stamp.markBuilt(folder, before);
    expect(stamp.isBuilt(folder, before)).toBe(true);

    await put('server/src/main.ts', 'export {}; ');
    expect(stamp.isBuilt(folder, stamp.fingerprint(folder))).toBe(false);
    await put('server/src/main.ts', 'export {};');
    expect(stamp.isBuilt(folder, stamp.fingerprint(folder))).toBe(true);
  });

  it('is done again when something it made is gone', async () => {
    await put('server/src/main.ts', 'export {};');
    for (const path of built) await put(path, '');
    const print = stamp.fingerprint(folder);
    stamp.markBuilt(folder, print);
    await rm(join(folder, 'server/dist/main.js'));
    expect(stamp.isBuilt(folder, print)).toBe(false);
  });
});

describe('the browsers of the tests', () => {
  it('are named with what to do when they are not here', () => {
    expect(missingPrograms(() => '/usr/bin/x')).toEqual([]);
    expect(missingPrograms((name) => (name === 'firefox' ? undefined : '/usr/bin/x'))).toEqual(['firefox']);
    const advice = adviceFor(['chromium', 'firefox']);
    expect(advice).toContain('apt-get install chromium firefox-esr');
    expect(advice).toContain('CONSULT_CHROMIUM and CONSULT_FIREFOX');
    expect(advice).not.toContain('\n');
  });
});

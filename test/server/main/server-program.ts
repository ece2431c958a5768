import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Program, startProgram, untilReady } from '../../e2e/support/program.js';
import { openTokenDesk, type TokenDesk } from '../../support/token-desk.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { SERVER_THREADS } = (await import(
  new URL('../../../.config/build-modules.mjs', import.meta.url).href
)) as { readonly SERVER_THREADS: readonly string[] };

/** Drizzle alone is a second of reading small files, which these tests would spend at each of twenty starts. */
const TAKEN_IN = /^(@consult\/|drizzle-orm|hono|@hono\/|jose|valibot)/;

/** Makes one file of the server's program, and one beside it of each of its threads and of the broker that stands alone. */
export async function buildServer(): Promise<{
  readonly file: string;
  readonly broker: string;
  remove(): void;
}> {
  const folder = join(root, `node_modules/.cache/server-tests/${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: ['src/main.ts', 'src/broker-main.ts', ...SERVER_THREADS].map((name) =>
      join(root, 'server', name),
    ),
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    conditions: ['@consult/source'],
    plugins: [
      {
        name: 'other-packages-stay-outside',
        setup: (builder) =>
          builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || TAKEN_IN.test(path) ? undefined : { path, external: true },
          ),
      },
    ],
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    file: join(folder, 'main.js'),
    broker: join(folder, 'broker-main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The server as a process, with a folder of its own and a portal that signs for anybody. */
export interface ServerRig {
  readonly folder: string;
  readonly desk: TokenDesk;
  /** Starts it, `through` another command where given; answers when it is ready and where it listens. */
  start(
    env?: Record<string, string>,
    through?: readonly string[],
  ): Promise<{ program: Program; address: string }>;
  /** Starts it and waits for its end. */
  fail(env: Record<string, string | undefined>): Promise<{ code: number | null; output: string }>;
  close(): Promise<void>;
}

export const PORTAL = 'https://portal.example';

export async function openServerRig(file: string): Promise<ServerRig> {
  const folder = mkdtempSync(join(tmpdir(), 'consult-server-'));
  const desk = await openTokenDesk();
  const programs = new Set<Program>();
  const run = (env: Record<string, string | undefined>, through?: readonly string[]) => {
    const wanted = {
      CONSULT_PORT: '0',
      CONSULT_DATA: folder,
      CONSULT_JWKS_URL: desk.jwksUrl,
      CONSULT_ISSUER: desk.issuer,
      CONSULT_ORIGINS: PORTAL,
      ...env,
    };
    const given = Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const program = startProgram(file, Object.fromEntries(given), through);
    programs.add(program);
    return program;
  };

  return {
    folder,
    desk,
    async start(env = {}, through) {
      const program = run(env, through);
      const address = await readyAddress(program);
      await untilReady(`${address}/healthz`, program);
      return { program, address };
    },
    async fail(env) {
      const program = run(env);
      const code = await new Promise<number | null>((resolve) => program.child.once('exit', resolve));
      return { code, output: program.output() };
    },
    async close() {
      for (const program of programs) await program.kill();
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for the line of the log that says where it listens. */
function readyAddress(program: Program): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const line = program.output().match(/^.*"msg":"ready".*$/m);
      if (line) resolve((JSON.parse(line[0]) as { address: string }).address);
    };
    program.child.stdout!.on('data', look);
    program.child.once('exit', (code) => reject(new Error(`ended with ${code}: ${program.output()}`)));
    look();
  });
}

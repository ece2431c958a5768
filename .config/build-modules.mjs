// One JavaScript module for each TypeScript module, so that a portal's bundler can leave out what it does not use.
import { existsSync, globSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { minifyTemplates } from './minify-templates.mjs';
import { PEERJS_PACKAGES, strippedPeerjs } from './peerjs.mjs';
import { noticesOf } from './rollup-notices.mjs';

/** The oldest browsers the guard lets through; everything the syntax of these knows stays as written. */
export const BROWSERS = ['chrome85', 'edge85', 'firefox90', 'safari15'];

/** esbuild rewrites every `?.` for one case that Chrome before 91 gets wrong; lint keeps us from that case instead. */
export const SUPPORTED = { 'optional-chain': true };

/** What becomes of which folder. */
const ROOMS = [
  { folder: 'packages/core', base: 'src', sources: ['src/**/*.ts'], target: BROWSERS },
  { folder: 'packages/client', base: 'src', sources: ['src/**/*.ts'], target: BROWSERS },
  { folder: 'packages/elements', base: '.', sources: ['src/**/*.ts', 'define/*.ts'], target: BROWSERS },
];

/** The one module that stands for what it imports: a customer's bundler would take the whole PeerJS, with its servers. */
const INLINED = { folder: 'packages/client', source: 'src/call/peerjs.ts' };
const LICENCES = 'peerjs.LICENSES.txt';

/** Decorators as lit.dev advises for production: the legacy ones, with fields that assign. */
const tsconfigRaw = { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } };

/** What the server does on threads of their own, each a file beside the program. */
export const SERVER_THREADS = [
  'src/conclusions/pdf-worker-node.ts',
  'src/conclusions/sign-worker-node.ts',
  'src/db/sqlite/checkpoint-worker-node.ts',
];

/**
 * The server is one program, not a library, and so is the broker that stands alone: one file each, in which of each dependency stands only what is used. Loaded
 * module by module Drizzle alone took a second of processor at every start. What is written in CommonJS or holds a
 * binary stays outside.
 */
async function buildServer(root) {
  const cwd = join(root, 'server');
  rmSync(join(cwd, 'dist'), { recursive: true, force: true });
  await build({
    absWorkingDir: cwd,
    entryPoints: ['src/main.ts', 'src/broker-main.ts', ...SERVER_THREADS],
    outdir: join(cwd, 'dist'),
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    charset: 'utf8',
    target: ['node22'],
    conditions: ['@consult/source'],
    external: [
      '@signpdf/*',
      '@tus/*',
      'better-sqlite3',
      'close-with-grace',
      'express',
      'file-type',
      'node-forge',
      'pdfmake',
      'pdfmake/*',
      'peer',
      'pino',
      'rate-limiter-flexible',
      'snowball-stemmers',
      'ws',
    ],
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
}

/** The verifier is one program too, of one file that needs nothing beside it. */
async function buildVerifier(root) {
  const cwd = join(root, 'packages/verify');
  rmSync(join(cwd, 'dist'), { recursive: true, force: true });
  await build({
    absWorkingDir: cwd,
    entryPoints: ['src/main.ts'],
    outdir: join(cwd, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    charset: 'utf8',
    target: ['node22'],
    conditions: ['@consult/source'],
    logLevel: 'error',
  });
}

async function buildInlined(root) {
  const cwd = join(root, INLINED.folder);
  await build({
    absWorkingDir: cwd,
    entryPoints: [INLINED.source],
    outdir: join(cwd, 'dist'),
    outbase: join(cwd, 'src'),
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    target: BROWSERS,
    supported: SUPPORTED,
    banner: { js: `/*! Parts of ${PEERJS_PACKAGES.join(' and ')}, changed, MIT: ${LICENCES} */` },
    plugins: [strippedPeerjs],
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  const folders = PEERJS_PACKAGES.map((name) => join(root, 'node_modules', name));
  await writeFile(
    join(cwd, 'dist', dirname(INLINED.source).replace('src', ''), LICENCES),
    noticesOf(folders),
  );
}

async function buildRoom(root, { folder, base, sources, target }) {
  const cwd = join(root, folder);
  const found = globSync(sources, { cwd }).filter(
    (source) => folder !== INLINED.folder || source !== INLINED.source,
  );
  const outdir = join(cwd, 'dist');
  removeOrphans(outdir, join(cwd, base));
  const { outputFiles } = await build({
    absWorkingDir: cwd,
    entryPoints: found,
    outdir,
    outbase: join(cwd, base),
    format: 'esm',
    charset: 'utf8',
    target,
    sourcemap: true,
    sourcesContent: false, // the sources are published beside
    tsconfigRaw,
    supported: { ...SUPPORTED, 'class-static-blocks': true }, // see `withoutStaticBlocks`
    write: false,
    logLevel: 'error',
  });
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, path.endsWith('.js') ? minifyTemplates(withoutStaticBlocks(text)) : text);
  }
}

/**
 * Writes `static { this.name = value; }` as the static field it was in the source, on the same lines.
 *
 * Fields that assign turn static ones into blocks, which the oldest browsers do not know; left to itself esbuild then
 * rewrites every private name of the class into WeakMaps, which doubles the elements.
 */
function withoutStaticBlocks(code) {
  const made = code.replace(/^( *)static \{\n +this\.(\w+) = ([^]*?);\n\1\}$/gm, '$1static\n$1  $2 = $3;\n');
  if (/^ *static \{$/m.test(made)) throw new Error('A static block does more than set one field');
  return made;
}

/** Deletes what an earlier build made of sources that are gone, so that nothing stale is published. */
function removeOrphans(outdir, base) {
  if (!existsSync(outdir)) return;
  for (const made of globSync('**/*.{js,js.map,d.ts,d.ts.map}', { cwd: outdir })) {
    const source = made.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
    if (!existsSync(join(base, source))) rmSync(join(outdir, made));
  }
}

/** Builds every room; answers whether all of them could be. */
export async function buildModules(root) {
  const built = await Promise.allSettled([
    ...ROOMS.map((room) => buildRoom(root, room)),
    buildInlined(root),
    buildServer(root),
    buildVerifier(root),
  ]);
  const problems = built.filter(({ status }) => status === 'rejected');
  for (const { reason } of problems) if (!reason.errors) console.error(reason); // esbuild has told its own
  return problems.length === 0;
}

// What a page pays for each thing, gzipped. Bundles what was built as a portal's bundler would, then states the limits.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BROWSERS, SUPPORTED } from './build-modules.mjs';
import { moduleOf } from './sets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules/.cache/consult-sizes');

/** What a page loads later, when it needs it, is not part of what it loads first. */
const laterIsOutside = {
  name: 'later-is-outside',
  setup: (builder) =>
    builder.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    ),
};

const bundling = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  charset: 'utf8',
  format: 'esm',
  target: BROWSERS,
  supported: SUPPORTED,
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
};

/** Modules that need no file, by their names. */
const virtual = (modules) => ({
  name: 'virtual',
  setup(builder) {
    builder.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
    builder.onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({
      contents: modules[path.slice('virtual:'.length)],
      resolveDir: join(root, 'packages/elements'), // which depends on all the others, as a page does
    }));
  },
});

/** One file with everything a module needs at once. */
async function bundle(name, contents) {
  const plugins = [virtual({ [name]: contents }), laterIsOutside];
  await build({ ...bundling, entryPoints: { [name]: `virtual:${name}` }, outdir: folder, plugins });
  return `../node_modules/.cache/consult-sizes/${name}.js`;
}

/** What `more` needs beyond `base`: the files a browser would fetch besides those it has. */
async function difference(name, base, more) {
  const outdir = join(folder, name);
  const entryPoints = { base: 'virtual:base', more: 'virtual:more' };
  const { metafile } = await build({
    ...bundling,
    entryPoints,
    outdir,
    splitting: true,
    plugins: [virtual({ base, more }), laterIsOutside],
  });
  const file = (entry) => Object.keys(metafile.outputs).find((path) => path.endsWith(`/${name}/${entry}.js`));
  const had = reachable(metafile, file('base'));
  const added = [...reachable(metafile, file('more'))].filter((path) => !had.has(path));
  return added.map((path) => `../${path}`);
}

/** An output and all it imports at once. */
function reachable({ outputs }, path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind } of outputs[path].imports)
    if (kind === 'import-statement' && outputs[next]) reachable({ outputs }, next, seen);
  return seen;
}

rmSync(folder, { recursive: true, force: true });

const patient = moduleOf('consult-patient');
const staff = moduleOf('consult-staff');
const check = moduleOf('consult-check');
const notices = moduleOf('consult-notices');
const call = moduleOf('consult-call');
const requests = moduleOf('consult-requests');
const consents = moduleOf('consult-consents');
const changes = moduleOf('consult-changes');
const journal = moduleOf('consult-journal');
const tag = (name) => `import '@consult/elements/define/${name}.js';\n`;
const client = `export * from '@consult/client';`;
const part = (path) => `export * from './dist/src/${path}.js';`;
const ofClient = (path) => `export * from '../client/dist/${path}.js';`;

/** What stands beside the first paint a moment later, for everybody. */
const later = `${client} ${ofClient('background')}`;
const hands = `${patient} ${part('consult-chat/hand')} ${part('consult-chat-list/hand')} ${ofClient('background')}`;

const everything = [staff, check, notices, call, requests, consents, changes, journal, hands].join(' ');

/** All that is fetched only when it is wanted, by the module that begins it. */
async function wantedLater() {
  const { metafile } = await build({
    ...bundling,
    entryPoints: { all: 'virtual:all' },
    outdir: join(folder, 'all'),
    splitting: true,
    write: false,
    plugins: [virtual({ all: `${everything}` })],
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const paths = imports.filter(({ kind, external }) => kind === 'dynamic-import' && !external);
  return [...new Set(paths.map(({ path }) => path))].sort();
}

/** The hands and the client's background are there by then, and are gated above. */
const ALWAYS = /\/(hand|background)\.js$/;
/** The budget of everything that comes later, and of what is dearer for a reason. */
const LATER = [
  [/in-parts/, '19 kB'], // resumable uploads, for files of many megabytes
  [/./, '10 kB'],
];

const checks = [
  { name: 'chat list and chat, all JavaScript', path: await bundle('patient', patient), limit: '25 kB' },
  {
    name: 'the chat’s hand',
    path: await difference('chat-hand', patient, `${patient} ${part('consult-chat/hand')}`),
    limit: '10 kB',
  },
  {
    name: 'the list’s hand',
    path: await difference('list-hand', patient, `${patient} ${part('consult-chat-list/hand')}`),
    limit: '10 kB',
  },
  { name: 'the doctor’s desk, beside them', path: await difference('desk', patient, staff), limit: '10 kB' },
  {
    name: 'the registry’s journal, beside them',
    path: await difference('journal', patient, `${patient} ${journal}`),
    limit: '10 kB',
  },
  {
    name: 'the check of devices, beside them',
    path: await difference('check', patient, `${patient} ${check}`),
    limit: '10 kB',
  },
  {
    name: 'the list of notices, beside them',
    path: await difference('notices', patient, `${patient} ${notices}`),
    limit: '10 kB',
  },
  {
    name: 'the request’s form, its notice',
    path: await difference('request-form', patient, `${patient} ${tag('deferred-request-form')}`),
    limit: '10 kB',
  },
  {
    name: 'the tracker of requests',
    path: await difference('request-tracker', patient, `${patient} ${tag('request-tracker')}`),
    limit: '10 kB',
  },
  {
    name: 'the dialog of a consent, beside them',
    path: await difference('consent-dialog', patient, `${patient} ${tag('consent-dialog')}`),
    limit: '10 kB',
  },
  {
    name: 'the list of consents, beside the dialog',
    path: await difference('consent-list', `${patient} ${tag('consent-dialog')}`, `${patient} ${consents}`),
    limit: '10 kB',
  },
  {
    name: 'what changed in a text, beside them',
    path: await difference('consent-changes', patient, `${patient} ${changes}`),
    limit: '2 kB',
  },
  {
    name: 'the call’s tag, that waits for one',
    path: await difference('call-tag', patient, `${patient} ${call}`),
    limit: '3 kB',
  },
  {
    // What carries the media comes beside it, below: it is not waited for before somebody sees that it rings.
    name: 'a call: what shows it, answers it and follows it',
    path: await difference(
      'call-shown',
      `${patient} ${call} ${hands}`,
      `${patient} ${call} ${hands} ${part('video-call/stage')} ${part('video-call/controls')} ${ofClient('call')} ${ofClient('call/ongoing-call')}`,
    ),
    limit: '20 kB',
  },
  { name: 'client, for the first paint', path: await bundle('client', client), limit: '5.5 kB' },
  {
    name: 'client, all that comes right after',
    path: await difference('later', client, later),
    limit: '8.5 kB',
  },
  {
    name: 'core, rules and codes',
    path: await bundle('core', `export * from '@consult/core';`),
    limit: '14 kB', // nobody loads it whole
  },
  {
    name: 'a call: PeerJS and the link',
    path: await difference('call-link', later, `${later} ${ofClient('call/peer-link')}`),
    limit: '10 kB',
  },
  {
    name: 'a call: the code to compare',
    path: await difference('call-proof', later, `${later} ${ofClient('call/proof')}`),
    limit: '1.5 kB',
  },
  { name: 'guard', path: '../packages/elements/cdn/consult-guard.js', limit: '2 kB' },
];
for (const path of await wantedLater()) {
  if (ALWAYS.test(path)) continue;
  const name = path
    .replace(/^.*(packages|node_modules)\//, '')
    .replace('/dist/', '/')
    .replace('/src/', '/');
  const module = `export * from ${JSON.stringify(join(root, path))};`;
  const folderName = name.replaceAll('/', '-');
  checks.push({
    name: `later: ${name}`,
    path: await difference(folderName, `${everything}`, `${everything} ${module}`),
    limit: LATER.find(([pattern]) => pattern.test(path))[1],
  });
}

export default checks.map((check) => ({ ...check, gzip: true }));

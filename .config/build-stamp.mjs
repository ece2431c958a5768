// Whether what is built is of the sources as they are now: by their content, since a checkout changes all their dates.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SOURCES = [
  'packages/*/{src,define,guard}/**/*',
  'server/src/**/*',
  'examples/*/{src,public}/**/*',
  'examples/*.json',
  '{packages,examples}/*/package.json',
  'server/package.json',
  '.config/*',
  'rollup.config.mjs',
  'package-lock.json',
];

/** What the three programs are started from and serve. */
const BUILT = [
  'server/dist/main.js',
  'examples/esia/dist/main.js',
  'examples/portal/dist/main.js',
  'examples/portal/dist/page/chat.js',
  'packages/elements/cdn/consult-patient.js',
  'packages/elements/cdn/consult-staff.js',
];

const stampFile = (root) => join(root, 'node_modules/.cache/consult/built');

/** One word for the content of all sources. */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: root }).sort()) {
    const file = join(root, path);
    if (statSync(file).isFile()) hash.update(path).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether everything is there and was built of these sources. */
export function isBuilt(root, print) {
  if (!BUILT.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === print;
}

/** Remembers that a build of these sources went well. */
export function markBuilt(root, print) {
  mkdirSync(dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), print);
}

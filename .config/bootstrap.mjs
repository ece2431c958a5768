// Makes a fresh clone runnable: installs the packages when they are missing or not those of the lock file.
// Runs before everything else, on whatever Node the machine has; depends on nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 20;

/**
 * Why what is installed in `root` is not what its lock file says; `undefined` when it is. npm leaves its own list of
 * what it has installed, and a stopped installation leaves none.
 */
export function reasonToInstall(root) {
  const lock = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (!lock) return undefined; // nothing to compare with
  if (!installed) return 'no packages are installed';
  for (const [path, wanted] of Object.entries(lock)) {
    if (path === '') continue;
    const found = installed[path];
    if (
      !found
        ? !mayBeMissing(wanted)
        : found.version !== wanted.version || found.integrity !== wanted.integrity
    )
      return `${path.replace(/^.*node_modules\//, '')} is not as the lock file says`;
    if (!found && wanted.link) return `${path} is not linked`;
  }
  if (!existsSync(join(root, 'node_modules/.bin/node'))) return 'the Node of this project is missing';
  return undefined;
}

/** Packages for other systems, and what nobody here needs, are left out by npm. */
const mayBeMissing = ({ optional, devOptional, peer, os, cpu, libc }) =>
  Boolean(optional || devOptional || peer || os || cpu || libc);

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Installs exactly the lock file's packages. Answers whether it could. */
function install(root) {
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  const { status } = spawnSync(command, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' },
    shell: process.platform === 'win32' && command === 'npm',
  });
  return status === 0;
}

function main() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  if (Number(process.versions.node.split('.')[0]) < OLDEST)
    return `Node ${OLDEST} or newer is needed to install; this is ${process.versions.node}.`;
  const reason = reasonToInstall(root);
  if (!reason) return undefined;
  console.log(`Installing packages (npm ci): ${reason}.`);
  if (!install(root)) return 'The packages could not be installed: see what npm says above.';
  return reasonToInstall(root) === 'the Node of this project is missing'
    ? 'The package "node" is there without its program. Allow its install script (npm config: ignore-scripts=false) and run again.'
    : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = main();
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
  }
}

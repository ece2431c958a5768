// The tests drive a Chromium (or Chrome) and a Firefox of this machine, ask its clamd and call through its coturn. Where
// one is missing, root on Debian gets it from the system's packages; anybody else is told what to install. Depends on
// nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browsers.mjs';
import { findClamd } from './find-clamd.mjs';

const PROGRAMS = {
  chromium: { name: 'Chromium or Chrome', debian: 'chromium', env: 'CONSULT_CHROMIUM' },
  firefox: { name: 'Firefox', debian: 'firefox-esr', env: 'CONSULT_FIREFOX' },
  poppler: { name: 'poppler-utils', debian: 'poppler-utils', env: 'PATH' },
  strace: { name: 'strace', debian: 'strace', env: 'PATH' },
  openssl: { name: 'openssl', debian: 'openssl', env: 'PATH' },
  ip: { name: 'iproute2', debian: 'iproute2', env: 'PATH' },
  nft: { name: 'nftables', debian: 'nftables', env: 'PATH' },
  socat: { name: 'socat', debian: 'socat', env: 'PATH' },
  coturn: { name: 'coturn', debian: 'coturn', env: 'PATH' },
  clamd: { name: 'clamd', debian: 'clamav-daemon', env: 'CONSULT_CLAMD_PROGRAM' },
};

/** What the tests call by its name, for each of those that are found by it alone. */
const COMMANDS = {
  poppler: 'pdfsig',
  openssl: 'openssl',
  strace: 'strace',
  ip: 'ip',
  nft: 'nft',
  socat: 'socat',
  coturn: 'turnserver',
};

/** Where Debian keeps what root calls by its name, and others do not. */
const ROOTS_OWN = ['/usr/sbin', '/sbin'];

const findOnPath = (command) =>
  [...(process.env.PATH ?? '').split(delimiter), ...ROOTS_OWN].find((folder) =>
    existsSync(join(folder, command)),
  );

const findProgram = (program) => {
  if (COMMANDS[program]) return findOnPath(COMMANDS[program]);
  return program === 'clamd' ? findClamd() : findBrowser(program);
};

/** The programs that are not here, by our names. */
export const missingPrograms = (find = findProgram) =>
  Object.keys(PROGRAMS).filter((program) => !find(program));

/** What to do by hand, in one line. */
export const adviceFor = (missing) => {
  const programs = missing.map((one) => PROGRAMS[one]);
  const them = missing.length > 1 ? 'them' : 'it';
  const all = (field) => [...new Set(programs.map((program) => program[field]))];
  return `The tests need ${all('name').join(' and ')}: install ${them} (Debian: sudo apt-get install ${all('debian').join(' ')}) or name ${them} in ${all('env').join(' and ')}.`;
};

function installFromDebian(missing) {
  const isDebian = existsSync('/etc/debian_version');
  if (!isDebian || process.getuid?.() !== 0) return;
  const packages = missing.map((one) => PROGRAMS[one].debian);
  console.log(`Installing ${packages.join(' and ')} (apt-get) …`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  if (spawnSync('apt-get', ['update', '-qq'], options).status === 0)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = missingPrograms();
  if (missing.length) installFromDebian(missing);
  const still = missingPrograms();
  if (still.length) {
    console.error(adviceFor(still));
    process.exitCode = 1;
  }
}

// `npm start`: three origins on this machine, as in real life — the consultation server, a portal that embeds the
// elements, and a stand-in for ESIA — with a demonstration inside.
//
// CONSULT_PORT, PORTAL_PORT, ESIA_PORT   their ports: 8080, 3000, 3001
// CONSULT_DATA                           the folder of everything kept: .data
// npm start -- --reset                   fills the demonstration anew
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, isBuilt, markBuilt } from './build-stamp.mjs';
import { startProgram } from './start-program.mjs';
import { CannotStart, checkPorts, prepareFolder, readSettings } from './start-settings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function build() {
  const print = fingerprint(root);
  if (isBuilt(root, print)) return;
  console.log('Building …');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(command, [...args, 'run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status !== 0) throw new CannotStart('The build failed: see above.');
  markBuilt(root, print);
}

function startAll({ ports, data, reset, origins }) {
  const logs = join(data, 'log');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const shared = {
    CONSULT_ORIGIN: origins.server,
    CONSULT_AUDIENCE: 'consult',
    PORTAL_ORIGIN: origins.portal,
    ESIA_ORIGIN: origins.esia,
    ESIA_CLIENT_ID: 'portal',
    ESIA_CLIENT_SECRET: randomBytes(32).toString('base64url'), // known to these two processes and to nobody else
  };
  const program = (name, file, env, origin) =>
    startProgram({
      name,
      file: join(root, file),
      env,
      cwd: root,
      log: join(logs, `${name}.log`),
      health: `${origin}/healthz`,
    });
  return [
    program(
      'esia',
      'examples/esia/dist/main.js',
      { ...shared, ESIA_PORT: String(ports.ESIA_PORT) },
      origins.esia,
    ),
    program(
      'portal',
      'examples/portal/dist/main.js',
      { ...shared, PORTAL_PORT: String(ports.PORTAL_PORT), PORTAL_DATA: join(data, 'portal') },
      origins.portal,
    ),
    program(
      'server',
      'server/dist/main.js',
      {
        CONSULT_PORT: String(ports.CONSULT_PORT),
        CONSULT_DATA: join(data, 'server'),
        CONSULT_JWKS_URL: `${origins.portal}/.well-known/jwks.json`,
        CONSULT_ISSUER: origins.portal,
        CONSULT_AUDIENCE: shared.CONSULT_AUDIENCE,
        CONSULT_ORIGINS: origins.portal,
        CONSULT_DEMO: '1',
        CONSULT_DEMO_RESET: reset ? '1' : '0',
      },
      origins.server,
    ),
  ];
}

function welcome({ data, origins }) {
  const people = JSON.parse(readFileSync(join(root, 'examples/demo-people.json'), 'utf8'));
  const names = people.map(({ name }) => `${name.family} ${name.given} ${name.patronymic ?? ''}`.trim());
  const width = Math.max(...names.map((name) => name.length));
  const rows = people.map(
    ({ role, sees }, i) => `    ${names[i].padEnd(width)}  ${role.padEnd(13)}  ${sees}`,
  );
  console.log(`
Consult is running.

    Portal   ${origins.portal}   open this one
    ESIA     ${origins.esia}   the stand-in for ESIA: choose who you are
    Server   ${origins.server}   the API, described at ${origins.server}/openapi.json
    Data     ${data}   ("npm start -- --reset" fills the demonstration anew)

Sign in as

${rows.join('\n')}

Ctrl-C ends everything.`);
}

/** Resolves when somebody wants the end; whoever asks again gets it at once. */
function untilAsked(insist) {
  const parent = process.ppid;
  let asked = 0;
  return new Promise((done) => {
    const ask = () => {
      done('asked');
      if (++asked > 1) insist();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
    if (!process.env.npm_lifecycle_event) return;
    // npm hands a signal to the shell between us, and not every shell hands it on: it just ends.
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      ask();
    }, 250);
    watch.unref();
  });
}

/** Runs until a signal comes or one of the three ends. Answers the exit code. */
async function run() {
  const settings = readSettings(process.env, process.argv.slice(2), root);
  prepareFolder(settings.data);
  await checkPorts(settings.ports);
  build();

  const programs = startAll(settings);
  const signalled = untilAsked(() => programs.forEach((program) => program.kill()));
  const broken = Promise.race(programs.map((program) => program.unasked()));
  const ready = Promise.all(programs.map((program) => program.ready()));
  try {
    const first = await Promise.race([ready, signalled, broken]);
    if (first !== 'asked') {
      welcome(settings);
      await Promise.race([signalled, broken]);
    }
    console.log('Stopping …');
    return 0;
  } finally {
    ready.catch(() => undefined);
    broken.catch(() => undefined);
    await Promise.all(programs.map((program) => program.stop()));
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();

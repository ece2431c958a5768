// What `npm start` is told by its environment and by its arguments, checked before anything is built.
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

/** A reason not to start, in one line a person can act upon. */
export class CannotStart extends Error {}

const PORTS = { CONSULT_PORT: 8080, PORTAL_PORT: 3000, ESIA_PORT: 3001 };

/**
 * @param {Record<string, string | undefined>} env
 * @param {readonly string[]} args
 * @param {string} root
 * @throws {CannotStart} naming the variable or the argument that is broken
 */
export function readSettings(env, args, root) {
  const unknown = args.find((arg) => arg !== '--reset');
  if (unknown) throw new CannotStart(`"${unknown}" is not understood. The only argument is --reset.`);
  const ports = {};
  for (const [name, standard] of Object.entries(PORTS)) {
    const text = env[name] || String(standard);
    if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535)
      throw new CannotStart(`${name} must be a port, 1 to 65535, not "${text}".`);
    const twin = Object.keys(ports).find((other) => ports[other] === Number(text));
    if (twin) throw new CannotStart(`${twin} and ${name} are both ${text}: each needs a port of its own.`);
    ports[name] = Number(text);
  }
  return {
    ports,
    data: resolve(root, env.CONSULT_DATA || '.data'),
    reset: args.includes('--reset'),
    origins: {
      server: `http://127.0.0.1:${ports.CONSULT_PORT}`,
      portal: `http://localhost:${ports.PORTAL_PORT}`,
      esia: `http://localhost:${ports.ESIA_PORT}`,
    },
  };
}

/** Makes the data folder. @throws {CannotStart} where it cannot be written */
export function prepareFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch ({ code }) {
    const what = { EEXIST: 'it is a file', ENOTDIR: 'it is in or is a file', EROFS: 'the disk is read-only' };
    throw new CannotStart(
      `The data folder ${folder} cannot be written: ${what[code] ?? code}. Name another in CONSULT_DATA.`,
    );
  }
}

/** @throws {CannotStart} naming the first port that somebody else listens on */
export async function checkPorts(ports) {
  for (const [name, port] of Object.entries(ports))
    for (const host of ['127.0.0.1', '::1']) {
      const code = await whyNotListen(port, host);
      if (code === 'EADDRINUSE')
        throw new CannotStart(
          `Port ${port} is taken by another program. Free it or choose another in ${name}.`,
        );
      if (code === 'EACCES')
        throw new CannotStart(`Port ${port} needs rights this user has not. Choose another in ${name}.`);
      // Anything else: a machine without IPv6.
    }
}

const whyNotListen = (port, host) =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', ({ code }) => done(code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.js';
import { openTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
import { type Program, startProgram, untilReady } from './program.js';

/** The three origins of `npm start`, with demo people, on ports and in a folder of their own. */
export interface System {
  /** Where people sign in. */
  readonly portal: string;
  /** The API's address as pages know it. */
  readonly server: string;
  readonly serverPort: number;
  /** A network before the server that can be spoiled; whoever is mapped to it goes through. */
  readonly proxy: TcpProxy;
  readonly dataFolder: string;
  /** Ends the server as a power switch does. */
  killServer(): Promise<void>;
  /** Starts it again on the same folder; answers when it is ready. */
  startServer(): Promise<void>;
  /** What the server has printed, over all its lives. */
  logs(): string;
  close(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'consult-e2e-'));
  const [serverPort, portalPort, esiaPort] = [await freePort(), await freePort(), await freePort()];
  const portal = `http://localhost:${portalPort}`;
  const esia = `http://localhost:${esiaPort}`;
  const server = `http://127.0.0.1:${serverPort}`;
  const secret = crypto.randomUUID();

  const programs: Program[] = [
    startProgram('examples/esia/dist/main.js', {
      ESIA_PORT: String(esiaPort),
      PORTAL_ORIGIN: portal,
      ESIA_CLIENT_SECRET: secret,
    }),
    startProgram('examples/portal/dist/main.js', {
      PORTAL_PORT: String(portalPort),
      PORTAL_DATA: join(dataFolder, 'portal'),
      ESIA_ORIGIN: esia,
      ESIA_CLIENT_SECRET: secret,
      CONSULT_ORIGIN: server,
    }),
  ];
  let running: Program | undefined;
  let printed = '';

  const startServer = async () => {
    running = startProgram('server/dist/main.js', {
      CONSULT_PORT: String(serverPort),
      CONSULT_DATA: join(dataFolder, 'server'),
      CONSULT_JWKS_URL: `${portal}/.well-known/jwks.json`,
      CONSULT_ISSUER: portal,
      CONSULT_ORIGINS: portal,
      CONSULT_DEMO: '1',
      // A test says in ten seconds what people say in an hour.
      CONSULT_WRITES_PER_PERSON: '400/4000',
      CONSULT_WRITES_PER_CHAT: '1200/60000',
    });
    await untilReady(`${server}/healthz`, running);
  };
  const endServer = async (end: (program: Program) => Promise<unknown>) => {
    if (!running) return;
    await end(running);
    printed += running.output();
    running = undefined;
  };

  await Promise.all([
    startServer(),
    untilReady(`${portal}/`, programs[1]!),
    untilReady(`${esia}/.well-known/openid-configuration`, programs[0]!),
  ]);
  const proxy = await openTcpProxy(serverPort);

  return {
    portal,
    server,
    serverPort,
    proxy,
    dataFolder: join(dataFolder, 'server'),
    killServer: () => endServer((program) => program.kill()),
    startServer,
    logs: () => printed + (running?.output() ?? ''),
    async close() {
      await proxy.close();
      await endServer((program) => program.stop());
      await Promise.all(programs.map((program) => program.stop()));
      rmSync(dataFolder, { recursive: true });
    },
  };
}

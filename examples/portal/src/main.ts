import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { createPortal } from './app.js';
import { readConfig } from './config.js';
import { openConsultServer } from './consult-server.js';
import { openEsia } from './esia.js';
import { createSessions } from './sessions.js';
import { openTokenDesk } from './token-desk.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const published = (path: string) =>
  fileURLToPath(new URL(path, import.meta.resolve('@consult/elements/package.json')));

try {
  const config = readConfig(process.env);
  const now = Date.now;
  const desk = await openTokenDesk({
    folder: config.data,
    issuer: config.origin,
    audience: config.consult.audience,
    now,
  });
  const app = createPortal({
    config,
    now,
    esia: openEsia(config),
    sessions: createSessions(now),
    desk,
    consult: openConsultServer({ origin: config.consult.origin, desk }),
    folders: {
      public: here('../public'),
      page: here('./page'),
      elements: published('./cdn'),
      plainHtml: here('../../plain-html'),
    },
  });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, () =>
    console.log(`portal: ${config.origin}`),
  );
  server.on('error', fail);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(server));
} catch (error) {
  fail(error);
}

function stop(server: ServerType): void {
  server.close(() => process.exit(0));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  setTimeout(() => process.exit(0), 2_000).unref(); // whoever still reads has had time
}

function fail(error: unknown): never {
  console.error(`portal: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

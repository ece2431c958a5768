#!/usr/bin/env node
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { type Installation, readInstallation } from './config.js';
import { FolderUnusable, openStores } from './db/open-stores.js';
import { openDemoStores } from './demo-folder.js';
import { fillDemo } from './demo/fill-demo.js';
import type { Log } from './deps.js';
import { createPinoLog } from './log/pino-log.js';
import { serve } from './serve.js';
import { StartError } from './start-error.js';

/** The reference server as a process: reads the environment, opens what is kept, listens, and ends in good order. */
async function main() {
  const installation = readInstallation(process.env);
  // Lines that come while one is being written go together; what is left is written at the end of the process.
  const log = createPinoLog(installation.log, pino.destination({ sync: false }));
  const { stores, fill } = await open(installation);
  const server = await serve(installation, stores, log, async (deps) => {
    await fill?.(() => fillDemo(deps, deps.now()));
  }).catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });

  // A little longer than the drain, which ends by itself: this is for a disk that hangs.
  const delay = installation.transport.drainMs + 5_000;
  closeWithGrace({ delay, logger: quiet(log) }, async ({ signal, err }) => {
    if (err) log.error({ name: err.name }, 'crashing');
    else log.info({ ...(signal && { name: signal }) }, 'stopping');
    await server.stop();
    await stores.close();
    log.info({}, 'stopped');
  });
}

const open = async ({ data, demo }: Installation) =>
  demo === 'none'
    ? { stores: await openStores(data), fill: undefined }
    : openDemoStores(data, openStores, demo === 'reset');

/** What goes wrong while ending is told by its class alone, as everywhere. */
const quiet = (log: Log) => ({
  error: (what: unknown) => log.error({ ...(what instanceof Error && { name: what.name }) }, 'stop-failed'),
});

main().catch((error: unknown) => {
  const known = error instanceof StartError || error instanceof FolderUnusable;
  const reason = known ? error.message : `${(error as Error).name}: it could not start`;
  process.stderr.write(`consult: ${reason}\n`);
  process.exitCode = 1;
  process.exit();
});

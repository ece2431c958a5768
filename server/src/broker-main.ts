#!/usr/bin/env node
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readBrokerInstallation } from './calls/broker-config.js';
import { serveBroker } from './calls/serve-broker.js';
import { createPinoLog } from './log/pino-log.js';
import { StartError } from './start-error.js';

/** The broker as a process of its own, where isolation or several are wanted. */
async function main() {
  const installation = readBrokerInstallation(process.env);
  const log = createPinoLog(installation.log, pino.destination({ sync: false }));
  const broker = await serveBroker(installation, log);

  closeWithGrace(
    { delay: installation.transport.drainMs + 5_000, logger: false },
    async ({ signal, err }) => {
      if (err) log.error({ name: err.name }, 'crashing');
      else log.info({ ...(signal && { name: signal }) }, 'stopping');
      await broker.stop();
      log.info({}, 'stopped');
    },
  );
}

main().catch((error: unknown) => {
  const reason = error instanceof StartError ? error.message : `${(error as Error).name}: it could not start`;
  process.stderr.write(`consult-broker: ${reason}\n`);
  process.exitCode = 1;
  process.exit();
});

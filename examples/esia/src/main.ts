import { readConfig } from './config.js';
import { PEOPLE } from './people.js';
import { createEsia } from './provider.js';

try {
  const config = readConfig(process.env);
  const provider = createEsia(config, PEOPLE, new URL('../public/', import.meta.url));
  const server = provider.listen(config.port, config.host, () =>
    console.log(`ESIA stand-in: ${config.origin}`),
  );
  server.on('error', fail);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(`ESIA stand-in: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

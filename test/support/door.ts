import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { TRANSPORT_DEFAULTS } from '../../server/src/config-defaults.js';
import { createFeedSockets } from '../../server/src/feed/socket.js';
import { createAddressOf } from '../../server/src/http/node-address.js';
import { createNodeServer } from '../../server/src/http/node-server.js';
import { createUpgradeRouter } from '../../server/src/http/upgrade-router.js';
import type { PageServer } from '../../server/src/page.js';

/** A door of a house onto the network of this machine, for real browsers. */
export interface Door {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly address: string;
  close(): void;
}

const MINUTE = 60_000;

/** Lets browsers in by HTTP and WebSocket, on a free port of the loopback. */
export async function openDoor({ deps, fetch }: Pick<PageServer, 'deps' | 'fetch'>): Promise<Door> {
  const addressOf = createAddressOf([]);
  const sockets = createFeedSockets({
    feed: deps.feed,
    config: deps.config,
    bufferBytes: 1_000_000,
    deadMs: MINUTE,
    monotonic: () => performance.now(),
  });
  const server = createNodeServer({
    app: { fetch },
    upgrade: createUpgradeRouter({ routes: new Map([['/v1/feed', sockets.upgrade]]), deps, addressOf }),
    addressOf,
    limits: { ...TRANSPORT_DEFAULTS, headersMs: MINUTE },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      sockets.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { keepRunning } from '../../calls/programs.js';
import { freePort } from '../../support/free-port.js';

/** Something that carries the words of a contestant. */
export interface Signalling {
  readonly port: number;
  close(): Promise<void>;
}

/** The least there can be: what one side says is said to the other. */
export async function openRelay(): Promise<Signalling> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const sockets = new Map<string, WebSocket>();
  server.on('connection', (socket, { url = '' }) => {
    sockets.set(url, socket);
    socket.on('message', (data) => {
      for (const [side, other] of sockets) if (side !== url) other.send(String(data));
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    port: (http.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.terminate();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** `peer` as it comes, in a process of its own: its timers never stop. */
export async function startPeerServer(): Promise<Signalling> {
  const port = await freePort();
  const program = 'node_modules/peer/dist/bin/peerjs.js';
  const running = await keepRunning(
    [process.execPath, program, '--port', String(port), '--host', '127.0.0.1', '--path', '/'],
    /Started PeerServer/,
  );
  return { port, close: running.stop };
}

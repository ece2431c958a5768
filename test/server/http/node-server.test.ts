import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TRANSPORT_DEFAULTS, type TransportConfig } from '../../../server/src/config-defaults.js';
import { createAddressOf } from '../../../server/src/http/node-address.js';
import { createNodeServer, drain } from '../../../server/src/http/node-server.js';
import { eventually } from '../../support/eventually.js';

let server: Server | undefined;
afterEach(async () => {
  if (server) await drain(server, 0, () => undefined);
  server = undefined;
});

/** A listening server whose app answers what it was told. */
async function listen(limits: Partial<TransportConfig> = {}) {
  server = createNodeServer({
    app: {
      fetch: async (request, { address }) =>
        Response.json({ method: request.method, address, body: request.body ? await request.text() : '' }),
    },
    upgrade: async (_request, socket) => void socket.destroy(),
    addressOf: createAddressOf(['127.0.0.1']),
    limits: { ...TRANSPORT_DEFAULTS, ...limits },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

/** Sends bytes as they are, and answers all that comes back until the server hangs up. */
async function send(port: number, ...pieces: (string | Buffer)[]): Promise<string> {
  const socket = dial(port);
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return heard;
}

const get = (headers = '') => `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\n`;

describe('The HTTP server', () => {
  it('hands the app the address a proxy of ours tells of', async () => {
    const port = await listen();
    expect(await send(port, get('X-Forwarded-For: 6.6.6.6, 1.1.1.1\r\n'))).to.include('"address":"1.1.1.1"');
    expect(await send(port, get())).to.include('"address":"127.0.0.1"');
  });

  it.each([
    [2_046, 200],
    [2_047, 200],
    [2_048, 431],
  ])('takes headers of less than 2048 bytes: %i are answered %i', async (size, status) => {
    const port = await listen({ headerBytes: 2_048 });
    // Node counts the address, and the names and values of headers.
    const others = ['/', 'Host', 'a', 'Connection', 'close', 'X-Long'].join('').length;
    expect(await send(port, get(`X-Long: ${'x'.repeat(size - others)}\r\n`))).to.match(
      new RegExp(`^HTTP/1\\.1 ${status}`),
    );
  });

  it('lets go of one who never finishes the headers, and of one who never begins', async () => {
    const port = await listen({ headersMs: 100 });
    expect(await send(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')).to.match(/^HTTP\/1\.1 408/);
    await send(port);
  });

  it('lets go of one who never finishes the body', async () => {
    const port = await listen({ headersMs: 100, requestMs: 200 });
    await send(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
  });

  const upload = (length: number) =>
    `POST /v1/chats/a/files?key=b HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

  it('gives a document the time that it needs, as long as it keeps coming', async () => {
    const port = await listen({ headersMs: 100, requestMs: 100, uploadRate: 10, uploadGraceMs: 2_000 });
    const socket = dial(port);
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.write(upload(60));
    const steady = setInterval(() => socket.write('ab'), 10);
    await eventually(() => expect(heard).to.match(/^HTTP\/1\.1 200/));
    clearInterval(steady);
    socket.destroy();
  });

  it('lets go of a document that has stopped coming, long before its time is up', async () => {
    const port = await listen({ requestMs: 100, uploadMs: 600_000, uploadRate: 10_240, uploadGraceMs: 100 });
    expect(await send(port, upload(10_000_000), Buffer.alloc(100_000))).to.match(/^HTTP\/1\.1 408/);
  });

  it('lets go of a document that takes longer than any may', async () => {
    const port = await listen({
      headersMs: 50,
      requestMs: 50,
      uploadMs: 200,
      uploadRate: 0,
      uploadGraceMs: 50,
    });
    expect(await send(port, upload(10), 'half')).to.match(/^HTTP\/1\.1 408/);
  });

  it('does not echo requests back', async () => {
    const port = await listen();
    const answer = await send(
      port,
      'TRACE / HTTP/1.1\r\nHost: a\r\nX-Secret: s\r\nConnection: close\r\n\r\n',
    );
    expect(answer)
      .to.match(/^HTTP\/1\.1 404/)
      .and.not.to.include('X-Secret');
    expect(answer).to.include('"code":"not-found"');
  });

  it('refuses a request that two readers could read in two ways', async () => {
    const port = await listen();
    for (const request of [
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nX: a\nInjected: b\r\n\r\n',
      'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    ])
      expect(await send(port, request), request).to.match(/^HTTP\/1\.1 400/);
  });

  it('lives through garbage', async () => {
    const port = await listen();
    for (let round = 1; round <= 300; round++) await send(port, randomBytes(round), '\r\n\r\n');
    expect(await send(port, get())).to.match(/^HTTP\/1\.1 200/);
  });

  it('ends an answer under way before it is closed', async () => {
    const port = await listen();
    const socket = dial(port);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab');
    await once(server!, 'request');
    const closed = drain(server!, 10_000, () => undefined);
    socket.write('cd');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString())
      .to.match(/^HTTP\/1\.1 200/)
      .and.to.include('abcd');
    await closed;
    server = undefined;
  });
});

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TRANSPORT_DEFAULTS } from '../../../server/src/config-defaults.js';
import { keepPace } from '../../../server/src/http/node-pace.js';

const { requestMs, uploadMs, uploadRate, uploadGraceMs } = TRANSPORT_DEFAULTS;
const UPLOAD = '/v1/chats/a/files?key=b';
const PAGE = '/v1/chats/a/entries';

/** Timers go by the test; sockets go on by themselves. */
beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
let server: Server;
let socket: Socket;
afterEach(() => {
  vi.useRealTimers();
  socket.destroy();
  server.close();
});

/** Begins a request that says more than it sends. */
async function begin(path: string, length = 100_000_000) {
  server = createServer((request, answer) => {
    keepPace(request, answer, TRANSPORT_DEFAULTS);
    request.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  const heard = { text: '' };
  socket.on('data', (data) => (heard.text += data.toString()));
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;
  const begun = once(server, 'request');
  socket.write(head);
  const [request] = (await begun) as [IncomingMessage];
  return {
    isOver: () => request.destroyed,
    /** What was told until the server hung up. */
    async said() {
      if (!socket.closed) await once(socket, 'close');
      return heard.text;
    },
    /** Sends so many bytes more, and waits until they have come. */
    async send(bytes: number) {
      const until = request.socket.bytesRead + bytes;
      socket.write(Buffer.alloc(bytes));
      while (request.socket.bytesRead < until) await new Promise(setImmediate);
    },
  };
}

describe('A request', () => {
  it('has a minute for its body', async () => {
    const { isOver, said } = await begin(PAGE);
    vi.advanceTimersByTime(requestMs - 1);
    expect(isOver()).to.equal(false);
    vi.advanceTimersByTime(1);
    expect(await said()).to.match(/^HTTP\/1\.1 408/);
  });

  it('with a document has ten minutes, at ten kibibytes a second in each ten seconds', async () => {
    const { isOver, said, send } = await begin(UPLOAD);
    for (let window = 1; window < uploadMs / uploadGraceMs; window++) {
      await send((uploadRate * uploadGraceMs) / 1000);
      vi.advanceTimersByTime(uploadGraceMs);
      expect(isOver(), `window ${window}`).to.equal(false);
    }
    await send((uploadRate * uploadGraceMs) / 1000);
    vi.advanceTimersByTime(uploadGraceMs - 1);
    expect(isOver()).to.equal(false);
    vi.advanceTimersByTime(1);
    expect(await said()).to.match(/^HTTP\/1\.1 408/);
  });

  it.each([
    [1, 'goes on'],
    [0, 'goes on'],
    [-1, 'is over'],
  ])('with a document that comes %i bytes faster than the least %s', async (more, outcome) => {
    const { isOver, said, send } = await begin(UPLOAD);
    const least = (uploadRate * uploadGraceMs) / 1000;
    await send(least);
    vi.advanceTimersByTime(uploadGraceMs);
    await send(least + more);
    vi.advanceTimersByTime(uploadGraceMs);
    if (outcome === 'goes on') expect(isOver()).to.equal(false);
    else expect(await said()).to.match(/^HTTP\/1\.1 408/);
  });
});

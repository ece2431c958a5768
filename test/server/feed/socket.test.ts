import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FEED_CLOSE } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import { BEAT_SHARES } from '../../../server/src/feed/feed.js';
import { eventually } from '../../support/eventually.js';
import { openSocketRig, PORTAL, type SocketRig } from './socket-rig.js';

let rig: SocketRig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

const start = async (...options: Parameters<typeof openSocketRig>) => (rig = await openSocketRig(...options));
const manyRequests = { ...CONFIG_DEFAULTS.limits, 'requests-per-address': { uses: 10_000, windowMs: 1_000 } };
const closeCode = async (socket: WebSocket) => (await once(socket, 'close'))[0] as number;
const aChange = (revision: number) => ({
  chat: 'cht_1',
  revision,
  readers: [{ person: 'per_1', role: 'patient' as const }],
});

/** A socket without a WebSocket library, to send what none would. */
async function rawSocket({ port, ticket }: SocketRig): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    [
      `GET /v1/feed?ticket=${ticket()} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      `Origin: ${PORTAL}`,
      '\r\n',
    ].join('\r\n'),
  );
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(first.toString('latin1')).to.match(/^HTTP\/1\.1 101/);
  return socket;
}

const stillAnswers = async ({ port }: SocketRig) => (await fetch(`http://127.0.0.1:${port}/`)).ok;

describe('A socket of the live feed', () => {
  it('opens with a ticket, hears hints and closes', async () => {
    const { open, feed } = await start();
    const { socket, frames } = await open();
    feed.announce(aChange(3));
    await once(socket, 'message');
    expect(frames).to.deep.equal([{ type: 'hint', epoch: 'epoch_1', chat: 'cht_1', revision: 3 }]);
    socket.close();
    await once(socket, 'close');
    await eventually(() => expect(feed.size).to.equal(0));
  });

  const REFUSALS: [string, number, (rig: SocketRig) => Promise<number>][] = [
    [
      'of a page that is not on the list',
      403,
      (r) => r.knock(`/v1/feed?ticket=${r.ticket()}`, { origin: 'https://evil.example' }),
    ],
    [
      'of a page that hides where it comes from',
      403,
      (r) => r.knock(`/v1/feed?ticket=${r.ticket()}`, { origin: 'null' }),
    ],
    ['of a program that says no origin', 403, (r) => r.knock(`/v1/feed?ticket=${r.ticket()}`, {})],
    ['without a ticket', 401, (r) => r.knock('/v1/feed')],
    ['with a ticket nobody made', 401, (r) => r.knock('/v1/feed?ticket=x')],
    [
      'with a ticket that another origin fetched',
      401,
      (r) => r.knock(`/v1/feed?ticket=${r.ticket({}, 'https://other.example')}`),
    ],
    ['on a path that is nobody’s', 404, (r) => r.knock(`/v1/other?ticket=${r.ticket()}`)],
    ['on the path with something after it', 404, (r) => r.knock(`/v1/feed/x?ticket=${r.ticket()}`)],
  ];
  for (const [what, status, knock] of REFUSALS)
    it(`is refused before it opens: one ${what}`, async () => {
      const rig = await start();
      expect(await knock(rig)).to.equal(status);
      expect(rig.feed.size).to.equal(0);
      expect(rig.logged.at(-1)).to.deep.include({ event: 'upgrade-refused' });
      expect(JSON.stringify(rig.logged)).not.to.include('ticket');
    });

  it('is refused with a ticket that was used, or is late', async () => {
    const rig = await start();
    const path = `/v1/feed?ticket=${rig.ticket()}`;
    expect(await rig.knock(path)).to.equal(101);
    expect(await rig.knock(path)).to.equal(401);
    const late = `/v1/feed?ticket=${rig.ticket()}`;
    rig.clock.now += 30_000;
    expect(await rig.knock(late)).to.equal(401);
  });

  /** All that is answered to one who comes without a ticket. */
  async function refusal({ port }: SocketRig): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /v1/feed HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\nOrigin: ${PORTAL}\r\n\r\n`,
    );
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    await once(socket, 'close');
    return text;
  }

  it('is refused with a problem that says which', async () => {
    const rig = await start();
    expect(await stillAnswers(rig)).to.equal(true);
    const text = await refusal(rig);
    expect(text)
      .to.match(/^HTTP\/1\.1 401 /)
      .and.to.include('application/problem+json');
    expect(JSON.parse(text.split('\r\n\r\n')[1]!)).to.deep.equal({
      type: 'urn:consult:problem:signed-out',
      title: 'signed out',
      status: 401,
      code: 'signed-out',
    });
  });

  it('is one of at most eight of a person; the ninth is refused before it opens', async () => {
    const rig = await start();
    for (let n = 1; n <= 8; n++) await rig.open();
    expect(await rig.knock(`/v1/feed?ticket=${rig.ticket()}`)).to.equal(429);
    expect(await rig.knock(`/v1/feed?ticket=${rig.ticket({ person: 'per_2' })}`)).to.equal(101);
  });

  it('counts against its network address before anything else is looked at', async () => {
    const rig = await start({
      limits: { ...CONFIG_DEFAULTS.limits, 'requests-per-address': { uses: 2, windowMs: 1_000 } },
    });
    for (let n = 1; n <= 2; n++) expect(await refusal(rig)).not.to.include('Retry-After');
    expect(await rig.knock(`/v1/feed?ticket=${rig.ticket()}`)).to.equal(429);
    expect(await refusal(rig))
      .to.match(/^HTTP\/1\.1 429 /)
      .and.to.include('\r\nRetry-After: 1\r\n');
  });

  for (const [what, frame] of [
    ['a text', '{"type":"hello"}'],
    ['bytes', Buffer.from([1, 2, 3])],
    ['nothing', ''],
  ] as const)
    it(`only listens: one that says ${what} is closed`, async () => {
      const { open } = await start();
      const { socket } = await open();
      socket.send(frame);
      expect(await closeCode(socket)).to.equal(FEED_CLOSE.policy);
    });

  it('takes a frame of the agreed size and not a byte more', async () => {
    const { open } = await start({ frameBytes: 1024 });
    for (const [size, code] of [
      [1023, FEED_CLOSE.policy],
      [1024, FEED_CLOSE.policy],
      [1025, 1009],
    ] as const) {
      const { socket } = await open();
      socket.send('x'.repeat(size));
      expect(await closeCode(socket), `${size} bytes`).to.equal(code);
    }
  });

  it('waits for a message in sixteen pieces and not in seventeen', async () => {
    const { open } = await start();
    const { socket } = await open();
    for (let piece = 1; piece <= 16; piece++) socket.send('x', { fin: false });
    await untilHeard(socket);
    expect(socket.readyState).to.equal(WebSocket.OPEN);
    socket.send('x', { fin: false });
    expect(await closeCode(socket)).to.equal(1008);
  });

  it('does not agree to compression', async () => {
    const { open } = await start();
    expect((await open()).socket.extensions).to.equal('');
  });

  it('that sends garbage is closed, a thousand times over, and the server lives', async () => {
    const rig = await start({ limits: manyRequests });
    const honest = await rig.open({ person: 'per_honest' });
    for (let round = 0; round < 200; round++) {
      const socket = await rawSocket(rig);
      for (let frame = 0; frame < 5; frame++) socket.write(randomBytes(2 + ((round * 7 + frame * 13) % 200)));
      socket.end();
      await once(socket, 'close');
    }
    await eventually(() => expect(rig.feed.size).to.equal(1));
    expect(await stillAnswers(rig)).to.equal(true);
    rig.feed.announce({ chat: 'cht_1', revision: 9, readers: [{ person: 'per_honest', role: 'patient' }] });
    await once(honest.socket, 'message');
    expect(honest.frames).to.have.length(1);
  });

  it('may vanish in the middle of the handshake', async () => {
    const rig = await start();
    for (let n = 0; n < 50; n++) {
      const socket = connect(rig.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(
        `GET /v1/feed?ticket=${rig.ticket()} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    expect(await stillAnswers(rig)).to.equal(true);
  });

  it('is asked for a sign of life with its share of all, once in a round', async () => {
    const { open, sockets } = await start();
    const [first, second] = [await open(), await open()];
    const asked: string[] = [];
    first.socket.on('ping', () => asked.push('first'));
    second.socket.on('ping', () => asked.push('second'));
    sockets.ping(1);
    await eventually(() => expect(asked).to.deep.equal(['second']));
    for (let share = 2; share <= BEAT_SHARES; share++) sockets.ping(share % BEAT_SHARES);
    await eventually(() => expect(asked).to.deep.equal(['second', 'first']));
  });

  it('is asked for a sign of life and dropped when it has given none for 45 s', async () => {
    const { open, sockets, clock, feed } = await start();
    const alive = await open();
    const dead = new Promise((resolve) => void open().then(({ socket }) => resolve(socket)));
    const silent = (await dead) as WebSocket;
    silent.pong = () => undefined; // it is there, and does not answer
    for (const _ of [1, 2, 3]) {
      clock.now += 15_000;
      const answered = once(alive.socket, 'ping');
      sockets.ping();
      await answered;
      await eventually(() => expect(feed.size).to.equal(2));
    }
    clock.now += 1;
    const gone = closeCode(silent);
    await untilHeard(alive.socket);
    sockets.ping();
    expect(await gone).to.equal(1006);
    expect(alive.socket.readyState).to.equal(WebSocket.OPEN);
  });

  it.each([
    [1, 'kept'],
    [0, 'kept'],
    [-1, FEED_CLOSE.slow],
  ])('is given a frame while what waits is %i bytes below the most that may: %s', async (room, outcome) => {
    const frame = JSON.stringify({ type: 'hint', epoch: 'epoch_1', chat: 'cht_1', revision: 1 });
    const waiting = frame.length + 2; // RFC 6455 §5.2: so short a frame has two bytes before it
    const rig = await start({}, { bufferBytes: waiting + room });
    const [upgrade, { socket, frames }] = await Promise.all([once(rig.server, 'upgrade'), rig.open()]);
    const wire = upgrade[1] as Socket;
    wire.cork(); // what is sent from now on waits, as for somebody who does not read
    rig.feed.announce(aChange(1));
    rig.feed.announce(aChange(2));
    expect(rig.feed.size).to.equal(outcome === 'kept' ? 1 : 0);
    const over =
      outcome === 'kept'
        ? eventually(() => expect(frames).to.have.length(2))
        : closeCode(socket).then((code) => expect(code).to.equal(outcome));
    wire.uncork();
    await over;
  });

  it('that reads too slowly is let go with "too slow", and the server keeps no more than agreed for it', async () => {
    const rig = await start({}, { bufferBytes: 256 * 1024 });
    const slow = await rawSocket(rig);
    slow.pause();
    const entry = { text: 'x'.repeat(60_000) } as never;
    let sent = 0;
    for (; rig.feed.size > 0 && sent < 2_000; sent++) {
      rig.feed.announce({ ...aChange(sent), entry });
      if (sent % 10 === 0) await new Promise(setImmediate);
    }
    expect(rig.feed.size).to.equal(0);
    let tail = Buffer.alloc(0);
    slow.on('data', (data) => (tail = Buffer.concat([tail, data]).subarray(-4)));
    slow.resume();
    const closing = Buffer.from([0x88, 2, FEED_CLOSE.slow >> 8, FEED_CLOSE.slow & 255]);
    await eventually(() => expect(tail.equals(closing)).to.equal(true));
    slow.destroy();
  });

  it('is told to come back when the server stops', async () => {
    const { open, feed } = await start();
    const { socket } = await open();
    const code = closeCode(socket);
    feed.close();
    expect(await code).to.equal(FEED_CLOSE.restart);
  });
});

/** Waits until what the socket has sent so far has come back round: the server has handled it. */
async function untilHeard(socket: WebSocket) {
  const echo = once(socket, 'pong');
  socket.ping();
  await echo;
}

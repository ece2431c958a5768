import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSeal } from '../../../server/src/calls/broker-tickets.js';
import { eventually } from '../../support/eventually.js';
import { type BrokerStand, enter, offerTo, openBrokerStand, refused, SECRET } from './broker-stand.js';
import { buildServer, openServerRig, PORTAL, type ServerRig } from './server-program.js';

const PATIENCE = 60_000;

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
let stands: BrokerStand;
const stand: BrokerStand['stand'] = (...on) => stands.stand(...on);
const run: BrokerStand['run'] = (env) => stands.run(env);
const secretFile: BrokerStand['secretFile'] = (text) => stands.secretFile(text);
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => {
  rig = await openServerRig(built.file);
  stands = openBrokerStand(built.broker, rig.folder);
});
afterEach(async () => {
  await stands?.close();
  await rig.close();
});

describe('A broker that stands alone', () => {
  it(
    'is told again that a call is over, where it did not hear it',
    async () => {
      const one = await stand();
      await one.program.stop();
      one.port.end('call_1');
      await eventually(() => expect(one.waiting).to.have.length(1));
      const back = await stand(Number(new URL(one.origin).port));
      const doctor = await enter(back, 'call_1', 'doctor');
      one.waiting.shift()!();
      expect(await doctor.closed).to.equal(1000);
      expect(one.waiting).to.deep.equal([]);
    },
    PATIENCE,
  );

  it(
    'takes the tickets of a server that has its secret, hears from it that a call is over, and ends in good order',
    async () => {
      const one = await stand();
      const doctor = await enter(one, 'call_1', 'doctor');
      const patient = await enter(one, 'call_1', 'patient');
      const other = await enter(one, 'call_2', 'patient');
      doctor.socket.send(offerTo(doctor.partner));
      await eventually(() => expect(patient.heard.at(-1)!.type).to.equal('OFFER'));
      expect(await refused(doctor.url)).to.equal(401); // once is enough
      one.port.end('call_1');
      expect(await Promise.all([doctor.closed, patient.closed])).to.deep.equal([1000, 1000]);
      expect(other.socket.readyState).to.equal(WebSocket.OPEN);

      expect(await one.program.stop()).to.equal(0);
      expect(await other.closed).to.equal(1012);
      expect(one.warned).to.deep.equal([]);
      const output = one.program.output();
      expect(output).to.include('"msg":"stopped"').and.include('"call":"call_1"');
      for (const secret of [doctor.token, doctor.peer, SECRET, 'token='])
        expect(output).not.to.include(secret);
    },
    PATIENCE,
  );

  it('has a health check, and nothing else over HTTP', async () => {
    const { origin } = await stand();
    expect(await (await fetch(`${origin}/healthz`)).json()).to.deep.equal({ status: 'ok' });
    for (const path of [
      '/',
      '/peerjs',
      '/peerjs/id',
      '/peers',
      '/v1/broker',
      '/v1/broker/',
      '/v1/broker/end',
    ])
      expect([path, (await fetch(origin + path)).status]).to.deep.equal([path, 404]);
    const behindProxy = await fetch(`${origin}/v1/broker/healthz`);
    expect(await behindProxy.json()).to.deep.equal({ status: 'ok' });
    for (const path of ['peerjs', 'peerjs/id', 'peerjs/peers'])
      expect((await fetch(`${origin}/v1/broker/${path}`)).status).to.equal(404);
  });

  it('believes that a call is over only from who has the secret', async () => {
    const one = await stand();
    const doctor = await enter(one, 'call_1', 'doctor');
    const tell = async (body: string) =>
      (await fetch(`${one.port.address}end`, { method: 'POST', body })).status;
    const { address } = one.port;
    const known = createSeal(Buffer.from(SECRET));
    const end = { call: 'call_1', expiresAt: Date.now() + 60_000 };
    expect(await tell('call_1')).to.equal(401);
    expect(await tell(createSeal().seal('end', address, end))).to.equal(401);
    expect(await tell(known.seal('end', 'https://other.example/', end))).to.equal(401);
    expect(await tell(known.seal('end', address, { ...end, expiresAt: 1 }))).to.equal(401);
    expect(await tell(doctor.token)).to.equal(401);
    expect(await tell('x'.repeat(1_025))).to.equal(413);
    expect(doctor.socket.readyState).to.equal(WebSocket.OPEN);
    expect(await tell(known.seal('end', address, end))).to.equal(204);
    expect(await doctor.closed).to.equal(1000);
  });

  it(
    'stands beside another: each takes its own tickets only',
    async () => {
      const [one, two] = await Promise.all([stand(), stand()]);
      const doctor = await enter(one, 'call_1', 'doctor');
      const elsewhere = await enter(two, 'call_2', 'doctor');
      const wrong = new URL('peerjs', two.port.address.replace('http', 'ws'));
      const token = one.port.issue({
        call: 'call_1',
        peer: doctor.peer,
        partner: doctor.partner,
        side: 'doctor',
        expiresAt: Date.now() + 30_000,
      });
      wrong.search = String(new URLSearchParams({ id: doctor.peer, token }));
      expect(await refused(wrong)).to.equal(401);
      doctor.socket.terminate();
      elsewhere.socket.terminate();
    },
    PATIENCE,
  );

  it(
    'that was killed and started again takes new tickets, and none that was used before',
    async () => {
      const first = await stand();
      const doctor = await enter(first, 'call_1', 'doctor');
      await first.program.kill();
      expect(await doctor.closed).to.equal(1006);
      first.port.end('call_9');
      await eventually(() =>
        expect(first.warned).to.deep.equal([{ call: 'call_9', name: 'TypeError', count: 1 }]),
      );
      const again = await stand(Number(new URL(first.origin).port));
      expect(await refused(doctor.url)).to.equal(401);
      const back = await enter(again, 'call_1', 'doctor');
      back.socket.terminate();
    },
    PATIENCE,
  );

  it(
    'outlives bytes that are no WebSocket, and no HTTP',
    async () => {
      const one = await stand();
      const doctor = await enter(one, 'call_1', 'doctor');
      for (const text of [
        'GET /v1/broker/peerjs HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
        'GET /v1/broker/peerjs?id=%E0%A4%A&token=%00 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
        '\x16\x03\x01\x02\x00',
      ]) {
        const socket = connect(Number(new URL(one.origin).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.resume();
        socket.write(text);
        await once(socket, 'close');
      }
      // Past the 101, what follows is no frame.
      const raw = connect(Number(new URL(one.origin).port), '127.0.0.1');
      const token = one.port.issue({
        call: 'call_2',
        peer: 'p-1',
        partner: 'p-2',
        side: 'patient',
        expiresAt: Date.now() + 30_000,
      });
      raw.write(
        [
          `GET /v1/broker/peerjs?id=p-1&token=${token} HTTP/1.1`,
          'Host: x',
          `Origin: ${PORTAL}`,
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
          '',
          '',
        ].join('\r\n'),
      );
      await once(raw, 'data');
      raw.write(Buffer.alloc(64, 0xff));
      await once(raw, 'close');
      expect(doctor.socket.readyState).to.equal(WebSocket.OPEN);
      expect((await fetch(`${one.origin}/healthz`)).status).to.equal(200);
    },
    PATIENCE,
  );

  it.each([
    ['without its address', { CONSULT_BROKER_SECRET_FILE: 'x' }, /CONSULT_BROKER_URL is missing/],
    [
      'without a secret',
      { CONSULT_BROKER_URL: 'https://b.example/' },
      /CONSULT_BROKER_SECRET_FILE is missing/,
    ],
    [
      'with a secret that is not there',
      { CONSULT_BROKER_URL: 'https://b.example/', CONSULT_BROKER_SECRET_FILE: '/nowhere/secret' },
      /CONSULT_BROKER_SECRET_FILE cannot be read \(ENOENT\)/,
    ],
    [
      'at two addresses, which is the server’s to say',
      { CONSULT_BROKER_URL: 'https://b.example/,https://c.example/', CONSULT_BROKER_SECRET_FILE: 'x' },
      /CONSULT_BROKER_URL is broken/,
    ],
    ['at http elsewhere', { CONSULT_BROKER_URL: 'http://b.example/' }, /CONSULT_BROKER_URL is broken/],
  ])('%s is one clear line', async (_, env, line) => {
    const program = run(env);
    const [code] = (await once(program.child, 'exit')) as [number];
    expect([code, program.output().trim().split('\n').length]).to.deep.equal([1, 1]);
    expect(program.output()).to.match(line);
  });

  it('with a short secret is one clear line', async () => {
    const program = run({
      CONSULT_BROKER_URL: 'https://b.example/',
      CONSULT_BROKER_SECRET_FILE: secretFile('too short'),
    });
    await once(program.child, 'exit');
    expect(program.output()).to.match(/^consult-broker: .*32 characters at least/);
  });
});

describe('A server whose broker is elsewhere', () => {
  it(
    'has none of its own, and needs to know where it is',
    async () => {
      const { address } = await rig.start({
        CONSULT_BROKER_URL: 'https://broker.example/v1/broker/',
        CONSULT_BROKER_SECRET_FILE: secretFile(),
      });
      const url = new URL('/v1/broker/peerjs?id=a&token=b', address.replace('http', 'ws'));
      expect(await refused(url)).to.equal(404);
      const { code, output } = await rig.fail({ CONSULT_BROKER_SECRET_FILE: secretFile() });
      expect([code, output]).toEqual([1, expect.stringMatching(/needs CONSULT_BROKER_URL/)]);
    },
    PATIENCE,
  );
});

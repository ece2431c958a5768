import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../support/eventually.js';
import { type BrokerRig, candidate, offer, openBrokerRig, type Page } from './broker-rig.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use after everything that is not has gone. */
const heap = () => {
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed;
};
const MB = 1024 * 1024;
const PATIENCE = 120_000;

let rig: BrokerRig;
beforeEach(async () => void (rig = await openBrokerRig()));
afterEach(() => rig.close());

/** 10,000 frames that are wrong in every way there is. */
function wrongFrames(): (string | Buffer<ArrayBuffer>)[] {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  const fixed: (string | Buffer<ArrayBuffer>)[] = [
    'null',
    'true',
    '[]',
    '""',
    '',
    'not json',
    '{"type":null}',
    deep,
    `{"type":"OFFER","dst":"call-1-patient","payload":${deep}}`,
    `{"type":"${'x'.repeat(60_000)}"}`,
    JSON.stringify({ type: 'OFFER', dst: 'x'.repeat(60_000) }),
    JSON.stringify({ ...offer('call-1-patient'), payload: 'x'.repeat(60_000) }),
    Buffer.from(JSON.stringify(offer('call-1-patient'))),
    '{"type":"OFFER","__proto__":{"dst":"call-1-patient"}}',
  ];
  const made = fc.sample(
    fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
      fc
        .record({
          type: fc.constantFrom('OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE', 1, null, 'x'),
          dst: fc.constantFrom('somebody', 7, {}, ['call-1-patient']),
          payload: fc.jsonValue(),
        })
        .map((frame) => JSON.stringify(frame)),
    ),
    9_000,
  );
  const noise = Array.from({ length: 500 }, () => randomBytes(500));
  const all = [...made, ...noise];
  while (all.length < 10_000) all.push(fixed[all.length % fixed.length]!);
  return all;
}

describe('10,000 wrong frames', () => {
  it(
    'hurt neither the chat’s feed nor a call of somebody else, and leave nothing behind',
    async () => {
      const feed = await rig.feed();
      const other = await rig.pair('call-2');
      const frames = wrongFrames();
      const batch = async (from: number, to: number) => {
        let page: Page | undefined;
        for (let each = from; each < to; each++) {
          if (page?.socket.readyState !== WebSocket.OPEN)
            page = await rig.enter(rig.grant('call-1', 'doctor'));
          const { socket } = page;
          socket.send(frames[each]!);
          // Whether it is still let in is known when an answer comes, or its end.
          socket.ping();
          await Promise.race([once(socket, 'pong'), page.closed]);
          if (each % 500 === 0) {
            rig.clock.now += 36_000;
            rig.broker.ping();
            feed.hint(each);
            other.doctor.say({ type: 'HEARTBEAT' });
          }
        }
        page?.socket.terminate();
      };
      await batch(0, 2_000); // what is loaded, compiled and buffered once
      const before = heap();
      await batch(2_000, 10_000);
      const after = heap();
      expect((after - before) / MB).to.be.lessThan(4);
      expect(rig.logged.filter(({ event }) => event === 'broker-failed')).to.deep.equal([]);

      const told = feed.frames.length;
      feed.hint(1);
      await eventually(() => expect(feed.frames.length).to.be.greaterThan(told));
      other.doctor.say(offer(other.patient.id));
      await eventually(() => expect(other.patient.heard.at(-1)!.type).to.equal('OFFER'));
      await eventually(() => expect(rig.broker.size().sockets).to.equal(2));
    },
    PATIENCE,
  );

  it('all at once on one socket: it is closed with 1008 and the rest is not looked at', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    for (const frame of wrongFrames()) doctor.socket.send(frame);
    expect(await doctor.closed).to.be.oneOf([1008, 1006]);
    await eventually(() => expect(rig.broker.size().sockets).to.equal(1));
    expect(patient.heard).to.deep.equal([{ type: 'OPEN' }]);
    expect(rig.logged.filter(({ event }) => event === 'broker-refused')).to.have.length(1);
  });

  it('one that is too large is closed with 1009; one that just fits goes through', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    const sized = (bytes: number) => {
      const frame = offer(patient.id);
      const bare = Buffer.byteLength(JSON.stringify(frame));
      frame.payload.sdp.sdp += 'a'.repeat(bytes - bare);
      return frame;
    };
    for (const bytes of [65_535, 65_536]) doctor.say(sized(bytes));
    await eventually(() => expect(patient.heard).to.have.length(3));
    doctor.say(sized(65_537));
    expect(await doctor.closed).to.equal(1009);
  });
});

describe('A thousand connections', () => {
  it(
    'come and go, some with a word and some without, and nothing of them is left',
    async () => {
      const visit = async (each: number) => {
        const { doctor, patient } = await rig.pair(`call-${each}`);
        doctor.say(offer(patient.id));
        doctor.say(candidate('nobody'));
        if (each % 4 === 0) doctor.socket.close();
        else if (each % 4 === 1) doctor.socket.terminate();
        else if (each % 4 === 2) rig.broker.end(`call-${each}`);
        else await rig.enter(rig.grant(`call-${each}`, 'doctor'));
        patient.socket.close();
      };
      const visits = async (from: number, to: number) => {
        for (let each = from; each < to; each += 10)
          await Promise.all(Array.from({ length: 10 }, (_, index) => visit(each + index)));
        rig.broker.close();
        await eventually(() => expect(rig.broker.size().sockets).to.equal(0));
        rig.clock.now += 120_000;
        rig.broker.ping();
        await rig.knock('x', 'x'); // forgets the spent tickets
        rig.logged.length = 0;
      };
      await visits(0, 100);
      const before = heap();
      await visits(100, 600);
      expect((heap() - before) / MB).to.be.lessThan(2);
      const grant = rig.grant('call-last', 'doctor');
      (await rig.enter(grant)).socket.terminate();
      await eventually(() => expect(rig.broker.size()).to.deep.equal({ sockets: 0, calls: 1, spent: 1 }));
    },
    PATIENCE,
  );
});

import type { Actor } from '@consult/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createBrokerFleet, type BrokerFleet } from '../../../server/src/calls/broker-fleet-node.js';
import { type CallDeps, endCall, issueTicket, ring } from '../../../server/src/calls/call-service.js';
import { eventually } from '../../support/eventually.js';
import { openCalls } from '../calls/call-api.js';
import { DOCTOR, newId, PATIENT } from '../db/stores.js';
import {
  type BrokerStand,
  enter,
  goIn,
  offerTo,
  openBrokerStand,
  placeOf,
  refused,
  type Standing,
} from './broker-stand.js';
import { buildServer, openServerRig, type ServerRig } from './server-program.js';

const PATIENCE = 60_000;

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
let stands: BrokerStand;
let house: Awaited<ReturnType<typeof openCalls>>;
let brokers: [Standing, Standing];
let fleet: BrokerFleet;
let deps: CallDeps;
beforeAll(async () => void (built = await buildServer()));
afterAll(() => built.remove());
beforeEach(async () => {
  rig = await openServerRig(built.file);
  stands = openBrokerStand(built.broker, rig.folder);
  house = await openCalls();
  brokers = [await stands.stand(), await stands.stand()];
  fleet = createBrokerFleet(brokers.map(({ port }) => port));
  deps = { ...house.api.deps, brokers: fleet, now: Date.now };
});
afterEach(async () => {
  await stands.close();
  await house.api.close();
  await rig.close();
});

/** Rings in a consultation of its own. */
async function call() {
  const chatId = await house.api.chatOf();
  const device = newId('device');
  const { id } = await ring(deps, { actor: DOCTOR, chatId }, { key: newId('entryKey'), device });
  const ticketOf = async (actor: Actor, at = device) => {
    const { ticket } = await issueTicket(deps, { actor, callId: id }, { device: at });
    return ticket;
  };
  return {
    device,
    end: () => endCall(deps, { actor: DOCTOR, callId: id }, {}),
    ticketOf,
    async enter() {
      const [doctors, patients] = [await ticketOf(DOCTOR), await ticketOf(PATIENT, newId('device'))];
      return { doctors, patients, doctor: await goIn(doctors), patient: await goIn(patients) };
    },
  };
}
const addressesOf = () => brokers.map(({ port }) => port.address);

describe('Two brokers side by side', () => {
  it(
    'broker each call at one of them: for both sides and every ticket, and hear of its end there',
    async () => {
      const others = await Promise.all(brokers.map((broker) => enter(broker, 'call_elsewhere', 'doctor')));
      const used = new Set<string>();
      while (used.size < 2) {
        const made = await call();
        const { doctors, patients, doctor, patient } = await made.enter();
        expect(patients.broker).to.equal(doctors.broker);
        doctor.socket.send(offerTo(doctors.partner));
        await eventually(() => expect(patient.heard.at(-1)!.type).to.equal('OFFER'));

        const again = await made.ticketOf(DOCTOR, made.device);
        expect(again.broker).to.equal(doctors.broker);
        for (const broker of addressesOf())
          if (broker !== again.broker) expect(await refused(placeOf({ ...again, broker }))).to.equal(401);

        await made.end();
        expect(await Promise.all([doctor.closed, patient.closed])).to.deep.equal([1000, 1000]);
        used.add(doctors.broker);
      }
      expect([...used].sort()).to.deep.equal(addressesOf().sort());
      for (const { socket } of others) expect(socket.readyState).to.equal(WebSocket.OPEN);
      expect(brokers.map(({ warned }) => warned)).to.deep.equal([[], []]);
    },
    PATIENCE,
  );

  it(
    'one that is dead gets no new call, and gets some again when it is back',
    async () => {
      const [dead, alive] = brokers;
      const brokersOf = async (calls: number) => {
        const found = new Set<string>();
        for (let n = 0; n < calls; n++) {
          const made = await call();
          found.add((await made.ticketOf(DOCTOR)).broker);
          await made.end();
        }
        return [...found].sort();
      };
      await dead.program.kill();
      await fleet.look();
      expect(dead.warned).to.deep.equal([{ address: dead.port.address }]);
      expect(await brokersOf(12)).to.deep.equal([alive.port.address]);

      await stands.stand(Number(new URL(dead.origin).port));
      await fleet.look();
      expect(await brokersOf(24)).to.deep.equal(addressesOf().sort());
    },
    PATIENCE,
  );

  it(
    'all dead, a call rings all the same: it may be answered when one is back',
    async () => {
      for (const { program } of brokers) await program.kill();
      await fleet.look();
      const made = await call();
      expect(addressesOf()).to.include((await made.ticketOf(DOCTOR)).broker);
    },
    PATIENCE,
  );

  it(
    'are named by the server that is given both, which has none of its own',
    async () => {
      const urls = addressesOf();
      const { program, address } = await rig.start({
        CONSULT_BROKER_URL: urls.join(','),
        CONSULT_BROKER_SECRET_FILE: stands.secretFile(),
        CONSULT_BEAT_MS: '100',
      });
      expect(
        await refused(new URL('/v1/broker/peerjs?id=a&token=b', address.replace('http', 'ws'))),
      ).to.equal(404);
      await brokers[0].program.kill();
      await eventually(() => expect(program.output()).to.match(/"msg":"broker-lost"/));
      expect(program.output()).to.include(brokers[0].port.address);
      await stands.stand(Number(new URL(brokers[0].origin).port));
      await eventually(() => expect(program.output()).to.match(/"msg":"broker-back"/));
    },
    PATIENCE,
  );
});

import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROKER_CLOSE } from '../../../server/src/calls/broker.js';
import { createSeal } from '../../../server/src/calls/broker-tickets.js';
import { eventually } from '../../support/eventually.js';
import { answer, type BrokerRig, candidate, offer, openBrokerRig } from './broker-rig.js';

let rig: BrokerRig;
beforeEach(async () => void (rig = await openBrokerRig()));
afterEach(() => rig.close());

const types = ({ heard }: { heard: readonly { type: string }[] }) => heard.map(({ type }) => type);

describe('The broker', () => {
  it('lets the two sides of a call find one another', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.say(offer(patient.id));
    await eventually(() => expect(types(patient)).to.deep.equal(['OPEN', 'OFFER']));
    expect(patient.heard[1]).to.deep.equal({ ...offer(patient.id), src: doctor.id });
    patient.say(answer(doctor.id));
    patient.say(candidate(doctor.id));
    await eventually(() => expect(types(doctor)).to.deep.equal(['OPEN', 'ANSWER', 'CANDIDATE']));
    doctor.say(candidate(patient.id));
    await eventually(() => expect(types(patient)).to.include('CANDIDATE'));
  });

  it('does not say by whom a frame is but by whom it was', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.say({ ...offer(patient.id), src: 'somebody', more: 1 });
    await eventually(() => expect(patient.heard[1]).to.deep.equal({ ...offer(patient.id), src: doctor.id }));
  });

  it('carries nothing from one call to another, whatever a page claims', async () => {
    const one = await rig.pair('call-1');
    const two = await rig.pair('call-2');
    one.doctor.say(offer(two.patient.id));
    two.doctor.say(offer(two.patient.id));
    await eventually(() => expect(types(two.patient)).to.deep.equal(['OPEN', 'OFFER']));
    expect(two.patient.heard[1]!.src).to.equal(two.doctor.id);
  });

  it('carries nothing to a place of that name in another call', async () => {
    const doctor = await rig.enter(rig.grant('call-1', 'doctor', { partner: 'call-2-patient' }));
    const patient = await rig.enter(rig.grant('call-2', 'patient'));
    doctor.say(offer(patient.id));
    await eventually(() => expect(types(doctor)).to.deep.equal(['OPEN', 'EXPIRE']));
    expect(types(patient)).to.deep.equal(['OPEN']);
  });

  it('keeps nothing for somebody who is not there, and says of an offer that it found nobody', async () => {
    const doctor = await rig.enter(rig.grant('call-1', 'doctor'));
    doctor.say(candidate('call-1-patient'));
    doctor.say(offer('call-1-patient'));
    await eventually(() =>
      expect(doctor.heard[1]).to.deep.equal({ type: 'EXPIRE', src: 'call-1-patient', dst: doctor.id }),
    );
    const patient = await rig.enter(rig.grant('call-1', 'patient'));
    doctor.say(offer(patient.id, 'mc_2'));
    await eventually(() => expect(types(patient)).to.include('OFFER'));
    expect(patient.heard).to.deep.equal([{ type: 'OPEN' }, { ...offer(patient.id, 'mc_2'), src: doctor.id }]);
  });

  it('tells nobody when a socket drops: the call’s media goes on', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    patient.socket.terminate();
    await eventually(() => expect(rig.broker.size().sockets).to.equal(1));
    doctor.say({ type: 'HEARTBEAT' });
    const again = await rig.enter(rig.grant('call-1', 'patient'));
    doctor.say(offer(again.id));
    await eventually(() => expect(types(again)).to.include('OFFER'));
    expect(types(doctor)).to.deep.equal(['OPEN']);
  });

  it('passes a goodbye to the other side on, and lets go of who says it to all', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.say({ type: 'LEAVE', dst: patient.id });
    await eventually(() => expect(types(patient)).to.deep.equal(['OPEN', 'LEAVE']));
    doctor.say({ type: 'LEAVE' });
    expect(await doctor.closed).to.equal(BROKER_CLOSE.over);
  });
});

describe('Somebody who comes again', () => {
  it('is let in at once, and the one before is gone and can say nothing more', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    const again = await rig.enter(rig.grant('call-1', 'doctor'));
    expect(types(again)).to.deep.equal(['OPEN']);
    doctor.say(offer(patient.id, 'mc_old')); // into a socket whose end it has not noticed yet
    again.say(offer(patient.id, 'mc_new'));
    expect(await doctor.closed).to.equal(1006);
    await eventually(() => expect(types(patient)).to.deep.equal(['OPEN', 'OFFER']));
    expect(patient.heard[1]!.payload).to.include({ connectionId: 'mc_new' });
    patient.say(answer(doctor.id));
    await eventually(() => expect(types(again)).to.deep.equal(['OPEN', 'ANSWER']));
    expect(types(doctor)).to.deep.equal(['OPEN']);
    expect(rig.broker.size().sockets).to.equal(2);
  });

  it('is let in while the socket before is dead and does not know it', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.socket.pause(); // as a cable that was pulled: nothing is read, nothing answered
    const again = await rig.enter(rig.grant('call-1', 'doctor'));
    again.say(offer(patient.id));
    await eventually(() => expect(types(patient)).to.include('OFFER'));
    doctor.socket.resume();
  });

  it('may do so many times at once; one stays', async () => {
    const patient = await rig.enter(rig.grant('call-1', 'patient'));
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => rig.enter(rig.grant('call-1', 'doctor'))),
    );
    await eventually(() => expect(rig.broker.size().sockets).to.equal(2));
    for (const page of pages) if (page.socket.readyState === 1) page.say(offer(patient.id));
    await eventually(() => expect(types(patient)).to.deep.equal(['OPEN', 'OFFER']));
  });
});

describe('A call that is over', () => {
  it('has nobody at the broker any more', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    const other = await rig.pair('call-2');
    rig.broker.end('call-1');
    expect(await Promise.all([doctor.closed, patient.closed])).to.deep.equal([1000, 1000]);
    other.doctor.say(offer(other.patient.id));
    await eventually(() => expect(types(other.patient)).to.include('OFFER'));
    await eventually(() => expect(rig.broker.size()).to.include({ sockets: 2, calls: 1 }));
  });

  it('lets nobody in, with a ticket from before or from after', async () => {
    const grant = rig.grant('call-1', 'doctor');
    const before = rig.broker.issue(grant);
    rig.broker.end('call-1');
    expect(await rig.refusal(grant.peer, before)).to.equal('call-ended');
    rig.clock.now += 60_000;
    const late = rig.grant('call-1', 'doctor');
    expect(await rig.refusal(late.peer, rig.broker.issue(late))).to.equal('call-ended');
  });

  it('hears nothing from a socket that is still closing', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.socket.pause();
    patient.socket.pause();
    rig.broker.end('call-1');
    doctor.say(offer(patient.id));
    doctor.socket.resume();
    patient.socket.resume();
    await Promise.all([doctor.closed, patient.closed]);
    expect(types(patient)).to.deep.equal(['OPEN']);
  });
});

describe('Sockets at the broker', () => {
  it('are dropped when they give no sign of life', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.socket.pause();
    rig.clock.now += 45_001;
    patient.say({ type: 'HEARTBEAT' });
    patient.socket.ping();
    await once(patient.socket, 'pong'); // what was said before it has been heard
    rig.broker.ping();
    await eventually(() => expect(rig.broker.size().sockets).to.equal(1));
    expect(patient.socket.readyState).to.equal(1);
    doctor.socket.resume();
    expect(await doctor.closed).to.equal(1006);
  });

  it('end when they have been there longer than any call', async () => {
    const { doctor } = await rig.pair('call-1');
    rig.clock.now += 4 * 3_600_000 + 299_999;
    doctor.say({ type: 'HEARTBEAT' });
    rig.clock.now += 1;
    rig.broker.ping();
    expect(await doctor.closed).to.equal(1000);
  });

  it('are so many and no more', async () => {
    await rig.close();
    rig = await openBrokerRig({ brokerSockets: 2 });
    const one = await rig.enter(rig.grant('call-1', 'doctor'));
    await rig.enter(rig.grant('call-1', 'patient'));
    const third = rig.grant('call-2', 'doctor');
    expect(await rig.knock(third.peer, rig.broker.issue(third))).to.equal(503);
    await rig.enter(rig.grant('call-1', 'doctor')); // takes its own place, not another
    expect(await one.closed).to.equal(1006);
  });

  it('leave no id, ticket or frame in the log', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    doctor.say({ type: 'OPEN', payload: 'secret' });
    expect(await doctor.closed).to.equal(1008);
    await rig.knock(patient.id, 'ticket-of-somebody');
    const text = JSON.stringify(rig.logged);
    expect(text).to.include('"code":"server-type"').and.include('"route":"/v1/broker/peerjs"');
    expect(text).not.to.match(/secret|ticket-of|call-1-/);
  });

  it('find the broker again after it was started anew, with the secret or without', async () => {
    const { doctor, patient } = await rig.pair('call-1');
    const { port } = rig;
    await rig.close();
    expect(await Promise.all([doctor.closed, patient.closed])).to.deep.equal([1006, 1006]);
    rig = await openBrokerRig({}, createSeal(), { at: port });
    const again = await rig.pair('call-1');
    again.doctor.say(offer(again.patient.id));
    await eventually(() => expect(types(again.patient)).to.include('OFFER'));
  });
});

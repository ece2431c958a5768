import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import {
  createPageBroker,
  type BrokerSocket,
  type PageBroker,
} from '../../../server/src/calls/page-broker.js';

const NOON = Date.UTC(2026, 10, 23, 9);
const ADDRESS = 'https://consult.invalid/v1/broker/';

describe('the broker in a page', () => {
  let now = NOON;
  let broker: PageBroker;
  const open: BrokerSocket[] = [];
  beforeEach(() => {
    now = NOON;
    broker = createPageBroker({ address: ADDRESS, now: () => now });
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.close()));

  const grant = (side: 'patient' | 'doctor', call = 'cal_1') => ({
    call,
    side,
    peer: side === 'doctor' ? `${call}d` : `${call}p`,
    partner: side === 'doctor' ? `${call}p` : `${call}d`,
    expiresAt: NOON + 30_000,
  });
  /** A socket as PeerJS opens it, with what it was told. */
  const connect = (id: string, token: string) => {
    const socket = broker.openSocket(
      `wss://consult.invalid:443/v1/broker/peerjs?key=peerjs&id=${id}&token=${token}&version=1.5.5`,
    );
    open.push(socket);
    const heard: Record<string, unknown>[] = [];
    const closed: number[] = [];
    let opened = false;
    socket.onopen = () => (opened = true);
    socket.onmessage = ({ data }) => heard.push(JSON.parse(data as string) as Record<string, unknown>);
    socket.onclose = (event) => closed.push((event as CloseEvent).code);
    return { socket, heard, closed, isOpen: () => opened && socket.readyState === 1 };
  };
  const enter = async (side: 'patient' | 'doctor', call?: string) => {
    const place = grant(side, call);
    const guest = connect(place.peer, broker.issue(place));
    await eventually(() => expect(guest.heard).toEqual([{ type: 'OPEN' }]));
    guest.heard.length = 0;
    return { ...guest, ...place, say: (frame: object) => guest.socket.send(JSON.stringify(frame)) };
  };
  const offer = (dst: string) => ({
    type: 'OFFER',
    dst,
    payload: {
      type: 'media',
      connectionId: 'mc_1',
      sdp: { type: 'offer', sdp: 'v=0' },
      metadata: { call: 'x' },
    },
  });
  const candidate = (dst: string) => ({
    type: 'CANDIDATE',
    dst,
    payload: {
      type: 'media',
      connectionId: 'mc_1',
      candidate: { candidate: 'c', sdpMid: '0', sdpMLineIndex: 0 },
    },
  });

  it('passes frames on between the two of a call, with the sender’s name', async () => {
    const [doctor, patient] = [await enter('doctor'), await enter('patient')];
    doctor.say(offer(patient.peer));
    patient.say(candidate(doctor.peer));
    await eventually(() => {
      expect(patient.heard).toMatchObject([{ type: 'OFFER', src: doctor.peer, dst: patient.peer }]);
      expect(doctor.heard).toMatchObject([{ type: 'CANDIDATE', src: patient.peer }]);
    });
  });

  it('passes nothing on to another call, nor what a side may not say', async () => {
    const [doctor, patient, stranger] = [
      await enter('doctor'),
      await enter('patient'),
      await enter('patient', 'cal_2'),
    ];
    doctor.say(offer(stranger.peer));
    patient.say(offer(doctor.peer)); // only the doctor's side offers
    doctor.socket.send('not json');
    doctor.say(candidate(patient.peer));
    await eventually(() => expect(patient.heard).toHaveLength(1));
    expect([doctor.heard, stranger.heard]).toEqual([[], []]);
    expect(doctor.isOpen()).toBe(true);
  });

  it('hangs up on who pretends to be the broker', async () => {
    const [doctor, patient] = [await enter('doctor'), await enter('patient')];
    doctor.say({ type: 'EXPIRE', dst: patient.peer });
    await eventually(() => expect(doctor.closed).toEqual([1008]));
    expect(patient.heard).toEqual([]);
  });

  it('answers an offer to somebody who is not there', async () => {
    const doctor = await enter('doctor');
    doctor.say(offer(doctor.partner));
    await eventually(() => expect(doctor.heard).toMatchObject([{ type: 'EXPIRE', src: doctor.partner }]));
  });

  it('lets a ticket in once, for its own name, in time', async () => {
    const place = grant('doctor');
    const ticket = broker.issue(place);
    const first = connect(place.peer, ticket);
    await eventually(() => expect(first.isOpen()).toBe(true));
    const others = [
      connect(place.peer, ticket),
      connect(place.partner, broker.issue(place)),
      connect(place.peer, 'guessed'),
    ];
    const late = broker.issue(place);
    await eventually(() => expect(others.map(({ closed }) => closed)).toEqual([[1006], [1006], [1006]]));
    now = NOON + 30_000;
    const tooLate = connect(place.peer, late);
    await eventually(() => expect(tooLate.closed).toEqual([1006]));
    expect(first.isOpen()).toBe(true);
  });

  it('gives the place to who comes again, and hears the old socket no more', async () => {
    const [old, patient] = [await enter('doctor'), await enter('patient')];
    const fresh = await enter('doctor');
    await eventually(() => expect(old.closed).toEqual([1006]));
    old.say(offer(patient.peer));
    fresh.say(candidate(patient.peer));
    await eventually(() => expect(patient.heard).toHaveLength(1));
    expect(patient.heard).toMatchObject([{ type: 'CANDIDATE' }]);
    expect(broker.size).toBe(2);
  });

  it('sends home who is in a call that is over, and lets nobody in', async () => {
    const [doctor, patient, other] = [
      await enter('doctor'),
      await enter('patient'),
      await enter('patient', 'cal_2'),
    ];
    const waiting = broker.issue(grant('doctor'));
    broker.end('cal_1');
    await eventually(() =>
      expect([doctor.closed, patient.closed, other.closed]).toEqual([[1000], [1000], []]),
    );
    const late = [connect(doctor.peer, waiting), connect(doctor.peer, broker.issue(grant('doctor')))];
    await eventually(() => expect(late.map(({ closed }) => closed)).toEqual([[1006], [1006]]));
    expect(broker.size).toBe(1);
  });

  it('drops all when it is started anew, and takes them again', async () => {
    const doctor = await enter('doctor');
    broker.restart();
    await eventually(() => expect(doctor.closed).toEqual([1012]));
    expect((await enter('doctor')).isOpen()).toBe(true);
  });
});

import type { CallsAnswer, CallView } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import type { ChatInHouse } from '../../support/chats.js';
import { aCallTab } from '../support/a-call-tab.js';
import { aComputer, aPage, someLocks, someStorage } from '../support/a-computer.js';
import { aLinkWorld, type LinkWorld } from '../support/link-world.js';
import { until } from '../support/until.js';

afterEach(closeHouses);

let house: House;
let world: LinkWorld;
let chat: ChatInHouse;

beforeEach(async () => {
  house = await aHouse();
  world = aLinkWorld();
  chat = await house.aChat();
});

const doctorTab = (wishes = {}) => aCallTab(house, world, 'doctor', wishes);
const patientTab = (wishes = {}) => aCallTab(house, world, 'patient', wishes);

/** Two people who speak with one another. */
async function inACall({ doctor = doctorTab(), patient = patientTab() } = {}) {
  const [theirs, ours] = [await doctor.calls.ring(chat.id), await patient.shows('incoming')];
  await ours.accept();
  await Promise.all([doctor.shows('active'), patient.shows('active')]);
  return { doctor, patient, theirs, ours };
}

const callsOf = (who: 'doctor' | 'patient') => house.call<CallsAnswer>(who, 'GET', '/v1/calls');

describe('a call', () => {
  it('rings, is answered, and shows what arrives on both sides', async () => {
    const { theirs, ours } = await inACall();
    expect(ours.state.value.call.doctor.specialty).toBe('Кардиолог');
    for (const { state } of [theirs, ours]) {
      await until(state, ({ arriving, camera, microphone }) =>
        [arriving.audio, arriving.video, camera.state === 'sending', microphone.state === 'sending'].every(
          Boolean,
        ),
      );
      expect(state.value).toMatchObject({
        theirs: { audio: true, video: true, screen: false },
        audioOnly: false,
      });
      expect(state.value.remote).toBeDefined();
      expect(state.value.local).toBeDefined();
    }
    expect((await callsOf('doctor')).calls[0]!.state).toBe('active');
  });

  it('is one call however often the doctor rings before the first answer', async () => {
    const { calls } = doctorTab();
    const [one, other] = await Promise.all([calls.ring(chat.id), calls.ring(chat.id)]);
    expect(one).toBe(other);
    expect(await calls.ring(chat.id)).toBe(one);
    expect((await callsOf('doctor')).calls).toHaveLength(1);
  });

  it('is the same call where the answer to the first ring was lost', async () => {
    const { calls } = doctorTab();
    house.network.loseAnswer(`POST /v1/chats/${chat.id}/calls`);
    await calls.ring(chat.id);
    expect((await callsOf('doctor')).calls).toHaveLength(1);
  });

  it('cannot be made in a consultation that is not open, and no camera goes on', async () => {
    const { id } = await house.aChat({ state: 'scheduled' });
    const { calls, computer } = doctorTab();
    await expect(calls.ring(id)).rejects.toMatchObject({ code: 'chat-not-open' });
    expect(computer.asked).toHaveLength(0);
    expect(calls.current.value).toBeUndefined();
  });

  it('tells the doctor after a few tries that the server cannot be reached', async () => {
    const { calls, client } = doctorTab();
    await until(client.me, (me) => me !== undefined);
    house.network.cut();
    await expect(calls.ring(chat.id)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is declined by the patient', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await ours.end();
    await until(theirs.state, ({ phase, end }) => phase === 'ended' && end === 'declined');
    expect(ours.state.value.end).toBe('declined');
  });

  it('is cancelled by the doctor', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await theirs.end();
    await until(ours.state, ({ phase, end }) => phase === 'ended' && end === 'cancelled');
  });

  it('is not answered for 45 seconds', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await house.clock.advance(45_000);
    for (const { state } of [theirs, ours])
      await until(state, ({ phase, end }) => phase === 'ended' && end === 'no-answer');
    expect([...doctor.computer.on, ...world.links]).toHaveLength(0);
  });

  it('is hung up, and everything is let go of at once on both sides', async () => {
    const { doctor, patient, theirs, ours } = await inACall();
    void ours.end();
    expect(ours.state.value).toMatchObject({ phase: 'ended', end: 'hang-up' });
    expect(patient.computer.on).toHaveLength(0);
    await until(theirs.state, ({ phase, end }) => phase === 'ended' && end === 'hang-up');
    expect([...doctor.computer.on, ...world.links]).toHaveLength(0);
    expect(theirs.state.value.remote).toBeUndefined();
  });

  it('is told to the server until it has heard that it is over', async () => {
    const { theirs, ours } = await inACall();
    house.network.failNext('/end', 'unreachable', 3);
    const ended = ours.end();
    expect(ours.state.value.phase).toBe('ended');
    await ended;
    await until(theirs.state, ({ phase }) => phase === 'ended');
  });

  it('goes away when it is dismissed, and not before it is over', async () => {
    const { patient, ours } = await inACall();
    ours.dismiss();
    expect(patient.calls.current.value).toBe(ours);
    await ours.end();
    ours.dismiss();
    expect(patient.calls.current.value).toBeUndefined();
  });

  it('rings again where the last one is over and was not dismissed', async () => {
    const { doctor, patient, theirs, ours } = await inACall();
    await theirs.end();
    await until(ours.state, ({ phase }) => phase === 'ended');
    const again = await doctor.calls.ring(chat.id);
    await until(patient.calls.current, (one) => one?.id === again.id);
  });

  it('ends with the consultation', async () => {
    const { theirs, ours } = await inACall();
    await chat.completes();
    for (const { state } of [theirs, ours]) await until(state, ({ phase }) => phase === 'ended');
  });

  it('works without a live socket, by asking', async () => {
    house.network.withoutLive();
    const [doctor, patient] = [doctorTab(), patientTab()];
    await Promise.all(
      [doctor, patient].map(({ client }) => until(client.connection, (c) => c.state === 'polling')),
    );
    const { theirs, ours } = await inACall({ doctor, patient });
    await ours.say('Вас не слышно');
    await until(theirs.state, ({ captions }) => captions.length === 1);
    await theirs.end();
    await until(ours.state, ({ phase }) => phase === 'ended');
  });

  it('is found by the patient whose hints are lost when the socket comes back', async () => {
    const patient = patientTab({ network: house.anotherNetwork() });
    await until(patient.client.connection, ({ state }) => state === 'live');
    const network = house.anotherNetwork();
    const deaf = patientTab({ network });
    await until(deaf.client.connection, ({ state }) => state === 'live');
    network.deafen();
    await doctorTab().calls.ring(chat.id);
    await patient.shows('incoming');
    expect(deaf.calls.current.value).toBeUndefined();
    network.mend();
    network.closeSockets();
    await deaf.shows('incoming');
  });
});

describe('while it rings', () => {
  it('connects in the tab one looks at, and leaves camera and microphone off', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await until(ours.state, ({ warm }) => warm);
    await until(theirs.state, ({ warm, local }) => warm && local !== undefined);
    expect(patient.computer.asked).toHaveLength(0);
    expect(world.links.flatMap(({ tracks }) => Object.keys(tracks))).toEqual([]);
    expect(theirs.state.value.camera.state).toBe('starting');
    expect(ours.state.value.microphone.state).toBe('off');
  });

  it('sends nothing of a doctor whose camera comes on after the two are connected', async () => {
    const computer = aComputer();
    const decide = computer.hesitate();
    const [doctor, patient] = [doctorTab({ computer }), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    await until(theirs.state, ({ warm }) => warm);
    decide();
    await until(theirs.state, ({ local }) => local !== undefined);
    expect(world.links.map(({ tracks }) => tracks)).toEqual([{}, {}]);
    await (await patient.shows('incoming')).accept();
    await until(theirs.state, ({ camera }) => camera.state === 'sending');
  });

  it('connects in one tab of a browser only', async () => {
    const locks = someLocks();
    const [one, other] = [patientTab({ calls: { locks } }), patientTab({ calls: { locks } })];
    const doctor = doctorTab();
    const theirs = await doctor.calls.ring(chat.id);
    await Promise.all([one.shows('incoming'), other.shows('incoming')]);
    await until(theirs.state, ({ warm }) => warm);
    expect(world.links.filter(({ side }) => side === 'patient')).toHaveLength(1);
  });

  it('waits in a tab nobody looks at until somebody does', async () => {
    const page = aPage(true);
    const patient = patientTab({ calls: { page } });
    await doctorTab().calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    expect(world.links.filter(({ side }) => side === 'patient')).toHaveLength(0);
    page.show();
    await until(ours.state, ({ warm }) => warm);
  });

  it('connects after the answer only where the server wants it so', async () => {
    house = await aHouse({ config: { callsWarm: false } });
    chat = await house.aChat();
    const [doctor, patient] = [doctorTab(), patientTab()];
    await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await eventually(() =>
      expect(house.network.exchanges.filter(({ path }) => path.endsWith('/tickets'))).toHaveLength(2),
    );
    expect(world.opened).toBe(0);
    await ours.accept();
    await patient.shows('active');
  });

  it('is answered in one tab, and the other says so', async () => {
    const locks = someLocks();
    const [one, other] = [patientTab({ calls: { locks } }), patientTab({ calls: { locks } })];
    await doctorTab().calls.ring(chat.id);
    const [ours, idle] = [await one.shows('incoming'), await other.shows('incoming')];
    await ours.accept();
    await until(idle.state, ({ phase, end }) => phase === 'ended' && end === 'answered-elsewhere');
    await one.shows('active');
    await eventually(() => expect(world.links).toHaveLength(2));
  });

  it('is answered by the first of two tabs that both accept', async () => {
    const [one, other] = [patientTab(), patientTab()];
    await doctorTab().calls.ring(chat.id);
    const handles = [await one.shows('incoming'), await other.shows('incoming')];
    await Promise.all(handles.map((handle) => handle.accept()));
    await eventually(() => {
      const phases = handles.map(({ state }) => `${state.value.phase} ${state.value.end ?? ''}`).sort();
      expect(phases).toEqual(['active ', 'ended answered-elsewhere']);
    });
    expect([...one.computer.on, ...other.computer.on]).toHaveLength(2);
  });

  it('asks the person, and tells the server and the doctor’s page, at the same time', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    const theirs = await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await until(ours.state, ({ warm }) => warm);
    const held = house.network.hold('/accept');
    const accepted = ours.accept();
    await eventually(() => expect(held.waiting).toBe(1));
    const link = world.links.find(({ side }) => side === 'patient')!;
    await eventually(() => expect(Object.keys(link.tracks).sort()).toEqual(['audio', 'video']));
    const doctors = world.links.find(({ side }) => side === 'doctor')!;
    await eventually(() => expect(Object.keys(doctors.tracks).sort()).toEqual(['audio', 'video']));
    expect(theirs.state.value.phase).toBe('outgoing'); // the server has not said so yet
    held.release();
    await accepted;
    await patient.shows('active');
  });

  it('tries to answer until the server has heard it, and says what is wrong meanwhile', async () => {
    const patient = patientTab();
    await doctorTab().calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    const problems: unknown[] = [];
    ours.state.subscribe(() => problems.push(ours.state.value.problem));
    house.network.failNext('/accept', 'unreachable', 2);
    await ours.accept();
    expect(problems).toContain('unavailable');
    await until(ours.state, ({ phase, problem }) => phase === 'active' && problem === undefined);
  });

  it('says that it is over where it was answered too late', async () => {
    const patient = patientTab();
    const theirs = await doctorTab().calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    house.network.deafen();
    await theirs.end();
    await ours.accept();
    await until(ours.state, ({ phase, end }) => phase === 'ended' && end === 'cancelled');
    expect(patient.computer.on).toHaveLength(0);
  });
});

describe('a page that is loaded again', () => {
  it.each(['doctor', 'patient'] as const)('of the %s goes on with the call by itself', async (who) => {
    const { doctor, patient } = await inACall();
    const again = { doctor, patient }[who].reload();
    await again.shows('active');
    await eventually(() =>
      expect(again.computer.on.map(({ kind }) => kind).sort()).toEqual(['audio', 'video']),
    );
    const other = who === 'doctor' ? patient : doctor;
    await other.shows('active');
    expect(world.links).toHaveLength(2);
  });

  it('of both goes on', async () => {
    const { doctor, patient } = await inACall();
    await Promise.all([doctor.reload(), patient.reload()].map((tab) => tab.shows('active')));
  });

  it('leaves off what was off', async () => {
    const { patient, ours } = await inACall();
    await ours.setMicrophone(false);
    const again = patient.reload();
    const handle = await again.shows('active');
    await until(handle.state, ({ camera }) => camera.state === 'sending');
    expect(handle.state.value.microphone.state).toBe('off');
    expect(again.computer.on.map(({ kind }) => kind)).toEqual(['video']);
  });

  it('goes on ringing', async () => {
    const [doctor, patient] = [doctorTab(), patientTab()];
    await doctor.calls.ring(chat.id);
    await patient.shows('incoming');
    const [theirs, ours] = [doctor.reload(), patient.reload()];
    await theirs.shows('outgoing');
    await (await ours.shows('incoming')).accept();
    await Promise.all([theirs.shows('active'), ours.shows('active')]);
  });

  it('sends nothing when it goes', async () => {
    const { patient } = await inACall();
    patient.close();
    expect((await callsOf('patient')).calls).toHaveLength(1);
  });
});

describe('another page of one’s own', () => {
  it('shows that the call is elsewhere, and takes it', async () => {
    const { doctor, patient, ours } = await inACall();
    const other = patientTab();
    const there = await other.shows('elsewhere');
    expect(other.computer.asked).toHaveLength(0);
    await there.take();
    await other.shows('active');
    await until(ours.state, ({ phase }) => phase === 'elsewhere');
    expect(patient.computer.on).toHaveLength(0);
    expect(world.links).toHaveLength(2);
    await doctor.shows('active');
    await ours.take();
    await patient.shows('active');
    await other.shows('elsewhere');
  });

  it('of a copied tab is a page of its own', async () => {
    const { patient } = await inACall();
    const copy = someStorage();
    copy.setItem(
      'consult-device/per_matrosova',
      patient.options.storage!.getItem('consult-device/per_matrosova')!,
    );
    const other = patientTab({ calls: { locks: patient.options.locks!, storage: copy } });
    await other.shows('elsewhere');
  });

  it('does not show again what was dismissed', async () => {
    const [one, other] = [patientTab(), patientTab()];
    await doctorTab().calls.ring(chat.id);
    const [ours, idle] = [await one.shows('incoming'), await other.shows('incoming')];
    await ours.accept();
    await until(idle.state, ({ phase }) => phase === 'ended');
    idle.dismiss();
    other.client.retryNow();
    await house.call<{ call: CallView }>('patient', 'GET', `/v1/calls/${ours.id}`);
    expect(other.calls.current.value).toBeUndefined();
  });
});

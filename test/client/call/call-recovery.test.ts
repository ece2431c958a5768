import type { CallOptions, CallSessionState } from '@consult/client/call';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { ChatInHouse } from '../../support/chats.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import { aCallTab, QUICK_CALLS } from '../support/a-call-tab.js';
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

/** Nobody gets beyond the first try by the clock alone. */
const PATIENT_LADDER = { ...QUICK_CALLS.ladder!, 'ice-restart': { tries: 2, within: 60_000 } };

async function inACall(now?: () => number, tuning?: CallOptions['tuning']) {
  const calls = { ...(now && { now }), tuning };
  const doctor = aCallTab(house, world, 'doctor', { calls, network: house.anotherNetwork() });
  const network = house.anotherNetwork();
  const patient = aCallTab(house, world, 'patient', { calls, network });
  const theirs = await doctor.calls.ring(chat.id);
  const ours = await patient.shows('incoming');
  await ours.accept();
  await Promise.all([doctor.shows('active'), patient.shows('active')]);
  await until(theirs.state, ({ call }) => call.state === 'active');
  return { doctor, patient, theirs, ours, network };
}

/** Every step one sees from now on. */
function stepsOf(handle: {
  state: { value: CallSessionState; subscribe(listener: () => void): () => void };
}) {
  const steps: (string | undefined)[] = [];
  handle.state.subscribe(() => {
    const { recovery } = handle.state.value;
    if (recovery !== steps.at(-1)) steps.push(recovery);
  });
  return steps;
}

describe('a connection that is lost', () => {
  it('is mended under the call by a new path, and both say what they do meanwhile', async () => {
    const { theirs, ours } = await inACall();
    const phases = new Set<string>();
    ours.state.subscribe(() => phases.add(`${ours.state.value.phase} ${ours.state.value.recovery ?? ''}`));
    world.lose();
    await until(ours.state, ({ phase, recovery }) => phase === 'active' && recovery === undefined);
    expect(phases).toContain('reconnecting ice-restart');
    expect(world.redials).toBe(0);
    await until(theirs.state, ({ phase }) => phase === 'active');
  });

  it('is made anew where no path is found', async () => {
    const { ours, theirs } = await inACall();
    world.weather.restarts = false;
    const steps = [stepsOf(ours), stepsOf(theirs)];
    world.lose();
    await until(ours.state, ({ phase, recovery }) => phase === 'active' && recovery === undefined);
    // Whoever is first brings the other along.
    expect(steps).toContainEqual(['ice-restart', 'redial', undefined]);
    expect(world.restarts).toBeGreaterThanOrEqual(3);
  });

  it('goes on without a picture where the line bears none, and the camera comes back by itself', async () => {
    const { ours, theirs } = await inACall();
    Object.assign(world.weather, { restarts: false, bearsPicture: false, loss: 0.2 });
    const steps = stepsOf(ours);
    world.lose();
    await until(ours.state, ({ phase, recovery }) => phase === 'active' && recovery === 'audio-only');
    expect(steps.slice(0, 3)).toEqual(['ice-restart', 'redial', 'audio-only']);
    expect(ours.state.value).toMatchObject({ audioOnly: true, camera: { state: 'failed' } });
    await until(ours.state, ({ microphone }) => microphone.state === 'sending');
    world.weather.loss = 0;
    for (const { state } of [ours, theirs])
      await until(state, ({ audioOnly, camera }) => !audioOnly && camera.state === 'sending');
  });

  it('is put in words where nothing helps, and is tried again when the person asks', async () => {
    const { ours, theirs } = await inACall();
    Object.assign(world.weather, { restarts: false, redials: false });
    const steps = stepsOf(ours);
    world.lose();
    await until(ours.state, ({ recovery }) => recovery === 'words');
    expect(steps).toEqual(['ice-restart', 'redial', 'audio-only', 'words']);
    await until(theirs.state, ({ call }) => call.state === 'reconnecting');
    world.weather.redials = true;
    await ours.retry();
    for (const { state } of [ours, theirs]) await until(state, ({ phase }) => phase === 'active');
  });

  it('has failed where the person hangs up after words', async () => {
    const { ours, theirs } = await inACall();
    Object.assign(world.weather, { restarts: false, redials: false });
    world.lose();
    await until(ours.state, ({ recovery }) => recovery === 'words');
    await ours.end();
    await until(theirs.state, ({ end }) => end === 'failed');
  });

  it('has failed after two minutes, on both sides', async () => {
    const { ours, theirs, doctor, patient } = await inACall();
    Object.assign(world.weather, { restarts: false, redials: false });
    world.lose();
    await until(theirs.state, ({ call }) => call.state === 'reconnecting');
    await house.clock.advance(120_000);
    for (const { state } of [ours, theirs]) await until(state, ({ end }) => end === 'failed');
    expect([...doctor.computer.on, ...patient.computer.on, ...world.links]).toHaveLength(0);
  });

  it('uses up no try while the server cannot be reached', async () => {
    const { ours, network, patient } = await inACall();
    Object.assign(world.weather, { restarts: false, redials: false });
    network.cut();
    await until(patient.client.connection, ({ state }) => state === 'offline');
    world.lose();
    await eventually(() => expect(world.redials).toBeGreaterThan(3)); // the doctor's side goes on meanwhile
    expect(ours.state.value.recovery).toBe('ice-restart');
  });

  it('is doubted where the page has lost its own line, for its address may be another one now', async () => {
    const { network, patient } = await inACall();
    const doubts = () => world.links.map((link) => [link.side, link.doubts]).sort();
    expect(doubts()).toEqual([
      ['doctor', 0],
      ['patient', 0],
    ]);
    network.cut();
    await until(patient.client.connection, ({ state }) => state === 'offline');
    expect(doubts()).toEqual([
      ['doctor', 0],
      ['patient', 1],
    ]);
  });

  it('is made anew as soon as the server can be reached again', async () => {
    const { ours, network, patient } = await inACall(undefined, { ladder: PATIENT_LADDER });
    world.weather.restarts = false;
    network.cut();
    await until(patient.client.connection, ({ state }) => state === 'offline');
    world.lose();
    expect(ours.state.value.recovery).toBe('ice-restart');
    network.mend();
    patient.client.retryNow();
    await until(ours.state, ({ phase }) => phase === 'active');
    expect(world.redials).toBe(1);
  });

  it('is told to the other side although its own picture goes on', async () => {
    const { ours, theirs } = await inACall();
    Object.assign(world.weather, { restarts: false, redials: false });
    world.links.find(({ side }) => side === 'patient')!.lose();
    await until(theirs.state, ({ phase }) => phase === 'reconnecting');
    expect(world.links.find(({ side }) => side === 'doctor')!.state.value.state).toBe('connected');
    world.find();
    for (const { state } of [ours, theirs]) await until(state, ({ phase }) => phase === 'active');
  });

  it('goes on while the server is away', async () => {
    const { ours, network } = await inACall();
    network.cut();
    world.lose();
    world.find();
    await until(ours.state, ({ phase }) => phase === 'active');
    network.mend();
  });
});

describe('a machine that has slept', () => {
  it('asks what became of the call, and connects anew at once', async () => {
    let offset = 0;
    const { ours, theirs } = await inACall(() => performance.now() + offset, { ladder: PATIENT_LADDER });
    Object.assign(world.weather, { restarts: false });
    world.lose();
    offset += 60_000;
    await until(ours.state, ({ phase, recovery }) => phase === 'active' && recovery === undefined);
    expect(world.redials).toBeGreaterThan(0); // by whichever side woke first, and by no clock
    await until(theirs.state, ({ phase }) => phase === 'active');
  });

  it('finds that the call is over', async () => {
    let offset = 0;
    const { ours, theirs, network } = await inACall(() => performance.now() + offset);
    network.deafen();
    await theirs.end();
    expect(ours.state.value.phase).not.toBe('ended');
    offset += 600_000;
    await until(ours.state, ({ end }) => end === 'hang-up');
  });
});

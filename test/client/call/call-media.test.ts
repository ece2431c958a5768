import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { ChatInHouse } from '../../support/chats.js';
import { aHouse, closeHouses, type House } from '../../support/house.js';
import { aCallTab } from '../support/a-call-tab.js';
import { aComputer, type Computer } from '../support/a-computer.js';
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

async function inACall(computer: Computer = aComputer(), options: { audioOnly?: boolean } = {}) {
  const doctor = aCallTab(house, world, 'doctor');
  const patient = aCallTab(house, world, 'patient', { computer });
  const theirs = await doctor.calls.ring(chat.id);
  const ours = await patient.shows('incoming');
  await ours.accept(options);
  await Promise.all([doctor.shows('active'), patient.shows('active')]);
  return { doctor, patient, theirs, ours, computer };
}

describe('camera and microphone', () => {
  it('are asked for in one question', async () => {
    const { computer } = await inACall();
    expect(computer.asked).toHaveLength(1);
  });

  it.each([
    ['NotAllowedError', 'denied-by-person'],
    ['NotReadableError', 'device-busy'],
    ['NotFoundError', 'device-missing'],
  ])('that cannot be had say why: %s is %s', async (name, cause) => {
    const computer = aComputer();
    computer.refuse = { video: name };
    const { ours, theirs } = await inACall(computer);
    await until(ours.state, ({ microphone }) => microphone.state === 'sending');
    expect(ours.state.value.camera).toEqual({ state: 'failed', cause });
    await until(theirs.state, ({ theirs }) => theirs?.audio === true && !theirs.video);
    expect(theirs.state.value.arriving.video).toBe(false);
  });

  it('may be a camera alone', async () => {
    const { ours } = await inACall(aComputer([['videoinput', 'cam-1']]));
    await until(ours.state, ({ camera }) => camera.state === 'sending');
    expect(ours.state.value.microphone).toEqual({ state: 'failed', cause: 'device-missing' });
  });

  it('may be none at all: one still sees and hears', async () => {
    const { ours } = await inACall(aComputer([]));
    await until(ours.state, ({ arriving }) => arriving.audio && arriving.video);
  });

  it('are given by no insecure page', async () => {
    const doctor = aCallTab(house, world, 'doctor');
    const patient = aCallTab(house, world, 'patient', { calls: { media: null } });
    await doctor.calls.ring(chat.id);
    const ours = await patient.shows('incoming');
    await ours.accept();
    await patient.shows('active');
    expect(ours.state.value.microphone).toEqual({ state: 'failed', cause: 'insecure-origin' });
  });

  it('are off where they are switched off, and the camera’s light goes out', async () => {
    const { ours, theirs, computer } = await inACall();
    await ours.setCamera(false);
    await ours.setMicrophone(false);
    expect(ours.state.value).toMatchObject({
      camera: { state: 'off' },
      microphone: { state: 'off' },
      local: undefined,
    });
    expect(computer.on.map(({ kind, enabled }) => [kind, enabled])).toEqual([['audio', false]]);
    await until(theirs.state, ({ theirs }) => theirs?.audio === false && !theirs.video);
    await ours.setCamera(true);
    await ours.setMicrophone(true);
    await until(
      ours.state,
      ({ camera, microphone }) => camera.state === 'sending' && microphone.state === 'sending',
    );
    expect(computer.asked).toHaveLength(2); // the microphone was kept
  });

  it('are not kept where they come after the person has thought better of it', async () => {
    const computer = aComputer();
    const { ours } = await inACall(computer, { audioOnly: true });
    const decide = computer.hesitate();
    const switched = ours.setCamera(true);
    expect(ours.state.value.camera.state).toBe('starting');
    await ours.setCamera(false);
    decide();
    await switched;
    expect(computer.on.map(({ kind }) => kind)).toEqual(['audio']);
  });

  it('are not kept where they come after the call', async () => {
    const computer = aComputer();
    const decide = computer.hesitate();
    const { ours } = await inACall(computer);
    await ours.end();
    decide();
    await eventually(() => expect(computer.on).toHaveLength(0));
  });

  it('say that they do not leave where they do not', async () => {
    const { ours } = await inACall();
    await until(ours.state, ({ camera }) => camera.state === 'sending');
    const link = world.links.find(({ side }) => side === 'patient')!;
    delete link.tracks.video; // as a browser does that has lost its encoder
    await until(ours.state, ({ camera }) => camera.state === 'failed');
    expect(ours.state.value.microphone.state).toBe('sending');
  });
});

describe('a device', () => {
  it('that was unplugged gives way to another', async () => {
    const computer = aComputer([
      ['audioinput', 'mic-1'],
      ['videoinput', 'cam-1'],
      ['videoinput', 'cam-2'],
    ]);
    const { ours, patient } = await inACall(computer);
    computer.unplug('cam-1');
    await eventually(() =>
      expect(computer.on.map(({ device }) => device).sort()).toEqual(['cam-2', 'mic-1']),
    );
    await until(ours.state, ({ camera }) => camera.state === 'sending');
    expect(patient.calls.devices.state.value.lost).toBe(1);
  });

  it('that was the only one comes back when it is plugged in', async () => {
    const { ours, computer } = await inACall();
    computer.unplug('mic-1');
    await until(ours.state, ({ microphone }) => microphone.cause === 'device-missing');
    computer.plug('audioinput', 'mic-1');
    await until(ours.state, ({ microphone }) => microphone.state === 'sending');
  });

  it('can be chosen during the call', async () => {
    const { ours, patient, computer } = await inACall();
    computer.plug('videoinput', 'cam-2');
    const { devices } = patient.calls;
    await until(devices.state, ({ cameras }) => cameras.length === 2);
    await devices.choose('camera', 'cam-2');
    expect(computer.on.map(({ device }) => device).sort()).toEqual(['cam-2', 'mic-1']);
    await until(ours.state, ({ camera }) => camera.state === 'sending');
    expect(devices.state.value).toMatchObject({ chosen: { camera: 'cam-2' }, speakers: [{ id: 'out-1' }] });
  });
});

describe('a device that was chosen', () => {
  it('is used again after a reload', async () => {
    const { patient, computer } = await inACall();
    computer.plug('videoinput', 'cam-2');
    await until(patient.calls.devices.state, ({ cameras }) => cameras.length === 2);
    await patient.calls.devices.choose('camera', 'cam-2');
    const again = patient.reload();
    const { state } = await again.shows('active');
    await until(state, ({ camera }) => camera.state === 'sending');
    expect(computer.on.map(({ device }) => device).sort()).toEqual(['cam-2', 'mic-1']);
    expect(again.calls.devices.state.value.chosen).toEqual({ camera: 'cam-2' });
  });
});

describe('less than all', () => {
  it('is sound only by the answer', async () => {
    const { ours, theirs, computer } = await inACall(aComputer(), { audioOnly: true });
    expect(computer.on.map(({ kind }) => kind)).toEqual(['audio']);
    expect(ours.state.value).toMatchObject({ audioOnly: true, camera: { state: 'off' } });
    await until(theirs.state, ({ audioOnly, camera }) => audioOnly && camera.state === 'off');
    expect(world.links.every(({ tracks }) => tracks.video === undefined)).toBe(true);
  });

  it('is sound only by choice, both ways, and both come back', async () => {
    const { ours, theirs, computer } = await inACall();
    await ours.setAudioOnly(true);
    await until(theirs.state, ({ audioOnly }) => audioOnly);
    expect(computer.on.map(({ kind }) => kind)).toEqual(['audio']);
    await ours.setAudioOnly(false);
    for (const { state } of [ours, theirs])
      await until(state, ({ camera, audioOnly }) => camera.state === 'sending' && !audioOnly);
  });
});

describe('the doctor’s screen', () => {
  it('is shown instead of the camera until the browser’s own button ends it', async () => {
    const { ours, theirs, doctor } = await inACall();
    await theirs.shareScreen(true);
    await until(ours.state, ({ theirs }) => theirs?.screen === true);
    expect(theirs.state.value.screen).toBe(true);
    const screen = doctor.computer.on.find(({ device }) => device === 'screen')!;
    expect(world.links.find(({ side }) => side === 'doctor')!.tracks.video).toBe(screen);
    screen.unplug();
    await until(theirs.state, ({ screen }) => !screen);
    await until(ours.state, ({ theirs }) => theirs?.screen === false && theirs.video);
  });

  it('is not shown by the patient', async () => {
    const { ours } = await inACall();
    await ours.shareScreen(true);
    expect(ours.state.value.screen).toBe(false);
  });
});

describe('typed words', () => {
  it('reach the other side in order, and a page that is loaded again', async () => {
    const { ours, theirs, doctor } = await inACall();
    await ours.say(' Меня слышно? ');
    await ours.say('Пишу здесь');
    const { captions } = await until(theirs.state, ({ captions }) => captions.length === 2);
    expect(captions.map(({ text, own }) => [text, own])).toEqual([
      ['Меня слышно?', false],
      ['Пишу здесь', false],
    ]);
    expect(ours.state.value.captions.every(({ own }) => own)).toBe(true);
    const again = await doctor.reload().shows('active');
    await until(again.state, ({ captions }) => captions.length === 2);
  });

  it('are not sent twice where the answer is lost', async () => {
    const { ours, theirs } = await inACall();
    house.network.loseAnswer('/signals');
    await ours.say('Раз');
    await ours.say('Два');
    await until(theirs.state, ({ captions }) => captions.map(({ text }) => text).join() === 'Раз,Два');
  });

  it('may not be longer than a screen shows', async () => {
    const { ours } = await inACall();
    await ours.say('о'.repeat(501));
    expect(ours.state.value).toMatchObject({ problem: 'text-too-long', captions: [] });
  });
});

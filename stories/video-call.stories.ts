import '@consult/elements/define/consult-desk.js';
import '@consult/elements/define/video-call.js';
import type { VideoCall } from '@consult/elements';
import { openCalls } from '@consult/client/call';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { aCallPage, installBroker, ring } from '../test/support/calls.js';
import type { House } from '../test/support/house.js';
import { aCallState, aShownCall } from '../test/support/shown-call.js';
import { LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows } from './reach.js';
import { scene, type Director } from './stage.js';

const { args, argTypes, template } = controlsOf<VideoCall>('video-call');

const meta: Meta = {
  title: 'Patient/video-call',
  component: 'video-call',
  args,
  argTypes,
  render: (args) => template(args),
};
export default meta;

type Story = StoryObj;

/**
 * The calls of the other side, in this page too: with this machine's camera. What PeerJS is led to stays: the address is of
 * no network, and the next story leads it to its own house.
 */
const callsOf = (house: House, who: Parameters<House['clientOf']>[0]) => {
  installBroker(house.server.broker);
  return openCalls(house.clientOf(who));
};

const called: Director = async (house) => {
  installBroker(house.server.broker); // the patient's page connects while it rings
  const chat = await house.aChat();
  await ring(house, chat);
  return { client: house.clientOf(chat.speaker) };
};

/** Somebody calls: who, and two answers far apart. */
export const Incoming: Story = { play: shows('[part=incoming]'), loaders: [scene(called)] };

/** Names longer than the dialog. */
export const IncomingLongNames: Story = {
  play: shows('[part=incoming]'),
  loaders: [
    scene(async (house) => {
      installBroker(house.server.broker);
      await house.register(LONG_NAMED.patient);
      await house.register(LONG_NAMED.doctor);
      const chat = await house.aChat({ patient: LONG_NAMED.patient, doctor: LONG_NAMED.doctor });
      await ring(house, chat);
      return { client: house.clientOf(chat.speaker) };
    }),
  ],
};

/** A true call between two pages: the doctor rings from here, the patient's side is in the background. */
export const InCall: Story = {
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=accept]')).click();
    await find(canvasElement, '[part~=status].active');
  },
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat();
      await callsOf(house, chat.doctor).ring(chat.id);
      return { client: house.clientOf(chat.speaker) };
    }),
  ],
};

/** The same, small, while one reads the chat. */
export const Compact: Story = {
  ...InCall,
  args: { compact: true },
};

/** The patient has declined: the doctor reads it and may call again. */
export const Declined: Story = {
  play: shows('[part=ended]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat();
      const client = house.clientOf(chat.doctor);
      installBroker(house.server.broker);
      const calls = openCalls(client);
      const { id } = await calls.ring(chat.id);
      await aCallPage(house, chat.speaker).end(id);
      return { client, calls };
    }),
  ],
  render: (_, { loaded }) =>
    html`<video-call .calls=${(loaded['scene'] as { calls: unknown }).calls}></video-call>`,
};

/** How each state looks that a machine of its own would be needed for; answered a minute ago. */
const look = (...[side, change, devices]: Parameters<typeof aShownCall>): Story => ({
  parameters: { ownProvider: true },
  render: () => {
    const { call } = aCallState(side);
    const begun = { ...call, answeredAt: Date.now() - 65_000 };
    return html`<video-call
      .calls=${aShownCall(side, { call: begun, ...change }, devices).calls}
    ></video-call>`;
  },
});

/** The doctor waits for an answer. */
export const Outgoing: Story = { ...look('doctor', { phase: 'outgoing' }), play: shows('[part~=status]') };
/** Answered, and not connected yet. */
export const Connecting: Story = {
  ...look('patient', { phase: 'connecting', arriving: { audio: false, video: false } }),
  play: shows('[part~=status]'),
};
/** The picture is lost; never a frozen one without a word. */
export const Reconnecting: Story = {
  ...look('patient', { phase: 'reconnecting', recovery: 'redial', arriving: { audio: false, video: false } }),
  play: shows('[part~=status]'),
};
/** All has been tried: the person may try again. */
export const NothingHelps: Story = {
  ...look('patient', { phase: 'reconnecting', recovery: 'words', arriving: { audio: false, video: false } }),
  play: shows('[part~=status]'),
};
/** The camera is taken by another program, and the button says so. */
export const CameraBusy: Story = {
  ...look('patient', { camera: { state: 'failed', cause: 'device-busy' } }),
  play: shows('[part~=camera]'),
};
/** A weak line, in words. */
export const PoorLine: Story = { ...look('doctor', { quality: 'poor' }), play: shows('[part=quality]') };
/** The call goes on on another page of the same person. */
export const Elsewhere: Story = { ...look('patient', { phase: 'elsewhere' }), play: shows('[part=stage]') };
/** Nobody has answered, as the patient reads it. */
export const Missed: Story = {
  ...look('patient', { phase: 'ended', end: 'no-answer' }),
  play: shows('[part=ended]'),
};
/** The connection could not be made: the way to the check. */
export const Failed: Story = {
  ...look('patient', { phase: 'ended', end: 'failed' }),
  play: shows('[part=next]'),
};

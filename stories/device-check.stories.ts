import '@consult/elements/define/device-check.js';
import type { DeviceCheck } from '@consult/elements';
import { agentOf, type CheckHandle } from '@consult/client/check';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { host, reflexive, relay } from '../test/support/a-browser.js';
import { controlsOf } from './controls.js';
import { aMachine, type MachineWishes } from './devices.js';
import { find, shows } from './reach.js';
import { scene } from './stage.js';

const { args, argTypes, template } = controlsOf<DeviceCheck>('device-check');

const meta: Meta = {
  title: 'Patient/device-check',
  component: 'device-check',
  args,
  argTypes,
  render: (_, { loaded }) =>
    html`<device-check .check=${(loaded as { check?: CheckHandle }).check}></device-check>`,
  parameters: { stage: { width: 'min(48rem, 100%)', height: 'auto' } },
};
export default meta;

type Story = StoryObj;

/** Where this browser and system keep what they were told. */
const on = (userAgent: string, touchPoints = 0) => ({ agent: agentOf(userAgent, touchPoints) });

const MAC_SAFARI = on(
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
);
const IPHONE = on(
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  5,
);
const OLD_FIREFOX = on('Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0');

const TURN = [
  { urls: ['turn:turn.invalid', 'turn:turn.invalid?transport=tcp'], username: 'u', credential: 'c' },
];
const denied = (message?: string): MachineWishes => ({
  refuses: { camera: ['NotAllowedError', message!], microphone: ['NotAllowedError', message!] },
  permission: { camera: 'denied', microphone: 'denied' },
});

const press = async (canvas: HTMLElement) => (await find(canvas, '[part=start]:enabled')).click();

/** The check of that machine, begun by the person and over. */
const finished = (wishes: MachineWishes, selector = '.verdict'): Story => ({
  loaders: [aMachine(wishes)],
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    await find(canvasElement, '[part=again][aria-disabled=false]');
    await find(canvasElement, selector);
  },
});

/** Nothing is asked for before the person begins. */
export const NotBegun: Story = { loaders: [aMachine()], play: shows('[part=start]') };

/** The devices of this machine: the browser asks for them when you begin. */
export const YourDevices: Story = {
  render: (args) => template(args),
  loaders: [
    scene(async (house) => {
      const { id } = await house.aChat();
      return { chatId: id, client: house.clientOf('patient') };
    }),
  ],
  play: shows('[part=start]'),
};

/** The browser's question stands open. */
export const AsksForDevices: Story = {
  loaders: [aMachine({ refuses: { camera: 'hangs' }, permission: { camera: 'prompt' } })],
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    await find(canvasElement, '[part=progress]');
  },
};

/** The person is asked to say something. */
export const AsksToSpeak: Story = {
  loaders: [aMachine({ loudness: (at) => Math.abs(Math.sin(at / 5)) / 120, times: { speech: 600_000 } })],
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    await find(canvasElement, '[part=level]');
  },
};

/** All is well; only the person can tell about the speaker. */
export const Ready = finished(
  {
    iceServers: TURN,
    line: { servers: { turn: relay } },
    loudness: (at) => 0.02 + Math.abs(Math.sin(at / 9)) / 8,
  },
  '.summary.ready',
);

/** A tone was played. */
export const AsksAboutTheTone: Story = {
  ...finished({}),
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    await find(canvasElement, '[part=again][aria-disabled=false]');
    (await find(canvasElement, '[part=play]')).click();
    await find(canvasElement, '[part=not-heard]');
  },
};

/** The person did not hear it. */
export const NotHeard: Story = {
  ...AsksAboutTheTone,
  play: async (context) => {
    await AsksAboutTheTone.play!(context);
    (await find(context.canvasElement, '[part=not-heard]')).click();
    await find(context.canvasElement, '.summary.not-ready');
  },
};

/** Denied in the browser. */
export const DeniedByPerson = finished(denied(), '[part=action]');
/** Denied by macOS, in Safari. */
export const DeniedBySystem = finished({ ...denied('denied by system'), ports: MAC_SAFARI }, '[part=action]');
/** Denied in the browser of a phone. */
export const DeniedOnPhone = finished({ ...denied(), ports: IPHONE }, '[part=action]');
/** The host forbids it. */
export const ForbiddenByHost = finished(
  { ...denied(), allowed: { camera: false, microphone: false } },
  '[part=action]',
);
/** The page came without HTTPS. */
export const InsecureOrigin = finished({ ports: { secure: false } }, '[part=action]');
/** Skype has the camera. */
export const CameraBusy = finished({ refuses: { camera: ['NotReadableError'] } }, '.summary.limited');
/** Nothing is plugged in. */
export const NoDevices = finished(
  { refuses: { camera: ['NotFoundError'], microphone: ['NotFoundError'] } },
  '.summary.not-ready',
);
/** The shutter is closed. */
export const BlackPicture = finished({ picture: () => [0, 1, 2] }, '[part=action]');
/** The picture stands still. */
export const FrozenPicture = finished({ picture: () => [90, 91, 92] }, '[part=action]');
/** The headset is switched off. */
export const SilentMicrophone = finished({ loudness: () => 0 }, '[part=action]');
/** A browser from another time. */
export const OldBrowser = finished({ ports: OLD_FIREFOX }, '[part=action]');
/** An extension took WebRTC away. */
export const WithoutWebRtc = finished({ ports: { PeerConnection: undefined } }, '[part=action]');
/** An extension stands between. */
export const AlteredWebRtc = finished({ ports: { isNative: () => false } }, '[part=action]');
/** An antivirus cuts sockets. */
export const SocketBlocked = finished({ network: 'without-live' }, '[part=action]');
/** A firewall lets only TCP through. */
export const UdpBlocked = finished(
  { iceServers: TURN, line: { servers: { 'transport=tcp': relay, turn: 701 } } },
  '[part=action]',
);
/** Neither UDP nor the relay. */
export const NoWayOut = finished({ iceServers: TURN, line: { servers: { turn: 701 } } }, '[part=action]');
/** The relay does not know us. */
export const RelayRefuses = finished(
  {
    iceServers: [{ urls: ['stun:stun.invalid'] }, ...TURN],
    line: { servers: { stun: reflexive, turn: 401 } },
  },
  '[part=action]',
);
/** A VPN beside the cable. */
export const ManyAdapters = finished({ line: { own: ['192.0.2.1', '10.8.0.2'].map(host) } }, '[part=action]');
/** There is no network at all. */
export const ServerUnreachable = finished({ network: 'cut' }, '.summary.not-ready');
/** A narrow phone. */
export const Narrow: Story = {
  ...finished(denied(), '[part=action]'),
  parameters: { stage: { width: '20rem', height: 'auto' } },
};

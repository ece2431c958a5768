import type { ProbeCause } from '@consult/core';
import { causeOfRefusal } from '../refused-capture.js';
import type { Capture } from './ports.js';
import { failed, fine, skipped, type Answer, type AskProbe, type ProbeTools } from './probe.js';

/** These say that a device could not be used, not that one may not. */
const OF_THE_DEVICE: readonly ProbeCause[] = ['device-missing', 'device-busy'];

/** Asks for the device and tells who has refused it, if anybody has. */
const permissionOf =
  (capture: Capture): AskProbe =>
  async (tools) => {
    const { ports, devices } = tools;
    if (!ports.secure) return failed('insecure-origin');
    if (!ports.mediaDevices) return failed('browser-too-old');
    const asked = await devices.ask(capture);
    const state = await ports.permission(capture);
    if (asked.track) return fine(state);
    const cause = await refusalOf(capture, tools);
    if (!OF_THE_DEVICE.includes(cause!)) return failed(cause!, asked.refusal.name || state);
    if (state === 'denied') return failed('denied-by-person', state);
    return state === 'granted' ? fine(state) : skipped('not-asked-yet');
  };

/** Tells whether there is a device that works. */
const deviceOf =
  (capture: Capture): AskProbe =>
  async (tools) => {
    const { ports, devices } = tools;
    if (!ports.mediaDevices) return skipped();
    const { track, ...rest } = await devices.ask(capture);
    if (track) return fine(await countOf(capture, tools));
    const cause = await refusalOf(capture, tools);
    const { name } = 'refusal' in rest ? rest.refusal : { name: undefined };
    return OF_THE_DEVICE.includes(cause!) ? failed(cause!, name) : skipped(cause);
  };

async function refusalOf(capture: Capture, { ports, devices }: ProbeTools): Promise<ProbeCause | null> {
  const asked = await devices.ask(capture);
  if (asked.track) return null;
  const state = await ports.permission(capture);
  const { name, message } = asked.refusal;
  // Nobody has answered the browser's question.
  if (name === 'ConsultError' && state === 'prompt') return 'not-asked-yet';
  return causeOfRefusal({ name, message, state, allowed: ports.allowed(capture) });
}

/** How many there are: the wrong one is a trouble of its own. Their names stay where they are. */
async function countOf(capture: Capture, { ports }: ProbeTools): Promise<string | undefined> {
  const kind = capture === 'camera' ? 'videoinput' : 'audioinput';
  const all = await ports.mediaDevices!.enumerateDevices().catch(() => []);
  const real = all.filter((one) => one.kind === kind && !/^(default|communications)$/.test(one.deviceId));
  return real.length ? String(real.length) : undefined;
}

export const cameraPermission = permissionOf('camera');
export const microphonePermission = permissionOf('microphone');
export const camera = deviceOf('camera');
export const microphone = deviceOf('microphone');

/** A device that worked has gone. */
export const lost: Answer = failed('device-missing', 'ended');

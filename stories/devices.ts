import type { Client } from '@consult/client';
import { openCheck, type CheckHandle, type CheckTimes } from '@consult/client/check';
import type { IceServersAnswer } from '@consult/core/wire';
import { aBrowser, naming, type BrowserWishes } from '../test/support/a-browser.js';
import { scene, type Scene } from './stage.js';

/** What the machine in a story is like, and how patient the check is with it. */
export interface MachineWishes extends BrowserWishes {
  readonly times?: Partial<CheckTimes>;
  readonly iceServers?: IceServersAnswer['iceServers'];
  /** Sockets are cut, or the whole network is. */
  readonly network?: 'without-live' | 'cut';
}

/** Of a real check nobody wants to wait for in a story. */
const TIMES: Partial<CheckTimes> = { look: 60, speech: 400, socket: 400, loopback: 300, gather: 300 };

const checks = new WeakMap<object, CheckHandle>();

/** A patient before a machine as described: nothing of it is this machine's, so that no camera is asked for. */
export const aMachine =
  (wishes: MachineWishes = {}) =>
  async (canvas: Parameters<ReturnType<typeof scene>>[0]): Promise<{ scene: Scene; check: CheckHandle }> => {
    const loaded = await scene(async (house) => {
      const { id } = await house.aChat();
      return { chatId: id, client: house.clientOf('patient') };
    })(canvas);
    const { house, client } = loaded.scene;
    if (wishes.network === 'without-live') house.network.withoutLive();
    if (wishes.network === 'cut') house.network.cut();
    const known = checks.get(house);
    if (known) return { ...loaded, check: known };
    const check = openCheck(naming(client!, wishes.iceServers), {
      ports: { ...machine(wishes), live: house.network.live, ...wishes.ports },
      times: { ...TIMES, ...wishes.times },
    });
    checks.set(house, check);
    closeWith(client!, check);
    return { ...loaded, check };
  };

/** The story leaves the canvas with its house, and the house closes its clients. */
function closeWith(client: Client, check: CheckHandle) {
  const stop = client.connection.subscribe(() => {
    if (client.connection.value.state !== 'closed') return;
    stop();
    check.close();
  });
}

function machine(wishes: BrowserWishes) {
  const { ports } = aBrowser(wishes);
  const asked = ports.mediaDevices!;
  return {
    ...ports,
    mediaDevices: {
      ...asked,
      async getUserMedia(wanted?: MediaStreamConstraints) {
        await asked.getUserMedia(wanted); // refuses where the story wants it
        return new MediaStream([
          ...(wanted?.video ? aDrawnCamera().getTracks() : []),
          ...(wanted?.audio ? new AudioContext().createMediaStreamDestination().stream.getTracks() : []),
        ]);
      },
    },
  };
}

/** A picture that moves: a face as children draw it, which nods. */
function aDrawnCamera(): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const context = canvas.getContext('2d')!;
  const stream = canvas.captureStream(15);
  const [track] = stream.getVideoTracks();
  const draw = (at: number) => {
    if (track!.readyState === 'ended') return;
    const nod = Math.sin(at / 400) * 12;
    context.fillStyle = '#b9cbd9';
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = '#47617a';
    context.fillRect(170, 380, 300, 100);
    disc('#f0c9a4', 320, 230 + nod, 120);
    disc('#2b3a48', 280, 210 + nod, 12);
    disc('#2b3a48', 360, 210 + nod, 12);
    requestAnimationFrame(draw);
  };
  const disc = (colour: string, x: number, y: number, radius: number) => {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };
  draw(0);
  return stream;
}

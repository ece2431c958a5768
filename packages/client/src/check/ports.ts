import type { OpenLive } from '../contracts.js';
import { webSocketLive } from '../live.js';
import { agentOf, type Agent } from './agent.js';
import { openEye, type Eye } from './eye.js';
import { openMeter, playTone, type Meter } from './sound.js';

/** What a check asks for leave to use. */
export type Capture = 'camera' | 'microphone';

/** Everything a check needs of the browser; tests hand in others, to have each trouble there is. */
export interface CheckPorts {
  /** Whether the page came over HTTPS or from this machine. */
  readonly secure: boolean;
  /** Whether the page stands in a frame of another. */
  readonly framed: boolean;
  readonly agent: Agent;
  readonly mediaDevices: Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'> | undefined;
  readonly PeerConnection: typeof RTCPeerConnection | undefined;
  /** What a call needs and this browser lacks, by its name. */
  readonly lacks: readonly string[];
  /** What the browser has kept of the person's answer; `undefined`: it does not tell. */
  permission(capture: Capture): Promise<PermissionState | undefined>;
  /** Whether the host's policy lets this page ask at all; `undefined`: the browser does not tell. */
  allowed(capture: Capture): boolean | undefined;
  /** Whether the browser itself made this, and no extension. */
  isNative(made: unknown): boolean;
  /** Whether the page is looked at: a hidden one draws no pictures. */
  visible(): boolean;
  /** Opens the live feed. */
  readonly live: OpenLive;
  openEye(track: MediaStreamTrack): Eye;
  openMeter(track: MediaStreamTrack): Meter;
  /** Plays a short tone; resolves when it is over. Rejects where the browser will not play. */
  playTone(signal: AbortSignal): Promise<void>;
  /** ms; only differences count. */
  now(): number;
}

/** Old browsers call the policy by another name, and Firefox and Safari have neither. */
type PolicyDocument = Document & {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
};

/** The browser this page runs in; outside of one there is nothing to check, and the probes say so. */
export function browserPorts(server: string): CheckPorts {
  const page = globalThis as Partial<typeof globalThis>;
  const { permissionsPolicy, featurePolicy } = (page.document ?? {}) as Partial<PolicyDocument>;
  const policy = permissionsPolicy ?? featurePolicy;
  return {
    secure: page.isSecureContext ?? false,
    framed: page.top !== page.self,
    agent: agentOf(navigator.userAgent, navigator.maxTouchPoints),
    mediaDevices: navigator.mediaDevices as MediaDevices | undefined,
    PeerConnection: page.RTCPeerConnection,
    lacks: lacking(page),
    permission: async (name) => {
      try {
        return (await navigator.permissions.query({ name: name as PermissionName })).state;
      } catch {
        return undefined; // Firefox before 131 knows neither name
      }
    },
    allowed: (capture) => policy?.allowsFeature(capture),
    isNative: (made) =>
      typeof made === 'function' && /\[native code\]/.test(Function.prototype.toString.call(made)),
    visible: () => page.document?.visibilityState === 'visible',
    live: webSocketLive(server),
    openEye,
    openMeter,
    playTone,
    now: () => performance.now(),
  };
}

/** A missing RTCPeerConnection is another matter: browsers of today have it, and extensions take it away. */
function lacking(page: Partial<typeof globalThis>): string[] {
  const { RTCPeerConnection: connection, RTCRtpSender: sender } = page;
  const needed: Record<string, boolean> = {
    WebSocket: !!page.WebSocket,
    AudioContext: !!page.AudioContext,
    getUserMedia:
      !page.isSecureContext || !!(navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia,
    replaceTrack: !connection || (!!sender && 'replaceTrack' in sender.prototype),
    addTransceiver: !connection || 'addTransceiver' in connection.prototype,
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}

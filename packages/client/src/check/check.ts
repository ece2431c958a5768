import { PROBES, readinessOf, type Probe } from '@consult/core';
import { createAsker } from '../asker.js';
import type { CheckFinding, CheckState } from './contracts.js';
import type { Client } from '../contracts.js';
import { createStore, type Readable } from '../store.js';
import { TUNING } from '../tuning.js';
import { within } from '../within.js';
import type { Agent } from './agent.js';
import { browser, policy, secure } from './browser-probes.js';
import { CapturedDevices } from './captured.js';
import { camera, cameraPermission, lost, microphone, microphonePermission } from './device-probes.js';
import { server, socket } from './line-probes.js';
import { levelOf, picture, sound, speaker } from './media-probes.js';
import { browserPorts, type Capture, type CheckPorts } from './ports.js';
import {
  failed,
  fine,
  TIMES,
  type Answer,
  type AskProbe,
  type CheckTimes,
  type ProbeTools,
} from './probe.js';
import { adapters, turn, udp, webrtc } from './road-probes.js';
import { Roads } from './roads.js';

/** What a page hands to a check, besides its client. */
export interface CheckOptions {
  /** The chat whose doctor is told how ready one is; without it nothing leaves the page. */
  readonly chatId?: string | undefined;
  /** Parts of the browser that are to be others; for tests and stories. */
  readonly ports?: Partial<CheckPorts>;
  /** For tests. */
  readonly times?: Partial<CheckTimes>;
}

/** A look at one's own devices and lines before a call. */
export interface CheckHandle {
  /** Which browser and system it runs in, for advice. */
  readonly agent: Agent;
  readonly state: Readable<CheckState>;
  /** One's own picture while the camera is on. */
  readonly preview: Readable<MediaStream | undefined>;
  /** How loud the microphone is, 0 … 1, while it is on. */
  readonly level: Readable<number>;
  /**
   * Asks these, or all, one after another; the browser asks the person for camera and microphone. Resolves when all
   * have answered. What was under way is finished first.
   */
  run(probes?: readonly Probe[]): Promise<void>;
  /** Asks one anew, and what can only be known with it. */
  retry(probe: Probe): Promise<void>;
  /** Plays a short tone; the person then says by `heard` whether it was to be heard. Resolves when it is over. */
  playTone(): Promise<void>;
  heard(yes: boolean): void;
  /** The doctor of this chat is told how ready one is, now and from now on; nobody else is any more. */
  tell(chatId: string | undefined): void;
  /** Turns camera and microphone off; what was found stays. */
  release(): void;
  /** Lets go of everything. */
  close(): void;
}

const ASK: Record<Probe, AskProbe> = {
  browser,
  secure,
  policy,
  'camera-permission': cameraPermission,
  'microphone-permission': microphonePermission,
  camera,
  microphone,
  picture,
  sound,
  speaker,
  server,
  socket,
  webrtc,
  udp,
  turn,
  adapters,
};

/** What is asked with a device: without it the others have nothing to look at. */
const OF_DEVICE: Record<Capture, readonly Probe[]> = {
  camera: ['camera-permission', 'camera', 'picture'],
  microphone: ['microphone-permission', 'microphone', 'sound'],
};
const OF_LINE: readonly (readonly Probe[])[] = [
  ['server', 'socket'],
  ['udp', 'turn', 'adapters'],
];

/** Begins nothing by itself: `run` does. */
export function openCheck(client: Client, options: CheckOptions = {}): CheckHandle {
  return new Check(client, options).handle;
}

class Check {
  readonly handle: CheckHandle;
  readonly #client: Client;
  #chatId: string | undefined;
  readonly #state = createStore<CheckState>({ running: false, findings: [], readiness: 'unknown' });
  readonly #preview = createStore<MediaStream | undefined>(undefined);
  readonly #level = createStore(0);
  readonly #findings = new Map<Probe, CheckFinding>();
  readonly #life = new AbortController();
  readonly #tools: ProbeTools;
  readonly #report = createAsker(TUNING, () => this.#send());
  #turn: Promise<void> = Promise.resolve();
  #runs = 0;
  #current: Probe | undefined;
  /** Ends the level meter that goes on after the probe of the sound. */
  #stopMeter = () => {};

  constructor(client: Client, { chatId, ports, times }: CheckOptions) {
    this.#client = client;
    this.#chatId = chatId;
    const all = { ...browserPorts(client.server), ...ports };
    const patience = { ...TIMES, ...times };
    const { signal } = this.#life;
    this.#tools = {
      client,
      ports: all,
      times: patience,
      devices: new CapturedDevices(all, patience.answer, this.#preview, (capture) => this.#onLost(capture)),
      roads: new Roads(client, all, patience, signal),
      found: (probe) => this.#findings.get(probe),
      onLevel: (level) => this.#level.set(level),
      signal,
    };
    this.handle = {
      agent: all.agent,
      state: this.#state,
      preview: this.#preview,
      level: this.#level,
      run: (probes = PROBES) => this.#run(probes),
      retry: (probe) => this.#run(chainOf(probe)),
      playTone: () => all.playTone(signal),
      heard: (yes) => {
        this.#put('speaker', yes ? fine() : failed('speaker-silent'));
        this.#tell();
      },
      tell: (chatId) => {
        if (chatId === this.#chatId) return;
        this.#chatId = chatId;
        this.#tell();
      },
      release: () => this.#release(),
      close: () => this.#close(),
    };
  }

  /** In turn: two runs at once would take the devices from each other. */
  #run(probes: readonly Probe[]): Promise<void> {
    this.#runs++;
    this.#show();
    return (this.#turn = this.#turn.then(() => this.#askAll(probes)));
  }

  async #askAll(probes: readonly Probe[]) {
    const { devices, roads } = this.#tools;
    this.#stopMeter();
    devices.begin(captures.filter((capture) => OF_DEVICE[capture].some((probe) => probes.includes(probe))));
    roads.begin();
    for (const probe of PROBES) {
      if (!probes.includes(probe)) continue;
      if (this.#life.signal.aborted) break;
      this.#current = probe;
      this.#show();
      if (this.#life.signal.aborted) break; // whoever watches may have closed it
      this.#put(probe, await this.#ask(probe));
    }
    this.#current = undefined;
    this.#runs--;
    this.#show();
    if (this.#life.signal.aborted) return;
    this.#goOnMetering();
    this.#tell();
  }

  async #ask(probe: Probe): Promise<Answer> {
    const { times, signal } = this.#tools;
    // Each probe is bound by itself; this catches what a driver or an extension never answers.
    const longest = 2 * times.answer;
    try {
      return await within(longest, Promise.resolve(this.#tools).then(ASK[probe]), signal);
    } catch {
      return failed('no-answer');
    }
  }

  #put(probe: Probe, { result, cause, evidence }: Answer) {
    if (this.#life.signal.aborted) return;
    this.#findings.set(probe, { probe, result, cause, ...(evidence !== undefined && { evidence }) });
    this.#show();
  }

  #show() {
    if (this.#life.signal.aborted) return;
    const findings = PROBES.flatMap((probe) => this.#findings.get(probe) ?? []);
    this.#state.set({
      running: this.#runs > 0,
      current: this.#current,
      findings,
      readiness: readinessOf(findings),
    });
  }

  /** The bar moves for as long as the microphone is on, so that one sees it hear. */
  #goOnMetering() {
    const { devices, ports, times, onLevel } = this.#tools;
    const track = devices.track('microphone');
    if (!track) return;
    const meter = ports.openMeter(track);
    const timer = setInterval(() => onLevel(levelOf(meter.loudness() ?? 0)), times.level);
    this.#stopMeter = () => {
      clearInterval(timer);
      meter.close();
      onLevel(0);
      this.#stopMeter = () => {};
    };
  }

  #onLost(capture: Capture) {
    if (capture === 'microphone') this.#stopMeter();
    this.#put(capture, lost);
    this.#tell();
  }

  /** Tells the doctor's side, quietly: whether it arrives is no trouble of the person who checks. */
  #tell() {
    if (this.#chatId !== undefined && this.#runs === 0 && this.#findings.size) void this.#report.ask();
  }

  async #send() {
    if (this.#chatId === undefined) return;
    const findings = this.#state.value.findings.map(({ probe, result, cause }) => ({ probe, result, cause }));
    await this.#client.call('PUT', `/v1/chats/${encodeURIComponent(this.#chatId)}/readiness`, { findings });
  }

  #release() {
    this.#stopMeter();
    this.#tools.devices.stop();
  }

  #close() {
    if (this.#life.signal.aborted) return;
    this.#state.set({ ...this.#state.value, running: false, current: undefined });
    this.#life.abort();
    this.#report.close();
    this.#release();
  }
}

const captures = ['camera', 'microphone'] as const;

/** A probe with those that hang together with it. */
function chainOf(probe: Probe): readonly Probe[] {
  return [...Object.values(OF_DEVICE), ...OF_LINE].find((chain) => chain.includes(probe)) ?? [probe];
}

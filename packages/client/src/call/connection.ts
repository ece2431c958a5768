import type { TrackKind } from './contracts.js';
import type { MediaConnection } from './peerjs.js';

export interface ConnectionDeps {
  readonly now: () => number;
  /** Its state may have changed. */
  readonly onChange: () => void;
  /** The other side's tracks are known. */
  readonly onTracks: () => void;
  /** The other side says that the call is answered there. */
  readonly onAnswered: () => void;
}

/** Anything at all: that it came is the message. */
const BEAT = '.';
/** The call is answered. */
const ANSWERED = '!';

/**
 * One connection between the two pages, from the offer to the end. PeerJS makes it; from then on we look after it
 * ourselves, for PeerJS ends a call at the first trouble.
 */
export class Connection {
  readonly pc: RTCPeerConnection;
  readonly #call: MediaConnection;
  readonly #deps: ConnectionDeps;
  readonly #senders: Partial<Record<TrackKind, RTCRtpSender>> = {};
  /** When something was heard of the other side; ms by `now()`. */
  heardAt: number;
  /** When it began to be made. */
  readonly since: number;
  #dead = false;
  #opened = false;
  /** What is to be told as soon as it can be. */
  #untold?: string | undefined;
  #connected = false;
  #sharp = false;

  /** @param call - Has been called or answered already, so that its connection exists. */
  constructor(call: MediaConnection, deps: ConnectionDeps) {
    this.#call = call;
    this.#deps = deps;
    this.pc = call.peerConnection;
    this.since = this.heardAt = deps.now();
    for (const sender of this.pc.getSenders()) {
      this.#senders[sender.track!.kind as TrackKind] = sender;
    }
    // PeerJS would close the call where ICE has failed, and stop sending candidates where it is completed.
    this.pc.oniceconnectionstatechange = this.pc.onconnectionstatechange = deps.onChange;
    call.on('stream', deps.onTracks); // once for each track
    call.on('close', () => this.close()); // the other page is gone: its channel has closed
    call.on('willCloseOnRemote', () => {
      this.#opened = true;
      call.dataChannel.addEventListener('message', ({ data }) => {
        this.hear();
        if (data === ANSWERED) deps.onAnswered();
      });
      if (this.#untold) this.#say(this.#untold);
      this.hear();
    });
  }

  /** The same on both sides, and of this connection alone. */
  get id(): string {
    return this.#call.connectionId;
  }

  /** Whether it has come about: both sides have proved their keys. */
  get connected(): boolean {
    // In Chromium the channel may open before the page is told of the other side's description.
    this.#connected ||=
      !this.#dead &&
      (this.#opened || this.pc.connectionState === 'connected') &&
      this.pc.remoteDescription !== null;
    return this.#connected;
  }

  /** It will not live again. */
  get dead(): boolean {
    return this.#dead;
  }

  /** Something came from the other side. */
  hear() {
    this.heardAt = this.#deps.now();
    this.#deps.onChange();
  }

  /** Tells the other side that we live, where no picture or sound does. */
  beat() {
    this.#say(BEAT);
  }

  /** Whether the other side can be told something. */
  get talks(): boolean {
    return this.#opened && !this.#dead;
  }

  /** Tells the other side that the call is answered here: now, or as soon as it can be. */
  tellAnswered() {
    if (this.#opened) this.#say(ANSWERED);
    else this.#untold = ANSWERED;
  }

  #say(word: string) {
    const { dataChannel } = this.#call;
    if (dataChannel?.readyState === 'open') dataChannel.send(word);
  }

  async send(kind: TrackKind, track: MediaStreamTrack): Promise<void> {
    if (this.#dead) return;
    await this.#senders[kind]?.replaceTrack(track).catch((error: unknown) => {
      if (!this.#dead) throw error;
    });
  }

  /**
   * Tells the browser what matters where the line is thin: a sharp picture that moves slowly helps less than a smooth one.
   * The first picture is a coarse one, for it is there sooner: a quarter of the points to press and to send.
   */
  async shape(): Promise<void> {
    this.#sharp = false;
    await this.#encode({ maxBitrate: MAX_BITRATE, scaleResolutionDownBy: 2 });
  }

  /** From now on the whole picture is sent: the first one has left. */
  async sharpen(): Promise<void> {
    if (this.#sharp) return;
    this.#sharp = true;
    await this.#encode({ scaleResolutionDownBy: 1 });
  }

  async #encode(wish: Partial<RTCRtpEncodingParameters>) {
    const sender = this.#senders.video;
    const parameters = sender?.getParameters();
    if (!parameters?.encodings?.[0]) return;
    Object.assign(parameters.encodings[0], wish);
    parameters.degradationPreference = 'balanced';
    await sender!.setParameters(parameters).catch(() => undefined); // a browser that cannot does without
  }

  tracks(): MediaStreamTrack[] {
    return this.pc.getReceivers().map(({ track }) => track);
  }

  close() {
    if (this.#dead) return;
    this.#dead = true;
    this.pc.oniceconnectionstatechange = this.pc.onconnectionstatechange = null;
    this.pc.onicecandidate = null;
    this.#call.removeAllListeners();
    this.#call.close();
    this.#deps.onChange();
  }
}

/** Bits a second; a face at 720 lines needs no more. */
const MAX_BITRATE = 1_500_000;

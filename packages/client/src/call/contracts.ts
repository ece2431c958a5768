import type { CallEnd, CallState, ErrorCode, ProbeCause, Side } from '@consult/core';
import type { BrokerTicket, CallView, SignalKind, SignalView } from '@consult/core/wire';
import type { Readable } from '../store.js';

/** The calls of one person in one page: `openCalls(client)` of `@consult/client/call`. */
export interface Calls {
  /** The call this page shows; `undefined`: none. Only one at a time: a second that rings waits until the first is over. */
  readonly current: Readable<CallHandle | undefined>;
  /**
   * Rings the patient of this chat; for the doctor. A second call before the first answer is the same one.
   * @throws ConsultError `chat-not-open`, `not-allowed`, `unavailable`, …
   */
  ring(chatId: string): Promise<CallHandle>;
  /** Which devices there are, and which are chosen. Asked for again when they change. */
  readonly devices: Devices;
  /** Lets go of everything: sockets, timers, camera and microphone. The call itself goes on: it is the server's. */
  close(): void;
}

/**
 * What one sees of a call here: `incoming` and `outgoing` are the two sides of `ringing`; `elsewhere`: one's own side sits
 * in it on another page.
 */
export type CallPhase =
  'incoming' | 'outgoing' | 'connecting' | 'active' | 'reconnecting' | 'elsewhere' | 'ended';

/** Which step of the ladder is being tried while the picture is lost. `words`: all were, and only people can help now. */
export type RecoveryStep = 'ice-restart' | 'redial' | 'audio-only' | 'words';

/** Why a call is over for this page: how it ended, or that it was answered on another page of one's own side. */
export type EndReason = CallEnd | 'answered-elsewhere';

/**
 * What really leaves for the other side:
 * - `sending`: frames or sound leave, by the statistics of the connection;
 * - `starting`: switched on, and not seen to leave yet;
 * - `off`: switched off by the person;
 * - `failed`: it should leave and does not; `cause` says why.
 */
export interface Sending {
  readonly state: 'sending' | 'starting' | 'off' | 'failed';
  readonly cause?: ProbeCause | undefined;
}

/** The connection in a word: `good`; `fair`: the picture suffers; `poor`: the sound does. `undefined`: not known yet. */
export type Quality = 'good' | 'fair' | 'poor';

/** Something typed during the call, for somebody who cannot hear or be heard. Gone with the call. */
export interface Caption {
  readonly id: string;
  readonly own: boolean;
  readonly text: string;
  /** ms by `client.now()`. */
  readonly at: number;
}

/** A call as this page knows it. One readonly object, replaced and never edited. */
export interface CallSessionState {
  readonly phase: CallPhase;
  /** As the server told it last. */
  readonly call: CallView;
  /** Set where `phase` is `ended`. */
  readonly end?: EndReason | undefined;
  /** What did not work just now, with its sentence; gone with the next thing that works. */
  readonly problem?: ErrorCode | undefined;
  /** The other side's picture and sound; the same object for as long as the connection lives. */
  readonly remote?: MediaStream | undefined;
  /** One's own picture, for the self view; absent before the answer and where no camera is on. */
  readonly local?: MediaStream | undefined;
  readonly microphone: Sending;
  readonly camera: Sending;
  /** Whether a screen is shown instead of the camera. Only the doctor may. */
  readonly screen: boolean;
  /** The person wants sound only; or the line allows no more (`recovery` is then `audio-only`). */
  readonly audioOnly: boolean;
  /** What the other side says it sends; `undefined` until it has said so. */
  readonly theirs?:
    { readonly audio: boolean; readonly video: boolean; readonly screen: boolean } | undefined;
  /** Whether the other side's picture and sound really arrive now. */
  readonly arriving: { readonly audio: boolean; readonly video: boolean };
  readonly quality?: Quality | undefined;
  /** Present while the connection is being mended. */
  readonly recovery?: RecoveryStep | undefined;
  /** Whether a connection stands already while it rings, over which the answer can be told. */
  readonly warm: boolean;
  readonly captions: readonly Caption[];
  /** Six digits, the same on both screens, once both sides have proved themselves; another one after each redial. */
  readonly code?: string | undefined;
}

/** What to do in a call. Verbs never throw for what the state tells (`problem`); they resolve when it is done. */
export interface CallHandle {
  readonly id: string;
  readonly chatId: string;
  readonly side: Side;
  readonly state: Readable<CallSessionState>;
  /** Answers; camera and microphone are asked for now and not before. `audioOnly`: without the camera. */
  accept(options?: { readonly audioOnly?: boolean }): Promise<void>;
  /** Declines, cancels or hangs up, whichever it is now. The page lets go at once, the server is told until it has heard. */
  end(): Promise<void>;
  /** Brings a call that goes on on another page of one's own to this one. */
  take(): Promise<void>;
  /** Switches on or off; the first time it is switched on, the browser asks for it. */
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  /** The doctor's screen instead of the camera. */
  shareScreen(on: boolean): Promise<void>;
  /** Sound only, both ways, to spare the line. */
  setAudioOnly(on: boolean): Promise<void>;
  /** Sends a line of text to the other side's captions. */
  say(text: string): Promise<void>;
  /** Tries again at once after `words`. */
  retry(): Promise<void>;
  /** Takes away what is over, so that `current` is free for the next. */
  dismiss(): void;
}

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export interface Device {
  readonly id: string;
  /** As the system calls it; empty until the browser may tell. */
  readonly label: string;
}

export interface DevicesState {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  /** Empty where the browser cannot choose them. */
  readonly speakers: readonly Device[];
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  /** Grows when a device was unplugged that was in use, for an announcement. */
  readonly lost: number;
}

export interface Devices {
  readonly state: Readable<DevicesState>;
  /** Takes effect in the running call. */
  choose(kind: DeviceKind, id: string): Promise<void>;
}

/** Sends to and hears from the other page, past the broker: the call's log. */
export interface SignalLine {
  /** Keeps trying until the server has it or the call is over. */
  send(kind: SignalKind, payload: Record<string, unknown>): void;
  /** Each signal of the other side once, in order. Answers how to stop. */
  listen(listener: (signal: SignalView) => void): () => void;
}

/** What the connection is doing. `flowing`: media arrives; `lost`: it did and does not any more. */
export interface LinkState {
  readonly state: 'opening' | 'waiting' | 'connecting' | 'connected' | 'lost' | 'closed';
  /** Counts the connections made: a redial is a new one. */
  readonly attempt: number;
  /** Whether the two pages can speak to one another without the server: a round trip or two after they are connected. */
  readonly talks: boolean;
}

/** One look at the statistics of the connection, twice a second. */
export interface LinkStatistics {
  readonly at: number;
  /** Since the look before: frames and audio bytes that left, and that arrived and could be used. */
  readonly sent: { readonly frames: number; readonly audio: number };
  readonly arrived: { readonly frames: number; readonly audio: number };
  /** Round trip in ms, and the share of packets lost, 0 … 1; `undefined`: not known. */
  readonly roundTrip?: number | undefined;
  readonly loss?: number | undefined;
  /** Whether what flows goes through TURN. */
  readonly relayed?: boolean | undefined;
}

export type TrackKind = 'audio' | 'video';

/**
 * The connection between the two pages. PeerJS stands behind it and nothing of PeerJS looks out. Both directions of sound
 * and picture are negotiated at once with placeholders, so that a real track needs no further word.
 */
export interface PeerLink {
  readonly state: Readable<LinkState>;
  readonly statistics: Readable<LinkStatistics | undefined>;
  /** What arrives; the same object for as long as the link lives. */
  readonly remote: MediaStream;
  /** Sends `track` from now on; `null`: the placeholder again. */
  send(kind: TrackKind, track: MediaStreamTrack | null): Promise<void>;
  /** The page has lost its own line for a moment: the next silence counts sooner, for the address may be another one now. */
  doubt(): void;
  /** Mends the path under the living connection. Resolves when it has been tried; the state tells how it went. */
  restartIce(): Promise<void>;
  /** A new connection with a new ticket. */
  redial(): Promise<void>;
  /**
   * Says over the living connection that the call is answered here: the other page may send at once, and need not wait for
   * the server's word. Does nothing where there is no connection yet; where it does not talk yet, it is said when it does.
   */
  tellAnswered(): void;
  /** SHA-256 fingerprints of both certificates, once connected; `connection` is named the same on both sides. */
  fingerprints(): { readonly own: string; readonly theirs: string; readonly connection: string } | undefined;
  close(): void;
}

export interface PeerLinkOptions {
  readonly side: Side;
  /** A fresh ticket for each way into the broker. @throws ConsultError */
  readonly ticket: () => Promise<BrokerTicket>;
  readonly line: SignalLine;
  /** The other page has said {@link PeerLink.tellAnswered}. */
  readonly onAnswered?: () => void;
  /** ms; only differences count. */
  readonly now: () => number;
}

/** Opens a link: `import('./peer-link.js')`, loaded only when a call is possible. */
export type OpenPeerLink = (options: PeerLinkOptions) => PeerLink;

export type { CallEnd, CallState };

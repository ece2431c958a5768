import type { Side } from '@consult/core';
import type { SignalView } from '@consult/core/wire';
import type { PeerLink, SignalLine } from './contracts.js';
import { createStore, type Readable } from '../store.js';

export interface ProofDeps {
  readonly side: Side;
  readonly link: Pick<PeerLink, 'state' | 'fingerprints'>;
  readonly line: SignalLine;
  /** 32 bytes nobody can guess; for tests. */
  readonly random?: () => Uint8Array<ArrayBuffer>;
}

/** Proves to the two people that nobody sits between them. */
export interface Proof {
  /** Six digits to read to one another; `undefined`: not known yet, and after a redial until both know the new ones. */
  readonly code: Readable<string | undefined>;
  close(): void;
}

/** What one side has told the other about one connection. */
interface Round {
  readonly connection: string;
  /** One's own secret, told only when the other side can no longer choose its own by it. */
  readonly own: Uint8Array<ArrayBuffer>;
  commit?: string;
  theirs?: Uint8Array<ArrayBuffer>;
  revealed: boolean;
}

/**
 * A code of six digits made of both certificates would be found twice in no time by somebody who makes certificates until
 * one fits. So both sides add a secret: the doctor's is promised (`commit`), then the patient's is told, then the
 * doctor's. Who sits between must choose before knowing, and has one chance in a million per call.
 */
export function openProof({ side, link, line, random = bytes }: ProofDeps): Proof {
  const code = createStore<string | undefined>(undefined);
  let round: Round | undefined;
  /** What was said of a connection that this page does not show yet. */
  let early: SignalView[] = [];
  let steps = Promise.resolve();

  const inTurn = (step: () => Promise<void>) => void (steps = steps.then(step).catch(() => undefined));

  async function begin() {
    const connection = link.fingerprints()?.connection;
    if (connection === undefined || connection === round?.connection) return;
    code.set(undefined);
    round = { connection, own: random(), revealed: false };
    if (side === 'doctor') line.send('commit', { connection, commit: hex(await digest(round.own)) });
    const waiting = early;
    early = [];
    for (const signal of waiting) await take(signal);
  }

  async function take(signal: SignalView) {
    const { kind, payload } = signal;
    if (payload.connection !== round?.connection) return void (early = [...early, signal].slice(-EARLY));
    if (kind === 'commit' && side === 'patient') {
      if (round!.commit !== undefined) return; // the first word counts
      round!.commit = String(payload.commit);
      reveal(round!);
    } else if (kind === 'reveal' && round!.theirs === undefined) await compare(round!, read(payload.secret));
  }

  async function compare(current: Round, theirs: Uint8Array<ArrayBuffer> | undefined) {
    if (!theirs) return;
    // Told before it was promised, or not what was promised: no code, which people notice.
    if (side === 'patient' && current.commit !== hex(await digest(theirs))) return;
    current.theirs = theirs;
    if (side === 'doctor') reveal(current);
    const known = link.fingerprints();
    if (known?.connection !== current.connection) return;
    code.set(
      await codeOfProof(
        [known.own, known.theirs],
        side === 'doctor' ? [current.own, theirs] : [theirs, current.own],
      ),
    );
  }

  function reveal(current: Round) {
    if (current.revealed) return;
    current.revealed = true;
    line.send('reveal', { connection: current.connection, secret: hex(current.own) });
  }

  const unlisten = line.listen((signal) => {
    if (signal.kind === 'commit' || signal.kind === 'reveal') inTurn(() => take(signal));
  });
  const unwatch = link.state.subscribe(() => inTurn(begin));
  inTurn(begin);

  return {
    code,
    close() {
      unlisten();
      unwatch();
      steps = steps.then(() => new Promise(() => undefined)); // what is on its way is not taken in
    },
  };
}

/** Signals kept of connections that are not shown yet. */
const EARLY = 8;

/** Six digits of two certificates, in whichever order, and of the doctor's and the patient's secret. */
export async function codeOfProof(
  fingerprints: readonly [string, string],
  [doctor, patient]: readonly [Uint8Array, Uint8Array],
): Promise<string> {
  const text = [...[...fingerprints].sort(), hex(doctor), hex(patient)].join('\n');
  const hash = await digest(new TextEncoder().encode(text));
  const number = new DataView(hash.buffer).getBigUint64(0); // so many that no six digits are likelier than others
  return String(number % 1_000_000n).padStart(6, '0');
}

const digest = async (data: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', data));

const bytes = () => crypto.getRandomValues(new Uint8Array(32));

const hex = (data: Uint8Array) => [...data].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** 32 bytes as they were written; `undefined` for anything else. */
function read(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string' || !/^[0-9a-f]{64}$/.test(text)) return undefined;
  return new Uint8Array(text.match(/../g)!.map((pair) => parseInt(pair, 16)));
}

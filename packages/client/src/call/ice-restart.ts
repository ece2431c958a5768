import type { Side } from '@consult/core';
import type { BrokerTicket, SignalView } from '@consult/core/wire';
import { configurationOf } from './broker-place.js';
import type { Connection } from './connection.js';
import type { SignalLine } from './contracts.js';
import { fingerprintsIn } from './fingerprints.js';

export interface IceRestartDeps {
  readonly side: Side;
  readonly connection: Connection;
  readonly line: SignalLine;
  readonly ticket: () => Promise<BrokerTicket>;
  readonly now: () => number;
}

/** Mends the path of one connection through the call's log, for PeerJS ends a call at a second offer. */
export interface IceRestart {
  /**
   * The doctor's side offers, the patient's side asks it to: so two offers never meet. Fulfilled when both have described
   * themselves anew, which may be never.
   */
  start(): Promise<void>;
  /** Takes a signal of the other side. */
  take(signal: SignalView): void;
}

/** ms in which candidates are gathered into one signal. */
const TOGETHER = 50;

/** ms in which an offer is under way and another one would only begin all anew. */
const UNDER_WAY = 3000;

export function createIceRestart({ side, connection, line, ticket, now }: IceRestartDeps): IceRestart {
  const { pc, id } = connection;
  /** Counts the offers; what belongs to an earlier one is not heard. */
  let round = 0;
  let offeredAt = -Infinity;
  let onDone = () => {};
  let steps = Promise.resolve();

  const send = (kind: 'ice-offer' | 'ice-answer' | 'ice-candidate', more: Record<string, unknown>) =>
    line.send(kind, { connection: id, round, ...more });

  /** One after the other: a candidate that overtakes its description is refused. */
  const inTurn = (step: () => Promise<void>) =>
    (steps = steps
      .then(async () => {
        if (!connection.dead) await step();
      })
      .catch(() => undefined)); // the state tells whether it flows, and the ladder goes on

  /** Credentials of the servers run out; where none can be had, the old ones may still do. */
  async function renewServers() {
    const fresh = await ticket().catch(() => undefined);
    if (fresh && !connection.dead) pc.setConfiguration?.(configurationOf(fresh));
  }

  function sendCandidates() {
    let waiting: RTCIceCandidate[] = [];
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      if (waiting.push(candidate) > 1) return;
      setTimeout(() => {
        if (!connection.dead) send('ice-candidate', { candidates: waiting.map((one) => one.toJSON()) });
        waiting = [];
      }, TOGETHER);
    };
  }

  async function describe(description: RTCSessionDescriptionInit) {
    sendCandidates();
    await pc.setLocalDescription(description);
    return { sdp: pc.localDescription!.sdp };
  }

  async function accept(type: 'offer' | 'answer', sdp: unknown) {
    // The same two are to meet on another path: with another certificate it would be somebody else.
    if (typeof sdp !== 'string' || fingerprintsIn(sdp) !== fingerprintsIn(pc.remoteDescription!.sdp))
      throw new Error('not the same certificate');
    await pc.setRemoteDescription({ type, sdp });
  }

  async function offer() {
    offeredAt = now();
    await renewServers();
    round++;
    send('ice-offer', await describe(await pc.createOffer({ iceRestart: true })));
  }

  async function answer(theirs: number, sdp: unknown) {
    if (theirs <= round) return;
    await Promise.all([renewServers(), accept('offer', sdp)]);
    round = theirs;
    send('ice-answer', await describe(await pc.createAnswer()));
    onDone();
  }

  return {
    start: () =>
      new Promise((resolve) => {
        onDone = resolve;
        if (side === 'doctor') void inTurn(offer);
        else send('ice-offer', { wish: true });
      }),
    take({ kind, payload }) {
      if (payload.connection !== id) return;
      const { round: theirs, sdp, candidates, wish } = payload;
      void inTurn(async () => {
        if (kind === 'ice-offer') {
          if (side === 'patient') await answer(Number(theirs), sdp);
          else if (wish === true && now() - offeredAt > UNDER_WAY) await offer();
        } else if (theirs !== round) return;
        else if (kind === 'ice-answer' && side === 'doctor') {
          await accept('answer', sdp);
          onDone();
        } else if (kind === 'ice-candidate' && Array.isArray(candidates))
          for (const one of candidates as RTCIceCandidateInit[]) await pc.addIceCandidate(one);
      });
    },
  };
}

import type { Side } from '@consult/core';
import * as v from 'valibot';
import { type BrokerLimits, createWindow } from './broker-limits.js';

/** What a page may say at the broker; everything else is the server's, or nobody's. */
export const CLIENT_TYPES = ['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE', 'HEARTBEAT'] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/** What only the broker says. A page that says it wants to deceive the other one. */
const SERVER_TYPES = ['OPEN', 'EXPIRE', 'ID-TAKEN', 'INVALID-KEY', 'ERROR'];

/**
 * What may be wrong with a frame: it is not text, not JSON, not of the shape; its type is unknown or the server's; it is
 * meant for somebody else; this side may not say it; there are too many.
 */
export type FrameFault =
  'binary' | 'not-json' | 'shape' | 'type' | 'server-type' | 'stranger' | 'not-allowed' | 'too-often';

/** Who speaks, and to whom alone. */
export interface Speaker {
  readonly side: Side;
  readonly partner: string;
}

/** A frame that may go on, written anew: what the protocol does not know is no longer in it. */
export interface CleanFrame {
  readonly type: ClientType;
  readonly dst: string | undefined;
  readonly text: string;
}

/**
 * - `pass`: it may go on;
 * - `drop`: it goes nowhere, the socket stays;
 * - `close`: the socket ends with 1008.
 */
export type Verdict =
  | { readonly verdict: 'pass'; readonly frame: CleanFrame }
  | { readonly verdict: 'drop' | 'close'; readonly fault: FrameFault };

const Word = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));
const Media = v.literal('media');
const Scalar = v.union([v.pipe(v.string(), v.maxLength(256)), v.number(), v.boolean(), v.null()]);
const Description = <T extends string>(type: T) => v.object({ type: v.literal(type), sdp: v.string() });

const Offer = v.object({
  type: Media,
  connectionId: Word,
  sdp: Description('offer'),
  metadata: v.optional(v.nullable(v.record(Word, Scalar))),
});
const Answer = v.object({ type: Media, connectionId: Word, sdp: Description('answer') });
const Candidate = v.object({
  type: Media,
  connectionId: Word,
  candidate: v.object({
    candidate: v.string(),
    sdpMid: v.nullish(v.string()),
    sdpMLineIndex: v.nullish(v.number()),
    usernameFragment: v.nullish(v.string()),
  }),
});
const PAYLOADS = { OFFER: Offer, ANSWER: Answer, CANDIDATE: Candidate } as const;

/** Which side alone says it: the doctor's calls, the patient's answers. */
const ONLY: Partial<Record<ClientType, Side>> = { OFFER: 'doctor', ANSWER: 'patient' };

const Frame = v.object({ type: v.string(), dst: v.optional(v.string()), payload: v.optional(v.unknown()) });

/** What is wrong with one frame by itself, or the frame as it may go on. */
export function readFrame(text: string, { side, partner }: Speaker): CleanFrame | FrameFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const read = v.safeParse(Frame, value);
  if (!read.success) return 'shape';
  const { dst, payload } = read.output;
  if (SERVER_TYPES.includes(read.output.type)) return 'server-type';
  const type = CLIENT_TYPES.find((known) => known === read.output.type);
  if (!type) return 'type';
  if (type === 'HEARTBEAT') return clean(type, undefined);
  if (type === 'LEAVE') return dst === undefined || dst === partner ? clean(type, dst) : 'stranger';
  if (dst !== partner) return 'stranger';
  if ((ONLY[type] ?? side) !== side) return 'not-allowed';
  const known = v.safeParse(PAYLOADS[type], payload);
  return known.success ? clean(type, dst, known.output) : 'shape';
}

const clean = (type: ClientType, dst: string | undefined, payload?: unknown): CleanFrame => ({
  type,
  dst,
  text: JSON.stringify({ type, dst, payload }),
});

/** Judges the frames of one socket, in their order. */
export interface FrameFilter {
  judge(data: { toString(): string }, isBinary: boolean, at: number): Verdict;
}

/** `signals` counts the frames of the whole call and outlives the socket. */
export function createFrameFilter(
  speaker: Speaker,
  limits: Pick<BrokerLimits, 'brokerFrames' | 'brokerHeartbeatMs' | 'brokerFaults'>,
  signals: { take(at: number): boolean },
): FrameFilter {
  const frames = createWindow(limits.brokerFrames);
  let beatAt = -Infinity;
  let faults = 0;

  return {
    judge(data, isBinary, at) {
      if (!frames.take(at)) return { verdict: 'close', fault: 'too-often' };
      const frame = isBinary ? 'binary' : readFrame(data.toString(), speaker);
      if (frame === 'server-type') return { verdict: 'close', fault: frame };
      if (typeof frame === 'string')
        return { verdict: ++faults > limits.brokerFaults ? 'close' : 'drop', fault: frame };
      if (frame.type === 'HEARTBEAT') {
        if (at - beatAt < limits.brokerHeartbeatMs) return { verdict: 'drop', fault: 'too-often' };
        beatAt = at;
      } else if (!signals.take(at)) return { verdict: 'close', fault: 'too-often' };
      return { verdict: 'pass', frame };
    },
  };
}

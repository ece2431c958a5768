import type { ErrorCode } from '@consult/core';
import type { CallView } from '@consult/core/wire';
import type {
  CallPhase,
  CallSessionState,
  Caption,
  EndReason,
  LinkState,
  LinkStatistics,
  Sending,
  TrackKind,
} from './contracts.js';
import { FIRM, type Ladder } from './ladder.js';
import type { OwnTrack } from './own-media.js';
import { qualityOf } from './quality.js';

/** What the other side says it sends. `soundOnly`: it asks to be sent no picture. */
export interface Theirs {
  readonly audio: boolean;
  readonly video: boolean;
  readonly screen: boolean;
  readonly soundOnly: boolean;
}

/** All that a page knows of its call. */
export interface CallFacts {
  readonly view: CallView;
  /** Who reads, on which page. */
  readonly seat: { readonly person: string; readonly device: string };
  readonly now: number;
  /** The person has answered here, or the server knows that it was answered: real tracks may leave. */
  readonly answered: boolean;
  /** It has been `active` here before. */
  readonly seen: boolean;
  /** Over for this page, whatever the server knows. */
  readonly end?: EndReason | undefined;
  readonly problem?: ErrorCode | undefined;
  readonly link?: LinkState['state'] | undefined;
  readonly talks?: boolean | undefined;
  readonly remote?: MediaStream | undefined;
  readonly local?: MediaStream | undefined;
  /** The last looks at the connection, oldest first. */
  readonly looks: readonly LinkStatistics[];
  readonly ladder?: Ladder | undefined;
  readonly audio: OwnTrack;
  readonly video: OwnTrack;
  readonly screen: boolean;
  /** Sound only, by one's own wish. */
  readonly soundOnly: boolean;
  /** When each track began to be sent; absent while it is not. */
  readonly sentSince: Partial<Record<TrackKind, number>>;
  readonly leaveWithin: number;
  readonly theirs?: Theirs | undefined;
  readonly captions: readonly Caption[];
  readonly code?: string | undefined;
}

/** How old a look may be to tell of now. */
const LATELY = 1600;

/** Whether one's own side sits in the call on this page. */
export function isSeatedHere({ view, seat }: Pick<CallFacts, 'view' | 'seat'>): boolean {
  return view.seat !== null && view.seat.person === seat.person && view.seat.device === seat.device;
}

/** What one sees of the call here. */
export function phaseOf(facts: Omit<CallFacts, 'now' | 'leaveWithin'>): CallPhase {
  const { view, end, answered, seen, link, ladder = FIRM, theirs, looks } = facts;
  if (end !== undefined || view.state === 'ended') return 'ended';
  const isHere = isSeatedHere(facts);
  if (view.state === 'ringing') {
    if (view.side === 'doctor') return isHere ? 'outgoing' : 'elsewhere';
    return answered ? 'connecting' : 'incoming';
  }
  if (!isHere) return 'elsewhere';
  const isFirm = link === 'connected' && ladder.until === undefined;
  if (!isFirm) return view.state === 'connecting' && !seen ? 'connecting' : 'reconnecting';
  if (view.state !== 'connecting') return view.state;
  // The server's word may come later than the picture.
  const last = looks.at(-1)?.arrived;
  const isSeen = (theirs?.video && last?.frames) || (theirs?.audio && last?.audio);
  return isSeen || seen ? 'active' : 'connecting';
}

/** What really leaves of one kind. */
export function sendingOf(kind: TrackKind, facts: CallFacts): Sending {
  const { screen, ladder, link, looks, now, sentSince, leaveWithin } = facts;
  const own = kind === 'video' && screen ? { wanted: true, track: true } : facts[kind];
  const isSpared = kind === 'video' && !screen && (facts.soundOnly || facts.theirs?.soundOnly === true);
  if (!own.wanted || isSpared) return { state: 'off' };
  if (!own.track)
    return 'cause' in own && own.cause ? { state: 'failed', cause: own.cause } : { state: 'starting' };
  if (kind === 'video' && ladder?.soundOnly) return { state: 'failed' };
  const since = sentSince[kind];
  if (link !== 'connected' || since === undefined) return { state: 'starting' };
  const unit = kind === 'audio' ? 'audio' : 'frames';
  const leaves = looks.some(({ at, sent }) => at >= since && now - at < LATELY && sent[unit] > 0);
  if (leaves) return { state: 'sending' };
  return { state: now - since < leaveWithin ? 'starting' : 'failed' };
}

/** The call as the page shows it. */
export function describeCall(facts: CallFacts): CallSessionState {
  const { view, link, looks, now, theirs, ladder } = facts;
  const phase = phaseOf(facts);
  const isOver = phase === 'ended';
  const lately = looks.filter(({ at }) => now - at < LATELY);
  const isConnected = link === 'connected' && facts.answered;
  return {
    phase,
    call: view,
    end: isOver ? (facts.end ?? view.end ?? 'hang-up') : undefined,
    problem: facts.problem,
    remote: isOver ? undefined : facts.remote,
    local: facts.local,
    microphone: sendingOf('audio', facts),
    camera: sendingOf('video', facts),
    screen: facts.screen,
    audioOnly: facts.soundOnly || theirs?.soundOnly === true || ladder?.soundOnly === true,
    theirs: theirs && { audio: theirs.audio, video: theirs.video, screen: theirs.screen },
    arriving: {
      audio: isConnected && theirs?.audio !== false && lately.some(({ arrived }) => arrived.audio > 0),
      video: isConnected && theirs?.video !== false && lately.some(({ arrived }) => arrived.frames > 0),
    },
    quality: isConnected ? qualityOf(looks, theirs) : undefined,
    recovery: facts.answered && !isOver ? ladder?.step : undefined,
    warm: view.state === 'ringing' && link === 'connected' && facts.talks === true,
    captions: facts.captions,
    code: link === 'connected' ? facts.code : undefined,
  };
}

/** The state to show: the same object where nothing of it has changed, and the same parts where they have not. */
export function renewed(before: CallSessionState, after: CallSessionState): CallSessionState {
  const kept = Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const old: unknown = before[name as keyof CallSessionState];
      return [name, isSameRecord(old, value) ? old : value];
    }),
  ) as unknown as CallSessionState;
  return isSameRecord(before, kept) ? before : kept;
}

/** Plain records with the same values; anything else must be the same thing. */
function isSameRecord(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isPlain(one) || !isPlain(other)) return false;
  const names = Object.keys(other);
  return names.length === Object.keys(one).length && names.every((name) => Object.is(one[name], other[name]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

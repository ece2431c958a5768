import type { Actor, Call, CallEnd, ErrorCode, Side, Standing } from '@consult/core';
import type { CallView, NewSignal, SignalView } from '@consult/core/wire';
import type { Access, KeptChat } from '../chats/chat-store.js';
import type { CallNews, Change } from '../feed/feed.js';

/** A call's row, as the rules see it inside the transaction. */
export interface KeptCall extends Call {
  readonly id: string;
  readonly rangAt: number;
  readonly answeredAt: number | null;
  readonly connectingSince: number | null;
  /** What each side said last of what arrives. */
  readonly flows: { readonly doctor: boolean; readonly patient: boolean };
  /** The newest signal's place. */
  readonly signals: number;
}

/** Who asks, for which call, when. */
export interface CallAccess {
  readonly callId: string;
  readonly actor: Actor;
  readonly now: number;
}

/** The clock's way to a call: as nobody in particular. */
export interface ClockCallAccess {
  readonly callId: string;
  readonly actor: null;
  readonly now: number;
}

/** A pure question about a call as it stands inside the transaction: why not, or `undefined`. */
export type CallRule = (call: KeptCall, standing: Standing) => ErrorCode | undefined;

/** The question before a call; `elsewhere`: the doctor sits in a call of another chat. */
export type RingingRule = (chat: KeptChat, standing: Standing, elsewhere: boolean) => ErrorCode | undefined;

/** One of the patient's side, before it rings: whether they sit in a call of another chat. */
export interface Called {
  readonly person: string;
  readonly elsewhere: boolean;
}

/** Whether nobody of the patient's side is left to answer. */
export type BusyRule = (patient: Called, representatives: readonly Called[]) => boolean;

/** What came of a command; `change` is the chat's, where the log has grown by it, and `news` the call's. */
export interface CallResult {
  readonly call: CallView;
  readonly change: Change | null;
  readonly news: CallNews | null;
}

/** Times of a call, in ms; see `CALL_LIMITS` of core. */
export interface CallTimes {
  readonly ring: number;
  readonly connect: number;
  readonly length: number;
}

/** A call that is to ring. */
export interface NewRing {
  readonly id: string;
  readonly key: string;
  readonly device: string;
  /** Random names of the two sides at the broker. */
  readonly peers: { readonly doctor: string; readonly patient: string };
}

/** A seat in a call, with what its page needs at the broker. */
export interface Sitting extends Omit<CallResult, 'change'> {
  readonly side: Side;
  readonly peer: string;
  readonly partner: string;
  /** When the call ends at the latest, ms UTC. */
  readonly endsBy: number;
}

/**
 * Where calls are kept. Each verb is one transaction, its audit row and the note in the chat included, and resolves after
 * commit. A call that does not exist is asked about with relation `none`, as in the chat store.
 */
export interface CallStore {
  /**
   * Rings. A live call of the chat is answered as it is, and so is the one under the same (doctor, chat, key). Where
   * `isBusy` says so, the new one is over at once: `busy`.
   * @throws ConsultError what `rule` answers
   */
  ring(
    access: Access,
    draft: NewRing,
    times: CallTimes,
    rule: RingingRule,
    isBusy: BusyRule,
  ): Promise<CallResult>;
  /** The patient's side answers with the page `device`. The same page again changes nothing. */
  answer(access: CallAccess, device: string, times: CallTimes, rule: CallRule): Promise<CallResult>;
  /**
   * Ends a call as `how` says; `undefined`: it is left as it is. What has ended stays as it ended. `null` as actor: the
   * clock does it, and no view is answered.
   */
  end(
    access: CallAccess,
    how: (call: KeptCall, side: Side) => CallEnd | undefined,
    rule: CallRule,
  ): Promise<CallResult>;
  expire(
    access: ClockCallAccess,
    how: (call: KeptCall) => CallEnd | undefined,
  ): Promise<Omit<CallResult, 'call'>>;
  /** Notes whether media arrives at the actor's side. */
  report(access: CallAccess, flows: boolean, times: CallTimes, rule: CallRule): Promise<CallResult>;
  /** Lets the page `device` take part, in the seat of its own side where it `takes` that. */
  sit(access: CallAccess, device: string, times: CallTimes, rule: CallRule): Promise<Sitting>;
  view(access: CallAccess, rule: CallRule): Promise<CallView>;
  /** The calls of this person that are not over and that `rule` does not refuse. */
  live(actor: Actor, now: number, rule: CallRule): Promise<CallView[]>;
  /**
   * Numbers and keeps a signal. The same (person, call, key) again is the same signal.
   * @throws ConsultError what `rule` answers; `key-reused`
   */
  signal(
    access: CallAccess,
    signal: NewSignal,
    rule: CallRule,
  ): Promise<{ seq: number; news: CallNews | null }>;
  /** The other side's signals after a place, oldest first; of a call that is over there are none. */
  signals(
    access: CallAccess,
    after: number,
    limit: number,
    rule: CallRule,
  ): Promise<{ call: CallView; signals: SignalView[]; more: boolean }>;
  /** Calls whose time to end has come, at most `limit`. */
  due(now: number, limit: number): Promise<string[]>;
}

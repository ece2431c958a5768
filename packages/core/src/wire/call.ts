import * as v from 'valibot';
import { CALL_ENDS, CALL_STATES } from '../call.js';
import { Count, QueryCount } from './chat.js';
import { Moment, PersonName } from './person.js';

/** A page's own id: made by the client once per tab and kept over a reload. Tells the tabs of one person apart. */
export const DeviceId = v.pipe(v.string(), v.regex(/^dev_[0-9a-f]{32}$/));

/** A call as one of its people sees it. */
export const CallView = v.object({
  id: v.string(),
  chat: v.string(),
  /** Grows with every change of what is said here; signals have a count of their own. */
  revision: Count,
  state: v.picklist(CALL_STATES),
  end: v.nullable(v.picklist(CALL_ENDS)),
  /** The side the reader is on. */
  side: v.picklist(['patient', 'doctor']),
  /** Who calls: what the patient is shown before answering (manual §5.3). */
  doctor: v.object({ id: v.string(), name: PersonName, specialty: v.string() }),
  patient: v.object({ id: v.string(), name: PersonName }),
  rangAt: Moment,
  /** `null` until somebody has answered. */
  answeredAt: v.nullable(Moment),
  endedAt: v.nullable(Moment),
  /** When it stops ringing by itself; `null` once answered or ended. */
  ringsUntil: v.nullable(Moment),
  /** The page that sits in the call for the reader's side; `null`: nobody has answered yet. */
  seat: v.nullable(v.object({ person: v.string(), device: v.string() })),
  /** The newest signal's place in the call's log. */
  signals: Count,
});
export type CallView = v.InferOutput<typeof CallView>;

/** The answer of every command about a call, after commit. */
export const CallAnswer = v.object({ epoch: v.string(), now: Moment, call: CallView });
export type CallAnswer = v.InferOutput<typeof CallAnswer>;

/** `GET /v1/calls`: the calls of this person that are not over; more than one only where several chats ring. */
export const CallsAnswer = v.object({ epoch: v.string(), now: Moment, calls: v.array(CallView) });
export type CallsAnswer = v.InferOutput<typeof CallsAnswer>;

/**
 * `POST /v1/chats/:chatId/calls`: the doctor rings. The same (doctor, chat, key) again is the same call. Where a call of the
 * chat lives already, that one is answered. A patient's side that is in another call makes one that ended at once: `busy`.
 */
export const NewCall = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/)),
  device: DeviceId,
});
export type NewCall = v.InferOutput<typeof NewCall>;

/** `POST /v1/calls/:callId/accept` */
export const Acceptance = v.strictObject({ device: DeviceId });
export type Acceptance = v.InferOutput<typeof Acceptance>;

/**
 * `POST /v1/calls/:callId/end`: decline, cancel or hang up, whichever it is at that moment; `failed`: this side has given
 * up after trying everything. Ending what has ended answers how it ended.
 */
export const Ending = v.strictObject({ failed: v.optional(v.boolean()) });
export type Ending = v.InferOutput<typeof Ending>;

/** `PUT /v1/calls/:callId/media`: whether this side sees or hears the other now, by what really arrives. */
export const MediaReport = v.strictObject({ device: DeviceId, flows: v.boolean() });
export type MediaReport = v.InferOutput<typeof MediaReport>;

/** `POST /v1/calls/:callId/tickets`: a way into the broker and to the ICE servers. `takes`: from another page of one's own. */
export const TicketWish = v.strictObject({ device: DeviceId, takes: v.optional(v.boolean()) });
export type TicketWish = v.InferOutput<typeof TicketWish>;

/** What `new Peer(peer, { … })` and `new RTCPeerConnection({ … })` need. */
export const BrokerTicket = v.object({
  /** Where the broker is, e.g. `https://consult.example/v1/broker/`. Several may stand side by side. */
  broker: v.string(),
  /** This side's id at the broker and the other side's: random, of this call alone. */
  peer: v.string(),
  partner: v.string(),
  /** Single-use; to be used before `expiresAt`. */
  ticket: v.string(),
  expiresAt: Moment,
  iceServers: v.array(
    v.object({
      urls: v.array(v.string()),
      username: v.optional(v.string()),
      credential: v.optional(v.string()),
    }),
  ),
  /** When the credentials of the ICE servers end; `null` where there are none. */
  iceExpiresAt: v.nullable(Moment),
  /** Nobody's address is shown to the other side: all goes through TURN. */
  relayOnly: v.boolean(),
  /** Whether the two may connect while it still rings. */
  warm: v.boolean(),
});
export type BrokerTicket = v.InferOutput<typeof BrokerTicket>;
/** The answer to a wish for a ticket. */
export const TicketAnswer = v.object({
  epoch: v.string(),
  now: Moment,
  call: CallView,
  ticket: BrokerTicket,
});
export type TicketAnswer = v.InferOutput<typeof TicketAnswer>;

/**
 * What the two pages tell one another outside the broker:
 * - `ready`: my place at the broker is open, call me (anew); `attempt` grows with each connection this page makes;
 * - `ice-offer`, `ice-answer`, `ice-candidate`: an ICE restart, which PeerJS cannot carry;
 * - `sends`: what this side sends now, so that a dark picture has a word: `{ audio, video, screen }`;
 * - `commit`, `reveal`: the two halves of the spoken code's proof;
 * - `text`: typed words for somebody who cannot hear.
 */
export const SIGNAL_KINDS = [
  'ready',
  'ice-offer',
  'ice-answer',
  'ice-candidate',
  'sends',
  'commit',
  'reveal',
  'text',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** `POST /v1/calls/:callId/signals`, idempotent by `key`. The payload is a JSON object; its size is limited. */
export const NewSignal = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^key_[0-9a-f]{32}$/)),
  device: DeviceId,
  kind: v.picklist(SIGNAL_KINDS),
  payload: v.record(v.string(), v.unknown()),
});
export type NewSignal = v.InferOutput<typeof NewSignal>;

/** An entry of the call's own log; it goes with the call's end. */
export const SignalView = v.object({
  seq: Count,
  from: v.picklist(['patient', 'doctor']),
  device: v.string(),
  kind: v.picklist(SIGNAL_KINDS),
  payload: v.record(v.string(), v.unknown()),
});
export type SignalView = v.InferOutput<typeof SignalView>;

/** `GET /v1/calls/:callId/signals?after=`: the other side's signals after that place, oldest first. */
export const SignalsQuery = v.strictObject({ after: v.optional(QueryCount), device: DeviceId });
export type SignalsQuery = v.InferOutput<typeof SignalsQuery>;

export const SignalsPage = v.object({
  epoch: v.string(),
  now: Moment,
  call: CallView,
  signals: v.array(SignalView),
  /** Go on from the last one's `seq`. */
  more: v.boolean(),
});
export type SignalsPage = v.InferOutput<typeof SignalsPage>;
/** The answer to a signal: its place. */
export const SignalAnswer = v.object({ epoch: v.string(), seq: Count });
export type SignalAnswer = v.InferOutput<typeof SignalAnswer>;

import * as v from 'valibot';
import { EntryView } from './chat.js';
import { Id, PersonName } from './person.js';

/**
 * `POST /v1/feed-tickets`: a single-use key to open the live feed with, good for 30 s. `family`: a random name that the tabs
 * of one browser and person share; so many of them at most may listen at once.
 */
export const FeedTicketWish = v.strictObject({ family: v.optional(Id) });
export type FeedTicketWish = v.InferOutput<typeof FeedTicketWish>;

/** The answer to {@link FeedTicketWish}. */
export const FeedTicket = v.object({ ticket: v.string(), expiresAt: v.number() });
export type FeedTicket = v.InferOutput<typeof FeedTicket>;

/**
 * What the server says on the live feed (`GET /v1/feed?ticket=…`, WebSocket). Hints only: any of them may be lost,
 * doubled or late, and nothing breaks. The client says nothing there.
 *
 * - `hello`: the first frame. `beat` is the interval of heartbeats in ms; three missed ones mean a dead socket.
 * - `hint`: the chat stands at `revision` now. `entry` is carried where the change is one entry, to save a round trip.
 * - `typing`: somebody else is writing in the chat at this moment; holds for a few seconds.
 * - `presence`: the other side of the chat has come or gone.
 * - `call`: the call of the chat stands at `revision` now: it rings, was answered, has ended; or there are new signals in
 *   its log, up to `signals`.
 * - `request`: the deferred request stands at `revision` now.
 * - `consents`: what this person has consented to, or a document, has changed; `GET /v1/consents` says what stands.
 * - `notices`: «Мои уведомления» has changed; so many are unread.
 * - `beat`: the server lives.
 */
export const FeedFrame = v.variant('type', [
  v.object({ type: v.literal('hello'), epoch: v.string(), beat: v.number() }),
  v.object({
    type: v.literal('hint'),
    epoch: v.string(),
    chat: v.string(),
    revision: v.number(),
    entry: v.optional(EntryView),
  }),
  v.object({
    type: v.literal('typing'),
    chat: v.string(),
    person: v.object({ id: v.string(), name: PersonName }),
    side: v.picklist(['patient', 'doctor']),
  }),
  v.object({ type: v.literal('presence'), chat: v.string(), online: v.boolean() }),
  v.object({
    type: v.literal('call'),
    chat: v.string(),
    call: v.string(),
    revision: v.number(),
    signals: v.number(),
  }),
  v.object({ type: v.literal('request'), request: v.string(), revision: v.number() }),
  v.object({ type: v.literal('consents') }),
  v.object({ type: v.literal('notices'), unread: v.number() }),
  v.object({ type: v.literal('beat') }),
]);
export type FeedFrame = v.InferOutput<typeof FeedFrame>;

export { FEED_CLOSE } from '../feed.js';

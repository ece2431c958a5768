import * as v from 'valibot';
import { Id, Moment } from './person.js';
import { AccessesQuery, AccessView } from './record.js';

/** Of whom: oneself where nobody is named, else the patient one speaks for. */
export const OwnQuery = v.strictObject({ patient: v.optional(Id) });
export type OwnQuery = v.InferOutput<typeof OwnQuery>;

/** `GET /v1/me/accesses`: who has looked into the whole record and what was done with it, newest first. */
export const OwnAccessesQuery = v.strictObject({ ...OwnQuery.entries, ...AccessesQuery.entries });
export type OwnAccessesQuery = v.InferOutput<typeof OwnAccessesQuery>;

export const OwnAccessView = v.object({
  ...AccessView.entries,
  /** In which chat; `null`: outside of chats. */
  chat: v.nullable(v.object({ id: v.string(), title: v.string() })),
});
export type OwnAccessView = v.InferOutput<typeof OwnAccessView>;

export const OwnAccessesPage = v.object({
  epoch: v.string(),
  now: Moment,
  accesses: v.array(OwnAccessView),
  more: v.boolean(),
});
export type OwnAccessesPage = v.InferOutput<typeof OwnAccessesPage>;

/** `GET /v1/me/export`: all that is kept of a person, by kind. The whole of a finished chat is exported with the chat. */
export const OwnData = v.object({
  format: v.literal('consult-person'),
  version: v.literal(1),
  epoch: v.string(),
  exportedAt: Moment,
  /** Each kind has rows of its own columns, times in ms UTC. */
  data: v.record(v.string(), v.array(v.record(v.string(), v.unknown()))),
});
export type OwnData = v.InferOutput<typeof OwnData>;

/** `POST /v1/me/erasure`: asks to destroy what need not be kept. One that is open is answered as it is. */
export const ErasureWish = v.strictObject({ patient: v.optional(Id) });
export type ErasureWish = v.InferOutput<typeof ErasureWish>;

/** A wish to have one's data destroyed, and what came of it. */
export const ErasureView = v.object({
  id: v.string(),
  person: v.string(),
  askedAt: Moment,
  dueAt: Moment,
  /** `approved`: one administrator has said so, and another one must. */
  state: v.picklist(['asked', 'approved', 'done']),
  doneAt: v.nullable(Moment),
  /** Not done, and its term is over. */
  overdue: v.boolean(),
  /** What was destroyed, by kind, how many; `null` before. */
  erased: v.nullable(v.record(v.string(), v.number())),
  /** To administrators alone: why the one who reads may not take the next step; `null` where they may. */
  refusal: v.optional(v.nullable(v.string())),
});
export type ErasureView = v.InferOutput<typeof ErasureView>;

/** Also of `POST /v1/erasures/:erasureId/approve`: the first administrator approves, another one thereby does it. */
export const ErasureAnswer = v.object({ erasure: ErasureView });

/** `GET /v1/erasures`: those to be done, unless those that are done are asked for. */
export const ErasuresQuery = v.strictObject({ state: v.optional(v.picklist(['open', 'done']), 'open') });
export type ErasuresQuery = v.InferOutput<typeof ErasuresQuery>;

/**
 * `GET /v1/me/erasure` (the newest first) and, for administrators, `GET /v1/erasures` (those to be done, the most urgent first;
 * of those that are done the latest).
 */
export const Erasures = v.object({ now: Moment, erasures: v.array(ErasureView) });
export type Erasures = v.InferOutput<typeof Erasures>;

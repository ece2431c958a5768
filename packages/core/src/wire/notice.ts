import * as v from 'valibot';
import { NOTICE_KINDS } from '../notice.js';
import { Count, QueryCount } from './chat.js';
import { LIMITS } from '../limits.js';
import { Moment } from './person.js';

/** What a person is told outside a chat. The words are the elements': a notice carries what they are made of. */
export const NoticeView = v.object({
  id: v.string(),
  kind: v.picklist(NOTICE_KINDS),
  at: Moment,
  readAt: v.nullable(Moment),
  /** What it is about: one of them, or neither. */
  chat: v.nullable(v.string()),
  request: v.nullable(v.string()),
  /** The time that was appointed or offered, or until when to answer. */
  moment: v.nullable(Moment),
  /** The request's number. */
  number: v.nullable(v.string()),
});
export type NoticeView = v.InferOutput<typeof NoticeView>;

/** `GET /v1/notices`: «Мои уведомления», newest first. */
export const NoticesQuery = v.strictObject({
  after: v.optional(v.pipe(v.string(), v.maxLength(128))),
  limit: v.optional(v.pipe(QueryCount, v.minValue(1), v.maxValue(LIMITS.page))),
});
export type NoticesQuery = v.InferOutput<typeof NoticesQuery>;
export const NoticesPage = v.object({
  epoch: v.string(),
  now: Moment,
  notices: v.array(NoticeView),
  unread: Count,
  next: v.nullable(v.string()),
});
export type NoticesPage = v.InferOutput<typeof NoticesPage>;

/** `PUT /v1/notices/read`: all up to this one have been read. Never goes back. */
export const NoticesRead = v.strictObject({ upTo: v.string() });
export type NoticesRead = v.InferOutput<typeof NoticesRead>;

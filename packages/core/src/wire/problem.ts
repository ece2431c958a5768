import * as v from 'valibot';
import { ERROR_CODES } from '../errors.js';

/** RFC 9457 problem details, with our closed `code` beside the standard members. Carries no text meant for people. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(ERROR_CODES),
  requestId: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof Problem>;

import { describeRoute, resolver } from 'hono-openapi';
import type { GenericSchema } from 'valibot';

/** A body that is a document and not JSON. */
export const BYTES = 'bytes';

const bytesContent = {
  'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
} as const;

/**
 * Tells the OpenAPI document what a route is for and what it answers; `null` where the answer has no body. What it takes is
 * read off its schema; only {@link BYTES} have to be told.
 */
export const describe = (
  summary: string,
  answer: GenericSchema | typeof BYTES | null,
  status: 200 | 201 | 204 = 200,
  takes?: typeof BYTES,
) =>
  describeRoute({
    summary,
    ...(takes && { requestBody: { required: true, content: bytesContent } }),
    responses: { [status]: { description: summary, ...(answer && { content: contentOf(answer) }) } },
  });

const contentOf = (answer: GenericSchema | typeof BYTES) =>
  answer === BYTES ? bytesContent : { 'application/json': { schema: resolver(answer) } };

/** The same where the answer is a file of this media type. */
export const describeFile = (summary: string, type: string) =>
  describeRoute({
    summary,
    responses: {
      200: { description: summary, content: { [type]: { schema: { type: 'string', format: 'binary' } } } },
    },
  });

import type { Context } from 'hono';

/** Answers with bytes. A HEAD gets their headers alone; then nobody reads them, and whoever holds them is told so. */
export async function sendBytes(
  c: Context,
  bytes: ReadableStream<Uint8Array>,
  headers: Record<string, string>,
): Promise<Response> {
  if (c.req.method !== 'HEAD') return c.body(bytes, 200, headers);
  await bytes.cancel();
  return c.body(null, 200, headers);
}

/** So much text goes out at once, in UTF-16 units. */
const CHUNK = 32 * 1024;

/** A text that is made while it is read. Whoever stops reading stops the making. */
export function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(stream) {
      let text = '';
      while (text.length < CHUNK) {
        const { done, value } = await parts.next();
        if (done) {
          if (text) stream.enqueue(encoder.encode(text));
          return stream.close();
        }
        text += value;
      }
      stream.enqueue(encoder.encode(text));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

/** The bytes of a stream that is said to hold `size` of them; `undefined` where it holds others. */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  size: number,
): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(size);
  const reader = stream.getReader();
  let at = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (at + next.value.length > size) {
      await reader.cancel();
      return undefined;
    }
    bytes.set(next.value, at);
    at += next.value.length;
  }
  return at === size ? bytes : undefined;
}

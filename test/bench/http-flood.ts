import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/** The same request again and again, but for its body. */
export interface Flood {
  readonly address: string;
  readonly path: string;
  readonly token: string;
  /** The body of one request, in JSON. */
  body(): string;
}

/**
 * Posts `count` bodies over `inFlight` connections, one under way on each; answers requests a second.
 *
 * Speaks HTTP/1.1 by hand: on two shared cores a client that costs as much as the server measures itself.
 *
 * @throws where an answer is not 201, with that answer.
 */
export async function httpFlood({ address, path, token, body }: Flood, count: number, inFlight: number) {
  const { hostname, port, host } = new URL(address);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Content-Length: ',
  ].join('\r\n');
  const sockets = await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay().setEncoding('utf8');
      await once(socket, 'connect');
      return socket;
    }),
  );
  const start = performance.now();
  let left = count;
  const lane = (socket: Socket) =>
    new Promise<void>((resolve, reject) => {
      const next = () => {
        if (left-- <= 0) return resolve();
        const text = body();
        socket.write(`${head}${Buffer.byteLength(text)}${END_OF_HEAD}${text}`);
      };
      let received = '';
      socket.on('data', (part: string) => {
        received += part;
        if (!isWhole(received)) return;
        if (!received.startsWith('HTTP/1.1 201')) return reject(new Error(received));
        received = '';
        next();
      });
      socket.on('close', () => reject(new Error('the server has closed the connection')));
      next();
    });
  try {
    await Promise.all(sockets.map(lane));
    return (count * 1000) / (performance.now() - start);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Whether all of an answer is here, by the length it tells. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf(END_OF_HEAD);
  if (end < 0) return false;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end)) ?? [];
  return Buffer.byteLength(answer.slice(end + END_OF_HEAD.length)) >= Number(length);
}

// Carries TCP from one place to another: `node forward.mjs 127.0.0.1:4000=203.0.113.2:4000 …`. A place that begins with
// a slash is a Unix socket, which is the only thing that two network namespaces share. Prints `ready` once all listen.
import { connect, createServer } from 'node:net';

/** @param {string} place */
const place = (place) => {
  if (place.startsWith('/')) return { path: place };
  const [host, port] = place.split(':');
  return { host, port: Number(port) };
};

await Promise.all(
  process.argv.slice(2).map((pair) => {
    const [from, to] = pair.split('=').map(place);
    const server = createServer((near) => {
      const far = connect({ ...to, noDelay: true });
      near.setNoDelay();
      for (const [one, other] of [
        [near, far],
        [far, near],
      ]) {
        one.pipe(other);
        one.on('error', () => other.destroy()); // what a cut cable does is told to the other end as a closed connection
        one.on('close', () => other.destroy());
      }
    });
    return new Promise((resolve) => server.listen(from, resolve));
  }),
);
console.log('ready');

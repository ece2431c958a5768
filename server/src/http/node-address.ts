import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The network address a request came from, as far as it can be believed; the key of the limit per address. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * Believes `X-Forwarded-For` only from the proxies on the list, and of its entries only the last one that no proxy of
 * ours has added: everything before it was written by whoever asked.
 */
export function createAddressOf(proxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const proxy of proxies) trusted.addAddress(proxy, familyOf(proxy));
  const isProxy = (address: string) => isIP(address) !== 0 && trusted.check(address, familyOf(address));

  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? '');
    const forwarded = headers['x-forwarded-for'];
    const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
    while (isProxy(address)) {
      const before = plain(hops.pop()?.trim() ?? '');
      if (!isIP(before)) break;
      address = before;
    }
    return network(address);
  };
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** IPv4 as a dual-stack socket spells it. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** An IPv6 customer is given a /64 at least, so that is who is counted. */
function network(address: string) {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::', 2);
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

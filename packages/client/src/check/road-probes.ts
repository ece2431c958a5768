import { failed, fine, skipped, warning, type AskProbe } from './probe.js';
import type { Gathered, Road } from './roads.js';

/** Whether two connections of this page find each other, and whether it is the browser itself that makes them. */
export const webrtc: AskProbe = async ({ ports, roads }) => {
  const { PeerConnection } = ports;
  if (!PeerConnection) return failed('webrtc-missing');
  const { createOffer } = PeerConnection.prototype as Partial<RTCPeerConnection>;
  const native = [PeerConnection, createOffer].every((made) => ports.isNative(made));
  let ends: Awaited<ReturnType<typeof roads.loopback>>;
  try {
    ends = await roads.loopback();
  } catch {
    return failed('webrtc-altered', 'throws');
  }
  const evidence = `host ${ends.addresses}`;
  if (!native)
    return ends.connected ? warning('webrtc-altered', evidence) : failed('webrtc-altered', evidence);
  if (ends.connected) return fine(evidence);
  // An extension that hides addresses leaves nothing to connect with; through a relay a call may still be had.
  return ends.addresses === 0 ? warning('webrtc-altered', evidence) : failed('no-answer', evidence);
};

/** Whether packets of picture and sound find a direct way out. */
export const udp: AskProbe = async ({ ports, roads }) => {
  if (!ports.PeerConnection) return skipped('webrtc-missing');
  const { udp: way, tcp: far, relays } = await roads.waysOut();
  if (!way.asked) return skipped();
  const out = way.roads.filter(isOutside);
  if (out.length) return fine(typesOf(out));
  if (way.errors.some(isRefusal)) return fine(codesOf(way)); // it has answered, so the way is open
  // Where the same server is as mute by another way, it is the server that is not there.
  if (far.asked && !hasAnswered(far)) return skipped('turn-unreachable');
  // A machine without a NAT is seen from outside as it sees itself, and no candidate tells of that.
  return relays || way.errors.length ? warning('udp-blocked', seenOf(way)) : skipped('no-answer');
};

/** Whether the relay lets us in, by any way. */
export const turn: AskProbe = async ({ ports, roads, found }) => {
  if (!ports.PeerConnection) return skipped('webrtc-missing');
  const { udp: near, tcp: far, relays } = await roads.waysOut();
  if (!relays) return skipped();
  const ways = Object.entries({ udp: near, tcp: far }).filter(([, way]) => way.roads.some(isRelay));
  if (ways.length) return fine(ways.map(([name]) => name).join(', '));
  const errors = [...near.errors, ...far.errors];
  const cause = errors.some(isRefusal) ? 'turn-refused' : 'turn-unreachable';
  const evidence = codesOf({ errors });
  // Without a relay there is the direct way, where that one is open.
  return found('udp')?.result === 'ok' && near.roads.some(isOutside)
    ? warning(cause, evidence)
    : failed(cause, evidence);
};

/** Whether this machine is in several networks at once, e.g. by cable and a VPN (manual §5.3, item 6). */
export const adapters: AskProbe = async ({ ports, roads }) => {
  if (!ports.PeerConnection) return skipped('webrtc-missing');
  const { udp: near } = await roads.waysOut();
  const own = new Set(near.roads.filter(({ type }) => type === 'host').map(({ address }) => address));
  if (!own.size) return skipped();
  const count = countNetworks([...own]);
  return count > 1 ? warning('adapters-many', String(count)) : fine(String(count));
};

/** An adapter has one address of the old kind and any number of the new one. */
function countNetworks(addresses: readonly string[]): number {
  const hidden = addresses.filter((address) => address.endsWith('.local')).length;
  // Names instead of addresses do not tell their kind: two may be one adapter's.
  if (hidden) return Math.ceil(hidden / 2);
  const old = addresses.filter((address) => /^\d+\.\d+\.\d+\.\d+$/.test(address) && !isOwn(address)).length;
  return Math.max(old, 1);
}

/** Loopback, and what a machine gives itself where nobody gives it an address (RFC 3927): no network. */
const isOwn = (address: string) => /^(127|169\.254)\./.test(address);

const isOutside = ({ type }: Road) => type === 'srflx' || type === 'prflx' || type === 'relay';
const isRelay = ({ type }: Road) => type === 'relay';

/** 3xx to 6xx are words of a server, 7xx of the browser: nothing came (RFC 8489; webrtc-pc §4.8.2). */
const isRefusal = (code: number) => code >= 300 && code < 700;

const hasAnswered = ({ roads, errors }: Gathered) => roads.some(isOutside) || errors.some(isRefusal);

const typesOf = (roads: readonly Road[]) => [...new Set(roads.map(({ type }) => type))].join(', ');
const codesOf = ({ errors }: Pick<Gathered, 'errors'>) => [...new Set(errors)].sort().join(', ') || undefined;

/** All that was to be had where nothing came from outside. */
const seenOf = (way: Gathered) => [typesOf(way.roads), codesOf(way)].filter(Boolean).join(', ') || undefined;

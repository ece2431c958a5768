/**
 * PeerJS, of which the builds take only what carries a call (`.config/peerjs.mjs`): no public broker, no public servers,
 * no data connections. The only door to it.
 */
export { Peer, type MediaConnection } from 'peerjs';

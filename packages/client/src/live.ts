import type { OpenLive } from './contracts.js';
import { readFrame } from './frames.js';

/** The live feed over a WebSocket. The ticket is dead once used, so that it may stand in the address. */
export function webSocketLive(server: string): OpenLive {
  return ({ ticket, onFrame, onClose }) => {
    const address = `${server.replace(/^http/, 'ws')}/v1/feed?ticket=${encodeURIComponent(ticket)}`;
    const socket = new WebSocket(address);
    socket.onmessage = ({ data }) => {
      const frame = readFrame(data);
      if (frame) onFrame(frame);
    };
    socket.onclose = ({ code }) => onClose(code);
    return { close: () => socket.close() };
  };
}

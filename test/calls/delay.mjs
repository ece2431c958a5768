// Holds back what passes a TUN device: socat hands each packet over as a datagram, and gets it back `ms` later.
// `node delay.mjs <own port> <socat's port> <ms>`. The kernel's own way, `tc netem`, is a module that few machines have.
import { createSocket } from 'node:dgram';

const [own, socat, ms] = process.argv.slice(2).map(Number);
const socket = createSocket('udp4');
socket.on('message', (packet) => setTimeout(() => socket.send(packet, socat, '127.0.0.1'), ms));
socket.on('error', () => undefined); // socat goes first when the street is taken down
socket.bind(own, '127.0.0.1', () => console.log('ready'));

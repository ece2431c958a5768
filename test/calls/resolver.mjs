// Answers every question for a name with "there is no such name" and prints the name: `node resolver.mjs <address>`.
import { createSocket } from 'node:dgram';

const socket = createSocket('udp4');
socket.on('message', (question, { address, port }) => {
  const labels = [];
  for (let at = 12; question[at]; at += question[at] + 1)
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]));
  console.log(`asked ${labels.join('.')}`);
  const answer = Buffer.from(question);
  answer.writeUInt16BE(0x8183, 2); // an answer; recursion wanted and had; no such name (RFC 1035, 4.1.1)
  answer.writeUInt16BE(0, 10); // without the additional record it may have come with
  socket.send(answer, port, address);
});
socket.bind(53, process.argv[2], () => console.log('ready'));

// The floor every figure stands beside: a bare WebSocket relay that writes each message to SQLite (WAL,
// synchronous=FULL, one commit for all that arrive in a turn of the event loop) before it answers.
// No rules, no identity, no validation. Usage: node floor-server.mjs <database file>
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';

const database = new Database(process.argv[2]);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table messages (seq integer primary key, key text unique, text text, at integer)');
const insert = database.prepare('insert into messages (key, text, at) values (?, ?, ?)');
const insertAll = database.transaction((batch) => {
  for (const { key, text } of batch) insert.run(key, text, Date.now());
});

let batch = [];
const commit = () => {
  const written = batch;
  batch = [];
  insertAll.immediate(written);
  for (const { socket, key, frame } of written) {
    socket.send(`{"ack":"${key}"}`);
    for (const reader of readers) reader.send(frame, { binary: false });
  }
};

const readers = new Set();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, { url }) => {
  if (url === '/read') {
    readers.add(socket);
    socket.on('close', () => readers.delete(socket));
  }
  socket.on('message', (data) => {
    const { key, text } = JSON.parse(data);
    if (batch.push({ socket, key, text, frame: data }) === 1) setImmediate(commit);
  });
});
server.on('listening', () => process.stdout.write(`listening ${server.address().port}\n`));

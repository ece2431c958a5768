// The floor of uploads: bare HTTP that puts each body into a file, syncs the file and its folder, and only then answers.
// No rules, no identity, no look at the bytes. Usage: node floor-files.mjs <folder>
import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2];
let made = 0;

const server = createServer(async (request, answer) => {
  const place = join(folder, String(made++));
  await pipeline(request, createWriteStream(`${place}.part`, { flush: true }));
  await rename(`${place}.part`, place);
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
  answer.writeHead(201).end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));

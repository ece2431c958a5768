import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryKey, ID_BYTES, uploadDisposition } from '@consult/core';
import { aPdfOf } from '../support/papers.js';
import type { TokenOf } from './our-rig.js';
import { quantile } from './figures.js';

const MEGABYTE = 1024 * 1024;
const SIZE = 8 * MEGABYTE;
const FILES = 20;
/** Documents on their way at a time: as many as a person may send at once. */
const IN_FLIGHT = 2;
const ROUNDS = 3;

/** Megabytes of documents a second that are safe on the disk, ours and a bare server's in turn. */
export async function uploading(address: string, chat: () => Promise<string>, token: TokenOf) {
  const folder = mkdtempSync(join(tmpdir(), 'consult-floor-files-'));
  const child = fork('test/bench/floor-files.mjs', [folder], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const bare = `http://127.0.0.1:${line.toString().split(' ')[1]!.trim()}/`;
  const headers = {
    Authorization: `Bearer ${await token('per_patient', 'patient')}`,
    'Content-Disposition': uploadDisposition('a.pdf'),
  };
  const body = aPdfOf(SIZE);
  const taken = { ours: [] as number[], floor: [] as number[] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      taken.floor.push(await megabytesASecond(() => send(bare, body)));
      const path = `${address}/v1/chats/${await chat()}/files?key=`;
      taken.ours.push(await megabytesASecond(() => send(path + newKey(), body, headers)));
    }
  } finally {
    child.kill();
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  }
  return { ours: quantile(taken.ours, 0.5), floor: quantile(taken.floor, 0.5) };
}

const newKey = () => entryKey(Date.now(), crypto.getRandomValues(new Uint8Array(ID_BYTES)));

async function send(url: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function megabytesASecond(one: () => Promise<void>): Promise<number> {
  await one(); // warm
  const start = performance.now();
  let left = FILES;
  const lane = async () => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return (FILES * SIZE) / MEGABYTE / ((performance.now() - start) / 1000);
}

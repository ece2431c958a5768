import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { FILE_LIMITS, uploadDisposition } from '@consult/core';
import type { ChatsPage, FileView } from '@consult/core/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { anInfectedPdf, aPdf, aPdfOf } from '../../support/papers.js';
import { beginning, goingOn, TUS } from '../../support/tus.js';
import { startClamd } from '../files/clamd-program.js';
import { buildServer, openServerRig, type ServerRig } from './server-program.js';

/** Tests that start processes. */
const PATIENCE = 60_000;
const MATROSOVA = { person: 'per_matrosova', role: 'patient' } as const;
const key = (digit: string) => `key_${digit.repeat(32)}`;

describe('Documents on a server of its own', () => {
  let built: Awaited<ReturnType<typeof buildServer>>;
  let rig: ServerRig;
  beforeAll(async () => void (built = await buildServer()));
  afterAll(() => built.remove());
  beforeEach(async () => void (rig = await openServerRig(built.file)));
  afterEach(() => rig.close());

  const start = (env: Record<string, string> = {}) => rig.start({ CONSULT_DEMO: '1', ...env });
  const token = async () => ({ Authorization: `Bearer ${await rig.desk.tokenFor(MATROSOVA)}` });
  const ask = async (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...(await token()) } });

  /** The chat she talks in now. */
  async function openChat(address: string) {
    const { chats } = (await (await ask(`${address}/v1/chats?q=кардиолог`)).json()) as ChatsPage;
    return `/v1/chats/${chats.find(({ state }) => state === 'open')!.id}`;
  }
  const begin = async (address: string, chat: string, size: number) => {
    const answer = await ask(`${address}${chat}/uploads`, {
      method: 'POST',
      headers: beginning(size, { key: key('a'), name: 'Выписка.pdf' }),
    });
    return answer.headers.get('Location')!;
  };
  const patch = (url: string, offset: number, body: Uint8Array<ArrayBuffer>) =>
    ask(url, { method: 'PATCH', headers: goingOn(offset), body });
  const offsetOf = async (url: string) =>
    Number((await ask(url, { method: 'HEAD', headers: TUS })).headers.get('Upload-Offset'));
  const fileAt = async (url: string) => ((await (await ask(url)).json()) as { file: FileView }).file;
  const strays = () => {
    const files = join(rig.folder, 'files');
    const places = readdirSync(files, { recursive: true, encoding: 'utf8' });
    return places.filter((path) => /[0-9a-f]{32}$/.test(path)).length;
  };

  it(
    'go on where they were when the server was killed, and are as they were sent',
    async () => {
      const first = await start();
      const chat = await openChat(first.address);
      const bytes = aPdfOf(3_000_000);
      const at = await begin(first.address, chat, bytes.length);
      expect((await patch(first.address + at, 0, bytes.slice(0, 1_000_000))).status).toBe(204);
      await first.program.kill();

      const { address, program } = await start();
      expect(await offsetOf(address + at)).toBe(1_000_000);
      expect((await patch(address + at, 1_000_000, bytes.slice(1_000_000))).status).toBe(204);
      const { id, size } = await fileAt(address + at);
      expect(size).toBe(bytes.length);
      const got = await ask(`${address}${chat}/files/${id}`);
      expect(got.headers.get('Content-Disposition')).toMatch(/^attachment; /);
      expect(Buffer.compare(new Uint8Array(await got.arrayBuffer()), bytes)).toBe(0);
      expect(await program.stop()).toBe(0);
    },
    PATIENCE,
  );

  it(
    'keep what had come when the line broke',
    async () => {
      const { address } = await start();
      const chat = await openChat(address);
      const bytes = aPdfOf(2_000_000);
      const at = await begin(address, chat, bytes.length);
      const { hostname, port } = new URL(address);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      const headers = { Host: `${hostname}:${port}`, ...(await token()), ...goingOn(0) };
      const lines = Object.entries({
        ...headers,
        'Content-Length': String(bytes.length),
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PATCH ${at} HTTP/1.1\r\n${lines.join('')}\r\n`);
      socket.write(bytes.subarray(0, 700_000));
      await eventually(() => {
        const names = readdirSync(join(rig.folder, 'uploads'));
        expect(names).toContain(at.split('/').at(-1));
        expect(sizeOf(join(rig.folder, 'uploads', at.split('/').at(-1)!))).toBeGreaterThan(500_000);
      });
      socket.destroy();
      const came = await eventually(async () => {
        const offset = await offsetOf(address + at);
        expect(offset).toBeGreaterThan(500_000);
        return offset;
      });
      expect((await patch(address + at, came, bytes.slice(came))).status).toBe(204);
      const { id } = await fileAt(address + at);
      const got = await ask(`${address}${chat}/files/${id}`);
      expect(Buffer.compare(new Uint8Array(await got.arrayBuffer()), bytes)).toBe(0);
    },
    PATIENCE,
  );

  it(
    'that are refused are told so, however large they are',
    async () => {
      const { address } = await start({ CONSULT_FILE_BYTES: '1000000' });
      const chat = await openChat(address);
      const upload = async (where: string, body: BodyInit) => {
        const asked = { method: 'POST', body, duplex: 'half' } as RequestInit;
        const answer = await ask(`${address}${where}/files?key=${key('b')}`, asked);
        return answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;
      };
      expect(await upload(chat, aPdfOf(5_000_000))).toBe('file-too-large');
      const untold = new Blob([aPdfOf(5_000_000)]).stream(); // its length shows as it comes
      expect(await upload(chat, untold)).toBe('file-too-large');
      expect(await upload(`${chat}0`, aPdfOf(5_000_000))).toBe('not-found');
      expect(await upload(chat, 'x'.repeat(900_000))).toBe('file-type-refused');
      expect(await upload(chat, aPdfOf(1_000_000))).toBe(201);
    },
    PATIENCE,
  );

  it(
    'have room for the longest name in a header, and for none beyond it',
    async () => {
      const { address } = await start();
      const chat = await openChat(address);
      const upload = async (digit: string, disposition: string) => {
        const headers = { 'Content-Disposition': disposition };
        return ask(`${address}${chat}/files?key=${key(digit)}`, { method: 'POST', headers, body: aPdf() });
      };
      const longest = `${'й'.repeat(125)}x.pdf`;
      expect(Buffer.byteLength(longest)).toBe(FILE_LIMITS.fileName);
      const kept = (await (await upload('1', uploadDisposition(longest))).json()) as { file: FileView };
      expect(kept.file.name).toBe(longest);
      const fullest = uploadDisposition('').padEnd(4_096, 'x');
      expect((await upload('2', fullest)).status).toBe(201);
      expect((await upload('3', `${fullest}x`)).status).toBe(422);
    },
    PATIENCE,
  );

  it(
    'that nobody knows are swept away at the next start',
    async () => {
      const first = await start();
      const known = strays();
      await first.program.stop();
      writeFileSync(join(rig.folder, 'files', '.incoming', 'ab'.repeat(16)), 'half');
      const folder = join(rig.folder, 'files', 'cd', 'cd');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'cd'.repeat(16)), 'whole, and nobody’s');
      expect(strays()).toBe(known + 2);
      await start();
      await eventually(() => expect(strays()).toBe(known));
    },
    PATIENCE,
  );

  it(
    'are looked at by clamd',
    async () => {
      const clamd = await startClamd();
      try {
        const { address } = await start({
          CONSULT_CLAMD: clamd.socket.path,
          CONSULT_FILE_BYTES: '40000000',
          CONSULT_SCAN_MS: '100',
          CONSULT_SCAN_TRIES: '3',
        });
        const chat = await openChat(address);
        const upload = async (digit: string, body: Uint8Array<ArrayBuffer>) => {
          const answer = await ask(`${address}${chat}/files?key=${key(digit)}`, { method: 'POST', body });
          return ((await answer.json()) as { file: FileView }).file.id;
        };
        const [good, bad] = [await upload('1', aPdfOf(400_000)), await upload('2', anInfectedPdf())];
        const large = await upload('3', aPdfOf(35_000_000)); // more than this clamd takes
        await eventually(async () => {
          expect((await fileAt(`${address}${chat}/uploads/${good}`)).state).toBe('clean');
          expect((await fileAt(`${address}${chat}/uploads/${bad}`)).state).toBe('blocked');
          expect((await fileAt(`${address}${chat}/uploads/${large}`)).state).toBe('unchecked');
        });
      } finally {
        await clamd.stop();
      }
    },
    PATIENCE,
  );
});

const sizeOf = (file: string) => statSync(file).size;

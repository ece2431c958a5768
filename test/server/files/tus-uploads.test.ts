import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { FileView } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deps, ServerConfig } from '../../../server/src/deps.js';
import { createApp } from '../../../server/src/app.js';
import { tusUploads } from '../../../server/src/files/tus-uploads.js';
import { closeHouses } from '../../support/house.js';
import { aPdf, aPdfOf } from '../../support/papers.js';
import { actorOf, type PersonKey } from '../../support/people.js';
import { beginning, goingOn, TUS } from '../../support/tus.js';
import { PORTAL, type Asking } from '../app/app-rig.js';
import { aFolder } from '../db/stores.js';
import { aFilesRig, told, type FilesRig } from './files-rig.js';

const HOUR = 60 * 60_000;

describe('A resumable upload', () => {
  let folder: string;
  beforeEach(() => void (folder = aFolder()));
  afterEach(async () => {
    await closeHouses();
    rmSync(folder, { recursive: true });
  });

  const open = (config: Partial<ServerConfig> = {}, changes: Partial<Deps> = {}) =>
    aFilesRig(config, changes, { resumable: (deps) => tusUploads(deps, folder) });

  const create = (
    { ask, path, house }: FilesRig,
    size: number,
    { as = 'patient' as PersonKey, key = house.newKey(), name = 'Выписка.pdf' } = {},
  ) =>
    ask('POST', `${path}/uploads`, {
      as,
      headers: beginning(size, { key, name }),
    });
  const locationOf = async (answer: Promise<Response>) => (await answer).headers.get('Location')!;
  const patch = ({ ask }: FilesRig, at: string, offset: number, bytes: BodyInit, asking: Asking = {}) =>
    ask('PATCH', at, {
      as: 'patient',
      raw: bytes,
      headers: goingOn(offset),
      ...asking,
    });
  const head = ({ ask }: FilesRig, at: string, as: PersonKey = 'patient') =>
    ask('HEAD', at, { as, headers: TUS });
  const file = async ({ ask }: FilesRig, at: string) =>
    ((await (await ask('GET', at, { as: 'patient' })).json()) as { file: FileView }).file;
  const left = () => readdirSync(folder);
  /** The server started again, over the same database and folder. */
  const restart = (rig: FilesRig, boot?: string): FilesRig => {
    const app = createApp({ ...rig.deps, resumable: tusUploads(rig.deps, folder, boot) });
    return {
      ...rig,
      ask: async (method, path, { as, raw, headers = {} } = {}) =>
        app.request(path, {
          method,
          headers: { ...headers, Authorization: await tokenOf(rig, as as PersonKey) },
          ...(raw !== undefined && { body: raw, duplex: 'half' }),
        } as RequestInit),
    };
  };

  it('goes on where the line broke, and becomes a file under the same id', async () => {
    const rig = await open();
    const bytes = aPdfOf(100_000);
    const created = await create(rig, bytes.length);
    expect(created.status).toBe(201);
    expect(created.headers.get('Tus-Resumable')).toBe('1.0.0');
    const at = created.headers.get('Location')!;
    expect(at).toMatch(new RegExp(`^${rig.path}/uploads/fil_[0-9a-f]{32}$`));

    expect((await patch(rig, at, 0, bytes.slice(0, 40_000))).headers.get('Upload-Offset')).toBe('40000');
    const asked = await head(rig, at);
    expect(asked.status).toBe(200);
    expect([asked.headers.get('Upload-Offset'), asked.headers.get('Upload-Length')]).toEqual([
      '40000',
      '100000',
    ]);
    expect(asked.headers.get('Cache-Control')).toBe('no-store');
    expect((await patch(rig, at, 40_000, bytes.slice(40_000))).status).toBe(204);

    const found = await file(rig, at);
    expect(found).toMatchObject({ id: at.split('/').at(-1), name: 'Выписка.pdf', size: 100_000 });
    expect(left()).toEqual([]);
    expect((await rig.send([found.id])).status).toBe(201);
    const got = await rig.ask('GET', `${rig.path}/files/${found.id}`, { as: 'doctor' });
    expect(Buffer.compare(new Uint8Array(await got.arrayBuffer()), bytes)).toBe(0);
  });

  it('survives a restart of the server', async () => {
    const rig = await open();
    const bytes = aPdfOf(1_000);
    const at = await locationOf(create(rig, bytes.length));
    await patch(rig, at, 0, bytes.slice(0, 600));
    const again = restart(rig);
    expect((await head(again, at)).headers.get('Upload-Offset')).toBe('600');
    expect((await patch(again, at, 600, bytes.slice(600))).status).toBe(204);
    expect(await file(again, at)).toMatchObject({ size: 1_000 });
  });

  it('begins anew after a power cut, since nobody knows what of it has reached the disk', async () => {
    const rig = await open({ filesPerChat: 1 });
    const bytes = aPdfOf(1_000);
    const lost = await locationOf(create(rig, bytes.length));
    await patch(rig, lost, 0, bytes.slice(0, 600));
    const again = restart(rig, 'another boot');
    expect((await head(again, lost)).status).toBe(404);
    expect(await told(await patch(again, lost, 600, bytes.slice(600)))).toBe('not-found');
    const at = await locationOf(create(again, bytes.length)); // the lost one takes no room
    expect((await patch(again, at, 0, bytes)).status).toBe(204);
    expect(left()).toHaveLength(2);
    await tusUploads(rig.deps, folder, 'another boot').sweep(0);
    expect(left()).toEqual([]);
  });

  it('tells that it is whole when the last answer was lost', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, aPdf().length));
    await patch(rig, at, 0, aPdf());
    const asked = await head(rig, at);
    expect([asked.headers.get('Upload-Offset'), asked.headers.get('Upload-Length')]).toEqual(
      Array(2).fill(String(aPdf().length)),
    );
    expect((await patch(rig, at, 0, aPdf())).status).toBe(409);
  });

  it.each(['GET', 'HEAD'])(
    'becomes a file later where the server died before it could, by %s',
    async (method) => {
      const rig = await open();
      const at = await locationOf(create(rig, aPdf().length));
      const { add } = rig.deps.stores.files;
      rig.deps.stores.files.add = () => Promise.reject(new Error('power cut'));
      expect((await patch(rig, at, 0, aPdf())).ok).toBe(false);
      rig.deps.stores.files.add = add;
      expect(left()).toHaveLength(2);
      await rig.ask(method, at, { as: 'patient', headers: TUS });
      expect(left()).toEqual([]);
      expect(await file(rig, at)).toMatchObject({ size: aPdf().length });
      expect(await rig.places()).toBe(1);
    },
  );

  it('is the first one by its key', async () => {
    const rig = await open();
    const key = rig.house.newKey();
    const first = await rig.uploaded(aPdf(), { key });
    const at = await locationOf(create(rig, aPdf().length, { key }));
    expect(at).toBe(`${rig.path}/uploads/${first.id}`);
    expect((await head(rig, at)).headers.get('Upload-Offset')).toBe(String(aPdf().length));
    expect(await told(await create(rig, 5, { key }))).toBe('key-reused');
  });

  it('is nobody else’s: not to be seen, gone on with or taken back', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, aPdf().length));
    const absent = at.replace(/.{32}$/, '0'.repeat(32));
    for (const as of ['doctor', 'otherPatient', 'operator'] as const)
      for (const where of [at, absent]) {
        expect((await head(rig, where, as)).status).toBe(404);
        expect(await told(await patch(rig, where, 0, aPdf(), { as, headers: goingOn(0) }))).toBe('not-found');
      }
    await rig.ask('DELETE', at, { as: 'doctor', headers: TUS });
    expect((await head(rig, at)).status).toBe(200);
    const elsewhere = await rig.house.aChat();
    expect((await head(rig, at.replace(rig.chat.id, elsewhere.id))).status).toBe(404);
  });

  it('is asked for rights, room and size when it begins', async () => {
    const rig = await open({ fileBytes: 1_000, filesPerChat: 2, bytesPerChat: 1_500 });
    expect(await told(await create(rig, 1_001))).toBe('file-too-large');
    expect(await told(await create(rig, 0))).toBe('file-empty');
    expect(await told(await create(rig, 10, { as: 'otherPatient' }))).toBe('not-found');
    expect(await told(await create(rig, 10, { key: 'key_1' }))).toBe('invalid');
    expect(await told(await create(rig, 900))).toBe(201);
    expect(await told(await create(rig, 700))).toBe('quota-exceeded'); // what has begun takes its room
    expect(await told(await create(rig, 600))).toBe(201);
    expect(await told(await create(rig, 1))).toBe('quota-exceeded');
    await rig.chat.completes();
    expect(await told(await create(rig, 10))).toBe('chat-finished');
  });

  it('is one of two that a person brings up at a time', async () => {
    const rig = await open();
    const ends: (() => void)[] = [];
    /** An upload the server has begun to read, and that goes on when it is told to. */
    const slow = async () => {
      const at = await locationOf(create(rig, aPdf().length));
      let answer!: Promise<Response>;
      await new Promise<void>((begun) => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull: (controller) => {
              begun();
              return new Promise<void>((end) =>
                ends.push(() => {
                  controller.enqueue(aPdf());
                  controller.close();
                  end();
                }),
              );
            },
          },
          { highWaterMark: 0 }, // nothing is read before the server asks for it
        );
        answer = patch(rig, at, 0, body as never);
      });
      return [at, answer] as const;
    };
    const [, first] = await slow();
    const [at, second] = await slow();
    const refused = await patch(rig, at, 0, aPdf());
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '2']);
    expect((await create(rig, 10)).status).toBe(429);
    ends.forEach((end) => end());
    for (const answer of [first, second]) expect((await answer).status).toBe(204);
    expect((await create(rig, 10)).status).toBe(201);
  });

  it('is asked again when it ends', async () => {
    const rig = await open({ filesPerChat: 1 });
    const bytes = aPdf('a');
    const at = await locationOf(create(rig, bytes.length));
    await patch(rig, at, 0, bytes.slice(0, 100));
    await rig.uploaded(aPdf('b'));
    expect(await told(await patch(rig, at, 100, bytes.slice(100)))).toBe('quota-exceeded');
    expect(left()).toEqual([]);
    expect(await rig.places()).toBe(1);

    const another = await open();
    const late = await locationOf(create(another, bytes.length));
    await another.chat.completes();
    expect(await told(await patch(another, late, 0, bytes))).toBe('chat-finished');
  });

  it('is refused for what is in it', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, 4));
    expect(await told(await patch(rig, at, 0, 'text'))).toBe('file-type-refused');
    expect((await head(rig, at)).status).toBe(404);
    expect(left()).toEqual([]);
  });

  it('takes no more bytes than it has told, and none out of turn', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, 10));
    expect((await patch(rig, at, 5, 'abc')).status).toBe(409);
    expect((await patch(rig, at, 0, 'abcdefghijk')).ok).toBe(false);
    expect(Number((await head(rig, at)).headers.get('Upload-Offset'))).toBeLessThanOrEqual(10);
  });

  it('can be taken back, twice as well as once', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, 10));
    for (let time = 0; time < 2; time++)
      expect((await rig.ask('DELETE', at, { as: 'patient', headers: TUS })).status).toBe(204);
    expect(left()).toEqual([]);
    expect((await head(rig, at)).status).toBe(404);
  });

  it('runs out, like every upload', async () => {
    const rig = await open();
    const at = await locationOf(create(rig, 10));
    await rig.deps.resumable!.sweep(Date.now() - HOUR);
    expect((await head(rig, at)).status).toBe(200);
    const before = (Date.now() - 2 * HOUR) / 1000;
    for (const name of left()) utimesSync(join(folder, name), before, before);
    await rig.deps.resumable!.sweep(Date.now() - HOUR);
    expect(left()).toEqual([]);
    expect((await head(rig, at)).status).toBe(404);
  });

  it('may be asked for by a page of the portal', async () => {
    const rig = await open();
    const preflight = await rig.ask('OPTIONS', `${rig.path}/uploads/fil_1`, {
      headers: {
        Origin: PORTAL,
        'Access-Control-Request-Method': 'PATCH',
        'Access-Control-Request-Headers': 'tus-resumable,upload-offset',
      },
    });
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('HEAD');
    for (const name of ['Tus-Resumable', 'Upload-Length', 'Upload-Metadata', 'Upload-Offset'])
      expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain(name);
    const created = await rig.ask('POST', `${rig.path}/uploads`, {
      as: 'patient',
      headers: {
        Origin: PORTAL,
        ...beginning(10, { key: rig.house.newKey() }),
      },
    });
    expect(created.headers.get('Access-Control-Allow-Origin')).toBe(PORTAL);
    for (const name of ['Location', 'Upload-Offset', 'Upload-Length', 'Tus-Resumable'])
      expect(created.headers.get('Access-Control-Expose-Headers')).toContain(name);
  });

  it('is no part of a server that has no place for it', async () => {
    const rig = await aFilesRig();
    expect((await create(rig, 10)).status).toBe(404);
    expect((await head(rig, `${rig.path}/uploads/fil_1`)).status).toBe(404);
  });
});

const tokenOf = async ({ house }: FilesRig, as: PersonKey) =>
  `Bearer ${await house.server.tokenFor(actorOf(as))}`;

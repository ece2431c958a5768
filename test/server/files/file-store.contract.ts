import { refusalToAttach, refusalToDelete, type Actor } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import type { NewFile } from '../../../server/src/files/file-store.js';
import { type Acts, actsOn, go, read, write } from '../chats/acts.js';
import { type Adapter, aChat, DOCTOR, HOUR, newId, NOON, OTHER_DOCTOR, PATIENT } from '../db/stores.js';

/** What every store of files keeps to. */
export function fileStoreContract({ name, openSettled }: Adapter) {
  describe(`files in ${name}`, () => {
    let stores: Stores;
    let at: Acts['at'];
    let pageOf: Acts['pageOf'];
    let chat: string;
    beforeEach(async () => {
      stores = await openSettled();
      ({ at, pageOf } = actsOn(stores));
      chat = await aChat(stores);
    });
    afterEach(() => stores.close());

    const aFile = (changes: Partial<NewFile> = {}): NewFile => ({
      id: newId('file'),
      key: newId('entryKey'),
      name: 'Снимок «левый».png',
      type: 'image/png',
      size: 1000,
      hash: 'a'.repeat(64),
      place: newId('file').slice(-32),
      state: 'clean',
      width: 640,
      height: 480,
      ...changes,
    });
    const viewOf = ({ key: _key, hash: _hash, place: _place, ...view }: NewFile) => view;
    const add = (file: NewFile, actor: Actor = PATIENT, now = NOON) =>
      stores.files.add(at(chat, actor, now), file, write);
    const send = (files: readonly string[], actor: Actor = PATIENT, now = NOON, key = newId('entryKey')) =>
      stores.chats.append(at(chat, actor, now), { key, text: '', files }, write, (upload) =>
        refusalToAttach(upload, now),
      );
    const takeBack = (seq: number) =>
      stores.chats.tombstone(at(chat, PATIENT), seq, (entry, kept, standing) =>
        refusalToDelete(entry, kept, PATIENT.person, standing),
      );

    it('come back with the message that carries them, in its order', async () => {
      const [one, two, three] = [aFile(), aFile({ width: null, height: null }), aFile()];
      for (const file of [one, two, three]) expect(await add(file)).toEqual(viewOf(file));
      const { entry, change } = await send([three.id, one.id, two.id]);
      expect(entry).toMatchObject({ kind: 'message', files: [three, one, two].map(viewOf) });
      expect(change!.entry).toEqual(entry);
      expect((await pageOf(chat, DOCTOR)).entries.at(-1)).toEqual(entry);
      expect((await pageOf(chat, DOCTOR, { after: 2 })).entries).toEqual([entry]);
      expect((await stores.chats.list(DOCTOR, {}, NOON)).chats[0]!.lastEntry).toEqual(entry);
    });

    it('are asked about with what the chat holds', async () => {
      const held: unknown[] = [];
      const ask = () =>
        stores.files.admit(at(chat, DOCTOR), newId('entryKey'), (_, __, now) => void held.push(now));
      await ask();
      await add(aFile({ size: 10 }));
      const infected = aFile({ size: 20, state: 'scanning' });
      await add(infected, DOCTOR);
      await ask();
      await stores.files.scanned(infected.id, 'infected', NOON);
      await ask();
      expect(held).toEqual([
        { count: 0, bytes: 0 },
        { count: 2, bytes: 30 },
        { count: 1, bytes: 10 },
      ]);
    });

    it('are refused as the rule says, and to strangers as to nobody', async () => {
      await expect(stores.files.admit(at(chat, PATIENT), 'k', () => 'quota-exceeded')).rejects.toMatchObject({
        code: 'quota-exceeded',
      });
      for (const where of [chat, newId('chat')])
        await expect(stores.files.add(at(where, OTHER_DOCTOR), aFile(), write)).rejects.toMatchObject({
          code: 'not-found',
        });
    });

    it('are known by their key, with the same bytes only', async () => {
      const file = aFile();
      await add(file);
      const { key } = file;
      expect(await add(aFile({ key, name: 'b.png' }))).toEqual(viewOf(file));
      expect(await stores.files.admit(at(chat, PATIENT), key, () => 'quota-exceeded')).toEqual(viewOf(file));
      await expect(add(aFile({ key, hash: 'b'.repeat(64) }))).rejects.toMatchObject({ code: 'key-reused' });
      await stores.files.cancel(at(chat, PATIENT), file.id, read);
      await expect(add(aFile({ key }))).rejects.toMatchObject({ code: 'upload-expired' });
    });

    it('hang on one message, however many ask for them at once', async () => {
      const file = aFile();
      await add(file);
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => send([file.id])));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await pageOf(chat)).entries.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    });

    it('go with the message that is taken back, and free their places', async () => {
      const file = aFile();
      await add(file);
      const { entry } = await send([file.id]);
      expect((await takeBack(entry.seq)).free).toEqual([file.place]);
      expect((await takeBack(entry.seq)).free).toEqual([]);
      expect((await pageOf(chat, DOCTOR)).entries.at(-1)).not.toHaveProperty('files');
      await expect(stores.files.open(at(chat, DOCTOR), file.id, read)).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('stay shut until they are scanned, and then the message changes', async () => {
      const file = aFile({ state: 'scanning' });
      await add(file);
      const { entry } = await send([file.id]);
      await expect(stores.files.open(at(chat, DOCTOR), file.id, read)).rejects.toMatchObject({
        code: 'file-scanning',
      });
      expect(await stores.files.unscanned('', 10)).toEqual([{ id: file.id, place: file.place }]);
      const { change, free } = await stores.files.scanned(file.id, 'clean', NOON);
      expect(free).toEqual([]);
      expect(change).toMatchObject({
        chat,
        revision: entry.revision + 1,
        entry: { seq: entry.seq, files: [{ id: file.id, state: 'clean' }] },
      });
      expect((await pageOf(chat, DOCTOR, { after: entry.revision })).entries).toEqual([change!.entry]);
      expect(await stores.files.open(at(chat, DOCTOR), file.id, read)).toMatchObject({ place: file.place });
      expect(await stores.files.scanned(file.id, 'infected', NOON)).toEqual({ change: null, free: [] });
      expect(await stores.files.unscanned('', 10)).toEqual([]);
    });

    it('that are infected are shut for good, and free their places', async () => {
      const file = aFile({ state: 'scanning' });
      await add(file);
      expect(await stores.files.scanned(file.id, 'infected', NOON)).toEqual({
        change: null,
        free: [file.place],
      });
      await expect(stores.files.open(at(chat, PATIENT), file.id, read)).rejects.toMatchObject({
        code: 'file-blocked',
      });
      await expect(send([file.id])).rejects.toMatchObject({ code: 'file-blocked' });
    });

    it('that could not be checked are shut for good, and free their places', async () => {
      const file = aFile({ state: 'scanning' });
      await add(file);
      const { change, free } = await stores.files.scanned(file.id, 'unsure', NOON);
      expect([change, free]).toEqual([null, [file.place]]);
      await expect(stores.files.open(at(chat, PATIENT), file.id, read)).rejects.toMatchObject({
        code: 'file-unchecked',
      });
      await expect(send([file.id])).rejects.toMatchObject({ code: 'file-unchecked' });
      expect(await stores.files.unknownPlaces([file.place])).toEqual([file.place]);
    });

    it('run out where no message came for them', async () => {
      const [old, sent, young] = [aFile(), aFile(), aFile()];
      await add(old);
      await add(sent);
      await send([sent.id]);
      await add(young, PATIENT, NOON + HOUR);
      expect(await stores.files.expire(NOON + 1, NOON + HOUR + 1)).toEqual([old.place]);
      expect(await stores.files.expire(NOON + 1, NOON + HOUR + 1)).toEqual([]);
      await expect(send([old.id], PATIENT, NOON + HOUR + 1)).rejects.toMatchObject({
        code: 'upload-expired',
      });
      expect(await stores.files.own(at(chat, PATIENT), young.id, read)).toEqual(viewOf(young));
    });

    it('are told by their places from what nobody knows', async () => {
      const [kept, gone, blocked] = [aFile(), aFile(), aFile({ state: 'scanning' })];
      for (const file of [kept, gone, blocked]) await add(file);
      await stores.files.cancel(at(chat, PATIENT), gone.id, read);
      await stores.files.scanned(blocked.id, 'infected', NOON);
      const stray = newId('file').slice(-32);
      const places = [kept, gone, blocked].map(({ place }) => place);
      expect(await stores.files.unknownPlaces([...places, stray])).toEqual([
        gone.place,
        blocked.place,
        stray,
      ]);
      expect(await stores.files.unknownPlaces([])).toEqual([]);
    });

    it('of a plain message are none, and cost it nothing to say so', async () => {
      const { entry } = await stores.chats.append(
        at(chat, PATIENT),
        { key: newId('entryKey'), text: 'Слова' },
        go,
      );
      expect(entry).not.toHaveProperty('files');
    });
  });
}

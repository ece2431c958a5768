import { displayName } from '@consult/core';
import { afterEach, describe, expect, it } from 'vitest';
import { aPdf, bytesOf, filesSent } from '../support/documents.js';
import { eventually } from '../support/eventually.js';
import { aHouse, closeHouses } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { aTab } from './support/a-tab.js';
import { anOpenPage, attached, sentFiles, UPLOAD, uploads } from './support/file-page.js';
import { ready, said, shows, until, waits } from './support/until.js';

afterEach(closeHouses);

const SEND = /^POST .*\/entries/;

describe('a document', () => {
  it('is uploaded as soon as it is attached and goes with the next message, byte for byte', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const { chat, files } = await anOpenPage(house, there.id, { storage });
    const pdf = aPdf(5000);
    const key = await files.attach(pdf, pdf.name);
    const { attachments } = await attached(files, 'uploaded');
    expect(attachments).toEqual([
      { key, name: 'анализ.pdf', size: 5000, type: 'application/pdf', state: 'uploaded', progress: 1 },
    ]);
    expect(await filesSent(there)).toEqual([]);

    await chat.send('Вот анализ');
    expect(files.state.value.attachments).toEqual([]);
    const [file] = await sentFiles(chat, 'Вот анализ');
    expect(file).toMatchObject({ name: 'анализ.pdf', size: 5000, type: 'application/pdf', state: 'clean' });
    expect(await bytesOf(house, there, file!.id)).toEqual(new Uint8Array(await pdf.arrayBuffer()));
    expect(new Uint8Array(await (await files.open(file!)).arrayBuffer())).toEqual(
      new Uint8Array(await pdf.arrayBuffer()),
    );
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it.each(['анализ на ВИЧ.pdf', 'a&key=1#"%41".pdf', '\u202efdp.exe', '\ud800.pdf', ''])(
    'called %j tells its name in no address',
    async (name) => {
      const house = await aHouse();
      const there = await house.aChat();
      const { chat, files } = await anOpenPage(house, there.id);
      await files.attach(aPdf(), name);
      await attached(files, 'uploaded');
      await chat.send('Вот');
      const [file] = await sentFiles(chat, 'Вот');
      expect(file!.name).toBe(displayName(name).replace('\ud800', '\ufffd') || 'file.pdf');
      expect(uploads(house).map(({ path }) => path)).toEqual([
        expect.stringMatching(/^\/v1\/chats\/\w+\/files\?key=key_[0-9a-f]{32}$/),
      ]);
    },
  );

  it('needs no words, and several keep their order', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { chat, files } = await anOpenPage(house, there.id);
    const everything = house.network.hold(UPLOAD);
    const first = await files.attach(aPdf(300, 'раз'), 'раз.pdf');
    const way = house.network.hold(`key=${first}`);
    everything.release();
    for (const mark of ['два', 'три']) await files.attach(aPdf(300, mark), `${mark}.pdf`);
    await attached(files, 'uploading', 'uploaded', 'uploaded');
    await chat.send('');
    way.release();
    expect((await sentFiles(chat, '')).map(({ name }) => name)).toEqual(['раз.pdf', 'два.pdf', 'три.pdf']);
  });

  it('holds its message back until it is up, and the messages after it', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { chat, files } = await anOpenPage(house, there.id);
    const way = house.network.hold(UPLOAD);
    await files.attach(aPdf(), 'снимок.pdf');
    await chat.send('Раз');
    await chat.send('Два');
    expect(chat.state.value.pending).toMatchObject([
      { text: 'Раз', files: [{ name: 'снимок.pdf' }] },
      { text: 'Два' },
    ]);
    await until(files.state, ({ leaving }) => leaving[0]?.state === 'uploading');
    expect(await said(there)).toEqual([]);
    way.release();
    await shows(chat, 'Раз', 'Два');
    expect(await said(there)).toEqual(['Раз', 'Два']);
  });

  it('is uploaded once though the answer was lost', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { chat, files } = await anOpenPage(house, there.id);
    house.network.loseAnswer(UPLOAD);
    await files.attach(aPdf(), 'анализ.pdf');
    await attached(files, 'uploaded');
    expect(uploads(house)).toHaveLength(2);
    expect(new Set(uploads(house).map(({ path }) => path)).size).toBe(1);
    house.network.loseAnswer(SEND);
    await chat.send('Вот');
    await shows(chat, 'Вот');
    expect(await filesSent(there)).toHaveLength(1);
  });

  it('survives a reload, attached and on a message that waits, and is then sent once', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const before = await anOpenPage(house, there.id, { storage });
    house.network.cut();
    const pdf = aPdf(3000);
    await before.files.attach(pdf, 'до перезагрузки.pdf');
    await before.chat.send('С документом');
    await before.files.attach(aPdf(500, 'второй'), 'второй.pdf');
    before.client.close();
    house.network.mend();

    const way = house.network.hold(UPLOAD);
    const { chat, files } = await anOpenPage(house, there.id, { storage });
    await waits(chat, 1);
    await attached(files, 'uploading');
    expect(files.state.value.attachments).toMatchObject([{ name: 'второй.pdf' }]);
    const blob = await files.read(files.state.value.attachments[0]!.key);
    expect(blob?.size).toBe(500);
    way.release();
    const [file] = await sentFiles(chat, 'С документом');
    expect(await bytesOf(house, there, file!.id)).toEqual(new Uint8Array(await pdf.arrayBuffer()));
    await attached(files, 'uploaded');
    await chat.send('');
    await eventually(async () =>
      expect((await filesSent(there)).map(({ name }) => name)).toEqual(['до перезагрузки.pdf', 'второй.pdf']),
    );
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('attached while the page is being left is uploaded by the next visit', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const before = await anOpenPage(house, there.id, { storage });
    before.client.close();
    await before.files.attach(aPdf(), 'анализ.pdf');
    expect(before.files.state.value.attachments).toEqual([]);
    expect(uploads(house)).toEqual([]);
    const { files } = await anOpenPage(house, there.id, { storage });
    expect((await attached(files, 'uploaded')).attachments).toMatchObject([{ name: 'анализ.pdf' }]);
  });

  it('that a message took along is not attached again after a reload at the worst moment', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const memory = memoryStorage();
    // The page dies when the message has left and before its document is deleted.
    const storage = {
      ...memory,
      delete: async (key: string) => (/(file|bytes)\//.test(key) ? undefined : memory.delete(key)),
    };
    const before = await anOpenPage(house, there.id, { storage });
    await before.files.attach(aPdf(), 'анализ.pdf');
    await before.chat.send('Вот');
    await shows(before.chat, 'Вот');
    await eventually(async () =>
      expect((await memory.keys()).filter((key) => key.includes('unsent'))).toEqual([]),
    );
    before.client.close();
    expect((await memory.keys()).filter((key) => key.includes('file/'))).toHaveLength(1);
    const { files } = await anOpenPage(house, there.id, { storage: memory });
    await eventually(async () => expect(await memory.keys()).toEqual([]));
    expect(files.state.value.attachments).toEqual([]);
  });

  it('goes on by itself when the network is back', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { client, chat, files } = await anOpenPage(house, there.id);
    house.network.cut();
    await files.attach(aPdf(), 'анализ.pdf');
    await attached(files, 'waiting');
    await chat.send('Без связи');
    house.network.mend();
    client.retryNow();
    expect(await sentFiles(chat, 'Без связи')).toHaveLength(1);
  });

  it('can be taken away, while it is on its way and after', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const { chat, files } = await anOpenPage(house, there.id, { storage });
    const way = house.network.hold(UPLOAD);
    const one = await files.attach(aPdf(), 'раз.pdf');
    await attached(files, 'uploading');
    await files.detach(one);
    way.release();
    const two = await files.attach(aPdf(400, 'два'), 'два.pdf');
    await attached(files, 'uploaded');
    await files.detach(two);
    expect(files.state.value.attachments).toEqual([]);
    expect(house.network.exchanges.some(({ method, status }) => method === 'DELETE' && status === 204)).toBe(
      true,
    );
    await chat.send('Без документов');
    expect(await sentFiles(chat, 'Без документов')).toEqual([]);
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('takes the place of another', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { files } = await anOpenPage(house, there.id);
    const first = await files.attach(aPdf(), 'уменьшенный.pdf');
    await files.attach(aPdf(), 'второй.pdf');
    await files.attach(aPdf(900), 'оригинал.pdf', first);
    await attached(files, 'uploaded', 'uploaded');
    expect(files.state.value.attachments.map(({ name }) => name)).toEqual(['оригинал.pdf', 'второй.pdf']);
  });
});

describe('what is kept of documents', () => {
  it('is gone after signing out, in every tab, and another person never sees it', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const one = await anOpenPage(house, there.id, { storage });
    const other = await anOpenPage(house, there.id, { storage });
    house.network.cut();
    await one.files.attach(aPdf(), 'анализ.pdf');
    await attached(other.files, 'waiting');
    house.network.mend();
    await one.client.signOut();
    expect(one.files.state.value.attachments).toEqual([]);
    await eventually(() => expect(other.files.state.value.attachments).toEqual([]));
    await eventually(async () => expect(await storage.keys()).toEqual([]));
  });

  it('of somebody who left without signing out is deleted when the next person comes', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const one = await anOpenPage(house, there.id, { storage });
    house.network.cut();
    await one.files.attach(aPdf(), 'анализ.pdf');
    one.client.close();
    house.network.mend();
    const chat = aTab(house, 'doctor', { storage }).chat(there.id);
    await ready(chat);
    const files = await chat.files();
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    expect(files.state.value.attachments).toEqual([]);
  });

  it('says so where a reload finds the record and not the bytes', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const before = await anOpenPage(house, there.id, { storage });
    house.network.cut();
    await before.files.attach(aPdf(), 'анализ.pdf');
    before.client.close();
    for (const key of await storage.keys()) if (key.includes('bytes/')) await storage.delete(key);
    house.network.mend();
    const { chat, files } = await anOpenPage(house, there.id, { storage });
    await attached(files, 'lost');
    await expect(chat.send('Вот')).rejects.toMatchObject({ code: 'upload-expired' });
    await files.detach(files.state.value.attachments[0]!.key);
    await chat.send('Без него');
    await shows(chat, 'Без него');
  });
});

describe('two tabs', () => {
  it('show the same attachments, upload each once, and send it once', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const one = await anOpenPage(house, there.id, { storage });
    const other = await anOpenPage(house, there.id, { storage });
    await one.files.attach(aPdf(), 'анализ.pdf');
    await attached(one.files, 'uploaded');
    await attached(other.files, 'uploaded');
    expect(uploads(house)).toHaveLength(1);
    await other.chat.send('Из второй вкладки');
    expect(await sentFiles(one.chat, 'Из второй вкладки')).toHaveLength(1);
    await eventually(() => expect(one.files.state.value.attachments).toEqual([]));
    await eventually(async () => expect(await storage.keys()).toEqual([]));
    expect(await filesSent(there)).toHaveLength(1);
  });

  it('go on where the tab that uploaded was closed', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const storage = memoryStorage();
    const one = await anOpenPage(house, there.id, { storage });
    const other = await anOpenPage(house, there.id, { storage });
    const way = house.network.hold(UPLOAD);
    await one.files.attach(aPdf(), 'анализ.pdf');
    await attached(one.files, 'uploading');
    await attached(other.files, 'waiting');
    one.client.close();
    await attached(other.files, 'uploading');
    way.release();
    await attached(other.files, 'uploaded');
  });
});

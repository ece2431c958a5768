import { FILE_LIMITS } from '@consult/core';
import { afterEach, describe, expect, it } from 'vitest';
import { aPdf } from '../support/documents.js';
import { aHouse, closeHouses } from '../support/house.js';
import { anOpenPage, attached, sentFiles, UPLOAD, uploads } from './support/file-page.js';
import { shows, until } from './support/until.js';

afterEach(closeHouses);

describe('a document that is refused', () => {
  it('by the rules of size and count is not attached at all', async () => {
    const house = await aHouse();
    const { id } = await house.aChat();
    const { files } = await anOpenPage(house, id);
    await expect(files.attach(new Blob([]), 'пусто.pdf')).rejects.toMatchObject({ code: 'file-empty' });
    const huge = new Blob([new Uint8Array(FILE_LIMITS.fileBytes + 1)]);
    await expect(files.attach(huge, 'том.pdf')).rejects.toMatchObject({ code: 'file-too-large' });
    house.network.cut();
    for (let i = 0; i < FILE_LIMITS.filesPerMessage; i++) await files.attach(aPdf(), `${i}.pdf`);
    await expect(files.attach(aPdf(), 'лишний.pdf')).rejects.toMatchObject({ code: 'too-many-files' });
    expect(files.state.value.attachments).toHaveLength(FILE_LIMITS.filesPerMessage);
  });

  it.each([
    [10_000, 10_000],
    [30 * 1024 * 1024, FILE_LIMITS.fileBytes + 1],
  ])('by the limits of this server and no others: %i bytes', async (fileBytes, size) => {
    const house = await aHouse({ config: { fileBytes, filesPerMessage: 1 } });
    const { client, files } = await anOpenPage(house, (await house.aChat()).id);
    await until(client.me, (me) => me !== undefined);
    expect(files.limits).toMatchObject({ fileBytes, filesPerMessage: 1 });
    house.network.cut();
    const huge = new Blob([new Uint8Array(fileBytes + 1)]);
    await expect(files.attach(huge, 'том.pdf')).rejects.toMatchObject({ code: 'file-too-large' });
    await files.attach(aPdf(size), 'по размеру.pdf');
    await expect(files.attach(aPdf(), 'вторая.pdf')).rejects.toMatchObject({ code: 'too-many-files' });
  });

  it('by a limit that has changed since is told with the new one', async () => {
    const house = await aHouse();
    const { client, files } = await anOpenPage(house, (await house.aChat()).id);
    await until(client.me, (me) => me !== undefined);
    Object.assign(house.server.deps.config, { fileBytes: 1_000 });
    await files.attach(aPdf(1_001), 'анализ.pdf');
    const { attachments } = await attached(files, 'failed');
    expect(attachments).toMatchObject([{ problem: 'file-too-large' }]);
    expect(files.limits!.fileBytes).toBe(1_000);
  });

  it('by the server stays with the reason, and the message does not leave without it', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { chat, files } = await anOpenPage(house, there.id);
    const key = await files.attach(new Blob(['<html>']), 'страница.pdf');
    const { attachments } = await attached(files, 'failed');
    expect(attachments).toMatchObject([{ name: 'страница.pdf', problem: 'file-type-refused' }]);
    await expect(chat.send('Вот')).rejects.toMatchObject({ code: 'file-type-refused' });
    await files.retry(key);
    await attached(files, 'failed');
    await files.detach(key);
    await chat.send('Без него');
    await shows(chat, 'Без него');
  });

  it('after its message was written sets the message aside; taken back, text and document are as before', async () => {
    const house = await aHouse();
    const there = await house.aChat();
    const { chat, files } = await anOpenPage(house, there.id);
    const way = house.network.hold(UPLOAD);
    await files.attach(new Blob(['<html>']), 'страница.pdf');
    await files.attach(aPdf(), 'анализ.pdf');
    const { key } = await chat.send('Вот');
    way.release();
    await until(chat.state, ({ pending }) => pending[0]?.state === 'failed');
    expect(chat.state.value.pending).toMatchObject([{ problem: 'file-type-refused' }]);
    await until(files.state, ({ leaving }) => leaving.map(({ state }) => state).join() === 'failed,uploaded');
    expect(await chat.discard(key)).toBe('Вот');
    expect(files.state.value).toMatchObject({
      attachments: [{ state: 'failed' }, { state: 'uploaded' }],
      leaving: [],
    });
  });

  it('that the server has let go of is uploaded again, by itself', async () => {
    const house = await aHouse();
    const there = await house.aChat({ endsAt: house.clock.now() + 2 * FILE_LIMITS.uploadLife });
    const { chat, files } = await anOpenPage(house, there.id);
    await files.attach(aPdf(), 'анализ.pdf');
    await attached(files, 'uploaded');
    await house.clock.advance(FILE_LIMITS.uploadLife + 1);
    await chat.send('Через час');
    expect(await sentFiles(chat, 'Через час')).toHaveLength(1);
    expect(uploads(house)).toHaveLength(2);
  });

  it('as too old by the server alone is uploaded again as well', async () => {
    const house = await aHouse({ config: { uploadLifeMs: 60_000 } });
    const there = await house.aChat({ endsAt: house.clock.now() + 3_600_000 });
    const { chat, files } = await anOpenPage(house, there.id);
    await files.attach(aPdf(), 'анализ.pdf');
    await attached(files, 'uploaded');
    await house.clock.advance(120_000);
    await chat.send('Через две минуты');
    expect(await sentFiles(chat, 'Через две минуты')).toHaveLength(1);
  });
});

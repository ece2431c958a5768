import { createHash } from 'node:crypto';
import type { Message } from '@consult/core';
import type { EntriesPage } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import { closeHouses } from '../../support/house.js';
import { aHeic, aJpeg, aPdf, aPdfOf, aPng } from '../../support/papers.js';
import { aFilesRig, told } from './files-rig.js';

afterEach(closeHouses);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('An upload', () => {
  it('answers what the server found in it', async () => {
    const { upload, deps } = await aFilesRig();
    const answer = await upload(aPng(800, 600), { name: 'Анализ крови.png' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      epoch: deps.stores.epoch,
      file: {
        id: expect.stringMatching(/^fil_[0-9a-f]{32}$/) as string,
        name: 'Анализ крови.png',
        type: 'image/png',
        size: aPng().length,
        state: 'clean',
        width: 800,
        height: 600,
      },
    });
  });

  it('believes neither the name nor what the sender calls it', async () => {
    const { uploaded } = await aFilesRig();
    const headers = { 'Content-Type': 'text/html' };
    expect(await uploaded(aPdf(), { name: 'virus.exe', headers })).toMatchObject({
      name: 'virus.exe',
      type: 'application/pdf',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\scans\\рентген.pdf', 'рентген.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    [undefined, 'file.pdf'],
    [`${'й'.repeat(200)}.pdf`, `${'й'.repeat(124)}….pdf`],
  ])('called %j is kept as %j', async (name, kept) => {
    const { uploaded } = await aFilesRig();
    const file = await uploaded(aPdf(), name === undefined ? {} : { name });
    expect(file.name).toBe(kept);
    expect(Buffer.byteLength(file.name)).toBeLessThanOrEqual(255);
  });

  it('that is known by its key is the first one, and keeps its bytes once', async () => {
    const { uploaded, refused, places, house } = await aFilesRig();
    const key = house.newKey();
    const first = await uploaded(aPdf(), { key, name: 'a.pdf' });
    expect(await uploaded(aPdf(), { key, name: 'b.pdf' })).toEqual(first);
    expect(await refused(aPdf('other'), { key })).toBe('key-reused');
    expect(await places()).toBe(1);
    expect((await uploaded(aPdf(), { key, as: 'doctor' })).id).not.toBe(first.id);
  });

  it('answers the first one even when the chat is finished, or full, by then', async () => {
    const { uploaded, refused, house, chat } = await aFilesRig({ filesPerChat: 1 });
    const key = house.newKey();
    const first = await uploaded(aPdf(), { key });
    expect(await uploaded(aPdf(), { key })).toEqual(first);
    await chat.completes();
    expect(await uploaded(aPdf(), { key })).toEqual(first);
    expect(await refused()).toBe('chat-finished');
  });

  it('is refused for what is in it, and leaves nothing behind', async () => {
    const { refused, places } = await aFilesRig();
    expect(await refused('<svg xmlns="http://www.w3.org/2000/svg"/>', { name: 'a.png' })).toBe(
      'file-type-refused',
    );
    expect(await refused(new Uint8Array())).toBe('file-empty');
    expect(await refused(aPng(8000, 5001))).toBe('image-too-large');
    expect(await refused(aJpeg(65_000, 65_000))).toBe('image-too-large');
    expect(await refused(aHeic(8000, 5001))).toBe('image-too-large');
    expect(await places()).toBe(0);
  });

  it('has a key', async () => {
    const { outcome, path } = await aFilesRig();
    for (const query of ['', '?key=key_1', `?key=key_${'a'.repeat(32)}&x=1`])
      expect(await outcome('POST', `${path}/files${query}`, { as: 'patient', raw: aPdf() })).toBe('invalid');
  });

  it('tells its name in no address, and in a header as it has to be', async () => {
    const { refused, outcome, path, house, places } = await aFilesRig();
    const inAddress = `${path}/files?key=${house.newKey()}&name=a.pdf`;
    expect(await outcome('POST', inAddress, { as: 'patient', raw: aPdf() })).toBe('invalid');
    const headers = { 'Content-Disposition': 'attachment; filename="a.pdf"' };
    expect(await refused(aPdf(), { headers })).toBe('invalid');
    expect(await places()).toBe(0);
  });

  it('is nobody else’s business until it is sent', async () => {
    const { uploaded, outcome, path } = await aFilesRig();
    const { id } = await uploaded();
    for (const where of ['files', 'uploads']) {
      expect(await outcome('GET', `${path}/${where}/${id}`, { as: 'patient' })).toBe(200);
      expect(await outcome('GET', `${path}/${where}/${id}`, { as: 'doctor' })).toBe('not-found');
    }
    expect(await outcome('DELETE', `${path}/files/${id}`, { as: 'doctor' })).toBe(204);
    expect(await outcome('GET', `${path}/files/${id}`, { as: 'patient' })).toBe(200);
  });

  it('can be taken back, twice as well as once', async () => {
    const { uploaded, outcome, path, places, send } = await aFilesRig();
    const { id } = await uploaded();
    for (let time = 0; time < 2; time++)
      expect(await outcome('DELETE', `${path}/files/${id}`, { as: 'patient' })).toBe(204);
    expect(await places()).toBe(0);
    expect(await outcome('GET', `${path}/uploads/${id}`, { as: 'patient' })).toBe('not-found');
    expect(await told(await send([id]))).toBe('not-found');
  });

  it('cannot be taken back once a message carries it', async () => {
    const { sent, outcome, path } = await aFilesRig();
    const { id } = await sent();
    expect(await outcome('DELETE', `${path}/files/${id}`, { as: 'patient' })).toBe(204);
    expect(await outcome('GET', `${path}/files/${id}`, { as: 'doctor' })).toBe(200);
  });
});

describe('The limits of files', () => {
  it.each([
    [9_999, 201],
    [10_000, 201],
    [10_001, 'file-too-large'],
  ])('of 10,000 bytes each: %i', async (size, outcome) => {
    const { refused, places } = await aFilesRig({ fileBytes: 10_000 });
    expect(await refused(aPdfOf(size))).toBe(outcome);
    expect(await places()).toBe(outcome === 201 ? 1 : 0);
  });

  it('are asked before the bytes are taken, where the length is told', async () => {
    const { refused, deps } = await aFilesRig({ fileBytes: 100 });
    deps.bytes.write = () => Promise.reject(new Error('bytes were taken'));
    expect(await refused(aPdf(), { headers: { 'Content-Length': '101' } })).toBe('file-too-large');
    expect(await refused(aPdf(), { headers: { 'Content-Length': '-1' } })).toBe('invalid');
  });

  it('break off what never ends, whatever was told of it', async () => {
    const { refused, places } = await aFilesRig({ fileBytes: 100_000 });
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 10_000;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    expect(await refused(endless)).toBe('file-too-large');
    expect(given).toBeLessThan(200_000);
    expect(await places()).toBe(0);
  });

  it('of so many files in a chat, whoever uploads, and not counting what is gone', async () => {
    const { refused, uploaded, outcome, path } = await aFilesRig({ filesPerChat: 2 });
    const { id } = await uploaded(aPdf('1'));
    expect(await refused(aPdf('2'), { as: 'doctor' })).toBe(201);
    expect(await refused(aPdf('3'))).toBe('quota-exceeded');
    await outcome('DELETE', `${path}/files/${id}`, { as: 'patient' });
    expect(await refused(aPdf('4'))).toBe(201);
  });

  it.each([
    [-1, 201],
    [0, 201],
    [1, 'quota-exceeded'],
  ])('of so many bytes in a chat: %i more than there is room', async (more, outcome) => {
    const { refused } = await aFilesRig({ bytesPerChat: 2_000 });
    expect(await refused(aPdfOf(1_000))).toBe(201);
    expect(await refused(aPdfOf(1_000 + more))).toBe(outcome);
  });

  it.each([
    [9, 201],
    [10, 201],
    [11, 'too-many-files'],
  ])('of ten on a message: %i', async (count, outcome) => {
    const { uploaded, send } = await aFilesRig();
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push((await uploaded(aPdf(String(n)))).id);
    expect(await told(await send(ids))).toBe(outcome);
  });

  it.each([
    [39_999_999, 1, 201],
    [40_000_000, 1, 201],
    [40_000_001, 1, 'image-too-large'],
  ])('of forty million pixels: %i by %i', async (width, height, outcome) => {
    const { refused } = await aFilesRig();
    expect(await refused(aPng(width, height))).toBe(outcome);
  });

  it.each([
    [HOUR - 1, 201],
    [HOUR, 201],
    [HOUR + 1, 'upload-expired'],
  ])('of an hour’s wait for the message: %i ms', async (waited, outcome) => {
    const { uploaded, send, house } = await aFilesRig({}, {}, { chat: { endsAt: undefined } as never });
    const { id } = await uploaded();
    house.clock.set(house.clock.now() + waited);
    expect(await told(await send([id]))).toBe(outcome);
  });

  it('of two uploads at a time, each person by themselves', async () => {
    const { upload, refused, uploaded, house } = await aFilesRig();
    const slow = () => {
      let finish!: () => void;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          finish = () => {
            controller.enqueue(aPdf(house.newKey()));
            controller.close();
          };
        },
      });
      return { finish, answer: upload(body) };
    };
    const first = slow();
    const second = slow();
    await expect.poll(() => refused()).toBe('too-many-requests');
    expect(await refused(aPdf(), { as: 'doctor' })).toBe(201);
    first.finish();
    expect((await first.answer).status).toBe(201);
    await uploaded();
    second.finish();
    expect((await second.answer).status).toBe(201);
  });

  it('say when to come again where too many are under way', async () => {
    const { upload } = await aFilesRig({ uploadsPerPerson: 0 });
    const answer = await upload();
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '2']);
  });
});

describe('A message with files', () => {
  it('carries them in the order in which they were sent, to both sides', async () => {
    const { uploaded, send, ask, path } = await aFilesRig();
    const one = await uploaded(aPdf('1'), { name: '1.pdf' });
    const two = await uploaded(aPng(), { name: '2.png' });
    const answer = await send([two.id, one.id]);
    expect(answer.status).toBe(201);
    const { entry } = (await answer.json()) as { entry: Message };
    expect(entry).toMatchObject({ kind: 'message', text: '', files: [two, one] });
    for (const as of ['patient', 'doctor'] as const) {
      const page = (await (await ask('GET', `${path}/entries`, { as })).json()) as EntriesPage;
      expect(page.entries.at(-1)).toEqual(entry);
      expect(page.chat.lastEntry).toEqual(entry);
    }
  });

  it('leaves the property out where there are none', async () => {
    const { chat, ask, path } = await aFilesRig();
    await chat.says('patient', 'Без файлов');
    const page = (await (await ask('GET', `${path}/entries`, { as: 'doctor' })).json()) as EntriesPage;
    expect(page.entries.at(-1)).not.toHaveProperty('files');
  });

  it('may be empty only with them', async () => {
    const { uploaded, send } = await aFilesRig();
    const { id } = await uploaded();
    expect(await told(await send([]))).toBe('text-empty');
    expect(await told(await send([id], { text: '  ' }))).toBe('text-empty');
    expect(await told(await send([id], { text: 'Вот снимок' }))).toBe(201);
  });

  it('is the same by its key only with the same files', async () => {
    const { uploaded, send, house } = await aFilesRig();
    const [one, two] = [(await uploaded(aPdf('1'))).id, (await uploaded(aPdf('2'))).id];
    const key = house.newKey();
    const first: unknown = await (await send([one], { key })).json();
    expect(await (await send([one], { key })).json()).toEqual(first);
    expect(await told(await send([two], { key }))).toBe('key-reused');
    expect(await told(await send([one, two], { key }))).toBe('key-reused');
    expect(await told(await send([], { key, text: 'Слова' }))).toBe('key-reused');
  });

  it('takes nobody else’s uploads, none of another chat, and each of them once', async () => {
    const { uploaded, send, house, ask } = await aFilesRig();
    const { id } = await uploaded();
    const elsewhere = await house.aChat();
    const asIn = (chat: string, as: 'patient' | 'doctor') =>
      ask('POST', `/v1/chats/${chat}/entries`, { as, body: { key: house.newKey(), text: '', files: [id] } });
    expect(await told(await asIn(elsewhere.id, 'patient'))).toBe('not-found');
    expect(await told(await send([id], { as: 'doctor' }))).toBe('not-found');
    expect(await told(await send([id, id]))).toBe('not-found');
    expect(await told(await send([id]))).toBe(201);
    expect(await told(await send([id]))).toBe('not-found');
    expect(await told(await send(['fil_none']))).toBe('not-found');
  });

  it('that was refused leaves its uploads to another', async () => {
    const { uploaded, send, chat } = await aFilesRig();
    const { id } = await uploaded();
    const before = (await chat.view()).seq;
    expect(await told(await send([id, 'fil_none']))).toBe('not-found');
    expect((await chat.view()).seq).toBe(before);
    expect(await told(await send([id]))).toBe(201);
  });

  it('that is taken back takes its files with it, and their bytes', async () => {
    const { sent, chat, outcome, path, places, ask, send, house } = await aFilesRig();
    const { id, seq } = await sent();
    await chat.deletes('patient', seq);
    for (const as of ['patient', 'doctor'] as const)
      expect(await outcome('GET', `${path}/files/${id}`, { as })).toBe('not-found');
    expect(await outcome('GET', `${path}/uploads/${id}`, { as: 'patient' })).toBe('not-found');
    const page = await (await ask('GET', `${path}/entries`, { as: 'doctor' })).text();
    expect(page).not.toContain(id);
    expect(page).not.toContain('Снимок.pdf');
    expect(await places()).toBe(0);
    expect(await told(await send([id], { key: house.newKey() }))).toBe('not-found');
  });
});

describe('A download', () => {
  it('is what was sent, saved and never shown', async () => {
    const { sent, ask, path } = await aFilesRig();
    const bytes = aPdfOf(300_000);
    const { id } = await sent(bytes, 'Выписка «2026».pdf');
    for (const as of ['patient', 'doctor'] as const) {
      const answer = await ask('GET', `${path}/files/${id}`, {
        as,
        headers: { Origin: 'https://portal.example' },
      });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-length': '300000',
        'content-disposition': `attachment; filename="_______ _2026_.pdf"; filename*=UTF-8''%D0%92%D1%8B%D0%BF%D0%B8%D1%81%D0%BA%D0%B0%20%C2%AB2026%C2%BB.pdf`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
        'access-control-allow-origin': 'https://portal.example',
      });
      const got = new Uint8Array(await answer.arrayBuffer());
      expect(sha256(got)).toBe(sha256(bytes));
    }
  });

  it('can be asked about without its bytes', async () => {
    const { sent, ask, path } = await aFilesRig();
    const { id, size } = await sent();
    const answer = await ask('HEAD', `${path}/files/${id}`, { as: 'doctor' });
    expect([answer.status, answer.headers.get('Content-Length')]).toEqual([200, String(size)]);
    expect(await answer.text()).toBe('');
  });

  it('goes on when the consultation is over', async () => {
    const { sent, chat, outcome, path } = await aFilesRig();
    const { id } = await sent();
    await chat.completes();
    expect(await outcome('GET', `${path}/files/${id}`, { as: 'patient' })).toBe(200);
  });

  it('needs the consent on the patient’s side', async () => {
    const { sent, house, outcome, path } = await aFilesRig();
    const { id } = await sent();
    await house.publishConsent();
    expect(await outcome('GET', `${path}/files/${id}`, { as: 'patient' })).toBe('consent-needed');
    expect(await outcome('GET', `${path}/files/${id}`, { as: 'doctor' })).toBe(200);
  });

  it('is of this chat’s files only', async () => {
    const { sent, house, outcome } = await aFilesRig();
    const { id } = await sent();
    const elsewhere = await house.aChat();
    for (const as of ['patient', 'doctor'] as const)
      expect(await outcome('GET', `/v1/chats/${elsewhere.id}/files/${id}`, { as })).toBe('not-found');
  });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

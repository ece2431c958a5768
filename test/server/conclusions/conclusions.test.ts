import type { Conclusion } from '@consult/core';
import type { ConclusionForm, EntriesPage } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, entry, openApi } from '../chats/api.js';
import { DOCTOR, HOUR, newId, NOON, OTHER_DOCTOR, OTHER_PATIENT, PATIENT } from '../db/stores.js';
import { openDocuments } from '../../../server/src/conclusions/documents-node.js';
import { aP12, CONTENT, poppler, wordsOf } from './sheets.js';

const draft = (differing: Partial<ConclusionForm> = {}, key = newId('entryKey')) => ({
  key,
  content: { ...CONTENT, ...differing },
});

/** Where bytes lie. */
async function placesOf(api: Api) {
  const places: string[] = [];
  for await (const place of api.bytes.places()) places.push(place);
  return places;
}

describe('A consultation that ends with a conclusion', () => {
  let api: Api;
  let chat: string;
  beforeEach(async () => {
    api = await openApi();
    chat = await api.chatOf();
  });
  afterEach(() => api.close());

  const complete = (body: object = draft(), actor = DOCTOR) =>
    api.ask(actor, 'POST', `/chats/${chat}/complete`, { outcome: 'conclusion', ...body });
  const correct = (body: object, actor = DOCTOR) => api.ask(actor, 'POST', `/chats/${chat}/conclusion`, body);
  const open = (version: number, actor = PATIENT) =>
    api.raw(actor, 'GET', `/chats/${chat}/conclusions/${version}`);
  const wordsIn = async (answer: Response) => wordsOf(new Uint8Array(await answer.arrayBuffer()));
  const lastTwo = async () => {
    const { json } = await api.ask(PATIENT, 'GET', `/chats/${chat}/entries`);
    return (json as unknown as EntriesPage).entries.slice(-2);
  };

  it('shows it to the patient, who downloads it and writes no more', async () => {
    api.now = NOON + HOUR;
    const { status, json } = await complete();
    expect([status, json.chat]).toMatchObject([200, { state: 'completed', outcome: 'conclusion' }]);
    const [card, note] = await lastTwo();
    expect(note).toMatchObject({ note: 'completed' });
    const [version] = (card as Conclusion).versions;
    expect(version).toMatchObject({ version: 1, at: NOON + HOUR, signedBy: null });

    const answer = await open(1);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(version!.size),
      'content-disposition':
        'attachment; filename="__________ 1.pdf"; filename*=UTF-8\'\'%D0%97%D0%B0%D0%BA%D0%BB%D1%8E%D1%87%D0%B5%D0%BD%D0%B8%D0%B5%201.pdf',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    const words = await wordsIn(answer);
    expect(words).toContain('Матросова Елена Викторовна');
    expect(words).toContain('23 ноября 2026 г. в 13:00 (МСК)');
    expect(await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Спасибо'))).toEqual([
      409,
      'chat-finished',
    ]);
  });

  it('is asked about without its bytes, and nobody is left holding them', async () => {
    await complete();
    const read = api.bytes.read.bind(api.bytes);
    let cancelled = 0;
    api.bytes.read = async (place) => {
      const reader = (await read(place))!.getReader();
      return new ReadableStream({
        pull: async (stream) => {
          const { done, value } = await reader.read();
          if (done) stream.close();
          else stream.enqueue(value);
        },
        cancel: () => void cancelled++,
      });
    };
    const answer = await api.raw(PATIENT, 'HEAD', `/chats/${chat}/conclusions/1`);
    expect([answer.status, answer.body]).toEqual([200, null]);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(cancelled).toBe(1);
  });

  it('is announced once, as a change without words: two entries are fetched from the log', async () => {
    await complete();
    expect(api.announced).toHaveLength(1);
    expect(api.announced[0]!.entry).toBeUndefined();
  });

  it('is ended once: a retry is the first one’s result, another key comes too late, another text is refused', async () => {
    const body = draft();
    const first = await complete(body);
    const places = await placesOf(api);
    expect(places).toHaveLength(1);
    expect((await complete(body)).json).toEqual(first.json);
    expect((await complete(draft())).json.code).toBe('chat-finished');
    expect((await complete(draft({ findings: 'Иначе' }, body.key))).json.code).toBe('key-reused');
    expect(await placesOf(api)).toEqual(places);
    expect(api.announced).toHaveLength(1);
  });

  it('is not ended with a conclusion in which something is missing, nor before it is open', async () => {
    expect((await complete(draft({ complaints: ' ' }))).json.code).toBe('conclusion-incomplete');
    chat = await api.chatOf({ state: 'scheduled', startsAt: NOON + HOUR });
    expect((await complete()).json.code).toBe('chat-not-open');
    expect(await placesOf(api)).toEqual([]);
  });

  it('is not ended with a next visit that was before it', async () => {
    expect((await complete(draft({ nextVisit: '2025-12-24' }))).json.code).toBe('conclusion-incomplete');
    const preview = { content: { ...CONTENT, nextVisit: '2025-12-24' } };
    expect((await api.ask(DOCTOR, 'POST', `/chats/${chat}/conclusion/preview`, preview)).json.code).toBe(
      'conclusion-incomplete',
    );
  });

  it('takes a conclusion as long as the rules allow', async () => {
    const long = 'Щ'.repeat(10_000);
    const { status } = await complete(draft({ complaints: long, findings: long, recommendations: long }));
    expect(status).toBe(200);
  });

  it('is corrected by a further version: both stay, the card keeps its place', async () => {
    await complete();
    const [first] = await lastTwo();
    api.now = NOON + HOUR;
    const body = draft({ findings: 'Уточнено: экстрасистол нет.' });
    const { status, json } = await correct(body);
    expect(status).toBe(201);
    expect((json['entry'] as Conclusion).versions.map(({ version, at }) => [version, at])).toEqual([
      [1, NOON],
      [2, NOON + HOUR],
    ]);
    expect((await lastTwo())[0]).toMatchObject({ seq: first!.seq });
    expect(api.announced.at(-1)!.entry).toEqual(json['entry']);
    expect((await correct(body)).json).toEqual(json);
    expect(api.announced).toHaveLength(2);

    const [one, two] = [await wordsIn(await open(1)), await wordsIn(await open(2))];
    expect(one).not.toContain('Исправленная редакция');
    expect(two).toContain('Исправленная редакция, версия 2');
    expect(two).toContain('Уточнено: экстрасистол нет.');
    const copy = await api.ask(DOCTOR, 'GET', `/chats/${chat}/conclusion`);
    expect(copy.json).toEqual({ epoch: api.epoch, version: 2, content: body.content });
  });

  it('is corrected by nobody else, and not where there is nothing to correct', async () => {
    expect((await correct(draft())).json.code).toBe('not-allowed');
    await complete();
    expect((await correct(draft(), PATIENT)).json.code).toBe('not-allowed');
    expect((await correct(draft(), OTHER_DOCTOR)).json.code).toBe('not-found');
    expect((await correct(draft({ findings: '' }))).json.code).toBe('conclusion-incomplete');
    expect((await correct({ content: CONTENT })).json.code).toBe('invalid');
  });

  it('is previewed as a draft, of which nothing is kept', async () => {
    const answer = await api.raw(DOCTOR, 'POST', `/chats/${chat}/conclusion/preview`, { content: CONTENT });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(await wordsIn(answer)).toContain('Черновик. Документ не сохранён и не имеет силы.');
    expect(await placesOf(api)).toEqual([]);
    expect(api.announced).toEqual([]);
    expect(
      await api.said(DOCTOR, 'POST', `/chats/${chat}/conclusion/preview`, {
        content: { ...CONTENT, findings: '' },
      }),
    ).toEqual([422, 'conclusion-incomplete']);
  });

  it('is no way to learn of somebody else’s', async () => {
    await complete();
    for (const actor of [OTHER_PATIENT, OTHER_DOCTOR]) {
      expect((await open(1, actor)).status).toBe(404);
      expect((await open(2, actor)).status).toBe(404);
    }
    expect((await open(2)).status).toBe(404);
    for (const path of ['0', '01', 'x', '1e1'])
      expect((await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/${path}`)).status).toBe(404);
  });
});

describe('Those who come at once', () => {
  // The document itself takes a page tens of milliseconds; what is tried here is who comes first.
  const renderConclusion = async ({ version, content }: { version: number; content: object }) =>
    new TextEncoder().encode(JSON.stringify({ version, content }));
  let api: Api;
  beforeEach(async () => void (api = await openApi({}, { renderConclusion })));
  afterEach(() => api.close());

  const entriesOf = async (chat: string) => {
    const { json } = await api.ask(PATIENT, 'GET', `/chats/${chat}/entries`);
    return (json as unknown as EntriesPage).entries;
  };

  it('never write after the end: 200 rounds', async () => {
    for (let round = 0; round < 200; round++) {
      const chat = await api.chatOf();
      const send = (actor = PATIENT) =>
        api.said(actor, 'POST', `/chats/${chat}/entries`, entry(`Реплика ${round}`));
      const answers = await Promise.all([
        send(),
        ...(round % 2 ? [send(DOCTOR)] : []),
        api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'conclusion', ...draft() }),
        send(),
        send(DOCTOR),
      ]);
      const entries = await entriesOf(chat);
      expect(entries.slice(-2).map(({ kind }) => kind)).toEqual(['conclusion', 'note']);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
      const said = answers.filter(([status]) => status === 201).length;
      expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(said);
      expect(answers.filter(([, code]) => code !== undefined && code !== 'chat-finished')).toEqual([]);
    }
  });

  it('end it once, with a conclusion or without, whoever is first', async () => {
    for (let round = 0; round < 30; round++) {
      const chat = await api.chatOf();
      const body = { outcome: 'conclusion', ...draft() };
      const path = `/chats/${chat}/complete`;
      const answers = await Promise.all([
        api.said(DOCTOR, 'POST', path, body),
        api.said(DOCTOR, 'POST', path, { outcome: 'no-conclusion', reason: 'Нет данных' }),
        api.said(DOCTOR, 'POST', path, { outcome: 'conclusion', ...draft() }),
        api.said(DOCTOR, 'POST', path, body),
      ]);
      const { json } = await api.ask(DOCTOR, 'GET', `/chats/${chat}`);
      const cards = (await entriesOf(chat)).filter(({ kind }) => kind === 'conclusion');
      expect(cards).toHaveLength(json.chat!.outcome === 'conclusion' ? 1 : 0);
      expect(answers.filter(([status]) => status === 200).length).toBeGreaterThan(0);
      expect(answers.filter(([status]) => status !== 200).map(([, code]) => code)).toEqual(
        answers.filter(([status]) => status !== 200).map(() => 'chat-finished'),
      );
    }
  });

  it('correct it one after the other: each version tells its own number', async () => {
    const chat = await api.chatOf();
    await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'conclusion', ...draft() });
    const bodies = ['а', 'б', 'в'].map((findings) => draft({ findings }));
    const answers = await Promise.all(
      [...bodies, bodies[0]!].map((body) => api.said(DOCTOR, 'POST', `/chats/${chat}/conclusion`, body)),
    );
    expect(answers.map(([status]) => status)).toEqual([201, 201, 201, 201]);
    const told = await Promise.all(
      [1, 2, 3, 4].map(async (version) => {
        const answer = await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/${version}`);
        return (await answer.json()) as { version: number; content: ConclusionForm };
      }),
    );
    expect(told.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(new Set(told.slice(1).map(({ content }) => content.findings))).toEqual(new Set(['а', 'б', 'в']));
    expect((await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/5`)).status).toBe(404);
    expect(await placesOf(api), 'what was made for a version already taken is gone').toHaveLength(4);
  });

  /** Something happens while the next document is being put away. */
  function meanwhile(happens: () => Promise<unknown>) {
    const write = api.bytes.write.bind(api.bytes);
    api.bytes.write = async (place, bytes) => {
      api.bytes.write = write;
      await happens();
      return write(place, bytes);
    };
  }

  it('leave no document of a version that another one has taken meanwhile', async () => {
    const chat = await api.chatOf();
    await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'conclusion', ...draft() });
    const correct = (findings: string) =>
      api.said(DOCTOR, 'POST', `/chats/${chat}/conclusion`, draft({ findings }));
    meanwhile(() => correct('быстрее'));
    expect(await correct('медленнее')).toEqual([201, undefined]);
    const third = await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/3`);
    expect(await third.json()).toMatchObject({ version: 3, content: { findings: 'медленнее' } });
    expect(await placesOf(api)).toHaveLength(3);
  });

  it('leave no document where the consultation has ended otherwise meanwhile', async () => {
    const chat = await api.chatOf();
    const complete = (body: object) => api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, body);
    meanwhile(() => complete({ outcome: 'no-conclusion', reason: 'Нет данных' }));
    expect(await complete({ outcome: 'conclusion', ...draft() })).toEqual([409, 'chat-finished']);
    expect(await placesOf(api)).toEqual([]);
  });

  it('keep the document of a conclusion whose commit was not heard of', async () => {
    const chat = await api.chatOf();
    const give = api.stores.conclusions.give.bind(api.stores.conclusions);
    api.stores.conclusions.give = async (...args) => {
      await give(...args);
      throw new Error('the answer was lost');
    };
    const body = { outcome: 'conclusion', ...draft() };
    expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, body)).toEqual([500, 'failed']);
    expect((await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/1`)).status).toBe(200);
    api.stores.conclusions.give = give;
    expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, body)).toEqual([200, undefined]);
  });

  it('leave nothing where the document cannot be made or kept', async () => {
    const chat = await api.chatOf();
    const write = api.bytes.write.bind(api.bytes);
    api.bytes.write = async () => {
      throw Object.assign(new Error('no space'), { code: 'storage-full' });
    };
    const body = { outcome: 'conclusion', ...draft() };
    expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, body)).toEqual([507, 'storage-full']);
    expect((await api.ask(DOCTOR, 'GET', `/chats/${chat}`)).json.chat).toMatchObject({ state: 'open' });
    api.bytes.write = write;
    expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/complete`, body)).toEqual([200, undefined]);
  });
});

describe('Where the clinic has a key', () => {
  it('each version is signed as it is kept, and says by whom', async () => {
    const key = aP12();
    const { renderConclusion, signer, close } = openDocuments(key.files, 20_000);
    const api = await openApi({}, { renderConclusion, signer });
    try {
      const chat = await api.chatOf();
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'conclusion', ...draft() });
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/conclusion`, draft({ findings: 'Уточнено' }));
      const { json } = await api.ask(PATIENT, 'GET', `/chats/${chat}/entries`);
      const { entries } = json as unknown as EntriesPage;
      const { versions } = entries.find(({ kind }) => kind === 'conclusion') as Conclusion;
      expect(versions.map(({ signedBy }) => signedBy)).toEqual([key.name, key.name]);
      for (const { version } of versions) {
        const answer = await api.raw(PATIENT, 'GET', `/chats/${chat}/conclusions/${version}`);
        const pdf = new Uint8Array(await answer.arrayBuffer());
        const found = poppler('pdfsig', pdf, '-nocert');
        expect(found).toContain('Signature is Valid.');
        expect(found).toContain('Total document signed');
        expect(wordsOf(pdf)).toContain(`Владелец сертификата: ${key.name}`);
      }
    } finally {
      await api.close();
      await close();
      key.remove();
    }
  });
});

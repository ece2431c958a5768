import { createHash } from 'node:crypto';
import { checkExport } from '@consult/core/chain';
import type { AccessesPage } from '@consult/core/wire';
import initSqlJs from 'sql.js';
import { describe, expect, it } from 'vitest';
import { memoryByteStore } from '../../../server/src/files/byte-memory.js';
import { openPageServer, type PageServer } from '../../../server/src/page.js';
import { aHouse, NOON } from '../../support/house.js';
import { actorOf, PEOPLE } from '../../support/people.js';
import { aChildsChat, aFinishedChat, askExport, exportOf, type FinishedChat } from './exports.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a conversation taken home as JSON', () => {
  it('is whole, and has everything but what was taken back', async () => {
    const text = await exportOf(await aFinishedChat(), 'json');
    expect(checkExport(text, sha256)).toMatchObject({ entries: 7, fault: undefined });
    const { chat, entries, exportedAt } = JSON.parse(text) as {
      chat: object;
      exportedAt: number;
      entries: { entry: { kind: string; text?: string } }[];
    };
    expect(chat).toMatchObject({
      state: 'completed',
      outcome: 'no-conclusion',
      seq: 7,
      specialty: 'Кардиолог',
    });
    expect(exportedAt).toBe(NOON);
    expect(entries.map(({ entry }) => entry.kind)).toEqual([
      'note',
      'note',
      'message',
      'message',
      'tombstone',
      'message',
      'note',
    ]);
    expect(entries[2]!.entry.text).toContain('Болит <b>здесь</b>');
    expect(text).not.toContain('Сказано по ошибке');
  });

  it('names who wrote and whom it is about: a parent is told from the child', async () => {
    const { chat, entries } = JSON.parse(await exportOf(await aChildsChat(), 'json')) as {
      chat: { patient: { id: string } };
      entries: { entry: { author?: { id: string; side: string } } }[];
    };
    expect(chat.patient.id).toBe(PEOPLE.child.id);
    const authors = entries.flatMap(({ entry }) => entry.author ?? []);
    expect(authors).toMatchObject([
      { id: PEOPLE.patient.id, side: 'patient' },
      { id: PEOPLE.doctor.id, side: 'doctor' },
    ]);
  });

  it('ends in the same hash at another time, in HTML too', async () => {
    const made = await aFinishedChat();
    const { hash } = JSON.parse(await exportOf(made, 'json')) as { hash: string };
    await made.house.clock.advance(60_000);
    expect(JSON.parse(await exportOf(made, 'json'))).toMatchObject({ hash, exportedAt: NOON + 60_000 });
    expect(await exportOf(made, 'html')).toContain(hash);
  });

  it('is made while it is read, however long it is', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 2_000 });
    await chat.completes();
    const { records } = house.server.deps.stores;
    const pages: number[] = [];
    const read = records.exportPage.bind(records);
    records.exportPage = (access, after, limit, rule) => {
      pages.push(after);
      return read(access, after, limit, rule);
    };
    const answer = await askExport({ house, chat }, 'format=json');
    const reader = answer.body!.getReader();
    await reader.read();
    expect(pages.length).toBeLessThan(5);
    await reader.cancel();
    expect(pages.length, 'nobody reads on').toBeLessThan(6);
    expect(checkExport(await exportOf({ house, chat }, 'json'), sha256)).toMatchObject({ entries: 2_003 });
  });

  it('is no whole file for somebody who loses the right to it on the way', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 2_000 });
    await chat.completes();
    const answer = await askExport({ house, chat }, 'format=json');
    await house.publishConsent();
    await expect(answer.text()).rejects.toMatchObject({ code: 'consent-needed' });
  });
});

describe('a conversation taken home as HTML', () => {
  it('has every word as text, fetches nothing and runs nothing', async () => {
    const page = await exportOf(await aFinishedChat(), 'html');
    expect(page).toMatch(/^<!doctype html>\n<html lang="ru">/);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;">`,
    );
    expect(page).toContain(
      'Здравствуйте!\nБолит &lt;b&gt;здесь&lt;/b&gt; &amp; &quot;там&quot; &lt;script&gt;alert(1)&lt;/script&gt;',
    );
    expect(page).toContain('Консультация &lt;кардиолога&gt; &amp; &quot;друзей&quot;');
    expect(page).not.toMatch(
      /<(script|iframe|object|embed|link|base|form|svg)\b|\son\w+=|https?:|url\(|@import/i,
    );
    for (const words of [
      'Матросова Елена Викторовна',
      'Королёв Сергей Петрович, Кардиолог',
      'Поликлиника № 27',
      '10 апреля 2026 г., 12:00 (МСК)',
      'Королёв Сергей Петрович (Кардиолог) назначен ответственным',
      'Сообщение удалено автором: 10 апреля 2026 г., 12:00 (МСК)',
      'Отправила 😀',
      'Консультация завершена без заключения: Нужен очный осмотр',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('Сказано по ошибке');
    expect(page.match(/<article/g)).toHaveLength(7);
  });

  it('says for whom a parent wrote, in an answer to it too', async () => {
    const made = await aChildsChat();
    const page = await exportOf(made, 'html');
    const mother = '<bdi>Матросова Елена Викторовна</bdi>';
    const forChild = 'от имени пациента: <bdi>Матросов Михаил Андреевич</bdi>';
    expect(page).toContain(`${mother} <small>${forChild}</small>`);
    expect(page).toContain(`${mother}, ${forChild}</small><br>У ребёнка жар`);
    expect(page).toContain('<bdi>Королёв Сергей Петрович</bdi> <small>врач</small>');
    expect(await exportOf(made, 'html', 'en')).toContain(
      'on behalf of the patient: <bdi>Матросов Михаил Андреевич</bdi>',
    );
    expect(await exportOf(await aFinishedChat(), 'html'), 'who writes for oneself').not.toContain('от имени');
  });

  it('speaks English to who asks for it', async () => {
    const page = await exportOf(await aFinishedChat(), 'html', 'en');
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('Finished without a conclusion: Нужен очный осмотр');
    expect(page).toContain('Message deleted by its author: 10 April 2026, 12:00 (Moscow time)');
  });

  it('is a download by its headers', async () => {
    const made = await aFinishedChat();
    const { headers } = await askExport(made, 'format=html');
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="consultation-2026-04-10.html"');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toBe('no-store');
    const json = await askExport(made, 'format=json');
    expect(json.headers.get('Content-Type')).toBe('application/json');
  });
});

describe('documents in a conversation taken home', () => {
  /** The same chat with files on its first message and a conclusion, as the tables hold them. */
  async function withDocuments(): Promise<{
    server: PageServer;
    ask: (query: string) => Promise<string>;
    patient: FinishedChat;
  }> {
    const patient = await aFinishedChat();
    const { chat, house } = patient;
    const sqlJs = await initSqlJs();
    const bytes = memoryByteStore(() => NOON);
    const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    const place = 'a'.repeat(32);
    const { hash } = await bytes.write(place, new Blob([picture]).stream());
    for (const [at, words] of [
      ['4'.repeat(32), 'осмотр'],
      ['5'.repeat(32), 'снимки'],
      ['2'.repeat(32), 'заключение'],
    ] as const)
      await bytes.write(at, new Blob([words]).stream());
    const database = new sqlJs.Database(await house.closeAndExport());
    const file = (id: string, name: string, type: string, size: number, more: string) =>
      `insert into files (id, chat, person, key, name, type, size, hash, place, state, uploaded_at, seq, position, deleted_at)
       select '${id}', no, '${chat.patient.id}', '${id}', '${name}', '${type}', ${size}, '${hash}', ${more} from chats`;
    database.run(file('fil_1', 'экг <1>.png', 'image/png', 4, `'${place}', 'clean', 1, 3, 1, null`));
    database.run(file('fil_2', 'анализ.pdf', 'application/pdf', 1200, `'p2', 'scanning', 1, 3, 2, null`));
    database.run(file('fil_3', 'убранный.png', 'image/png', 4, `'p3', 'clean', 1, 5, 1, 9`));
    database.run(
      file('fil_4', 'осмотр', 'application/pdf', 12, `'${'4'.repeat(32)}', 'clean', 1, 3, 3, null`).replace(
        hash,
        'cd'.repeat(32),
      ),
    );
    database.run(
      file(
        'fil_5',
        'снимки.pdf',
        'application/pdf',
        2 * 1024 * 1024 + 1,
        `'${'5'.repeat(32)}', 'clean', 1, 3, 4, null`,
      ).replace(hash, 'ef'.repeat(32)),
    );
    const content = {
      complaints: 'Кашель',
      findings: 'Чисто',
      recommendations: 'Чай <3',
      diagnosis: { code: 'J06.9', text: 'ОРВИ' },
      nextVisit: '2026-12-01',
    };
    database.run(
      `update entries set kind = 'conclusion', author = '${chat.doctor.id}', side = 'doctor', text = null where seq = 6`,
    );
    for (const version of [1, 2])
      database.run(`insert into conclusions (chat, version, author, key, at, content, place, size, hash, signed_by)
        select no, ${version}, '${chat.doctor.id}', 'k${version}', ${NOON}, '${JSON.stringify(content)}', '${String(version).repeat(32)}', 20, '${(version === 1 ? 'ab' : 'ac').repeat(32)}', ${version === 1 ? 'null' : `'Королёв С. П.'`} from chats`);
    database.run(`insert into audit (at, actor, role, session, action, chat, subject)
      values (${NOON}, '${chat.doctor.id}', 'doctor', 's', 'file-opened', '${chat.id}', 'fil_2')`);
    const server = await openPageServer({ now: () => NOON, sqlJs, database: database.export(), bytes });
    const token = await server.tokenFor(actorOf(chat.speaker));
    const ask = async (query: string) => {
      const url = `${server.origin}/v1/chats/${chat.id}/${query}`;
      return (await server.fetch(new Request(url, { headers: { Authorization: `Bearer ${token}` } }))).text();
    };
    return { server, ask, patient };
  }

  it('are in the page with size and fingerprint, pictures to be seen and others to be saved', async () => {
    const { server, ask } = await withDocuments();
    const page = await ask('export?format=html');
    expect(page).toContain('экг &lt;1&gt;.png');
    expect(page).toContain('<img alt="экг &lt;1&gt;.png" src="data:image/png;base64,iVBORw==">');
    expect(page).toContain('анализ.pdf');
    expect(page).toContain('(application/pdf, 1200 байт, проверка не закончена)');
    expect(page.match(/<img/g)).toHaveLength(1);
    expect(page).not.toContain('убранный');
    const inside = Buffer.from('осмотр').toString('base64');
    expect(page).toContain(
      `<a download="осмотр.pdf" href="data:application/pdf;base64,${inside}">Сохранить «осмотр.pdf»</a>`,
    );
    await server.close();
  });

  it('say where they are if they are too large for the page, or were being looked at', async () => {
    const { server, ask } = await withDocuments();
    const page = await ask('export?format=html&lang=en');
    const item = (name: string) => page.slice(page.indexOf(name)).split('</li>')[0];
    expect(item('снимки.pdf')).toContain('The document itself is not in this file: download it in the chat.');
    expect(item('анализ.pdf')).not.toContain('<a ');
    await server.close();
  });

  it('include every version of the conclusion, with what it says and who signed it', async () => {
    const { server, ask } = await withDocuments();
    const page = await ask('export?format=html');
    for (const words of [
      'Редакция 1',
      'Редакция 2',
      'Не подписано электронной подписью',
      'Подписал(а) Королёв С. П.',
      'J06.9 ОРВИ',
      'Чай &lt;3',
      '1 декабря 2026 г.',
    ])
      expect(page).toContain(words);
    const document = Buffer.from('заключение').toString('base64');
    expect(page).toContain(`<a download="Заключение 2.pdf" href="data:application/pdf;base64,${document}">`);
    const text = await ask('export?format=json');
    expect(checkExport(text, sha256)).toMatchObject({ entries: 7, fault: undefined });
    const { entries } = JSON.parse(text) as { entries: { entry: Record<string, unknown> }[] };
    expect(entries[2]!.entry['files']).toMatchObject([
      { id: 'fil_1', hash: expect.any(String) },
      { id: 'fil_2' },
      { id: 'fil_4' },
      { id: 'fil_5' },
    ]);
    expect(entries[5]!.entry['versions']).toMatchObject([
      { version: 1, signedBy: null, hash: 'ab'.repeat(32), content: { complaints: 'Кашель' } },
      { version: 2, signedBy: 'Королёв С. П.' },
    ]);
    expect(text, 'where the bytes lie is nobody’s business').not.toContain('place');
    await server.close();
  });

  it('cannot be exchanged in the file for programs without its being seen', async () => {
    const { server, ask } = await withDocuments();
    const text = await ask('export?format=json');
    const { entries } = JSON.parse(text) as { entries: { entry: { files?: { hash: string }[] } }[] };
    const { hash } = entries[2]!.entry.files![0]!;
    for (const [seq, was, is] of [
      [3, hash, hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
      [3, 'анализ.pdf', 'анализы.pdf'],
      [6, 'ab'.repeat(32), 'ad'.repeat(32)],
      [6, 'Чай <3', 'Кофе'],
      [6, 'J06.9', 'J06.8'],
      [6, 'Королёв С. П.', 'Королёва В. М.'],
    ] as const) {
      const changed = text.replace(was, is);
      expect(changed, was).not.toBe(text);
      expect(checkExport(changed, sha256).fault, was).toEqual({ fault: 'entry', seq });
    }
    await server.close();
  });

  it('are named to who asks who has opened them', async () => {
    const { server, ask } = await withDocuments();
    const { accesses } = JSON.parse(await ask('accesses')) as AccessesPage;
    expect(accesses[0]).toMatchObject({ action: 'file-opened', file: 'анализ.pdf', by: { who: 'doctor' } });
    await server.close();
  });
});

describe('taking a conversation home', () => {
  it('is limited', async () => {
    const house = await aHouse({
      config: { limits: { ...(await limitsOf()), 'exports-per-person': { uses: 2, windowMs: 60_000 } } },
    });
    const chat = await house.aChat({ state: 'completed' });
    const asked = { house, chat };
    for (const status of [200, 200, 429]) expect((await askExport(asked, 'format=json')).status).toBe(status);
  });

  it('asks for a format that exists, and nothing more', async () => {
    const made = await aFinishedChat();
    for (const query of ['', 'format=pdf', 'format=json&lang=de', 'format=json&more=1'])
      expect((await askExport(made, query)).status).toBe(422);
  });
});

async function limitsOf() {
  const { CONFIG_DEFAULTS } = await import('../../../server/src/config-defaults.js');
  return CONFIG_DEFAULTS.limits;
}

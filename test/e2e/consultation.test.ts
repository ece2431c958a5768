import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Target } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPdf, aPdfOf } from '../support/papers.js';
import { appointAnother } from './support/appoint.js';
import { openChromium, openFirefox, openPage } from './support/browsers.js';
import { keptFiles, keptMessages } from './support/kept.js';
import { type Screen, screenOf, until } from './support/screen.js';
import { startSystem, type System } from './support/system.js';

/** So much of a large document goes in one request: {@link IN_ONE_REQUEST} of the client. */
const PART = 5 * 1024 * 1024;

let system: System;
let chromium: Browser;
let firefox: Browser;
let patient: Screen;
let doctor: Screen;
let faults: string[][];

beforeAll(async () => {
  system = await startSystem();
  [chromium, firefox] = await Promise.all([
    openChromium({ from: system.serverPort, to: system.proxy.port }),
    openFirefox(),
  ]);
  const [one, other] = [await openPage(chromium), await openPage(firefox)];
  faults = [one.faults, other.faults];
  patient = screenOf(one.page);
  doctor = screenOf(other.page);
});

afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close()]);
  await system?.close();
});

const saidBy = async (screen: Screen) => (await screen.entries()).map(({ said }) => said).filter(Boolean);

/** The confirmed messages on a screen that begin with `start`, oldest first. */
const confirmed = async (screen: Screen, start: string) =>
  (await screen.entries())
    .filter(({ seq, said }) => seq !== null && said.startsWith(start))
    .map(({ said }) => said);

const kept = (start: string) => keptMessages(system.dataFolder, start);

const CONCLUSION = {
  complaints: 'Перебои в сердце по вечерам',
  findings: 'Редкие одиночные экстрасистолы',
  recommendations: 'Исключить кофе',
} as const;

describe('a consultation, the patient in Chromium and the doctor in Firefox', () => {
  it('begins with signing in through ESIA, each to the own chats', async () => {
    await Promise.all([patient.signIn(system.portal, 'Матросова'), doctor.signIn(system.portal, 'Николаев')]);
    await patient.untilWords('consult-chat-list', 'Сообщения');
    expect((await patient.rows()).length).toBeGreaterThan(4);
    expect((await doctor.rows()).length).toBeGreaterThan(0);
    expect(system.proxy.sent).toBeGreaterThan(0); // the patient does go through the proxy
  });

  it('finds the chat by the doctor’s specialty', async () => {
    const all = (await patient.rows()).length;
    await patient.search('кардиолога');
    await until(async () => (await patient.rows()).length < all);
    for (const row of await patient.rows()) expect(row.text).toMatch(/кардиолог/i);
    await patient.open('Идёт');
    await doctor.open('Матросова Е. В.', 'Идёт');
  });

  it('has room on a tablet: 24 em for the conversation beside the list, and nothing beyond the edge', async () => {
    for (const { page } of [patient, doctor]) {
      await page.setViewport({ width: 768, height: 1024 });
      const [chat, whole] = await page.evaluate(() => [
        document.querySelector('consult-chat')!.getBoundingClientRect().width,
        document.documentElement.scrollWidth,
      ]);
      expect(chat).toBeGreaterThan(24 * 16);
      expect(whole).toBe(768);
      await page.setViewport({ width: 1280, height: 800 });
    }
  });

  it('goes both ways, and each sees that it was read', async () => {
    await patient.say('Здравствуйте, доктор. Вчера опять болело.');
    await until(async () => (await saidBy(doctor)).includes('Здравствуйте, доктор. Вчера опять болело.'));
    await doctor.say('Здравствуйте. Где именно болит?');
    await until(async () => (await saidBy(patient)).includes('Здравствуйте. Где именно болит?'));
    await until(async () => {
      const own = (await patient.entries()).findLast((entry) => entry.own);
      return own?.text.includes('Прочитано');
    });
  });

  it('counts what was not read, and stops counting when the chat is opened', async () => {
    await patient.search('');
    await patient.open('Хирург');
    await doctor.say('Принимайте таблетки утром.');
    const row = () =>
      patient
        .rows()
        .then((rows) => rows.find(({ text }) => /кардиолог/i.test(text) && text.includes('Идёт')));
    await until(async () => (await row())?.unread === 1);
    expect((await row())!.text).toContain('Принимайте таблетки утром.');
    expect((await patient.rows())[0]!.text).toContain('Принимайте таблетки утром.'); // the newest comes first
    await patient.open('ардиолог', 'Идёт');
    await until(async () => (await row())?.unread === 0);
  });

  it('loses the network without a word to anybody and gets it back', async () => {
    system.proxy.mode('drop');
    system.proxy.cut();
    await patient.say('Без связи 1');
    await patient.say('Без связи 2');
    await doctor.say('Вы здесь?');
    await patient.untilWords('consult-chat', 'Нет связи с сервером');
    expect(await confirmed(patient, 'Без связи')).toEqual([]);
    expect(await saidBy(patient)).toEqual(expect.arrayContaining(['Без связи 1', 'Без связи 2']));

    system.proxy.mode('pass');
    system.proxy.cut();
    const both = ['Без связи 1', 'Без связи 2'];
    await until(async () => (await confirmed(doctor, 'Без связи')).length === 2, 40_000);
    await until(async () => (await saidBy(patient)).includes('Вы здесь?'), 40_000);
    await until(async () => (await confirmed(patient, 'Без связи')).length === 2, 40_000);
    expect(await confirmed(patient, 'Без связи')).toEqual(both);
    expect(await confirmed(doctor, 'Без связи')).toEqual(both);
    expect(kept('Без связи').map(({ text }) => text)).toEqual(both);
  });

  it('keeps every message exactly once, in order, when the server is killed in the middle', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => `Строка ${n + 1}`);
    const killed = new Promise<void>((resolve) =>
      system.proxy.afterSending('Строка 3', () => void system.killServer().then(resolve)),
    );
    for (const line of lines) await patient.say(line);
    await killed;
    await doctor.say('Ответ 1');
    await doctor.say('Ответ 2');
    await system.startServer();

    for (const screen of [patient, doctor]) {
      await until(async () => (await confirmed(screen, 'Строка')).length >= lines.length, 45_000);
      await until(async () => (await confirmed(screen, 'Ответ')).length >= 2, 45_000);
      expect(await confirmed(screen, 'Строка')).toEqual(lines);
      expect(await confirmed(screen, 'Ответ')).toEqual(['Ответ 1', 'Ответ 2']);
    }
    expect(kept('Строка').map(({ text }) => text)).toEqual(lines);
    expect(kept('Ответ').map(({ text }) => text)).toEqual(['Ответ 1', 'Ответ 2']);
    const seqs = (await patient.entries()).flatMap(({ seq }) => seq ?? []);
    expect(seqs).toEqual(seqs.map((_, n) => seqs[0]! + n)); // dense
    expect((await doctor.entries()).map(({ seq, said }) => [seq, said])).toEqual(
      (await patient.entries()).map(({ seq, said }) => [seq, said]),
    );
  });

  it('shows everywhere that a message was taken back', async () => {
    await patient.say('Это лишнее');
    await until(async () => (await saidBy(doctor)).includes('Это лишнее'));
    await patient.page.evaluate(() => {
      const root = document.querySelector('consult-chat')!.shadowRoot!;
      const entry = [...root.querySelectorAll<HTMLElement>('[part~="entry"]')].find((one) =>
        one.innerText.includes('Это лишнее'),
      )!;
      entry.querySelector<HTMLButtonElement>('[part~="more"]')!.click();
    });
    await (await patient.page.waitForSelector('consult-chat >>> [part~="remove"]'))!.click();
    const confirm = await patient.page.waitForSelector('consult-chat >>> [part~="confirm"] .danger');
    await confirm!.click();
    for (const screen of [patient, doctor]) {
      await until(async () => !(await screen.wordsOf('consult-chat')).includes('Это лишнее'));
      expect((await screen.entries()).at(-1)!.text).toContain('Сообщение удалено');
    }
  });

  it('carries a document to the doctor, who answers it; later it is found and told who has opened the chat', async () => {
    const remove = await patient.attach('анализ крови.pdf', aPdf('гемоглобин'));
    await patient.say('Вот мой анализ');
    remove();
    await until(async () => (await confirmed(patient, 'Вот мой анализ')).length === 1);
    await until(async () => (await saidBy(doctor)).includes('Вот мой анализ'));
    await doctor.page.waitForSelector('consult-chat >>> [part="files"]');

    await doctor.page.evaluate(() => {
      const root = document.querySelector('consult-chat')!.shadowRoot!;
      const entry = [...root.querySelectorAll<HTMLElement>('[part~="entry"]')].find((one) =>
        one.innerText.includes('Вот мой анализ'),
      )!;
      entry.querySelector<HTMLButtonElement>('[part~="more"]')!.click();
    });
    await (await doctor.page.waitForSelector('consult-chat >>> [part~="reply"]'))!.click();
    await doctor.say('Гемоглобин в норме');
    await patient.page.waitForFunction(() => {
      const root = document.querySelector('consult-chat')!.shadowRoot!;
      const answer = [...root.querySelectorAll<HTMLElement>('[part~="entry"]')].at(-1)!;
      return answer.innerText.includes('Гемоглобин') && answer.querySelector('[part~="quote"]');
    });

    await (await patient.page.waitForSelector('consult-chat >>> [part="find"]'))!.click();
    await (await patient.page.waitForSelector('consult-chat >>> [part="search-field"]'))!.type('гемоглобина');
    await patient.page.waitForSelector('consult-chat >>> [part="hit"]');
    await patient.page.keyboard.press('Escape');

    await (await patient.page.waitForSelector('consult-chat >>> [part="menu"]'))!.click();
    await (await patient.page.waitForSelector('consult-chat >>> [part="menu-item"]'))!.click();
    await patient.page.waitForSelector('consult-chat >>> [part="access"]');
    expect(await patient.wordsOf('consult-chat')).toContain('Николаев');
    await (await patient.page.$('consult-chat >>> [part="accesses-close"]'))!.click();
  });

  it('goes on with a large document where it was, over a lost network and a reload', async () => {
    const bytes = aPdfOf(12_000_000);
    const before = system.proxy.sent;
    const cut = new Promise<void>((resolve) =>
      system.proxy.afterSending(`Upload-Offset: ${PART}`, () => {
        system.proxy.mode('drop');
        system.proxy.cut();
        resolve();
      }),
    );
    const remove = await patient.attach('снимки.pdf', bytes);
    await cut;
    remove();
    await patient.page.reload();
    system.proxy.mode('pass');
    system.proxy.cut();
    await patient.open('ардиолог', 'Идёт');
    await patient.page.waitForSelector('consult-chat >>> [part="attachment"]');
    await patient.say('Вот мои снимки');
    await until(async () => (await confirmed(doctor, 'Вот мои снимки')).length === 1, 60_000);
    expect(system.proxy.sent - before, 'what had come is not sent again').toBeLessThan(
      bytes.length + PART / 2,
    );
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(keptFiles(system.dataFolder, 'снимки.pdf')).toEqual([
      { seq: expect.any(Number), size: bytes.length, hash },
    ]);
  });

  it('is finished by the doctor without a conclusion, and turns grey for both', async () => {
    await doctor.page.waitForSelector('consult-desk >>> [part~="complete"]');
    await (await doctor.page.$('consult-desk >>> [part~="complete"]'))!.click();
    const reason = await doctor.page.waitForSelector('consult-desk >>> dialog[open] textarea');
    await reason!.type('Нужен очный осмотр');
    await (await doctor.page.$('consult-desk >>> dialog[open] [part~="confirm"]'))!.click();

    for (const screen of [patient, doctor]) {
      await screen.untilWords('consult-chat', 'Нужен очный осмотр');
      const row = await until(async () =>
        (await screen.rows()).find(({ text, finished }) => finished && text.includes('Нужен очный осмотр')),
      );
      expect(row.text).toContain('Завершена');
    }
    await until(async () => !(await patient.page.$('consult-chat >>> textarea:not([readonly])')));
  });

  it('refuses to be written in afterwards, and says so with a code', async () => {
    const answer = await patient.page.evaluate(async (server) => {
      const headers = { 'content-type': 'application/json', 'x-portal': 'page' };
      const token = await fetch('/token', { method: 'POST', headers });
      const { token: bearer } = (await token.json()) as { token: string };
      const chat = (document.querySelector('consult-provider') as HTMLElement & { chatId: string }).chatId;
      const refused = await fetch(`${server}/v1/chats/${chat}/entries`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ key: `key_${'0'.repeat(32)}`, text: 'Ещё одно слово' }),
      });
      return { status: refused.status, problem: (await refused.json()) as { code: string } };
    }, system.server);
    expect(answer).toMatchObject({ status: 409, problem: { code: 'chat-finished' } });
    expect(kept('Ещё одно слово')).toEqual([]);
  });

  it('ends with a conclusion: written by the doctor, read and kept by the patient', async () => {
    await appointAnother(chromium, system);
    await doctor.open('Ещё одна консультация', 'Идёт');
    const conclude = await doctor.page.waitForSelector('consult-desk >>> [part="conclude"]:enabled');
    await conclude!.click();
    const form = 'consult-desk >>> dialog[open][part="conclusion-form"]';
    await doctor.page.waitForSelector(form);
    for (const [field, words] of Object.entries(CONCLUSION)) {
      await doctor.page.focus(`consult-desk >>> #${field}`);
      await doctor.page.keyboard.type(words);
    }
    await doctor.untilWords('consult-desk', 'Черновик сохранён в этом браузере.');
    await (await doctor.page.$('consult-desk >>> [part="finish"]'))!.click();
    await (await doctor.page.waitForSelector('consult-desk >>> [part="sure"]'))!.click();
    await doctor.untilWords('consult-desk', 'Завершена с заключением');

    await patient.open('Ещё одна консультация');
    await patient.untilWords('consult-chat', 'Консультативное заключение');
    await patient.untilWords('consult-chat', 'Не подписано электронной подписью');
    await patient.untilWords('consult-chat', 'Все работы по заявке успешно завершены');
    await until(async () => !(await patient.page.$('consult-chat >>> textarea:not([readonly])')));
    const row = (await patient.rows()).find(({ text }) => text.includes('Ещё одна консультация'));
    expect(row).toMatchObject({ finished: true });

    const folder = mkdtempSync(join(tmpdir(), 'consult-downloads-'));
    const session = await patient.page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await (await patient.page.$('consult-chat >>> [part="conclusion-save"]'))!.click();
    const name = await until(async () => readdirSync(folder).find((file) => file.endsWith('.pdf')));
    expect(name).toMatch(/^Заключение [\d.]+\.pdf$/);
    const words = execFileSync('pdftotext', ['-layout', join(folder, name), '-'], { encoding: 'utf8' });
    for (const part of ['Матросова Елена Викторовна', 'Николаев', ...Object.values(CONCLUSION)])
      expect(words).toContain(part);
    rmSync(folder, { recursive: true });

    const opened = new Promise<Target>((resolve) => chromium.once('targetcreated', resolve));
    await (await patient.page.$('consult-chat >>> [part="conclusion-open"]'))!.click();
    const tab = await opened;
    await until(async () => tab.url().startsWith('blob:'));
    await (await tab.page())?.close();
  });

  it('leaves nothing behind in the browser after signing out', async () => {
    await patient.page.evaluate(() => document.querySelector<HTMLElement>('a[href="/sign-out"]')!.click());
    await patient.page.waitForSelector('a[href^="/sign-in"]');
    const left = await patient.page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name!);
      const counts = names.map(
        (name) =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => {
              const database = opening.result;
              const stores = [...database.objectStoreNames];
              if (!stores.length) return resolve(0);
              const reading = database.transaction(stores);
              let left = 0;
              for (const store of stores)
                reading.objectStore(store).count().onsuccess = (event) =>
                  (left += (event.target as IDBRequest<number>).result);
              reading.oncomplete = () => resolve(left);
            };
          }),
      );
      return {
        kept: (await Promise.all(counts)).reduce((sum, one) => sum + one, 0),
        local: localStorage.length,
      };
    });
    expect(left).toEqual({ kept: 0, local: 0 });
  });

  it('met no error in the page and no violation of its content security policy', () => {
    expect(faults).toEqual([[], []]);
  });

  it('left no name, text or token in the server’s log', () => {
    for (const secret of [
      'Матросова',
      'Строка',
      'Без связи',
      'анализ',
      'емоглобин',
      'осмотр',
      'экстрасистол',
      'eyJ',
      'ticket=',
    ])
      expect(system.logs()).not.toContain(secret);
  });
});

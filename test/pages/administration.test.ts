import type { Erasures } from '@consult/core/wire';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium, openPage } from '../e2e/support/browsers.js';
import { screenOf } from '../e2e/support/screen.js';
import { startSystem, type System } from '../e2e/support/system.js';
import { findingsIn, fitsNarrowly } from './support/looks.js';
import { relay, standBetween, untilPageSays } from './support/portal-page.js';

const DAY = 24 * 60 * 60 * 1000;

let system: System;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  system = await startSystem();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});

beforeEach(async () => {
  const context = await browser.createBrowserContext();
  ({ page, faults } = await openPage(context as unknown as Browser));
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  expect(faults).toEqual([]); // no error in the page, and no violation of the strictest policy
  await page.browserContext().close();
});

const enter = (path: string, family = 'Белов') => screenOf(page).enter(system.portal, family, path);
const see = (selector: string) => page.waitForSelector(selector, { visible: true });
const press = async (selector: string) => (await see(selector))!.click();
const pressButton = (words: string) =>
  press(`::-p-xpath(//button[not(ancestor::header) and starts-with(normalize-space(.), "${words}")])`);
const wordsOf = (selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());
const untilSaid = (words: string, selector = 'main') => untilPageSays(page, words, selector);
const valueOf = (selector: string) =>
  page.$eval(selector, (field) => (field as HTMLInputElement | HTMLTextAreaElement).value);
const focused = () => page.evaluate(() => document.activeElement?.id);

/** Opens the draft of the next version. */
async function openEditor(kind = 'notifications', lang = 'ru') {
  if (lang === 'en') await page.goto(`${system.portal}/settings?lang=en&back=/`);
  await enter(`/documents?kind=${kind}`);
  await see('#text');
}

/** Writes as somebody does, into what is there. */
async function write(selector: string, words: string) {
  await page.focus(selector);
  await page.keyboard.down('Control');
  await page.keyboard.press('End');
  await page.keyboard.up('Control');
  await page.keyboard.type(words);
}

/** What the server keeps, asked in the page's own name. */
const call = <T>(method: string, path: string, body?: object) =>
  page.evaluate(
    async (server, method, path, body) => {
      const { token } = (await (
        await fetch('/token', { method: 'POST', headers: { 'x-portal': 'page' } })
      ).json()) as { token: string };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(server + path, { method, headers, ...(body && { body }) });
      return (await answer.json()) as unknown;
    },
    system.server,
    method,
    path,
    body ? JSON.stringify(body) : null,
  ) as Promise<T>;

const versionOf = async (kind: string) =>
  (
    await call<{ documents: { kind: string; version: number; title: string }[] }>(
      'GET',
      '/v1/consent-documents',
    )
  ).documents.find((one) => one.kind === kind)!;

const between = (answer: Parameters<typeof standBetween>[1]) => standBetween(page, answer);
const findings = () => findingsIn(page);
const fits = () => fitsNarrowly(page);

describe('«Документы согласий»', () => {
  it('lists each kind with the version in force, its date, its hash and its text', async () => {
    await enter('/documents');
    await see('#notifications');
    const card = 'section[aria-labelledby="personal-data"]';
    expect(await wordsOf(card)).toMatch(/Редакция 1, \d+ \S+ 20\d\d г\. в \d\d:\d\d \(МСК\)/);
    expect(await wordsOf(`${card} code`)).toMatch(/^[0-9a-f]{64}$/);
    expect(await page.$$('.card')).toHaveLength(3);
    await press(`${card} summary`);
    await see(`${card} .document-text`);
    expect(await findings()).toEqual([]);
    expect(await fits()).toBe(true);
  });

  it('keeps what is written over a reload, apart for each kind, until it is thrown away', async () => {
    await openEditor();
    await write('#text', '\nЧерновик уцелеет.');
    await write('#title', ' и ещё');
    await untilSaid('Черновик сохранён в этой вкладке.');
    await page.reload();
    await see('#text');
    expect(await valueOf('#text')).toContain('Черновик уцелеет.');
    expect(await valueOf('#title')).toContain(' и ещё');
    await pressButton('К документам');
    await untilSaid('Продолжить черновик', 'section[aria-labelledby="notifications"]');
    expect(await focused()).toBe('notifications');
    expect(await wordsOf('section[aria-labelledby="personal-data"]')).toContain('Написать новую редакцию');

    await press('section[aria-labelledby="notifications"] .actions button');
    await see('#text');
    await pressButton('Начать заново');
    await untilSaid('Черновик в этой вкладке удалится.', 'dialog');
    await pressButton('Вернуться к тексту');
    expect(await valueOf('#text')).toContain('Черновик уцелеет.');
    await pressButton('Начать заново');
    await pressButton('Удалить черновик');
    await page.waitForFunction(
      () => !document.querySelector<HTMLTextAreaElement>('#text')!.value.includes('уцелеет'),
    );
  });

  it('tells at the fields what is wrong, and goes there', async () => {
    await openEditor();
    await pressButton('Опубликовать');
    expect(await wordsOf('#text-fault')).toContain('публиковать нечего');
    expect(await focused()).toBe('text');
    await page.$eval('#title', (field) => void ((field as HTMLInputElement).value = ' '));
    await page.$eval('#text', (field) => void ((field as HTMLTextAreaElement).value = 'я'.repeat(50_001)));
    await pressButton('Опубликовать');
    expect(await wordsOf('#title-fault')).toBe('Напишите название.');
    expect(await wordsOf('#text-fault')).toBe('Не больше 50000 знаков, сейчас 50001. Сократите.');
    expect(await focused()).toBe('title');
    expect(await page.$eval('#title', (field) => field.getAttribute('aria-invalid'))).toBe('true');
    expect(await page.$('dialog')).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('shows what changes, asks before it publishes, and does nothing upon a no', async () => {
    await openEditor();
    await write('#text', '\nНовый абзац.');
    const added = await see('consent-changes >>> ins');
    expect(await added!.evaluate((ins) => ins.textContent)).toContain('Новый абзац.');
    expect(await findings()).toEqual([]);
    expect(await fits()).toBe(true);
    await pressButton('Опубликовать');
    await untilSaid('Все пациенты будут спрошены снова.', 'dialog');
    await untilSaid('письма, СМС и push-уведомления ему не отправляются', 'dialog');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Вернуться к тексту');
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog'));
    expect((await versionOf('notifications')).version).toBe(1);
    expect(await valueOf('#text')).toContain('Новый абзац.');
  });

  it('publishes once, though the first answer was lost, and says so', async () => {
    await openEditor();
    await write('#text', '\nДойдёт один раз.');
    let lost = 0;
    await between((request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/v1/consent-documents')) return undefined;
      return lost++ ? undefined : relay(request).then(() => request.abort());
    });
    await pressButton('Опубликовать');
    await press('dialog .main');
    await untilSaid('Ответа от сервера нет. Текст сохранён.', 'dialog [role="alert"]');
    expect(await findings()).toEqual([]);
    await press('dialog .main');
    await untilSaid('Редакция 2 опубликована', '[role="status"]');
    expect(await focused()).toBe('notifications');
    expect((await versionOf('notifications')).version).toBe(2);
    expect(await wordsOf('section[aria-labelledby="notifications"]')).toContain('Написать новую редакцию');
    expect(await findings()).toEqual([]);
  });

  it('never overwrites unseen what another administrator has published meanwhile', async () => {
    await openEditor('personal-data');
    await write('#text', '\nМой абзац.');
    const { title } = await versionOf('personal-data');
    await call('POST', '/v1/consent-documents', { kind: 'personal-data', title, text: 'Чужая редакция.' });
    await pressButton('Опубликовать');
    await press('dialog .main');
    await untilSaid('Пока вы писали, опубликована редакция 2.', '.note');
    expect(await valueOf('#text')).toContain('Мой абзац.');
    const removed = await see('consent-changes >>> del');
    expect(await removed!.evaluate((del) => del.textContent)).toContain('Чужая редакция.');
    await pressButton('Опубликовать');
    await untilSaid('Опубликовать редакцию 3?', 'dialog');
    await press('dialog .main');
    await untilSaid('Редакция 3 опубликована', '[role="status"]');
  });

  it('is done by the keyboard alone', async () => {
    await enter('/documents');
    await see('#notifications');
    const reach = async (words: string) => {
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => document.activeElement?.textContent?.trim());
        if (here === words) return;
      }
      throw new Error(`no key leads to ${words}`);
    };
    await page.focus('#remote-consultation');
    await reach('Написать новую редакцию');
    await page.keyboard.press('Enter');
    await see('#text');
    expect(await focused()).toBe('editor');
    for (let step = 0; step < 2; step++) await page.keyboard.press('Tab');
    expect(await focused()).toBe('text');
    await page.keyboard.type('Набрано с клавиатуры. ');
    await reach('Опубликовать');
    await page.keyboard.press('Enter');
    await see('dialog');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilSaid('опубликована', '[role="status"]');
    expect(await focused()).toBe('remote-consultation');
  });

  it('says what to do where the server is away, and goes on when it is back', async () => {
    let away = true;
    await between((request) =>
      away && request.url().endsWith('/v1/consent-documents') ? request.abort() : undefined,
    );
    await enter('/documents');
    await untilSaid('Не удалось связаться с сервером.', '[role="alert"]:not([hidden])');
    expect(await findings()).toEqual([]);
    away = false;
    await pressButton('Повторить');
    await see('#notifications');
  });

  it('keeps what is written when the session ends, and nothing after a sign-out', async () => {
    await openEditor();
    await write('#text', '\nНе пропадёт.');
    await page.evaluate(() =>
      fetch('/sign-out', { method: 'POST', headers: { 'x-portal': 'page' }, redirect: 'manual' }),
    );
    await untilSaid('Сеанс на портале закончился. Написанное сохранено в этом браузере.', '.session-ended');
    expect(await valueOf('#text')).toContain('Не пропадёт.');
    expect(await findings()).toEqual([]);

    await press('.session-ended a'); // ESIA knows them still
    await see('#notifications');
    await press('section[aria-labelledby="notifications"] .actions button');
    await see('#text');
    expect(await valueOf('#text')).toContain('Не пропадёт.');
    await press('header a[href="/sign-out"]');
    await page.waitForFunction(() => document.querySelector('header a[href="/sign-in"]'));
    await openEditor();
    expect(await valueOf('#text')).not.toContain('Не пропадёт.');
  });

  it('speaks English', async () => {
    await openEditor('remote-consultation', 'en');
    await untilSaid('Consent documents');
    await write('#text', '\nOne more.');
    await untilSaid('The draft is kept in this tab.');
    await pressButton('Publish');
    await untilSaid('All patients will be asked again.', 'dialog');
  });
});

describe('«Удаление данных»', () => {
  /** A patient asks, in a browser of their own. */
  async function wish(family: string) {
    await enter('/requests', family);
    await call('POST', '/v1/me/erasure', {});
    await page.browserContext().deleteCookie(...(await page.browserContext().cookies()));
  }

  it('lists who has asked, when, and until when it is to be done', async () => {
    await enter('/erasures');
    await untilSaid('Пациент per_uproshenko');
    await untilSaid('ещё 18 дней');
    await untilSaid('Пока ничего не удалялось.');
    expect(await page.$$('.card')).toHaveLength(1);
  });

  it('tells who has approved, asks before each step, and takes a lost answer for what it was', async () => {
    await enter('/erasures');
    await untilSaid('Никто не подтвердил');
    expect(await findings()).toEqual([]);
    expect(await fits()).toBe(true);
    let lost = 0;
    await between((request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/approve')) return undefined;
      return lost++ ? undefined : relay(request).then(() => request.abort());
    });
    await pressButton('Подтвердить');
    await untilSaid('Вернуть их будет нельзя.', 'dialog');
    expect(await findings()).toEqual([]);
    await press('dialog .main');
    await untilSaid('Ответа от сервера нет.', 'dialog [role="alert"]');
    await press('dialog .main');
    await untilSaid('Вы уже подтвердили. Теперь нужен другой администратор.', '[role="status"]');
    await untilSaid('Вы подтвердили, нужен другой администратор');
    expect(await page.$('.card button')).toBeNull();
  });

  it('lets the other one do it, and tells both what was erased', async () => {
    await enter('/erasures', 'Лаврова');
    await untilSaid('Подтвердил один администратор, нужен второй');
    await pressButton('Удалить данные');
    await press('dialog .main');
    await untilSaid('Данные удалены.', '[role="status"]');
    await untilSaid('Запросов на удаление нет.');
    expect(await wordsOf('.card ul')).toMatch(/^\p{Script=Cyrillic}[^:]+: \d+/u);
    expect(await findings()).toEqual([]);
  });

  it.each([
    [29 * DAY + DAY / 2, 'осталось меньше суток'],
    [30 * DAY + DAY / 2, 'Срок прошёл меньше суток назад. Удалите данные сейчас.'],
    [33 * DAY + DAY / 2, 'Срок прошёл 3 дня назад. Удалите данные сейчас.'],
  ])('says in words how late it is, %i ms after it was asked for', async (later, words) => {
    await wish('Матросова');
    await between((request) => {
      if (request.method() !== 'GET' || !request.url().endsWith('/v1/erasures')) return undefined;
      return relay(request).then(async (answer) => {
        const body = (await answer.json()) as Erasures;
        const now = body.now + later;
        const erasures = body.erasures.map((one) => ({ ...one, overdue: now > one.dueAt }));
        const headers = Object.fromEntries(answer.headers);
        await request.respond({
          status: answer.status,
          headers: { ...headers, 'content-encoding': 'identity' },
          contentType: 'application/json',
          body: JSON.stringify({ now, erasures }),
        });
      });
    });
    await enter('/erasures');
    await untilSaid(words);
    expect(await findings()).toEqual([]);
  });

  it('speaks English', async () => {
    await page.goto(`${system.portal}/settings?lang=en&back=/`);
    await enter('/erasures');
    await untilSaid('Erasure of data');
    await untilSaid('Nobody has approved');
  });
});

import type { Browser, Page } from 'puppeteer-core';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { openChromium, openPage } from '../e2e/support/browsers.js';
import { screenOf } from '../e2e/support/screen.js';
import { startSystem, type System } from '../e2e/support/system.js';
import { findingsIn, fitsNarrowly } from './support/looks.js';
import { relay, standBetween, untilPageSays } from './support/portal-page.js';

let system: System;
let browser: Browser;
let page: Page;
let faults: string[];
let downloads: string;

beforeAll(async () => {
  system = await startSystem();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});

beforeEach(async () => {
  downloads = mkdtempSync(join(tmpdir(), 'consult-downloads-'));
  const context = await browser.createBrowserContext({
    downloadBehavior: { policy: 'allow', downloadPath: downloads },
  });
  ({ page, faults } = await openPage(context as unknown as Browser));
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  expect(faults).toEqual([]); // no error in the page, and no violation of the strictest policy
  await page.browserContext().close();
  rmSync(downloads, { recursive: true });
});

const enter = (family = 'Матросова') => screenOf(page).enter(system.portal, family, '/access/data');
const press = async (words: string, within = 'main') =>
  (await page.waitForSelector(`${within} ::-p-xpath(.//button[normalize-space(.) = "${words}"])`, {
    visible: true,
  }))!.click();
const untilSaid = (words: string, selector = 'main') => untilPageSays(page, words, selector);

/** The copies that lie in the folder of downloads. */
const copies = () =>
  readdirSync(downloads)
    .filter((name) => /^consult-data-\d{4}-\d\d-\d\d.*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(downloads, name), 'utf8')) as { data: object });

describe('«Копия и удаление данных»', () => {
  it('saves a copy of what is kept of oneself', async () => {
    await enter();
    await press('Скачать копию');
    await untilSaid('Файл сохранён: consult-data-', '.said');
    const [copy] = await eventually(() => {
      expect(copies()).toHaveLength(1);
      return copies();
    });
    expect(JSON.stringify(copy)).toContain('Матросова');
    expect(await findingsIn(page)).toEqual([]);
    expect(await fitsNarrowly(page)).toBe(true);
  });

  it('saves the child’s where a parent asks for it', async () => {
    await enter();
    await page.waitForSelector('input[name="patient"]');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/v1/me/erasure?patient=')),
      page.click('input[name="patient"]:not(:checked)'),
    ]);
    await page.waitForNetworkIdle({ idleTime: 100 }); // drawn anew
    await press('Скачать копию');
    const [copy] = await eventually(() => {
      expect(copies()).toHaveLength(1);
      return copies();
    });
    expect(JSON.stringify(copy)).toContain('Михаил');
  });

  it('says that the copy did not come, and makes it upon another press', async () => {
    await enter();
    let lost = 0;
    await standBetween(page, (request) =>
      request.url().includes('/v1/me/export') && !lost++ ? request.abort() : undefined,
    );
    await press('Скачать копию');
    await untilSaid('Не удалось связаться с сервером.', '#copy-problem');
    await press('Скачать копию');
    await untilSaid('Файл сохранён', '.said');
    expect(await page.$eval('#copy-problem', ({ textContent }) => textContent)).toBe('');
  });

  it('takes a wish to erase, after a question and once, though the answer was lost', async () => {
    await enter();
    await press('Попросить удалить');
    await untilSaid('Удалённое вернуть нельзя.', 'dialog');
    expect(await findingsIn(page)).toEqual([]);
    await press('Не сейчас', 'dialog');
    expect(await page.$('.card')).toBeNull();

    let lost = 0;
    await standBetween(page, (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/v1/me/erasure') || lost++)
        return undefined;
      return relay(request).then(() => request.abort());
    });
    await press('Попросить удалить');
    await press('Попросить удалить', 'dialog');
    await untilSaid('Ответа от сервера нет.', 'dialog [role="alert"]');
    await press('Попросить удалить', 'dialog');
    await untilSaid('Просьба отправлена.', '.said');
    await untilSaid('На рассмотрении', '.card');
    expect(await page.$$('.card')).toHaveLength(1);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('erase');
    const buttons = await page.$$eval('main button', (all) => all.map(({ textContent }) => textContent));
    expect(buttons).not.toContain('Попросить удалить');
    expect(await findingsIn(page)).toEqual([]);
  });
});

import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openChromium, openFirefox } from '../e2e/support/browsers.js';
import { eventually } from '../support/eventually.js';
import { openPatientPage } from './support/patient-page.js';

describe.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])('what finds links, in %s', (_, open) => {
  let browser: Browser;
  beforeAll(async () => void (browser = await open()));
  afterAll(() => browser.close());

  it('is fetched by the first message that may hold one, once, and by no other', async () => {
    const { page, chat, chunks, close } = await openPatientPage(browser);
    onTestFinished(close);
    await chat.says('doctor', 'Принимайте по 1 таблетке. Утром!');
    await eventually(async () =>
      expect(await page.$('consult-chat >>> ::-p-text(по 1 таблетке)')).not.toBeNull(),
    );
    expect(chunks).toContain('hand');
    expect(chunks).not.toContain('find-links');

    await chat.says('doctor', 'Запишитесь: gorzdrav.spb.ru/signup');
    await eventually(async () => expect(await page.$$('consult-chat >>> a.link')).toHaveLength(1));
    await chat.says('doctor', 'Или здесь: gosuslugi.ru');
    await eventually(async () => expect(await page.$$('consult-chat >>> a.link')).toHaveLength(2));
    expect(chunks.filter((chunk) => chunk === 'find-links')).toHaveLength(1);
  });
});

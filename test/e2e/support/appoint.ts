import type { Browser } from 'puppeteer-core';
import { expect } from 'vitest';
import { until } from './screen.js';
import type { System } from './system.js';

/** The registry appoints one more consultation of the two, for now. */
export async function appointAnother(browser: Browser, { portal, server }: System): Promise<void> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${portal}/sign-in?to=/chat`);
  await page.waitForSelector('button[name="person"]');
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[name="person"]')];
      buttons.find((button) => button.textContent?.includes('Журавлёва'))!.click();
    }),
  ]);
  await until(async () => page.url().startsWith(portal));
  const status = await page.evaluate(async (api) => {
    const headers = { 'content-type': 'application/json', 'x-portal': 'page' };
    const { token } = (await (await fetch('/token', { method: 'POST', headers })).json()) as {
      token: string;
    };
    const now = Date.now();
    const answer = await fetch(`${api}/v1/chats`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        key: `key_${'1'.repeat(32)}`,
        patient: 'per_matrosova',
        doctor: 'per_nikolaev',
        title: 'Ещё одна консультация',
        comment: null,
        startsAt: now,
        endsAt: now + 1_800_000,
      }),
    });
    return answer.status;
  }, server);
  expect(status).toBe(201);
  await context.close();
}

import puppeteer, { type Browser, type Page } from 'puppeteer-core';
// @ts-expect-error a plain script without types
import { CHROMIUM_ARGS, FIREFOX_PREFS, findBrowser } from '../../../.config/find-browsers.mjs';

/** A Chromium whose way to one port of the loopback leads through another port there. */
export const openChromium = (detour?: { readonly from: number; readonly to: number }): Promise<Browser> =>
  puppeteer.launch({
    executablePath: findBrowser('chromium') as string,
    env: { ...process.env, LC_ALL: 'C.UTF-8' }, // else a document with a Russian name cannot be chosen where nothing says so
    args: [
      ...(CHROMIUM_ARGS as string[]),
      ...(detour ? [`--host-resolver-rules=MAP 127.0.0.1:${detour.from} 127.0.0.1:${detour.to}`] : []),
    ],
  });

/** Stock Firefox, driven by WebDriver BiDi. */
export const openFirefox = (): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox') as string,
    extraPrefsFirefox: FIREFOX_PREFS as Record<string, unknown>,
  });

/** Firefox tells of a request that found no way as of an error in the page. What CORS forbids it words differently. */
const WEATHER = /Cross-Origin Request Blocked.*CORS request did not succeed/;

/** A page that remembers what went wrong in it: uncaught errors and violations of the content security policy. */
export async function openPage(
  browser: Browser,
  width = 1280,
  height = 800,
): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const faults: string[] = [];
  page.on('pageerror', (error) => {
    if (!WEATHER.test(String(error))) faults.push(String(error));
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|Trusted ?Types/i.test(text)) faults.push(text);
  });
  return { page, faults };
}

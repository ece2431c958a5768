import puppeteer, { type Browser, type Page } from 'puppeteer-core';
// @ts-expect-error a plain script without types
import { CHROMIUM_ARGS, FIREFOX_PREFS, findBrowser } from '../../.config/find-browsers.mjs';
import type { Home } from './network.js';

/** Whom Chromium itself asks for updates and advice, whatever the page does. They do not count, and no page wants them. */
const CALLS_HOME = [
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'content-autofill.googleapis.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'safebrowsing.googleapis.com',
  'update.googleapis.com',
];

/** Says yes to every question for a device, whatever the permissions of the page are. */
const SAYS_YES = '--use-fake-ui-for-media-stream';

/**
 * A Chromium with fake devices, in `home` where one is given. Two people need two: a hidden page draws no frame.
 *
 * @param asks - Whether permissions count; otherwise each is given.
 */
export const openChromium = (home?: Home, asks: boolean = false): Promise<Browser> => {
  const program = findBrowser('chromium') as string;
  return puppeteer.launch({
    executablePath: home ? home.wrapper(program) : program,
    pipe: true, // its debugging port would be inside the home
    args: [
      ...(CHROMIUM_ARGS as string[]).filter((argument) => !asks || argument !== SAYS_YES),
      '--autoplay-policy=no-user-gesture-required',
      `--host-resolver-rules=${CALLS_HOME.map((name) => `MAP ${name} ~NOTFOUND`).join()}`,
    ],
  });
};

/** Stock Firefox with fake devices, on this machine's own network. */
export const openFirefox = (): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox') as string,
    extraPrefsFirefox: { ...(FIREFOX_PREFS as Record<string, unknown>), 'media.autoplay.default': 0 },
  });

/** A page with nothing in it, and what went wrong in it. */
export async function openPage(browser: Browser): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  return { page, faults };
}

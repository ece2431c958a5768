import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../e2e/support/browsers.js';
import type { FilesServer } from '../support/files-server.js';
import { faultsIn, type Sight } from './support/sight.js';
import { serveStorybook, showStory, storybookEntries } from './support/storybook.js';

const TAGS = [
  'deferred-request-form',
  'request-tracker',
  'request-journal',
  'consent-dialog',
  'consent-list',
  'notice-list',
];
const stories = storybookEntries.filter(
  ({ type, title }) => type === 'story' && TAGS.some((tag) => title.endsWith(`/${tag}`)),
);

let browser: Browser;
let files: FilesServer;
let page: Page;
let devtools: CDPSession;

beforeAll(async () => {
  files = await serveStorybook();
  browser = await openChromium();
  page = await browser.newPage();
  devtools = await page.createCDPSession();
});
afterAll(async () => {
  await browser.close();
  files.close();
});

/** Looks at the story that is shown, once it has been laid out anew. */
async function look(sight: Sight) {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.evaluate(faultsIn, sight, TAGS.join());
}

const emulate = (media: '' | 'print', features: { name: string; value: string }[] = []) =>
  devtools.send('Emulation.setEmulatedMedia', { media, features });

/** What is wrong with the story that is shown, for each way somebody may read it. */
async function faultsOfStory() {
  await page.setViewport({ width: 320, height: 640 });
  const narrow = await look('room');
  await page.setViewport({ width: 640, height: 400, deviceScaleFactor: 2 });
  const zoomed = await look('room');
  await emulate('', [{ name: 'forced-colors', value: 'active' }]);
  await page.keyboard.press('Shift'); // so that focus counts as moved by keyboard
  const forced = await look('forced colours');
  await emulate('print');
  const printed = await look('print');
  await emulate('');
  return { narrow, zoomed, forced, printed };
}

describe('the stories of requests, consents and notices', () => {
  it('have been built (npm run build:storybook)', () => {
    expect(stories.length).toBeGreaterThan(100);
  });

  it.each(stories.map(({ title, name, id }) => [`${title} ${name}`, id] as const))(
    '%s can be read on a narrow screen, enlarged, in forced colours and on paper',
    async (_, id) => {
      await page.setViewport({ width: 1280, height: 800 });
      await showStory(page, files.address, id);
      expect(await faultsOfStory()).toEqual({ narrow: [], zoomed: [], forced: [], printed: [] });
    },
  );
});

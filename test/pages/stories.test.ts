import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../e2e/support/browsers.js';
import { serveFiles, type FilesServer } from '../support/files-server.js';

const BUILT = new URL('../../stories/storybook-static/', import.meta.url).pathname;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: 'story' | 'docs';
}

/** What Storybook says of a story once everything in it, axe included, has run. */
interface Finished {
  readonly storyId: string;
  readonly status: 'success' | 'error';
  readonly reporters: readonly { readonly type: string; readonly status: string; readonly result: unknown }[];
}

interface Preview {
  __STORYBOOK_ADDONS_CHANNEL__?: {
    last(event: string): unknown[] | undefined;
    emit(event: string, ...args: unknown[]): void;
  };
}

const index = existsSync(`${BUILT}index.json`)
  ? (JSON.parse(readFileSync(`${BUILT}index.json`, 'utf8')) as { entries: Record<string, Entry> })
  : { entries: {} };
const entries = Object.values(index.entries);
const stories = entries.filter(({ type }) => type === 'story');
const docs = entries.filter(({ type }) => type === 'docs');

let browser: Browser;
let files: FilesServer;
let page: Page;
let faults: string[] = [];

beforeAll(async () => {
  files = await serveFiles({ folders: { '/': BUILT }, texts: { '/favicon.ico': '' } });
  browser = await openChromium();
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
});
afterAll(async () => {
  await browser.close();
  files.close();
});

const open = (id: string, viewMode: 'story' | 'docs') =>
  page.goto(`${files.address}/iframe.html?id=${id}&viewMode=${viewMode}`);

/** Shows the story, in the page that showed the one before, and waits for what Storybook says of it. */
async function show(id: string): Promise<Finished> {
  faults = [];
  if (!page.url().includes('viewMode=story')) await open(id, 'story');
  else
    await page.evaluate((storyId) => {
      const channel = (window as Preview).__STORYBOOK_ADDONS_CHANNEL__!;
      channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
    }, id);
  const finished = await page.waitForFunction(
    (storyId) => {
      const [said] = ((window as Preview).__STORYBOOK_ADDONS_CHANNEL__?.last('storyFinished') ??
        []) as Finished[];
      return said?.storyId === storyId && said;
    },
    {},
    id,
  );
  return (await finished.jsonValue()) as Finished;
}

describe('the stories', () => {
  it('have been built (npm run build:storybook)', () => {
    expect(stories.length).toBeGreaterThan(40);
  });

  it.each(stories.map(({ title, name, id }) => [`${title} ${name}`, id] as const))(
    '%s renders without an error and is accessible',
    async (_, id) => {
      const { status, reporters } = await show(id);
      expect(faults).toEqual([]);
      expect(await page.$eval('body', ({ className }) => className)).toContain('sb-show-main');
      const a11y = reporters.find(({ type }) => type === 'a11y');
      expect(violationsIn(a11y?.result)).toEqual([]);
      expect(status).toBe('success');
    },
  );

  it.each(docs.map(({ title, name, id }) => [`${title} ${name}`, id] as const))(
    'the page %s renders',
    async (_, id) => {
      faults = [];
      await open(id, 'docs');
      await page.waitForSelector('#storybook-docs h1');
      expect(faults).toEqual([]);
    },
  );
});

/** One line for each thing axe has found. */
function violationsIn(result: unknown): string[] {
  const { violations } = result as {
    violations: { id: string; help: string; nodes: { html: string }[] }[];
  };
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

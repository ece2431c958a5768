import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../e2e/support/browsers.js';
import type { FilesServer } from '../support/files-server.js';
import { openEntry, serveStorybook, showStory, storybookEntries } from './support/storybook.js';

const stories = storybookEntries.filter(({ type }) => type === 'story');
const docs = storybookEntries.filter(({ type }) => type === 'docs');

let browser: Browser;
let files: FilesServer;
let page: Page;
let faults: string[] = [];

beforeAll(async () => {
  files = await serveStorybook();
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

describe('the stories', () => {
  it('have been built (npm run build:storybook)', () => {
    expect(stories.length).toBeGreaterThan(40);
  });

  it.each(stories.map(({ title, name, id }) => [`${title} ${name}`, id] as const))(
    '%s renders without an error and is accessible',
    async (_, id) => {
      faults = [];
      const { status, reporters } = await showStory(page, files.address, id);
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
      await openEntry(page, files.address, id, 'docs');
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

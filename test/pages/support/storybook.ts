import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { serveFiles, type FilesServer } from '../../support/files-server.js';

const BUILT = new URL('../../../stories/storybook-static/', import.meta.url).pathname;

/** A story or a page of Storybook, as its index names it. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: 'story' | 'docs';
}

/** What Storybook says of a story once everything in it, axe included, has run. */
export interface Finished {
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

/** All that was built (`npm run build:storybook`); empty where nothing was. */
export const storybookEntries: readonly Entry[] = existsSync(`${BUILT}index.json`)
  ? Object.values(
      (JSON.parse(readFileSync(`${BUILT}index.json`, 'utf8')) as { entries: Record<string, Entry> }).entries,
    )
  : [];

/** Serves what was built. */
export const serveStorybook = (): Promise<FilesServer> =>
  serveFiles({ folders: { '/': BUILT }, texts: { '/favicon.ico': '' } });

/** Opens a story or a page of Storybook anew. */
export const openEntry = (page: Page, address: string, id: string, viewMode: Entry['type']) =>
  page.goto(`${address}/iframe.html?id=${id}&viewMode=${viewMode}`);

/** Shows the story, in the page that showed the one before, and waits for what Storybook says of it. */
export async function showStory(page: Page, address: string, id: string): Promise<Finished> {
  if (!page.url().includes('viewMode=story')) await openEntry(page, address, id, 'story');
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

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each thing axe has found, in both schemes, in one line. */
export async function findingsIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => void (document.documentElement.dataset.theme = value), theme);
    await page.evaluate(AXE);
    const lines = await page.evaluate(async () => {
      interface Axe {
        run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      }
      const { violations } = await (window as unknown as { axe: Axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    found.push(...lines.map((line) => `${theme} ${line}`));
  }
  return found;
}

/** Narrower than any telephone, nothing is cut off. */
export async function fitsNarrowly(page: Page): Promise<boolean> {
  await page.setViewport({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.setViewport({ width: 1280, height: 800 });
  return wide <= 0;
}

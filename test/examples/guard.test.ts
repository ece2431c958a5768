import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = join(root, 'packages/elements/guard/consult-guard.js');
const browsers = join(root, '.config/find-browsers.mjs');
const { CHROMIUM_ARGS, findBrowser } = (await import(browsers)) as {
  CHROMIUM_ARGS: string[];
  findBrowser(name: string): string | undefined;
};

/** The strict policy the elements live under: the guard must not need more. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

const TAGS =
  '<consult-provider><consult-chat-list></consult-chat-list><consult-chat></consult-chat></consult-provider>';
const DEFINES = `for (const tag of ['consult-provider', 'consult-chat-list', 'consult-chat'])
  customElements.define(tag, class extends HTMLElement { connectedCallback() { this.dataset.works = 'yes'; } });`;

/** Pages by path; the module of each is what the path says. */
const PAGES: Record<string, string> = {
  '/works': page('/defines.js'),
  '/missing': page('/no-such-file.js'),
  '/broken': page('/throws.js'),
  '/late': page('/late.js'),
  '/english': page('/no-such-file.js', 'en'),
  '/without-tags': page('/no-such-file.js', 'ru', '<p>Новости</p>'),
  '/alone': page('/no-such-file.js', 'ru', '<div><consult-chat></consult-chat></div>'),
};

function page(module: string, lang = 'ru', body = TAGS): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Чат</title>
<script src="/guard.js"></script><script type="module" src="${module}"></script></head><body>${body}</body></html>`;
}

let server: Server;
let browser: Browser;
let origin: string;
/** Answers `/late.js`, once it is asked for. */
let sendLate: () => void;
let heard: () => void;
const asked = new Promise<void>((resolve) => (heard = resolve));

beforeAll(async () => {
  const guard = await readFile(file);
  const scripts: Record<string, string> = { '/defines.js': DEFINES, '/throws.js': 'throw new Error("boom")' };
  server = createServer(({ url = '' }, answer) => {
    answer.setHeader('Content-Security-Policy', POLICY);
    if (url in PAGES) return answer.setHeader('Content-Type', 'text/html; charset=utf-8').end(PAGES[url]);
    answer.setHeader('Content-Type', 'text/javascript; charset=utf-8');
    if (url === '/guard.js') return answer.end(guard);
    if (url === '/late.js') {
      sendLate = () => answer.end(DEFINES);
      return heard();
    }
    return url in scripts ? answer.end(scripts[url]) : answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await puppeteer.launch({ executablePath: findBrowser('chromium')!, args: CHROMIUM_ARGS });
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/** Opens a page in a browser from which something has been taken before any script ran; answers what went against the policy, too. */
async function open(path: string, take?: () => void) {
  const tab = await browser.newPage();
  const violations: string[] = [];
  await tab.exposeFunction('violated', (what: string) => void violations.push(what));
  await tab.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      (globalThis as unknown as { violated(what: string): void }).violated(violatedDirective),
    );
    // A guard that waits ten seconds is right, and a test that does is not: long timers are run by hand.
    const later = window.setTimeout.bind(window);
    const waiting: (() => void)[] = [];
    Object.assign(window, {
      setTimeout: (act: () => void, ms: number) => (ms < 1_000 ? later(act, ms) : waiting.push(act)),
      timePasses: () => waiting.splice(0).forEach((act) => act()),
    });
  });
  if (take) await tab.evaluateOnNewDocument(take);
  const opened = tab.goto(`${origin}${path}`, { waitUntil: 'load' });
  if (path === '/late')
    opened.catch(() => undefined); // loads as long as its module does
  else await opened;
  return { tab, violations };
}

const notices = (tab: Page) =>
  tab.$$eval('.consult-guard-notice', (all) =>
    all.map((one) => ({
      text: one.textContent ?? '',
      role: one.getAttribute('role'),
      items: [...one.querySelectorAll('li')].map((item) => item.textContent),
    })),
  );
const timePasses = (tab: Page) =>
  tab.evaluate(() => (window as unknown as { timePasses(): void }).timePasses());

describe('the guard', () => {
  it('is read by every browser: it is ES5 and small', async () => {
    const source = await readFile(file, 'utf8');
    expect(() => parse(source, { ecmaVersion: 5 })).not.toThrow();
    expect(gzipSync(source, { level: 9 }).length).toBeLessThan(2_048);
  });

  it('keeps silent where the elements work', async () => {
    const { tab, violations } = await open('/works');
    await tab.waitForSelector('consult-provider[data-works]');
    await timePasses(tab);
    expect(await notices(tab)).toEqual([]);
    expect(await tab.$eval('consult-provider', (host) => getComputedStyle(host).display)).not.toBe('none');
    expect(violations).toEqual([]);
    await tab.close();
  });

  const missing: [name: string, take: () => void][] = [
    ['modules', () => void delete (HTMLScriptElement.prototype as Partial<HTMLScriptElement>).noModule],
    ['custom elements', () => void delete (window as { customElements?: unknown }).customElements],
    [
      'styles of a shadow tree',
      () => void delete (Document.prototype as Partial<Document>).adoptedStyleSheets,
    ],
    [
      'the language of Chrome 85',
      () => void delete (String.prototype as Partial<{ replaceAll: unknown }>).replaceAll,
    ],
    ['any promise', () => void delete (Promise as Partial<PromiseConstructor>).any],
  ];
  it.each(missing)(
    'gives a browser without %s the manual’s warning and the browsers to use',
    async (_, take) => {
      const { tab, violations } = await open('/works', take);
      const [notice, ...more] = await notices(tab);
      expect(more).toEqual([]);
      expect(notice!.role).toBe('alert');
      expect(notice!.text).toContain('ВНИМАНИЕ! Работа в InternetExplorer не поддерживается.');
      expect(notice!.text).toContain('При угрозе жизни звоните 103 или 112');
      expect(notice!.items).toEqual([
        'Google Chrome',
        'Яндекс Браузер',
        'Mozilla Firefox',
        'Opera',
        'Microsoft Edge',
      ]);
      expect(await tab.$eval('consult-provider', (host) => getComputedStyle(host).display)).toBe('none');
      expect(violations).toEqual([]);
      await tab.close();
    },
  );

  it('says at once that the module cannot be fetched, and offers to try again', async () => {
    const { tab, violations } = await open('/missing');
    await tab.waitForSelector('.consult-guard-notice');
    expect((await notices(tab))[0]!.text).toContain('Чат с врачом не загрузился');
    const asked = tab.waitForNavigation();
    await tab.click('.consult-guard-notice button');
    await asked;
    expect(violations).toEqual([]);
    await tab.close();
  });

  it('says after a while that the module came and broke', async () => {
    const { tab } = await open('/broken');
    expect(await notices(tab)).toEqual([]);
    await timePasses(tab);
    expect((await notices(tab))[0]!.text).toContain('Чат с врачом не загрузился');
    await tab.close();
  });

  it('says after a while that the module does not come, and takes it back when it does after all', async () => {
    const { tab } = await open('/late');
    await asked;
    await tab.waitForFunction(() => document.readyState === 'interactive', { polling: 50 });
    await timePasses(tab);
    expect((await notices(tab))[0]!.text).toContain('Чат с врачом не загрузился');
    sendLate();
    // Not `waitForSelector`: it waits for frames, and a page that still loads draws none.
    await tab.waitForFunction(() => document.querySelector('consult-provider[data-works]'), { polling: 50 });
    expect(await notices(tab)).toEqual([]);
    expect(await tab.$eval('consult-provider', (host) => getComputedStyle(host).display)).not.toBe('none');
    await tab.close();
  });

  it('speaks English on an English page, guards a tag without a provider, and leaves other pages alone', async () => {
    const english = await open('/english');
    await english.tab.waitForSelector('.consult-guard-notice');
    expect((await notices(english.tab))[0]!.text).toContain('If life is in danger, call 103 or 112');
    const alone = await open('/alone');
    await alone.tab.waitForSelector('.consult-guard-notice + consult-chat');
    const without = await open('/without-tags');
    expect(await notices(without.tab)).toEqual([]);
    for (const { tab } of [english, alone, without]) await tab.close();
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
// @ts-expect-error a plain script without types
import { CHROMIUM_ARGS, findBrowser } from '../../.config/find-browsers.mjs';
import { median } from './figures.js';
import type { TokenOf } from './our-rig.js';
import { readThrough, readThroughPlain, type Reading } from './reading.js';

const CDN = 'packages/elements/cdn';
const PAGE = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Bench</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><script type="module" src="/consult-patient.js"></script><body></body></html>`;
const STYLE = `body { margin: 0 } consult-chat, .floor { display: block; height: 600px; width: 700px; overflow: auto }`;

/** A page on an origin of its own that holds the published CDN files. */
export interface BenchPages {
  readonly origin: string;
  /** Milliseconds from naming a chat to its last message painted: ours, and plain DOM with the same fetch. */
  opening(address: string, chat: string, token: TokenOf): Promise<{ ours: number; plain: number }>;
  /** Milliseconds from navigation to a list and a chat one can use, on a processor `slowdown` times slower. */
  firstUse(address: string, chat: string, token: TokenOf, slowdown: number): Promise<number>;
  /** Writing in a chat, and flinging through it. */
  reading(address: string, chat: string, token: TokenOf): Promise<Reading>;
  /** The same in plain DOM. */
  readingPlain(address: string, chat: string, token: TokenOf): Promise<Reading>;
  close(): Promise<void>;
}

const ROUNDS = 15;

export async function openBenchPages(): Promise<BenchPages> {
  const server = createServer(({ url = '/' }, answer) => {
    if (url === '/') return void answer.setHeader('Content-Type', 'text/html').end(PAGE);
    if (url === '/page.css') return void answer.setHeader('Content-Type', 'text/css').end(STYLE);
    const file = join(CDN, normalize(url));
    if (!file.startsWith(CDN) || !existsSync(file)) return void answer.writeHead(404).end();
    answer.setHeader('Content-Type', 'text/javascript').end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await puppeteer.launch({
    executablePath: findBrowser('chromium') as string,
    args: CHROMIUM_ARGS as string[],
  });

  const visit = async (token: string) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(origin);
    await page.evaluate((given) => Object.assign(globalThis, { token: given }), token);
    return page;
  };

  const read = async (through: typeof readThrough, address: string, chat: string, token: TokenOf) => {
    const page = await visit(await token('per_patient', 'patient'));
    const done = await through(page, address, chat);
    await page.close();
    return done;
  };

  return {
    origin,
    async opening(address, chat, token) {
      const page = await visit(await token('per_patient', 'patient'));
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = -2; round < ROUNDS; round++) {
        const one = await openOurs(page, address, chat);
        const other = await openPlain(page, address, chat);
        if (round < 0) continue; // the first two warm the page up
        ours.push(one);
        plain.push(other);
      }
      await page.close();
      return { ours: median(ours), plain: median(plain) };
    },
    async firstUse(address, chat, token, slowdown) {
      const times: number[] = [];
      for (let round = 0; round < 5; round++) {
        const page = await browser.newPage();
        const bearer = await token('per_patient', 'patient');
        await page.evaluateOnNewDocument((given) => Object.assign(globalThis, { token: given }), bearer);
        await page.evaluateOnNewDocument(embed, address, chat);
        await page.emulateCPUThrottling(slowdown);
        await page.goto(origin);
        times.push(
          (await (
            await page.waitForFunction(() => (globalThis as { usableAt?: number }).usableAt)
          ).jsonValue())!,
        );
        await page.close();
      }
      return median(times);
    },
    reading: (address, chat, token) => read(readThrough, address, chat, token),
    readingPlain: (address, chat, token) => read(readThroughPlain, address, chat, token),
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the page before anything else: a provider with a list and a chat, and the moment when both show content. */
function embed(address: string, chat: string) {
  document.addEventListener('DOMContentLoaded', () => {
    const provider = document.createElement('consult-provider');
    provider.append(document.createElement('consult-chat-list'), document.createElement('consult-chat'));
    Object.assign(provider, { getToken: () => Promise.resolve((globalThis as { token?: string }).token) });
    provider.setAttribute('server', address);
    provider.setAttribute('chat-id', chat);
    document.body.append(provider);
    const look = () => {
      const [list, thread] = provider.children;
      const ready =
        list?.shadowRoot?.querySelector('[part~=row]') && thread?.shadowRoot?.querySelector('[part~=entry]');
      if (ready) Object.assign(globalThis, { usableAt: performance.now() });
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Names the chat to a fresh element and waits until its newest message stands painted at the end of the thread. */
const openOurs = (page: Page, address: string, chat: string) =>
  page.evaluate(
    async (server, id) => {
      const frame = () => new Promise(requestAnimationFrame);
      const given = globalThis as { token?: string; kept?: Element };
      if (!given.kept) {
        given.kept = document.createElement('consult-provider');
        Object.assign(given.kept, { getToken: () => Promise.resolve(given.token) });
        given.kept.setAttribute('server', server);
        document.body.append(given.kept);
        await customElements.whenDefined('consult-chat');
      }
      const thread = document.createElement('consult-chat');
      const start = performance.now();
      thread.setAttribute('chat-id', id);
      given.kept.append(thread);
      while (!thread.shadowRoot?.querySelector('[part~=entry]')) await frame();
      await frame();
      const took = performance.now() - start;
      thread.remove();
      await new Promise((resolve) => setTimeout(resolve, 50)); // let it let go before the next round
      return took;
    },
    address,
    chat,
  );

/** The same log drawn by hand: a fetch, and an element for each of the newest messages. */
const openPlain = (page: Page, address: string, chat: string) =>
  page.evaluate(
    async (server, id) => {
      const frame = () => new Promise(requestAnimationFrame);
      const headers = { authorization: `Bearer ${(globalThis as { token?: string }).token}` };
      const thread = document.createElement('div');
      thread.className = 'floor';
      const start = performance.now();
      document.body.append(thread);
      const answer = await fetch(`${server}/v1/chats/${id}/entries?limit=50`, { headers });
      const { entries } = (await answer.json()) as { entries: { text?: string; sentAt: number }[] };
      for (const { text, sentAt } of entries) {
        const entry = document.createElement('p');
        entry.textContent = `${new Date(sentAt).toLocaleTimeString('ru')} ${text ?? ''}`;
        thread.append(entry);
      }
      thread.scrollTop = thread.scrollHeight;
      await frame();
      await frame();
      const took = performance.now() - start;
      thread.remove();
      return took;
    },
    address,
    chat,
  );

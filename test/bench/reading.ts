import type { Page } from 'puppeteer-core';
import { median } from './figures.js';

/** What it costs to read and write in a chat that is open. */
export interface Reading {
  /** Milliseconds from the server's answer to an own message drawn and painted, the median. */
  readonly append: number;
  /** Frames that took longer than 34 ms, of all while the reader goes up through the whole chat. */
  readonly janky: number;
  readonly frames: number;
  /** Megabytes of JavaScript heap after opening, and after going through. */
  readonly heapOpened: number;
  readonly heapAfter: number;
}

const APPENDS = 15;

/** Opens the chat in a page that has the set loaded and a token, writes in it and flings through it. */
export async function readThrough(page: Page, address: string, chat: string): Promise<Reading> {
  await page.evaluate(openChat, address, chat);
  const heap = async () => {
    const session = await page.createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize / 2 ** 20;
  };
  const heapOpened = await heap();
  const appends: number[] = [];
  for (let round = -2; round < APPENDS; round++) {
    const took = await page.evaluate(appendOne);
    if (round >= 0) appends.push(took);
  }
  const { janky, frames } = await page.evaluate(fling);
  return { append: median(appends), janky, frames, heapOpened, heapAfter: await heap() };
}

async function openChat(server: string, id: string) {
  const given = globalThis as { token?: string };
  document.body.replaceChildren();
  const provider = document.createElement('consult-provider');
  Object.assign(provider, { getToken: () => Promise.resolve(given.token) });
  provider.setAttribute('server', server);
  const thread = document.createElement('consult-chat');
  thread.setAttribute('chat-id', id);
  provider.append(thread);
  document.body.append(provider);
  while (!thread.shadowRoot?.querySelector('[part~=box]')) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve, 500)); // all that comes after the first paint has come
}

/** Takes a message in as the live feed brings it: the outbox and the network are another measurement's business. */
async function appendOne(): Promise<number> {
  const { shadowRoot } = document.querySelector('consult-chat')!;
  const root = shadowRoot!;
  const box = root.querySelector<HTMLTextAreaElement>('textarea[part~=box]')!;
  const text = `Ещё ${performance.now()}`;
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  const shown = () =>
    [...root.querySelectorAll('.pending-list [part~=said]')].some((said) => said.textContent === text);
  const last = () =>
    [...root.querySelectorAll('.section')].at(-1)?.lastElementChild?.textContent?.includes(text);
  const start = performance.now();
  root.querySelector<HTMLElement>('[part=send]')!.click();
  while (!shown() && !last()) await new Promise(requestAnimationFrame);
  const took = performance.now() - start;
  while (!last()) await new Promise(requestAnimationFrame);
  return took;
}

/** Goes up as a flick of the finger does, a screen in a few frames, and counts the frames that come late. */
async function fling(): Promise<{ janky: number; frames: number }> {
  const box = document.querySelector('consult-chat')!.shadowRoot!.querySelector('[part~=messages]')!;
  const frame = () => new Promise<number>(requestAnimationFrame);
  let janky = 0;
  let before = await frame();
  const FRAMES = 900;
  for (let count = 0; count < FRAMES; count++) {
    box.scrollTop -= 150;
    const now = await frame();
    if (now - before > 34) janky++;
    before = now;
  }
  return { janky, frames: FRAMES };
}

import type { Page } from 'puppeteer-core';
import { median } from './figures.js';

/** What it costs to read and write in a chat that is open. */
export interface Reading {
  /** Milliseconds from the press on «Отправить» to the own message in the chat, which does not wait for the server; the median. */
  readonly append: number;
  /** The same once the reader has gone through the whole chat and come back to its end. */
  readonly appendAfter: number;
  /** Frames that took longer than 34 ms, of all while the reader goes up through the whole chat. */
  readonly janky: number;
  readonly frames: number;
  /** How tall, in px, all is that the reader has gone through. */
  readonly height: number;
  /** Megabytes of JavaScript heap after opening, and after going through. */
  readonly heapOpened: number;
  readonly heapAfter: number;
  /** Megabytes the document takes after going through. */
  readonly documentAfter: number;
  /** Nodes of the document after going through. */
  readonly nodes: number;
}

const APPENDS = 15;
/** A flick of the finger: about a screen in four frames. */
const FRAMES = 4000;

/** Opens the chat in a page that has the set loaded and a token, writes in it and flings through it. */
export const readThrough = (page: Page, address: string, chat: string): Promise<Reading> =>
  go(page, () => page.evaluate(openChat, address, chat), appendOne);

/** The same in plain DOM: a paragraph for each message, older ones fetched and put above as the reader comes near the top. */
export const readThroughPlain = (page: Page, address: string, chat: string): Promise<Reading> =>
  go(page, () => page.evaluate(openPlainChat, address, chat), appendPlain);

async function go(page: Page, open: () => Promise<void>, append: () => Promise<number>): Promise<Reading> {
  const session = await page.createCDPSession();
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
    return { script: usedSize / 2 ** 20, document: (embedderHeapUsedSize ?? 0) / 2 ** 20 };
  };
  const appending = async () => {
    const took: number[] = [];
    for (let round = -2; round < APPENDS; round++) {
      const one = await page.evaluate(append);
      if (round >= 0) took.push(one);
    }
    return median(took);
  };
  await open();
  const opened = await heap();
  const before = await appending();
  const flung = await page.evaluate(fling, FRAMES);
  const after = await heap();
  const { nodes } = await session.send('Memory.getDOMCounters');
  await page.evaluate(toEnd);
  const appendAfter = await appending();
  await session.detach();
  return {
    append: before,
    appendAfter,
    ...flung,
    heapOpened: opened.script,
    heapAfter: after.script,
    documentAfter: after.document,
    nodes,
  };
}

/** As the protocol answers it; the types of the library are behind. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
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

/** Sends a message as a reader does; the next one only once it stands among those the server has. */
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

async function openPlainChat(server: string, id: string) {
  const authorization = `Bearer ${(globalThis as { token?: string }).token}`;
  document.body.replaceChildren();
  const thread = document.createElement('div');
  thread.className = 'floor';
  document.body.append(thread);
  let first = Infinity;
  let loading = false;
  const draw = (text: string, sentAt: number) => {
    const entry = document.createElement('p');
    entry.textContent = `${new Date(sentAt).toLocaleTimeString('ru')} ${text}`;
    return entry;
  };
  const load = async () => {
    if (loading || first <= 1) return;
    loading = true;
    const before = first < Infinity ? `&before=${first}` : '';
    const answer = await fetch(`${server}/v1/chats/${id}/entries?limit=50${before}`, {
      headers: { authorization },
    });
    const { entries } = (await answer.json()) as {
      entries: { seq: number; text?: string; sentAt: number }[];
    };
    first = entries[0]?.seq ?? 1;
    const height = thread.scrollHeight;
    thread.prepend(...entries.map(({ text, sentAt }) => draw(text ?? '', sentAt)));
    thread.scrollTop += thread.scrollHeight - height;
    loading = false;
  };
  thread.addEventListener('scroll', () => void (thread.scrollTop < thread.clientHeight && load()));
  await load();
  thread.scrollTop = thread.scrollHeight;
  Object.assign(thread, { add: (text: string) => thread.append(draw(text, Date.now())) });
}

async function appendPlain(): Promise<number> {
  const thread = document.querySelector<HTMLElement & { add: (text: string) => void }>('.floor')!;
  const start = performance.now();
  thread.add(`Ещё ${start}`);
  thread.scrollTop = thread.scrollHeight;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}

/** Goes up as a flick of the finger does, a screen in a few frames, and counts the frames that come late. */
async function fling(most: number): Promise<Pick<Reading, 'janky' | 'frames' | 'height'>> {
  const root = document.querySelector('consult-chat')?.shadowRoot ?? document;
  const box = root.querySelector('[part~=messages], .floor')!;
  const frame = () => new Promise<number>(requestAnimationFrame);
  let janky = 0;
  let frames = 0;
  let still = 0;
  let before = await frame();
  while (frames < most && (still < 120 || frames < 900)) {
    box.scrollTop -= 150;
    const now = await frame();
    if (now - before > 34) janky++;
    before = now;
    frames++;
    still = box.scrollTop === 0 ? still + 1 : 0; // older ones may be on their way
  }
  return { janky, frames, height: box.scrollHeight };
}

async function toEnd() {
  const root = document.querySelector('consult-chat')?.shadowRoot ?? document;
  const box = root.querySelector('[part~=messages], .floor')!;
  for (let frames = 0; frames < 60; frames++) {
    box.scrollTop = box.scrollHeight;
    await new Promise(requestAnimationFrame);
  }
}

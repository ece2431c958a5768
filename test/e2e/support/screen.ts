import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';

/** A row of the chat list, as it reads. */
export interface SeenRow {
  readonly text: string;
  readonly unread: number;
  readonly finished: boolean;
  readonly selected: boolean;
}

/** An entry of the thread, as it reads. */
export interface SeenEntry {
  /** `null` while the server has not confirmed it. */
  readonly seq: number | null;
  readonly own: boolean;
  readonly said: string;
  readonly text: string;
}

/** One person before the portal: what they see and do. */
export interface Screen {
  readonly page: Page;
  /** Through ESIA to a page of the portal. */
  enter(portal: string, family: string, path: string): Promise<void>;
  /** From the start page through ESIA to «Чат с врачом». */
  signIn(portal: string, family: string): Promise<void>;
  /** Clicks what the selector finds, as soon as it is there, stands still and is enabled. */
  press(selector: string): Promise<void>;
  /** Clicks the button of the page itself that begins with these words. */
  pressButton(words: string): Promise<void>;
  /** Writes into an empty field. */
  write(selector: string, text: string): Promise<void>;
  search(words: string): Promise<void>;
  rows(): Promise<SeenRow[]>;
  /** Opens the chat whose row holds all these words. */
  open(...words: string[]): Promise<void>;
  /** Types and presses Enter. */
  say(text: string): Promise<void>;
  /** Chooses a file in the device's dialog. Answers how to delete it there. */
  attach(name: string, bytes: Uint8Array): Promise<() => void>;
  entries(): Promise<SeenEntry[]>;
  /** The words of a tag's shadow root. */
  wordsOf(tag: string): Promise<string>;
  /** Waits until `check` is true of what the tag's shadow root says. */
  untilWords(tag: string, words: string): Promise<void>;
}

/** How long a busy machine may take to draw what is to be clicked, in ms. */
const PATIENCE = 60_000;

export function screenOf(page: Page): Screen {
  const screen: Screen = {
    page,
    async enter(portal, family, path) {
      await page.goto(`${portal}/sign-in?to=${path}`);
      await page.waitForSelector('button[name="person"]');
      await Promise.all([
        page.waitForSelector('consult-provider'),
        page.evaluate((name) => {
          const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[name="person"]')];
          buttons.find((button) => button.querySelector('strong')?.textContent?.startsWith(name))!.click();
        }, family),
      ]);
    },
    async signIn(portal, family) {
      await screen.enter(portal, family, '/chat');
      await page.waitForFunction(() =>
        document.querySelector('consult-chat-list')?.shadowRoot?.querySelector('[part~="row"]'),
      );
    },
    async press(selector) {
      const found = await page.waitForSelector(selector, { visible: true, timeout: PATIENCE });
      await found!.click();
    },
    pressButton: (words) =>
      screen.press(`::-p-xpath(//main//button[starts-with(normalize-space(.), "${words}")])`),
    write: (selector, text) => page.locator(selector).setTimeout(PATIENCE).fill(text),
    async search(words) {
      const field = await page.waitForSelector('consult-chat-list >>> input[type="search"]');
      await field!.click({ count: 3 });
      await page.keyboard.press('Backspace');
      if (words) await page.keyboard.type(words);
    },
    rows: () =>
      page.evaluate(() => {
        const root = document.querySelector('consult-chat-list')!.shadowRoot!;
        return [...root.querySelectorAll<HTMLElement>('[part~="row"]')].map((row) => ({
          text: row.innerText.replace(/\s+/g, ' ').trim(),
          unread: Number(row.querySelector('[part~="unread"]')?.textContent ?? 0),
          finished: row.matches('[part~="finished"]'),
          selected: row.matches('[aria-current="true"]'),
        }));
      }),
    async open(...words) {
      const find = await page.waitForFunction(
        (wanted) => {
          const root = document.querySelector('consult-chat-list')!.shadowRoot!;
          return [...root.querySelectorAll<HTMLElement>('[part~="row"]')].find((row) =>
            wanted.every((word) => row.innerText.replace(/\s/g, ' ').includes(word)),
          );
        },
        {},
        words,
      );
      await find.asElement()!.evaluate((row) => (row as HTMLElement).click());
      await page.waitForFunction(() =>
        document.querySelector('consult-chat')?.shadowRoot?.querySelector('[part~="entry"]'),
      );
    },
    async say(text) {
      await page.focus('consult-chat >>> textarea');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    async attach(name, bytes) {
      const folder = mkdtempSync(join(tmpdir(), 'consult-uploads-'));
      const file = join(folder, name);
      writeFileSync(file, bytes);
      await (await page.waitForSelector('consult-chat >>> [part="attach"]'))!.click();
      const item = await page.waitForSelector('consult-chat >>> [part="attach-menu"] button');
      const [chooser] = await Promise.all([page.waitForFileChooser(), item!.click()]);
      await chooser.accept([file]);
      await page.waitForSelector('consult-chat >>> [part="attachment"]');
      return () => rmSync(folder, { recursive: true });
    },
    entries: () =>
      page.evaluate(() => {
        const root = document.querySelector('consult-chat')!.shadowRoot!;
        return [...root.querySelectorAll<HTMLElement>('[part~="entry"]')].map((entry) => ({
          seq: entry.dataset.seq ? Number(entry.dataset.seq) : null,
          own: entry.matches('[part~="entry-own"]'),
          said: entry.querySelector('[part~="said"]')?.textContent ?? '',
          text: entry.innerText,
        }));
      }),
    wordsOf: (tag) =>
      page.evaluate((name) => document.querySelector(name)?.shadowRoot?.textContent ?? '', tag),
    async untilWords(tag, words) {
      await page.waitForFunction(
        (name, wanted) => document.querySelector(name)?.shadowRoot?.textContent?.includes(wanted),
        {},
        tag,
        words,
      );
    },
  };
  return screen;
}

/** Asks again and again until `question` answers something true; what it said last is in the error. */
export async function until<T>(question: () => Promise<T>, patience = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  let last: T;
  do {
    last = await question();
    if (last) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`did not come true within ${patience} ms: ${String(question)}`);
}

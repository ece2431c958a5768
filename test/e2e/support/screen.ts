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
  /** From the start page through ESIA to «Чат с врачом». */
  signIn(portal: string, family: string): Promise<void>;
  search(words: string): Promise<void>;
  rows(): Promise<SeenRow[]>;
  /** Opens the chat whose row holds all these words. */
  open(...words: string[]): Promise<void>;
  /** Types and presses Enter. */
  say(text: string): Promise<void>;
  entries(): Promise<SeenEntry[]>;
  /** The words of a tag's shadow root. */
  wordsOf(tag: string): Promise<string>;
  /** Waits until `check` is true of what the tag's shadow root says. */
  untilWords(tag: string, words: string): Promise<void>;
}

export function screenOf(page: Page): Screen {
  const screen: Screen = {
    page,
    async signIn(portal, family) {
      await page.goto(`${portal}/sign-in?to=/chat`);
      await page.waitForSelector('button[name="person"]');
      await Promise.all([
        page.waitForSelector('consult-chat-list'),
        page.evaluate((name) => {
          const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[name="person"]')];
          buttons.find((button) => button.querySelector('strong')?.textContent?.startsWith(name))!.click();
        }, family),
      ]);
      await page.waitForFunction(() =>
        document.querySelector('consult-chat-list')?.shadowRoot?.querySelector('[part~="row"]'),
      );
    },
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

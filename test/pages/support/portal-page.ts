import type { HTTPRequest, Page } from 'puppeteer-core';

/** Waits until the page says so, there. */
export const untilPageSays = (page: Page, words: string, selector: string) =>
  page.waitForFunction(
    (where, wanted) => document.querySelector<HTMLElement>(where)?.innerText.includes(wanted),
    {},
    selector,
    words,
  );

/** Stands between the page and the server: `answer` says what becomes of a request, `undefined` lets it pass. */
export async function standBetween(
  page: Page,
  answer: (request: HTTPRequest) => Promise<unknown> | undefined,
): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => void (answer(request) ?? request.continue()));
}

/** As the server answers, beside the page. */
export const relay = (request: HTTPRequest): Promise<Response> =>
  fetch(request.url(), {
    method: request.method(),
    headers: request.headers(),
    body: request.postData() ?? null,
  });

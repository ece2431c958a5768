import type { RequestsPage } from '@consult/core/wire';
import type { Browser, Page } from 'puppeteer-core';
import { moscowDay } from '@consult/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium, openFirefox } from '../e2e/support/browsers.js';
import { openDoor, type Door } from '../support/door.js';
import { serveFiles, type FilesServer } from '../support/files-server.js';
import { CONTEXT, dayIn, offer, takeRequests } from '../support/applying.js';
import type { ChatInHouse } from '../support/chats.js';
import { aHouse, type House } from '../support/house.js';
import { aRegistry, DAY } from '../support/journal.js';
import { actorOf, type PersonKey } from '../support/people.js';
import { strictPolicy, WATCH } from '../support/strict-policy.js';

const REQUESTS = `
  <deferred-request-form organisation="${CONTEXT.organisation}" specialty="${CONTEXT.specialty}"></deferred-request-form>
  <request-tracker></request-tracker>
`;

const pageOf = (set: 'patient' | 'staff', server: string) => `<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <title>Портал</title>
    <script src="/watch.js"></script>
    <script type="module" src="/cdn/consult-${set}.js"></script>
    <script type="module" src="/cdn/consult-call.js"></script>
    <script type="module" src="/cdn/consult-check.js"></script>
    <script type="module" src="/cdn/consult-notices.js"></script>
    ${set === 'patient' ? '<script type="module" src="/cdn/consult-requests.js"></script>' : ''}
    <script type="module" src="/cdn/consult-consents.js"></script>
    <link rel="stylesheet" href="/page.css" />
  </head>
  <body>
    <consult-provider server="${server}">
      <consult-chat-list></consult-chat-list>
      <consult-chat></consult-chat>
      <video-call></video-call>
      ${set === 'staff' ? '<consult-desk></consult-desk>' : `<device-check></device-check><notice-list></notice-list><consent-dialog></consent-dialog><consent-list></consent-list>${REQUESTS}`}
    </consult-provider>
  </body>
</html>`;

/** The registry's page has the journal alone. */
const journalPage = (server: string) => `<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <title>Регистратура</title>
    <script src="/watch.js"></script>
    <script type="module" src="/cdn/consult-journal.js"></script>
  </head>
  <body>
    <consult-provider server="${server}">
      <request-journal></request-journal>
    </consult-provider>
  </body>
</html>`;

describe.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])('a page under the strict policy, in %s', (_, open) => {
  let browser: Browser;
  let house: House;
  let door: Door;
  let portal: FilesServer;
  let chat: ChatInHouse;
  let page: Page;

  beforeAll(async () => void (browser = await open()));
  afterAll(() => browser.close());

  beforeEach(async () => {
    const texts: Record<string, string> = {
      '/watch.js': WATCH,
      '/page.css': 'consult-chat { block-size: 30rem }',
    };
    const headers: Record<string, string> = {};
    portal = await serveFiles({
      folders: { '/cdn/': new URL('../../packages/elements/cdn/', import.meta.url).pathname },
      texts,
      headers,
    });
    house = await aHouse({ now: Date.now(), running: true, config: { origins: [portal.address] } });
    door = await openDoor(house.server);
    chat = await house.aChat({ said: [['doctor', 'Пришлите, пожалуйста, ЭКГ.']] });
    for (const set of ['patient', 'staff'] as const) texts[`/${set}`] = pageOf(set, door.address);
    texts['/journal'] = journalPage(door.address);
    headers['Content-Security-Policy'] = strictPolicy(door.address);
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    portal.close();
    door.close();
    await house.close();
  });

  async function visit(path: '/patient' | '/staff' | '/journal', who: PersonKey) {
    await page.goto(portal.address + path);
    const token = await house.server.tokenFor(actorOf(who));
    await page.$eval(
      'consult-provider',
      (provider, token) => Object.assign(provider, { getToken: async () => token }),
      token,
    );
  }
  const violations = () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  const write = async (text: string) => {
    const box = await page.waitForSelector('consult-chat >>> [part=box]');
    await box!.type(text);
    await page.click('consult-chat >>> [part=send]');
  };

  it('refuses what is not ours: the policy is in force', async () => {
    await visit('/patient', 'patient');
    const thrown = await page.evaluate(() => {
      try {
        document.createElement('p').innerHTML = '<b>bold</b>';
        return 'nothing';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(thrown).toBe('TypeError');
    expect(await violations()).toEqual([expect.stringContaining('require-trusted-types-for')]);
  });

  it('lets a patient find a chat, read, write and take back, in two languages, without one violation', async () => {
    await visit('/patient', 'patient');
    await (await page.waitForSelector('consult-chat-list >>> [part~=row]'))!.click();
    await page.waitForSelector('consult-chat >>> ::-p-text(Пришлите, пожалуйста, ЭКГ.)');
    await write('Вот она.');
    await page.waitForSelector('consult-chat >>> [part~=entry-own] ::-p-text(Вот она.)');
    await chat.says('doctor', 'Спасибо, вижу.');
    await page.waitForSelector('consult-chat >>> ::-p-text(Спасибо, вижу.)');
    await (await page.waitForSelector('consult-chat >>> .own > [part=more]'))!.click();
    await (await page.waitForSelector('consult-chat >>> [part=remove]'))!.click();
    await (await page.waitForSelector('consult-chat >>> [part=confirm] .danger'))!.click();
    await page.waitForSelector('consult-chat >>> ::-p-text(Сообщение удалено)');
    await page.$eval('consult-provider', (provider) => provider.setAttribute('lang', 'en'));
    await page.waitForSelector('consult-chat-list >>> ::-p-text(Messages)');
    expect(await violations()).toEqual([]);
  });

  it('lets a patient leave a request and answer what is offered without one violation', async () => {
    await takeRequests(house);
    await visit('/patient', 'patient');
    const form = (part: string) => page.waitForSelector(`deferred-request-form >>> ${part}`);
    await (await form('[part=apply]'))!.click();
    const days = await form('#from');
    await days!.evaluate(
      (input, day) => {
        (input as HTMLInputElement).value = day;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      dayIn(house, 3),
    );
    await (await form('#comment'))!.type('Скачет давление');
    await (await form('#phone'))!.click();
    await (await form('[part=next]'))!.click();
    await (await form('[part=tick]'))!.click();
    await (await form('[part=next]'))!.click();
    await (await form('[part=send]'))!.click();
    await form('[part=number]');
    const tracker = (part: string) => page.waitForSelector(`request-tracker >>> ${part}`);
    await tracker('[part=request]');
    const { requests } = await house.call<RequestsPage>('patient', 'GET', '/v1/requests');
    await offer(house, requests[0]!);
    await (await tracker('[part=refuse]'))!.click();
    await (await tracker('[part=keep]'))!.click();
    await (await tracker('[part=accept]'))!.click();
    await tracker('[part=open-chat]');
    await page.$eval('consult-provider', (provider) => provider.setAttribute('lang', 'en'));
    await tracker('::-p-text(You are booked)');
    expect(await violations()).toEqual([]);
  });

  it('lets a patient attach a photo, send it and look at it without one violation', async () => {
    await visit('/patient', 'patient');
    await (await page.waitForSelector('consult-chat-list >>> [part~=row]'))!.click();
    await page.waitForSelector('consult-chat >>> [part=attach]');
    await page.$eval('consult-chat', async (tag) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
      canvas.getContext('2d')!.fillRect(0, 0, 150, 200);
      const photo = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
      const transfer = new DataTransfer();
      transfer.items.add(new File([photo!], 'снимок.jpg', { type: 'image/jpeg' }));
      const input = tag.shadowRoot!.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
    });
    await page.waitForSelector('consult-chat >>> [part=attachment] ::-p-text(Загружен)');
    await page.click('consult-chat >>> [part=send]');
    await (await page.waitForSelector('consult-chat >>> [part=picture]:has(canvas.drawn)'))!.click();
    await page.waitForSelector('consult-chat >>> dialog[open] canvas.drawn');
    expect(await violations()).toEqual([]);
  });

  it('lets a patient read a consent, print, accept and withdraw it without one violation', async () => {
    await page.evaluateOnNewDocument(() => {
      window.print = () => window.dispatchEvent(new Event('afterprint')); // a test has no printer
    });
    await visit('/patient', 'newcomer');
    await (await page.waitForSelector('consent-dialog >>> dialog[open] [part=print]'))!.click();
    await page.waitForFunction(
      () => !document.querySelector('consent-dialog')!.shadowRoot!.querySelector('iframe'),
    );
    await (await page.waitForSelector('consent-dialog >>> [part=tick][aria-disabled=false]'))!.click();
    await (await page.waitForSelector('consent-dialog >>> [part=accept][aria-disabled=false]'))!.click();
    await (await page.waitForSelector('consent-list >>> [part=withdraw]'))!.click();
    await (await page.waitForSelector('consent-list >>> dialog[open] [part=confirm]'))!.click();
    await page.waitForSelector('consent-dialog >>> dialog[open] [part=decline]');
    expect(await violations()).toEqual([]);
  });

  it('lets a doctor finish a consultation without one violation', async () => {
    await visit('/staff', 'doctor');
    await (await page.waitForSelector('consult-chat-list >>> [part~=row]'))!.click();
    await (await page.waitForSelector('consult-desk >>> [part~=complete]'))!.click();
    const reason = await page.waitForSelector('consult-desk >>> dialog textarea');
    await reason!.type('Нужен очный осмотр.');
    await page.click('consult-desk >>> dialog [part=confirm]');
    await page.waitForSelector('consult-chat >>> ::-p-text(Нужен очный осмотр.)');
    expect(await violations()).toEqual([]);
  });

  it('lets the registry enter a request, write down a call and offer a time without one violation', async () => {
    const registry = await aRegistry(house);
    const now = house.clock.now();
    const [from, to] = [now + DAY, now + 3 * DAY].map(moscowDay) as [string, string];
    await registry.aRequest({ wishes: [{ from, to }] });
    await registry.slots('doctor', [now + DAY, now + 2 * DAY]);
    await visit('/journal', 'operator');
    const press = async (selector: string) =>
      (await page.waitForSelector(`request-journal >>> ${selector}`))!.evaluate((control) =>
        (control as HTMLElement).click(),
      );
    await press('[part=enter]:enabled');
    await (await page.waitForSelector('request-journal >>> #entry-query'))!.type('сок');
    await press('[part=person]');
    await press('dialog[open] [part=close]');
    await press('[part=opener]');
    await press('[part=attempt]:enabled');
    await press('dialog[open] [part=confirm]');
    await page.waitForSelector('request-journal >>> [part=attempt-row]');
    await press('[part=offer]:enabled');
    await press('dialog[open] [part=slot] input');
    await press('dialog[open] [part=confirm]');
    await page.waitForSelector('request-journal >>> [part=offer-row]');
    await press('[part=matching]:enabled');
    await page.waitForSelector('request-journal >>> dialog[open] [part=notice]');
    expect(await violations()).toEqual([]);
  });
});

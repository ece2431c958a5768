import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium, openFirefox } from '../e2e/support/browsers.js';
import type { ChatInHouse } from '../support/chats.js';
import { type Door, openDoor } from '../support/door.js';
import { eventually } from '../support/eventually.js';
import { type FilesServer, serveFiles } from '../support/files-server.js';
import { aHouse, type House } from '../support/house.js';
import { actorOf } from '../support/people.js';

const pageOf = (server: string, chat: string) => `<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <title>Портал</title>
    <script type="module" src="/cdn/consult-patient.js"></script>
    <style>consult-chat { block-size: 30rem }</style>
  </head>
  <body>
    <consult-provider server="${server}"><consult-chat chat-id="${chat}"></consult-chat></consult-provider>
  </body>
</html>`;

describe.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])('what finds links, in %s', (_, open) => {
  let browser: Browser;
  let house: House;
  let door: Door;
  let portal: FilesServer;
  let chat: ChatInHouse;
  let page: Page;
  /** The chunks that were asked for. */
  let chunks: string[];

  beforeAll(async () => void (browser = await open()));
  afterAll(() => browser.close());

  beforeEach(async () => {
    const texts: Record<string, string> = {};
    portal = await serveFiles({
      folders: { '/cdn/': new URL('../../packages/elements/cdn/', import.meta.url).pathname },
      texts,
    });
    house = await aHouse({ now: Date.now(), running: true, config: { origins: [portal.address] } });
    door = await openDoor(house.server);
    chat = await house.aChat({ said: [['doctor', 'Здравствуйте. Где болит?']] });
    texts['/'] = pageOf(door.address, chat.id);
    page = await browser.newPage();
    chunks = [];
    page.on('request', (request) => {
      const [, name] = /\/chunks\/(.+)-[\w-]{8}\.js$/.exec(request.url()) ?? [];
      if (name) chunks.push(name);
    });
  });
  afterEach(async () => {
    await page.close();
    portal.close();
    door.close();
    await house.close();
  });

  it('is fetched by the first message that may hold one, once, and by no other', async () => {
    await page.goto(portal.address);
    const token = await house.server.tokenFor(actorOf('patient'));
    await page.$eval(
      'consult-provider',
      (provider, token) => Object.assign(provider, { getToken: async () => token }),
      token,
    );
    await page.waitForSelector('consult-chat >>> [part=attach]'); // what comes after the first paint is here
    await chat.says('doctor', 'Принимайте по 1 таблетке. Утром!');
    await page.waitForSelector('consult-chat >>> ::-p-text(по 1 таблетке)');
    expect(chunks).toContain('hand');
    expect(chunks).not.toContain('find-links');

    await chat.says('doctor', 'Запишитесь: gorzdrav.spb.ru/signup');
    await page.waitForSelector('consult-chat >>> a.link');
    await chat.says('doctor', 'Или здесь: gosuslugi.ru');
    await eventually(async () => expect(await page.$$('consult-chat >>> a.link')).toHaveLength(2));
    expect(chunks.filter((chunk) => chunk === 'find-links')).toEqual(['find-links']);
  });
});

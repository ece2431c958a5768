import type { Browser, Page } from 'puppeteer-core';
import type { ChatInHouse } from '../../support/chats.js';
import { openDoor } from '../../support/door.js';
import { serveFiles } from '../../support/files-server.js';
import { aHouse } from '../../support/house.js';
import { actorOf } from '../../support/people.js';
import { openTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';

/** A bare page with the published tags, where a patient has one chat open. */
export interface PatientPage {
  readonly page: Page;
  readonly chat: ChatInHouse;
  /** The network between the page and the server. */
  readonly proxy: TcpProxy;
  /** The chunks the page has asked for, by their names without a hash, in order. */
  readonly chunks: readonly string[];
  close(): Promise<void>;
}

const CDN = new URL('../../../packages/elements/cdn/', import.meta.url).pathname;

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

/** Opens it and waits until all is there that comes after the first paint. */
export async function openPatientPage(browser: Browser): Promise<PatientPage> {
  const texts: Record<string, string> = {};
  const portal = await serveFiles({ folders: { '/cdn/': CDN }, texts });
  const house = await aHouse({ now: Date.now(), running: true, config: { origins: [portal.address] } });
  const door = await openDoor(house.server);
  const proxy = await openTcpProxy(Number(new URL(door.address).port));
  const chat = await house.aChat({ said: [['doctor', 'Здравствуйте. Где болит?']] });
  texts['/'] = pageOf(`http://127.0.0.1:${proxy.port}`, chat.id);

  const page = await browser.newPage();
  const chunks: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/chunks\/(.+)-[\w-]{8}\.js$/.exec(request.url()) ?? [];
    if (name) chunks.push(name);
  });
  await page.goto(portal.address);
  const token = await house.server.tokenFor(actorOf('patient'));
  await page.$eval(
    'consult-provider',
    (provider, token) => Object.assign(provider, { getToken: async () => token }),
    token,
  );
  // Asked at every frame: `waitForSelector` looks again when the document changes, and sees no change inside a tag.
  await page.waitForFunction(() =>
    document.querySelector('consult-chat')?.shadowRoot?.querySelector('[part=attach]'),
  );
  return {
    page,
    chat,
    proxy,
    chunks,
    async close() {
      await page.close();
      await proxy.close();
      portal.close();
      door.close();
      await house.close();
    },
  };
}

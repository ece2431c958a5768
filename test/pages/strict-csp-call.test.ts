import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clinic, openClinic, type Who } from '../calls/clinic.js';
import { openChromium, openFirefox } from '../e2e/support/browsers.js';
import { until } from '../e2e/support/screen.js';
import { type FilesServer, serveFiles } from '../support/files-server.js';
import { strictPolicy, WATCH } from '../support/strict-policy.js';

const TAGS = {
  '/patient': '<device-check></device-check>',
  '/staff': '<consult-chat-list></consult-chat-list><consult-desk></consult-desk>',
};
type Path = keyof typeof TAGS;

const pageOf = (path: Path, server: string) => `<!doctype html>
<html lang="ru">
  <head>
    <meta charset="utf-8" />
    <title>Портал</title>
    <script src="/watch.js"></script>
    <script type="module" src="/cdn/consult${path.replace('/', '-')}.js"></script>
    <script type="module" src="/cdn/consult-call.js"></script>
    <script type="module" src="/cdn/consult-check.js"></script>
    <link rel="stylesheet" href="/page.css" />
  </head>
  <body>
    <consult-provider server="${server}">${TAGS[path]}<video-call></video-call></consult-provider>
  </body>
</html>`;

/** Wider than the picture that stands in for a camera before it is on. */
const CAMERA = 160;

let portal: FilesServer;
let clinic: Clinic;

beforeAll(async () => {
  const texts: Record<string, string> = {
    '/watch.js': WATCH,
    '/page.css': 'consult-desk { display: block }',
  };
  const headers: Record<string, string> = {};
  portal = await serveFiles({
    folders: { '/cdn/': new URL('../../packages/elements/cdn/', import.meta.url).pathname },
    texts,
    headers,
  });
  clinic = await openClinic({ origins: [portal.address] });
  for (const path of Object.keys(TAGS) as Path[]) texts[path] = pageOf(path, clinic.address);
  headers['Content-Security-Policy'] = strictPolicy(clinic.address, clinic.brokerAddress);
});
afterAll(async () => {
  await clinic?.close();
  portal?.close();
});

/** Somebody before a page of the portal. */
interface Visitor {
  readonly page: Page;
  find(selector: string): Promise<ElementHandle>;
  press(selector: string): Promise<void>;
  /** Waits until camera frames of the other side are shown, one after another. */
  sees(): Promise<void>;
  violations(): Promise<string[]>;
}

async function visit(browser: Browser, who: Who, path: Path): Promise<Visitor> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => {
    if (!String(error).includes('/favicon.ico')) faults.push(String(error)); // Firefox tells of its own wish, too
  });
  const signIn = async () => {
    const token = await clinic.tokenFor(who);
    await page.$eval(
      'consult-provider',
      (provider, token) => Object.assign(provider, { getToken: async () => token }),
      token,
    );
  };
  await page.goto(portal.address + path);
  await signIn();
  const find = async (selector: string) => (await page.waitForSelector(selector, { timeout: 45_000 }))!;
  const shown = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('video-call')!;
      const video = shadowRoot!.querySelector<HTMLVideoElement>('[part=remote]:not(.dimmed)');
      return { width: video?.videoWidth ?? 0, at: video?.currentTime ?? 0 };
    });
  return {
    page,
    find,
    press: async (selector) => (await find(selector)).evaluate((control) => (control as HTMLElement).click()),
    async sees() {
      await until(async () => (await shown()).width >= CAMERA, 45_000);
      const { at } = await shown();
      await until(async () => (await shown()).at > at, 45_000);
    },
    violations: async () => [
      ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)),
      ...faults,
    ],
  };
}

describe.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])('under the strict policy, in %s', (_, open) => {
  let browsers: [Browser, Browser]; // a page behind another draws no frames
  let doctor: Visitor;
  let patient: Visitor;
  beforeAll(async () => {
    browsers = [await open(), await open()];
    await clinic.newChat();
    doctor = await visit(browsers[0], 'doctor', '/staff');
    patient = await visit(browsers[1], 'patient', '/patient');
  });
  afterAll(() => Promise.all(browsers.map((browser) => browser.close())));
  const violations = async () => [...(await doctor.violations()), ...(await patient.violations())];

  it('a patient checks camera, microphone and line without one violation', async () => {
    await patient.press('device-check >>> [part=start]:enabled');
    await patient.find('device-check >>> .summary:not(.running)');
    await patient.find('device-check >>> [part=item].ok');
    await patient.press('device-check >>> [part=turn-off]');
    expect(await violations()).toEqual([]);
  });

  it('a doctor calls, the patient accepts, and each sees the other, without one violation', async () => {
    await doctor.press('consult-chat-list >>> [part~=row]');
    await doctor.press('consult-desk >>> [part=call]:enabled');
    await patient.press('video-call >>> [part=accept]');
    await Promise.all([doctor.sees(), patient.sees()]);
    expect(await violations()).toEqual([]);
  });

  it('they switch, type, compare the code and move the small window, without one violation', async () => {
    const control = (words: string) => `video-call >>> [part=control] ::-p-text(${words})`;
    await patient.press('video-call >>> [part~=camera]');
    await doctor.find('video-call >>> [part=without-picture] ::-p-text(камера выключена)');
    await patient.press('video-call >>> [part~=camera]');
    await doctor.sees();
    await patient.press(control('Ещё'));
    await (await patient.find('video-call >>> [name=said]')).type('Вас не слышно');
    await patient.press('video-call >>> [part=tools] form button');
    await doctor.find('video-call >>> [part=caption] ::-p-text(Вас не слышно)');
    await patient.press('video-call >>> [part=tools] summary');
    await patient.find('video-call >>> [part=code]');
    await patient.press(control('Свернуть'));
    await patient.find('video-call >>> [part=move]'); // only now is it small
    /** Where it is when it has arrived. */
    const where = () =>
      patient.page.evaluate(() => {
        const stage = document.querySelector('video-call')!.shadowRoot!.querySelector('dialog')!;
        for (const moving of stage.getAnimations()) moving.finish();
        return stage.getBoundingClientRect().x;
      });
    const before = await where();
    await patient.press('video-call >>> [part=move]');
    await until(async () => (await where()) < before - 100);
    await patient.sees();
    expect(await violations()).toEqual([]);
  });

  it('it ends, and the doctor is told how, without one violation', async () => {
    await patient.press('video-call >>> [part~=hang-up]');
    for (const { find } of [doctor, patient]) await find('video-call >>> [part=ended]');
    await doctor.press('video-call >>> [part=close]');
    expect(await violations()).toEqual([]);
  });
});

import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, openFirefox, openPage } from './support/browsers.js';
import { type Screen, screenOf } from './support/screen.js';
import { startSystem, type System } from './support/system.js';

/** What two browsers and a server may take on a busy machine. */
const PATIENCE = 120_000;

const CONSENT = 'consent-dialog';
const KIND = 'remote-consultation';
const NEWS = 'Врач вправе попросить о повторном приёме.';

let system: System;
let browsers: readonly Browser[] = [];
let patient: Screen;
let administrator: Screen;
let second: Screen;
let faults: string[][];

beforeAll(async () => {
  system = await startSystem();
  browsers = await Promise.all([openChromium(), openFirefox(), openFirefox()]);
  const opened = await Promise.all(browsers.map((browser) => openPage(browser)));
  for (const { page } of opened) page.setDefaultTimeout(PATIENCE / 2);
  faults = opened.map((one) => one.faults);
  [patient, administrator, second] = opened.map(({ page }) => screenOf(page)) as [Screen, Screen, Screen];
}, PATIENCE);

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await system?.close();
});

/** Waits until the portal's own page says so, in its status line or anywhere else. */
const untilSaid = ({ page }: Screen, words: string, where = 'main') =>
  page.waitForFunction(
    (selector, wanted) => document.querySelector<HTMLElement>(selector)?.innerText.includes(wanted),
    {},
    where,
    words,
  );

/** A line of the portal's menu leads there. */
async function follow({ page }: Screen, words: string) {
  const link = await page.waitForSelector(`::-p-xpath(//nav[@id="menu"]//a[normalize-space(.)="${words}"])`);
  await link!.click();
}

describe('a new version of a document, in Chromium and Firefox', { timeout: PATIENCE }, () => {
  it('is written by an administrator, with what it changes before their eyes', async () => {
    await Promise.all([
      patient.signIn(system.portal, 'Соколов'),
      administrator.enter(system.portal, 'Белов', '/documents'),
    ]);
    await patient.open('Кардиолог');
    await administrator.press(`section[aria-labelledby="${KIND}"] .actions button`);
    const text = await administrator.page.waitForSelector('#text');
    await text!.evaluate((field) => {
      const box = field as HTMLTextAreaElement;
      box.setSelectionRange(box.value.length, box.value.length);
    });
    await text!.type(`\n${NEWS}`);
    await administrator.untilWords('consent-changes', NEWS);
    await untilSaid(administrator, 'Черновик сохранён в этой вкладке.');
  });

  it('is published after a question that says what follows', async () => {
    await administrator.pressButton('Опубликовать');
    await untilSaid(administrator, 'Все пациенты будут спрошены снова.', 'dialog');
    expect(await patient.page.$(`${CONSENT} >>> dialog[open]`)).toBeNull();
    await administrator.press('dialog .main');
    await untilSaid(administrator, 'Редакция 2 опубликована', '[role="status"]');
  });

  it('is asked for on the page a patient has open, and shows what has changed', async () => {
    await patient.page.waitForSelector(`${CONSENT} >>> dialog[open]`);
    await patient.untilWords(CONSENT, 'Редакция 1 → редакция 2');
    const changes = await patient.page.waitForSelector(`${CONSENT} >>> [part="changes"] ins`);
    expect(await changes!.evaluate((added) => added.textContent)).toContain(NEWS);
  });

  it('lets the patient write again once it is accepted', async () => {
    if (await patient.page.$(`${CONSENT} >>> [part="to-end"]`))
      await patient.press(`${CONSENT} >>> [part="to-end"]`);
    await patient.page.waitForSelector(`${CONSENT} >>> [part="tick"][aria-disabled="false"]`);
    await patient.press(`${CONSENT} >>> [part="tick"]`);
    await patient.press(`${CONSENT} >>> [part="accept"]`);
    await patient.page.waitForSelector(`${CONSENT} >>> dialog:not([open])`);
  });

  it('stands in the list with its text, the former one beside it', async () => {
    const card = `section[aria-labelledby="${KIND}"]`;
    await untilSaid(administrator, 'Редакция 2', card);
    await administrator.press(`::-p-xpath(//summary[starts-with(., "Прежние редакции")])`);
    await untilSaid(administrator, 'Редакция 1', `${card} .former`);
  });
});

describe('the data a patient wants erased', { timeout: PATIENCE }, () => {
  let wished: string;
  let card: string;

  it('is in the list of both administrators, with its term', async () => {
    wished = await patient.page.evaluate(async (server) => {
      const headers = { 'content-type': 'application/json', 'x-portal': 'page' };
      const { token } = (await (await fetch('/token', { method: 'POST', headers })).json()) as {
        token: string;
      };
      const answer = await fetch(`${server}/v1/me/erasure`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{}',
      });
      return ((await answer.json()) as { erasure: { id: string } }).erasure.id;
    }, system.server);
    await second.enter(system.portal, 'Лаврова', '/erasures');
    await follow(administrator, 'Удаление данных');
    card = `section[aria-labelledby="${wished}"]`;
    for (const screen of [administrator, second])
      for (const words of ['Пациент per_sokolov', 'ещё 30 дней', 'Никто не подтвердил'])
        await untilSaid(screen, words, card);
  });

  it('stays while one of them has approved, who cannot do it alone', async () => {
    await administrator.press(`${card} button`);
    await untilSaid(administrator, 'когда подтвердит и другой администратор', 'dialog');
    await administrator.press('dialog .main');
    await untilSaid(administrator, 'Вы подтвердили удаление.', '[role="status"]');
    await untilSaid(administrator, 'Вы подтвердили, нужен другой администратор', card);
    expect(await administrator.page.$(`${card} button`)).toBeNull();
    await administrator.page.reload();
    await untilSaid(administrator, 'Вы подтвердили, нужен другой администратор', card);
  });

  it('is gone when the other one approves, and both see what was done', async () => {
    await second.pressButton('Обновить');
    await untilSaid(second, 'Подтвердил один администратор, нужен второй', card);
    await second.press(`${card} button`);
    await untilSaid(second, 'Вернуть их будет нельзя.', 'dialog');
    await second.press('dialog .main');
    await untilSaid(second, 'Данные удалены.', '[role="status"]');
    await administrator.pressButton('Обновить');
    for (const screen of [administrator, second]) await untilSaid(screen, 'телефон и почта: ', card);
  });

  it('met no error in any page and no violation of its content security policy', () => {
    expect(faults).toEqual([[], [], []]);
  });
});

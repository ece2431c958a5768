import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, openFirefox, openPage } from './support/browsers.js';
import { type Screen, screenOf, until } from './support/screen.js';
import { startSystem, type System } from './support/system.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What two browsers and a server may take on a busy machine. */
const PATIENCE = 120_000;

const CLINIC = 'СПб ГБУЗ «Городская поликлиника № 27»';
const NOTICE =
  'При отсутствии номерков Вы можете подать заявку в журнал отложенной записи медицинской организации. Ваша заявка будет обработана в рабочие часы медицинской организации. Ответственный специалист свяжется с Вами по телефону в течение 5 рабочих дней с даты регистрации заявки. Обращаем внимание на то, что Ваша заявка может быть аннулирована при трехкратном отказе от предложенных дат и времени приема врача.';
const ANNULMENT = 'Трижды отказались от предложенного времени. Подайте новую заявку, когда будет удобно.';

const FORM = 'deferred-request-form';
const JOURNAL = 'request-journal';
const TRACKER = 'request-tracker';
const CONSENTS = 'consent-list';
const CONSENT = 'consent-dialog';

const CONCLUSION = {
  complaints: 'Перебои в сердце по вечерам',
  findings: 'Редкие одиночные экстрасистолы',
  recommendations: 'Исключить кофе',
} as const;

let system: System;
let browsers: readonly Browser[] = [];
let patient: Screen;
let operator: Screen;
let doctor: Screen;
let faults: string[][];
/** The number of the request that is under way. */
let number: string;

beforeAll(async () => {
  system = await startSystem();
  // Each in a browser of their own: a page that is not in front is drawn rarely.
  browsers = await Promise.all([openChromium(), openFirefox(), openChromium()]);
  const opened = await Promise.all(browsers.map((browser) => openPage(browser)));
  for (const { page, faults: seen } of opened) {
    page.setDefaultTimeout(PATIENCE / 2);
    page.on('console', (message) => {
      // That the server refused something, as it must without a consent, is told by the browser too.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        seen.push(message.text());
    });
  }
  faults = opened.map((one) => one.faults);
  [patient, operator, doctor] = opened.map(({ page }) => screenOf(page)) as [Screen, Screen, Screen];
}, PATIENCE);

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await system?.close();
});

/** The registry opens a time of the cardiologist that begins so many ms from now; answers its id. */
const openTime = (from: number): Promise<string> =>
  operator.page.evaluate(
    async (server, startsAt) => {
      const headers = { 'content-type': 'application/json', 'x-portal': 'page' };
      const { token } = (await (await fetch('/token', { method: 'POST', headers })).json()) as {
        token: string;
      };
      const answer = await fetch(`${server}/v1/slots`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          doctor: 'per_nikolaev',
          kind: 'remote',
          slots: [{ startsAt, endsAt: startsAt + 1_800_000 }],
        }),
      });
      if (answer.status !== 201 && answer.status !== 200) throw new Error(await answer.text());
      return ((await answer.json()) as { slots: { id: string }[] }).slots[0]!.id;
    },
    system.server,
    Math.ceil((Date.now() + from) / MINUTE) * MINUTE,
  );

/** Goes through the first two steps of «Запись к врачу» to the cardiologist of the own clinic. */
async function lookForCardiologist() {
  await patient.page.goto(`${system.portal}/appointments`);
  await patient.pressButton('Невский');
  await patient.pressButton(CLINIC);
  await patient.pressButton('Кардиолог');
}

/** Fills in the form that is open, consents, looks it over and sends it; answers the number of the request. */
async function apply(comment: string): Promise<string> {
  await patient.untilWords(FORM, 'Укажите ваши персональные данные');
  const day = new Date(Date.now() + 5 * DAY).toISOString().slice(0, 10);
  await patient.write(`${FORM} >>> #from`, day);
  await patient.press(`${FORM} >>> [part="add-wish"]`);
  await patient.page.waitForSelector(`${FORM} >>> [part="wish"]`);
  await patient.write(`${FORM} >>> #comment`, comment);
  await patient.press(`${FORM} >>> [part="next"]`);

  await patient.untilWords(FORM, 'Это отдельный документ');
  await patient.press(`${FORM} >>> [part="next"]`);
  await patient.untilWords(FORM, 'Без согласия заявку принять нельзя');
  await patient.press(`${FORM} >>> [part="tick"]`);
  await patient.press(`${FORM} >>> [part="next"]`);

  await patient.untilWords(FORM, 'Проверьте заявку');
  const review = await patient.wordsOf(FORM);
  for (const words of ['Матросова Елена Викторовна', 'Кардиолог', '921', comment, 'Дано, редакция'])
    expect(review).toContain(words);
  await patient.press(`${FORM} >>> [part="send"]`);

  const told = await patient.page.waitForSelector(`${FORM} >>> [part="number"]`);
  expect(await patient.wordsOf(FORM)).toMatch(/Вам позвонят\s+до/);
  return told!.evaluate((element) => element.textContent!.trim());
}

/** The patient goes from the number to the request. */
async function openTracker() {
  await patient.press(`${FORM} >>> [part="open"]`);
  await patient.untilWords(TRACKER, number);
}

/** The operator finds the request by its number and takes it to work on. */
async function takeToWork() {
  await operator.page.goto(`${system.portal}/journal`);
  await operator.write(`${JOURNAL} >>> [part="search"]`, number);
  await operator.page.waitForFunction(
    (wanted) => {
      const rows = document.querySelector('request-journal')!.shadowRoot!.querySelectorAll('[part~="row"]');
      return rows.length === 1 && rows[0]!.textContent!.includes(wanted);
    },
    {},
    number,
  );
  await operator.press(`${JOURNAL} >>> [part~="opener"]`);
  await operator.untilWords(JOURNAL, 'Заявка у вас в работе.');
}

/** The operator offers that time. */
async function offer(slot: string) {
  await operator.press(`${JOURNAL} >>> [part="offer"]`);
  await operator.press(`${JOURNAL} >>> label.slot:has(input[value="${slot}"])`);
  await operator.press(`${JOURNAL} >>> dialog[open] [part="confirm"]`);
  await operator.page.waitForSelector(`${JOURNAL} >>> [part="retract"]`);
}

describe('no free times, in Chromium and Firefox', { timeout: PATIENCE }, () => {
  it('are told the patient in the manual’s words, with the way to a request', async () => {
    await Promise.all([
      patient.enter(system.portal, 'Матросова', '/appointments'),
      operator.enter(system.portal, 'Журавлёва', '/journal'),
    ]);
    await lookForCardiologist();
    await patient.untilWords(FORM, 'Не найдено свободных талонов.');
    expect(await patient.wordsOf(FORM)).toContain(NOTICE);
    expect(await patient.wordsOf(FORM)).toContain('Подать заявку');
  });

  it('lead to a request: the form, the consent as a document of its own, a last look, the number', async () => {
    await patient.press(`${FORM} >>> [part="apply"]`);
    number = await apply('После обеда. Перебои в сердце по вечерам.');
    expect(number).toMatch(/^Ж-\d{4}-\d{6}$/);
    await openTracker();
    expect(new URL(patient.page.url()).pathname).toBe('/requests');
    await patient.untilWords(TRACKER, 'Зарегистрирована');
    await patient.untilWords(TRACKER, 'Позвоним до');
  });

  it('put it into the journal of the clinic, where the operator takes it to work on', async () => {
    await takeToWork();
    expect(await operator.wordsOf(JOURNAL)).toContain('Перебои в сердце по вечерам.');
    await patient.untilWords(TRACKER, 'В обработке');
  });

  it('let the patient refuse three times, each counted and told to the operator with its reason', async () => {
    for (const [index, reason] of ['Утром я на работе', 'Уеду на дачу', 'Слишком поздно'].entries()) {
      const count = index + 1;
      expect(await operator.page.$(`${JOURNAL} >>> [part="annul"]:enabled`)).toBeNull();
      await offer(await openTime(count * DAY));
      await patient.press(`${TRACKER} >>> [part="refuse"]`);
      await patient.untilWords(TRACKER, `Это будет отказ ${count} из 3.`);
      await patient.write(`${TRACKER} >>> [part="reason"]`, reason);
      await patient.press(`${TRACKER} >>> [part="sure"]`);
      await patient.untilWords(TRACKER, `Отказов: ${count} из 3`);
      await patient.untilWords(TRACKER, `Причина: ${reason}`);
      await operator.untilWords(JOURNAL, `отказов ${count} из 3`);
      await operator.untilWords(JOURNAL, `Причина: ${reason}`);
    }
  });

  it('end in an annulment with a reason, which the patient reads', async () => {
    await operator.press(`${JOURNAL} >>> [part="annul"]`);
    await operator.page.waitForSelector(`${JOURNAL} >>> dialog[open] #deed-words`);
    await operator.press(`${JOURNAL} >>> dialog[open] [part="confirm"]`);
    await operator.page.waitForSelector(`${JOURNAL} >>> #deed-words[aria-invalid="true"]`);
    await operator.write(`${JOURNAL} >>> #deed-words`, ANNULMENT);
    await operator.press(`${JOURNAL} >>> dialog[open] [part="confirm"]`);
    await patient.untilWords(TRACKER, 'Аннулирована');
    await patient.untilWords(TRACKER, ANNULMENT);
    await operator.untilWords(JOURNAL, ANNULMENT);
  });
});

describe('a time that suits, in both browsers', { timeout: PATIENCE }, () => {
  let chatId: string;

  it('is asked for after the consent to remote consultations was withdrawn', async () => {
    await patient.page.goto(`${system.portal}/access/consents`);
    const card = `${CONSENTS} >>> article:has(#remote-consultation-per_matrosova)`;
    await patient.press(`${card} [part="withdraw"]`);
    await patient.untilWords(CONSENTS, 'После отзыва чаты с врачом закроются');
    await patient.press(`${CONSENTS} >>> dialog[open] [part="confirm"]`);
    await patient.page.waitForSelector(`${card} [part="give"]`);
    expect(await patient.wordsOf(CONSENTS)).toContain('Отозвано');
    await patient.untilWords(CONSENTS, 'Согласие отозвано.');
  });

  it('is asked for where there are free times and none of them suits', async () => {
    await lookForCardiologist(); // the times that were refused are free again
    await patient.pressButton('Нет удобного времени');
    number = await apply('Как можно скорее. Перебои вернулись.');
    await openTracker();
    await takeToWork();
  });

  it('is accepted by the patient, and a consultation and its chat are there', async () => {
    await offer(await openTime(12 * MINUTE));
    await patient.untilWords(TRACKER, 'Вам предлагают время');
    await patient.press(`${TRACKER} >>> [part="accept"]`);
    await patient.untilWords(TRACKER, 'Вы записаны');
    await operator.untilWords(JOURNAL, 'Консультация назначена, чат создан.');
    await patient.press(`${TRACKER} >>> [part="open-chat"]`);
    await patient.page.waitForSelector('consult-chat');
    chatId = /^\/chat\/(cht_[\w-]+)$/.exec(new URL(patient.page.url()).pathname)![1]!;
  });

  it('stands among the doctor’s chats too, who sees that the consent is missing', async () => {
    await doctor.signIn(system.portal, 'Николаев');
    await doctor.page.goto(`${system.portal}/chat/${chatId}`);
    await until(async () =>
      (await doctor.rows()).find(({ selected, text }) => selected && text.includes('Матросова')),
    );
    await doctor.untilWords('consult-desk', 'Как можно скорее. Перебои вернулись.');
    await doctor.untilWords('consult-desk', 'не дано: пациент не видит чат');
  });

  it('leads to the consent, which cannot be passed and is read, ticked and accepted', async () => {
    await patient.page.waitForSelector(`${CONSENT} >>> dialog[open]`);
    expect(await patient.wordsOf(CONSENT)).toContain('Вы даёте согласие за себя: Матросова Елена Викторовна');
    await patient.page.keyboard.press('Escape');
    await patient.page.keyboard.press('Escape');
    await patient.page.waitForSelector(`${CONSENT} >>> dialog[open]`);
    expect(await patient.page.$('consult-chat >>> [part~="entry"]')).toBeNull();
    expect(await patient.page.$(`${CONSENT} >>> [part="tick"]:checked`)).toBeNull();
    await patient.press(`${CONSENT} >>> [part="accept"]`);
    await patient.page.waitForSelector(`${CONSENT} >>> .hasty`);
    if (await patient.page.$(`${CONSENT} >>> [part="to-end"]`))
      await patient.press(`${CONSENT} >>> [part="to-end"]`);
    await patient.page.waitForSelector(`${CONSENT} >>> [part="tick"][aria-disabled="false"]`);
    await patient.press(`${CONSENT} >>> [part="tick"]`);
    await patient.untilWords(CONSENT, 'Теперь можно принять.');
    await patient.press(`${CONSENT} >>> [part="accept"]`);
    await patient.page.waitForSelector(`${CONSENT} >>> dialog:not([open])`);
    await patient.page.waitForSelector('consult-chat >>> [part~="entry"]');
  });

  it('may be begun by the doctor before its time, and both write', async () => {
    await doctor.page.reload(); // each reading of the card is audited, so that it does not follow by itself
    await doctor.untilWords('consult-desk', 'Согласие на консультацию');
    expect(await doctor.wordsOf('consult-desk')).not.toContain('не дано');
    await doctor.press('consult-desk >>> [part="open"]');
    await doctor.untilWords('consult-desk', 'Идёт консультация');
    await doctor.say('Здравствуйте. Расскажите, что вернулось.');
    await until(async () =>
      (await patient.entries()).some(({ said }) => said === 'Здравствуйте. Расскажите, что вернулось.'),
    );
    await patient.say('Вечером снова перебои.');
    await until(async () =>
      (await doctor.entries()).some(({ said, seq }) => seq !== null && said === 'Вечером снова перебои.'),
    );
  });

  it('ends with a conclusion, and the request is done', async () => {
    await doctor.press('consult-desk >>> [part="conclude"]:enabled');
    for (const [field, words] of Object.entries(CONCLUSION))
      await doctor.write(`consult-desk >>> #${field}`, words);
    await doctor.press('consult-desk >>> [part="finish"]');
    await doctor.press('consult-desk >>> [part="sure"]');
    await doctor.untilWords('consult-desk', 'Завершена с заключением');
    await patient.untilWords('consult-chat', 'Консультативное заключение');

    await patient.page.goto(`${system.portal}/requests`);
    const state = await patient.page.waitForFunction(
      (wanted) => {
        const cards = document
          .querySelector('request-tracker')
          ?.shadowRoot?.querySelectorAll<HTMLElement>('[part="request"]');
        return [...(cards ?? [])]
          .find((card) => card.innerText.includes(wanted))
          ?.querySelector('[part="state"]')
          ?.textContent?.trim();
      },
      {},
      number,
    );
    expect(await state.jsonValue()).toBe('Завершена');
  });

  it('is told of in «Мои уведомления», as the annulment before', async () => {
    await patient.page.goto(`${system.portal}/notifications`);
    for (const words of ['Заявка аннулирована', 'Вам предложено время приёма', 'Готово заключение врача'])
      await patient.untilWords('notice-list', words);
  });

  it('met no error in any page and no violation of its content security policy', () => {
    expect(faults).toEqual([[], [], []]);
  });

  it('left no name, word or token in the server’s log', () => {
    for (const secret of ['Матросова', 'Перебои', 'экстрасистол', 'на дачу', 'eyJ', 'ticket='])
      expect(system.logs()).not.toContain(secret);
  });
});

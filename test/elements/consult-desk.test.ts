import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import '../../packages/elements/define/consult-desk.js';
import type { ConsultDesk } from '../../packages/elements/src/consult-desk/consult-desk.js';
import type { ConsultationCompletedEvent } from '../../packages/elements/src/consult-desk/events.js';
import { inScheme, settled } from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { ask, dialog, reason } from '../support/desk-page.js';
import { part, show, textOf, until } from '../support/fixtures.js';
import { agree, publish, standing, withdraw } from '../support/consents.js';
import { aHouse, type House } from '../support/house.js';

const MINUTE = 60 * 1000;

async function showDesk(
  house: House,
  chat: ChatInHouse,
  lang: 'ru' | 'en' = 'ru',
  client = house.clientOf(chat.doctor),
) {
  const el = await show<ConsultDesk>(client, html`<consult-desk chat-id=${chat.id}></consult-desk>`, {
    lang,
  });
  await until(() => part(el, 'card') ?? part(el, 'notice'), 'the desk is shown');
  return el;
}

describe('<consult-desk> shows', () => {
  it('whom the consultation is about: name in full, age, who writes, why, when, consent', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ patient: 'child', comment: 'Кашель третью неделю' });
    const el = await showDesk(house, chat);
    expect(textOf(part(el, 'title'))).to.equal('Матросов Михаил Андреевич');
    const card = textOf(part(el, 'card'));
    expect(card).to.contain('01.09.2017 (8 лет)');
    expect(card).to.contain('Матросова Елена Викторовна');
    expect(card).to.contain('Кашель третью неделю');
    expect(card).to.contain('сегодня в 12:00 (МСК)');
    expect(card).to.match(/Согласие на консультацию дано/);
    expect(textOf(part(el, 'state'))).to.equal('Идёт консультация');
  });

  it('that the patient has not agreed, and cannot write', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat({ withoutConsent: true, said: [] }));
    expect(textOf(part(el, 'card'))).to.contain('не дано: пациент не видит чат');
  });

  it('what the patient agrees to and takes back, within two seconds and without being read anew', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const client = house.clientOf(chat.doctor);
    const el = await showDesk(house, chat, 'ru', client);
    await until(() => client.connection.value.state === 'live');
    const consent = () => textOf(part(el, 'card')!.querySelector('.yes, .no'));
    const follows = (words: string, by: number) =>
      until(() => consent() === words && Date.now() < by, `«${words}» within two seconds`);
    expect(consent()).to.equal('дано');
    const { acts } = await standing(house, 'patient');
    await withdraw(house, 'patient', acts[0]!.id);
    await follows('не дано: пациент не видит чат и не может писать', Date.now() + 2000);
    await expect(el).to.be.accessible();
    await agree(house, 'patient');
    await follows('дано', Date.now() + 2000);
    await publish(house);
    await follows('не дано: пациент не видит чат и не может писать', Date.now() + 2000);
    expect(house.network.exchanges.filter(({ path }) => path.endsWith('/card'))).to.have.length(1);
  });

  it('words of the patient as words', async () => {
    const house = await aHouse();
    const comment = '<b>болит</b> ${голова}';
    const el = await showDesk(house, await house.aChat({ comment }));
    expect(textOf(part(el, 'card'))).to.contain(comment);
    expect(part(el, 'card')!.querySelector('b')).to.equal(null);
  });

  it('why a patient’s page gets nothing', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await show<ConsultDesk>(
      house.clientOf('patient'),
      html`<consult-desk chat-id=${chat.id}></consult-desk>`,
    );
    await until(() => part(el, 'notice'));
    expect(part(el, 'card')).to.equal(null);
    expect(textOf(part(el, 'notice'))).to.contain('Карточка не загрузилась');
  });

  it('that a chat is to be chosen', async () => {
    const el = await show<ConsultDesk>(undefined, html`<consult-desk></consult-desk>`);
    expect(textOf(part(el, 'notice'))).to.contain('Выберите чат');
  });

  it('everything in English', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat({ patient: 'child' }), 'en');
    expect(textOf(part(el, 'card'))).to.contain('2017-09-01 (8 years old)');
    expect(textOf(part(el, 'complete'))).to.equal('Finish without a conclusion');
  });
});

describe('<consult-desk> opens', () => {
  it('not before a quarter of an hour is left, and says from when', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat({ state: 'scheduled' }));
    expect(part(el, 'open')).to.equal(null);
    expect(textOf(part(el, 'note'))).to.contain('Открыть раньше можно сегодня в 12:45 (МСК)');
    expect(part(el, 'complete'), 'what has not begun cannot be finished').to.equal(null);
  });

  it('the consultation early, and says so', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'scheduled', startsAt: house.clock.now() + 10 * MINUTE });
    const el = await showDesk(house, chat);
    const opened = oneEvent(el, 'consult-consultation-opened');
    part(el, 'open')!.click();
    await opened;
    await until(() => textOf(part(el, 'state')) === 'Идёт консультация');
    expect((await chat.view('doctor')).state).to.equal('open');
    expect(part(el, 'open')).to.equal(null);
  });

  it('nothing where the page does not want it, and says why where the network does not', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ state: 'scheduled', startsAt: house.clock.now() + 10 * MINUTE });
    const el = await showDesk(house, chat);
    el.addEventListener('consult-consultation-open', (event) => event.preventDefault(), { once: true });
    part(el, 'open')!.click();
    await el.updateComplete;
    expect((await chat.view('doctor')).state).to.equal('scheduled');
    house.network.failNext('/open');
    part(el, 'open')!.click();
    await until(() => textOf(part(el, 'problem')).includes('Сервер сейчас не отвечает'));
    expect(part(el, 'open')).to.exist;
  });
});

describe('<consult-desk> finishes', () => {
  it('with a reason the patient will read, the safe answer first', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, ' Нужен очный осмотр ');
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'keep'));
    await until(() =>
      textOf(part(el, 'preview')).includes('Консультация завершена без заключения: Нужен очный осмотр'),
    );
    await expect(el).to.be.accessible();
    const completed = oneEvent(el, 'consult-consultation-completed') as Promise<ConsultationCompletedEvent>;
    part(el, 'confirm')!.click();
    expect((await completed).chatId).to.equal(chat.id);
    expect(dialog(el).open).to.equal(false);
    await until(() => textOf(part(el, 'state')) === 'Завершена без заключения');
    expect(part(el, 'complete')).to.equal(null);
    const last = (await chat.entries()).pop();
    expect(last).to.include({ note: 'completed-without-conclusion', reason: 'Нужен очный осмотр' });
  });

  it('not without a reason', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, '   ');
    part(el, 'confirm')!.click();
    await until(() => textOf(dialog(el)).includes('Причина не указана'));
    expect(el.shadowRoot!.activeElement).to.equal(reason(el));
    expect(reason(el).getAttribute('aria-invalid')).to.equal('true');
    expect((await chat.view('doctor')).state).to.equal('open');
  });

  it('not with a reason too long, and counts', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat());
    await ask(el, 'я'.repeat(2001));
    await until(() => textOf(dialog(el)).includes('уберите 1 знак'));
    part(el, 'confirm')!.click();
    await until(() => textOf(dialog(el)).includes('Причина слишком длинная'));
  });

  it('not where the doctor thinks better of it, and keeps what was typed', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, 'Не дозвонились');
    part(el, 'keep')!.click();
    expect(dialog(el).open).to.equal(false);
    part(el, 'complete')!.click();
    await until(() => dialog(el).open);
    expect(reason(el).value).to.equal('Не дозвонились');
    expect((await chat.view('doctor')).state).to.equal('open');
  });

  it('not where the page does not want it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    el.addEventListener('consult-consultation-complete', (event) => event.preventDefault());
    await ask(el, 'Причина');
    part(el, 'confirm')!.click();
    await el.updateComplete;
    expect(dialog(el).open).to.equal(true);
    expect((await chat.view('doctor')).state).to.equal('open');
  });

  it('in words and with the text kept when the network fails, and then for good', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, 'Нужен очный осмотр');
    house.network.failNext('/complete');
    part(el, 'confirm')!.click();
    await until(() => textOf(dialog(el)).includes('Сервер сейчас не отвечает'));
    expect(reason(el).value).to.equal('Нужен очный осмотр');
    part(el, 'confirm')!.click();
    await until(() => textOf(part(el, 'state')) === 'Завершена без заключения');
  });
});

describe('<consult-desk>', () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const state of ['scheduled', 'open', 'completed'] as const) {
      it(`is accessible when ${state}, ${scheme}`, async () => {
        const house = await aHouse();
        const el = await showDesk(house, await house.aChat({ state, comment: 'Болит' }));
        await inScheme(el, scheme);
        await expect(el).to.be.accessible();
      });
    }
  }

  it('fits a screen of 320 px', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat({ patient: 'child', comment: 'б'.repeat(200) }));
    el.style.width = '320px';
    await el.updateComplete;
    expect(el.scrollWidth).to.equal(el.clientWidth);
  });

  it('reads the card once, lets go when it leaves, and comes back', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    const provider = el.parentElement!;
    const cards = () => house.network.exchanges.filter(({ path }) => path.endsWith('/card')).length;
    expect(cards()).to.equal(1);
    el.remove();
    await settled();
    provider.append(el);
    await until(() => cards() === 2 && textOf(part(el, 'state')) === 'Идёт консультация');
    await chat.completes();
    await until(() => textOf(part(el, 'state')) === 'Завершена без заключения');
    expect(cards(), 'each reading is written down by the server').to.equal(2);
  });
});

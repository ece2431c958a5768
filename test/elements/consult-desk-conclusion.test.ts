import { expect, oneEvent } from '@open-wc/testing';
import { inScheme } from '../support/chat-page.js';
import { CONCLUSION } from '../support/chats.js';
import { cardOf, field, finish, form, open, showDesk, write, writeAll } from '../support/desk-page.js';
import { catchDocuments, isPdf } from '../support/shown-documents.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';

let caught: ReturnType<typeof catchDocuments>;
beforeEach(() => void (caught = catchDocuments()));
afterEach(() => caught.stop());

describe('<consult-desk> finishes with a conclusion', () => {
  it('written in a form, after one more question whose safe answer is first', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'complaints'));
    writeAll(el);
    await finish(el);
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'back'));
    expect(textOf(form(el))).to.contain('После этого никто не сможет писать в чат.');
    await expect(el).to.be.accessible();
    const completed = oneEvent(el, 'consult-consultation-completed');
    part(el, 'sure')!.click();
    await completed;
    await until(() => textOf(part(el, 'state')) === 'Завершена с заключением');
    expect(form(el)).to.equal(null);
    expect([part(el, 'conclude'), part(el, 'complete')]).to.deep.equal([null, null]);
    const { content } = await house.call<{ content: unknown }>(
      chat.doctor,
      'GET',
      `/v1/chats/${chat.id}/conclusion`,
    );
    expect(content).to.deep.equal(CONCLUSION);
  });

  it('not where something is missing: says what at each field and goes to the first', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    write(el, 'complaints', 'Кашель');
    write(el, 'diagnosis-code', 'кашель');
    part(el, 'finish')!.click();
    await until(() => textOf(form(el)).includes('Напишите результаты консультации.'));
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'findings'));
    expect(textOf(form(el))).to.contain('Такого кода в МКБ-10 нет');
    expect(textOf(form(el))).to.contain('Назовите диагноз словами');
    expect(field(el, 'findings').getAttribute('aria-invalid')).to.equal('true');
    expect(field(el, 'complaints').getAttribute('aria-invalid')).to.equal('false');
    await expect(el).to.be.accessible();
    write(el, 'findings', 'Лёгкие чистые');
    await el.updateComplete;
    expect(textOf(form(el))).not.to.contain('Напишите результаты консультации.');
    expect((await chat.view('doctor')).state).to.equal('open');
  });

  it('takes a code as it was meant, whatever the keyboard', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat());
    await open(el);
    write(el, 'diagnosis-code', ' с50,1');
    await el.updateComplete;
    expect(field(el, 'diagnosis-code').value).to.equal('C50.1');
  });

  it('says that the next visit is before the consultation, where a year was mistyped', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat());
    await open(el);
    writeAll(el);
    write(el, 'next-visit', '2025-05-12');
    part(el, 'finish')!.click();
    await until(() => field(el, 'next-visit').matches('[aria-invalid=true]'));
    expect(textOf(form(el))).to.contain('Этот день раньше дня консультации. Выберите другой.');
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'next-visit'));
  });

  it('counts where the end is near, and says what is too much', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat());
    await open(el);
    write(el, 'findings', 'я'.repeat(9_999));
    await el.updateComplete;
    expect(textOf(form(el))).to.contain('Осталось знаков: 1');
    write(el, 'findings', 'я'.repeat(10_002));
    const tooLong = () => textOf(form(el)).match(/Слишком длинно: уберите 2 знака\./g)?.length;
    await until(() => tooLong() === 1, 'it is said as it is typed');
    write(el, 'complaints', 'Кашель');
    part(el, 'finish')!.click();
    await until(() => field(el, 'findings').matches('[aria-invalid=true]'));
    expect(tooLong()).to.equal(1);
    await expect(el).to.be.accessible();
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'findings'));
  });

  it('keeps what is typed and says so; after a reload it is there again', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const storage = memoryStorage();
    const el = await showDesk(house, chat, { storage });
    await open(el);
    write(el, 'complaints', 'Кашель');
    await until(() => textOf(part(el, 'draft')) === 'Черновик сохранён в этом браузере.');
    part(el, 'close-form')!.click();
    await until(() => !form(el));
    el.parentElement!.remove();

    const again = await showDesk(house, chat, { storage });
    await open(again);
    expect(field(again, 'complaints').value).to.equal('Кашель');
    expect(textOf(part(again, 'draft'))).to.equal('Восстановлен черновик, который вы не отправили.');
    await expect(again).to.be.accessible();
  });

  it('in one tab of a browser at a time, so that no tab writes over the other’s words', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const storage = memoryStorage();
    const [el, other] = [await showDesk(house, chat, { storage }), await showDesk(house, chat, { storage })];
    await open(el);
    await until(() => part(other, 'conclude')?.matches(':enabled'));
    part(other, 'conclude')!.click();
    await until(() => textOf(part(other, 'problem')).includes('открыто в другой вкладке'));
    expect(form(other)).to.equal(null);
    await expect(other).to.be.accessible();
    write(el, 'complaints', 'Кашель');
    await until(() => textOf(part(el, 'draft')) === 'Черновик сохранён в этом браузере.');
    part(el, 'close-form')!.click();
    await until(() => !form(el));
    await open(other);
    expect(field(other, 'complaints').value).to.equal('Кашель');
    expect(textOf(part(other, 'problem'))).to.equal('');
  });

  it('stays with its words when the chat is given to another doctor, says so, and shows nothing of the patient', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    write(el, 'complaints', 'Перебои по вечерам');
    field(el, 'findings').focus();
    await chat.passesTo('surgeon');
    await until(() => textOf(part(el, 'conclusion-problem')).includes('передали другому врачу'));
    expect(form(el)!.open).to.equal(true);
    expect(field(el, 'complaints').value).to.equal('Перебои по вечерам');
    expect(el.shadowRoot!.activeElement, 'the doctor may go on').to.equal(field(el, 'findings'));
    expect(part(el, 'card')).to.equal(null);
    await expect(el).to.be.accessible();
    part(el, 'close-form')!.click();
    await until(() => !form(el));
    expect(textOf(part(el, 'notice'))).to.contain('недоступен');
  });

  it('says where a browser keeps nothing', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat(), { storage: memoryStorage({ lasting: false }) });
    await open(el);
    write(el, 'complaints', 'Кашель');
    await until(() => textOf(part(el, 'draft')).startsWith('Этот браузер не хранит черновики'));
  });

  it('shows the document beforehand, in a tab', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    part(el, 'view')!.click();
    await until(() => textOf(form(el)).includes('Напишите жалобы и анамнез.'));
    expect(caught.tabs).to.have.length(0);
    writeAll(el);
    part(el, 'view')!.click();
    await until(() => caught.shown.length === 1);
    expect(await isPdf(caught.shown[0]!.blob)).to.equal(true);
    await until(() => textOf(part(el, 'view')) === 'Посмотреть документ');
    house.network.failNext('/preview');
    part(el, 'view')!.click();
    await until(() => textOf(part(el, 'conclusion-problem')).includes('Сервер сейчас не отвечает'));
    expect((await chat.view('doctor')).state).to.equal('open');
  });

  it('in words and with everything kept when the network fails, and then for good and once', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    writeAll(el);
    await finish(el);
    house.network.loseAnswer('/complete');
    part(el, 'sure')!.click();
    await until(() => textOf(part(el, 'conclusion-problem')).includes('всё написанное сохранено'));
    expect(field(el, 'complaints').value).to.equal(CONCLUSION.complaints);
    await expect(el).to.be.accessible();
    part(el, 'sure')!.click();
    await until(() => textOf(part(el, 'state')) === 'Завершена с заключением');
    expect((await cardOf(chat)).versions).to.have.length(1);
  });

  it('says that it is sending, and lets nobody send twice', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    writeAll(el);
    await finish(el);
    const held = house.network.hold('/complete');
    part(el, 'sure')!.click();
    await until(() => textOf(part(el, 'sure')) === 'Отправляем…');
    part(el, 'sure')!.click();
    await until(() => held.waiting === 1);
    await expect(el).to.be.accessible();
    held.release();
    await until(() => !form(el));
  });

  it('not where the page does not want it, nor where the doctor thinks better of it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    el.addEventListener('consult-consultation-complete', (event) => event.preventDefault());
    await open(el);
    writeAll(el);
    await finish(el);
    part(el, 'sure')!.click();
    await el.updateComplete;
    expect((await chat.view('doctor')).state).to.equal('open');
    part(el, 'back')!.click();
    await until(() => part(el, 'finish'));
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'finish'));
    expect(field(el, 'complaints').value).to.equal(CONCLUSION.complaints);
  });
});

describe('<consult-desk> corrects a conclusion', () => {
  const concluded = (house: House) => house.aChat({ state: 'completed', conclusion: true });

  it('by a further version, beginning with the words of the last', async () => {
    const house = await aHouse();
    const chat = await concluded(house);
    const el = await showDesk(house, chat);
    await open(el, 'correct');
    expect(field(el, 'findings').value).to.equal(CONCLUSION.findings);
    expect(textOf(form(el))).to.contain('Прежние версии останутся доступны.');
    write(el, 'findings', 'Уточнено');
    await finish(el);
    await expect(el).to.be.accessible();
    const corrected = oneEvent(el, 'consult-conclusion-corrected');
    part(el, 'sure')!.click();
    await corrected;
    expect((await cardOf(chat)).versions).to.have.length(2);
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'correct'));
  });

  it('or says why it cannot be had', async () => {
    const house = await aHouse();
    const chat = await concluded(house);
    const el = await showDesk(house, chat);
    house.network.failNext('/conclusion');
    await until(() => part(el, 'correct')?.matches(':enabled'));
    part(el, 'correct')!.click();
    await until(() => textOf(part(el, 'problem')).includes('Сервер сейчас не отвечает'));
    expect(form(el)).to.equal(null);
    await open(el, 'correct');
  });
});

describe('The form of a conclusion', () => {
  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible, ${scheme}`, async () => {
      const house = await aHouse();
      const el = await showDesk(house, await house.aChat());
      await inScheme(el, scheme);
      await open(el);
      await expect(el).to.be.accessible();
    });

  it('names each field, and speaks English', async () => {
    const house = await aHouse();
    const el = await showDesk(house, await house.aChat(), { lang: 'en' });
    await open(el);
    expect(
      parts(el, 'field').map((one) => (one as HTMLInputElement).labels![0]!.textContent!.trim()),
    ).to.deep.equal([
      'Complaints and history *',
      'Findings *',
      'ICD-10 code',
      'Diagnosis',
      'Recommendations *',
      'Next visit',
    ]);
  });
});

import { expect, oneEvent } from '@open-wc/testing';
import type { KeptStorage } from '@consult/client';
import { CONCLUSION } from '../support/chats.js';
import {
  ask,
  cardOf,
  dialog,
  field,
  finish,
  form,
  open,
  reason,
  showDesk,
  write,
  writeAll,
} from '../support/desk-page.js';
import { part, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';

const MINUTE = 60 * 1000;

/** What is put on the clipboard from now on. */
function copiedText(): () => string {
  let text = '';
  navigator.clipboard.writeText = (words) => Promise.resolve(void (text = words));
  return () => text;
}

describe('<consult-desk>, where the consultation ends elsewhere while a conclusion is written', () => {
  const problem = (el: Element) => textOf(part(el, 'conclusion-problem'));

  async function writing(house: House, { storage = memoryStorage() }: { storage?: KeptStorage } = {}) {
    const chat = await house.aChat();
    const el = await showDesk(house, chat, { storage });
    await open(el);
    writeAll(el);
    await until(() => textOf(part(el, 'draft')) === 'Черновик сохранён в этом браузере.');
    return { chat, el };
  }

  it('says so before anything is pressed, and makes a correction of what was written', async () => {
    const house = await aHouse();
    const { chat, el } = await writing(house);
    write(el, 'findings', 'Уточнено');
    field(el, 'findings').focus();
    await chat.concludes();
    await until(() => problem(el).startsWith('Эта консультация уже завершена с заключением.'));
    expect(problem(el)).to.contain('Это можно отправить как исправление.');
    expect(part(el, 'finish')).to.equal(null);
    expect(field(el, 'findings').value).to.equal('Уточнено');
    expect(field(el, 'findings').readOnly).to.equal(true);
    expect(el.shadowRoot!.activeElement, 'where the doctor reads').to.equal(field(el, 'findings'));
    await expect(el).to.be.accessible();

    part(el, 'as-correction')!.click();
    await until(() => textOf(form(el)).includes('Прежние версии останутся доступны.'));
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'complaints'));
    expect(field(el, 'findings').readOnly).to.equal(false);
    expect(problem(el)).to.equal('');
    await finish(el);
    part(el, 'sure')!.click();
    await until(() => !form(el));
    const { versions } = await cardOf(chat);
    expect(versions).to.have.length(2);
  });

  it('says so at the press of the button that nobody has told', async () => {
    const house = await aHouse();
    const { chat, el } = await writing(house);
    await finish(el);
    house.network.deafen();
    await chat.completes();
    part(el, 'sure')!.click();
    await until(() => problem(el).startsWith('Эта консультация уже завершена без заключения.'));
    expect(part(el, 'sure')).to.equal(null);
    expect(el.shadowRoot!.activeElement, 'the button that had it is gone').to.equal(part(el, 'close-form'));
    expect((await chat.view('doctor')).outcome).to.equal('no-conclusion');
  });

  it('takes the question away, and lets the text be copied where nothing can be given any more', async () => {
    const house = await aHouse();
    const { chat, el } = await writing(house);
    await finish(el);
    await chat.completes();
    await until(() => problem(el).endsWith('Текст можно скопировать.'));
    expect(part(el, 'sure')).to.equal(null);
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'close-form'));
    await expect(el).to.be.accessible();

    const pasted = copiedText();
    part(el, 'copy-conclusion')!.click();
    await until(() => textOf(part(el, 'draft')) === 'Текст скопирован.');
    expect(pasted()).to.contain(`Рекомендации\n${CONCLUSION.recommendations}\n\nСледующий приём\n2026-05-12`);
    expect(pasted()).to.match(/^Жалобы и анамнез\n/);
  });

  it('keeps the text within reach when the form is closed and the page reloaded', async () => {
    const house = await aHouse();
    const storage = memoryStorage();
    const { chat, el } = await writing(house, { storage });
    await chat.completes();
    await until(() => problem(el).includes('без заключения'));
    part(el, 'close-form')!.click();
    await until(() => el.shadowRoot!.activeElement === part(el, 'state'), 'its button is gone');
    expect(textOf(part(el, 'unsent'))).to.equal('Посмотреть черновик заключения');
    await expect(el).to.be.accessible();
    el.parentElement!.remove();

    const again = await showDesk(house, chat, { storage });
    await until(() => part(again, 'unsent'));
    part(again, 'unsent')!.click();
    await until(() => form(again)?.open);
    expect(field(again, 'complaints').value).to.equal(CONCLUSION.complaints);
    expect(problem(again)).to.contain('Эта консультация уже завершена без заключения.');
    await expect(again).to.be.accessible();
  });

  it('says that it did not take place, and offers nothing for an empty form but to close it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await open(el);
    await house.clock.advance(120 * MINUTE);
    await until(() => problem(el) === 'Эта консультация уже закрыта: она не состоялась.');
    expect([part(el, 'copy-conclusion'), part(el, 'as-correction')]).to.deep.equal([null, null]);
    part(el, 'close-form')!.click();
    await until(() => !form(el));
    expect(part(el, 'unsent')).to.equal(null);
  });

  it('does not take its own conclusion, whose answer was lost, for another’s', async () => {
    const house = await aHouse();
    const { chat, el } = await writing(house);
    await finish(el);
    house.network.loseAnswer('/complete');
    part(el, 'sure')!.click();
    await until(() => problem(el).includes('всё написанное сохранено'));
    await until(() => textOf(part(el, 'state')) === 'Завершена с заключением');
    const completed = oneEvent(el, 'consult-consultation-completed');
    part(el, 'sure')!.click();
    await completed;
    expect((await cardOf(chat)).versions).to.have.length(1);
  });
});

describe('<consult-desk>, where the consultation ends elsewhere while a reason is written', () => {
  it('says so before anything is pressed, and keeps the reason to be copied', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, 'Нужен очный осмотр');
    part(el, 'confirm')!.focus();
    await chat.concludes();
    await until(() => textOf(dialog(el)).includes('Эта консультация уже завершена с заключением.'));
    expect(part(el, 'confirm')).to.equal(null);
    expect(part(el, 'preview')).to.equal(null);
    expect(el.shadowRoot!.activeElement, 'the button that had it is gone').to.equal(part(el, 'keep'));
    expect([reason(el).value, reason(el).readOnly]).to.deep.equal(['Нужен очный осмотр', true]);
    expect(textOf(dialog(el))).to.contain('не отправлена. Её можно скопировать.');
    await expect(el).to.be.accessible();
    expect(textOf(part(el, 'keep'))).to.equal('Закрыть');
    part(el, 'keep')!.click();
    await until(() => !dialog(el).open);
  });

  it('says so at the press of the button that nobody has told', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, 'Нужен очный осмотр');
    house.network.deafen();
    await chat.concludes();
    part(el, 'confirm')!.click();
    await until(() => textOf(dialog(el)).includes('Эта консультация уже завершена с заключением.'));
    expect(part(el, 'confirm')).to.equal(null);
  });

  it('shows no field where nothing was written, and leaves the focus at the state', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showDesk(house, chat);
    await ask(el, '');
    await house.clock.advance(120 * MINUTE);
    await until(() => textOf(dialog(el)).includes('Эта консультация уже закрыта: она не состоялась.'));
    expect(part(el, 'reason')).to.equal(null);
    await expect(el).to.be.accessible();
    part(el, 'keep')!.click();
    await until(() => el.shadowRoot!.activeElement === part(el, 'state'));
  });
});

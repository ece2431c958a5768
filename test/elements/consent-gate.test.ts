import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../packages/elements/define/consult-chat.js';
import '../../packages/elements/define/consult-chat-list.js';
import type { ConsentDialog } from '../../packages/elements/src/consent-dialog/consent-dialog.js';
import { press } from '../support/chat-page.js';
import {
  accept,
  agree,
  aHouseWithAText,
  aReader,
  isOpen,
  isTicked,
  NEWER_TEXT,
  publish,
  readOn,
  showDialog,
  standing,
  tick,
  withdraw,
} from '../support/consent-page.js';
import { part, show, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { PEOPLE } from '../support/people.js';

describe('<consent-dialog> asks for several', () => {
  it('oneself, then the child, by name; each reads and ticks anew', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house, 'patient');
    expect(textOf(part(el, 'whom'))).to.equal('Вы даёте согласие за себя: Матросова Елена Викторовна');
    expect(textOf(part(el, 'scroll'))).to.contain('Матросов Михаил Андреевич');
    await accept(el);
    await until(() => textOf(part(el, 'whom')) === 'Вы даёте согласие за ребёнка: Матросов Михаил Андреевич');
    expect(isTicked(el)).to.equal(false);
    expect(part(el, 'scroll')!.scrollTop).to.equal(0);
    expect(part(el, 'tick')!.parentElement!.textContent).to.contain('за ребёнка: Матросов Михаил Андреевич');
    await accept(el);
    await until(() => !isOpen(el));
    expect((await standing(house, 'patient')).state).to.equal('given');
    expect((await standing(house, 'patient', 'remote-consultation', 'child')).state).to.equal('given');
  });

  it('also where the first is declined', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house, 'patient');
    const left: number[] = [];
    el.addEventListener('consult-consent-declined', (event) => left.push(event.left));
    part(el, 'decline')!.click();
    await until(() => textOf(part(el, 'whom')).includes('за ребёнка'));
    part(el, 'decline')!.click();
    await until(() => !isOpen(el));
    expect(left).to.deep.equal([1, 0]);
  });

  it('only for the child that is asked for', async () => {
    const house = await aHouseWithAText();
    const el = await showDialog(house, 'patient', { whenAsked: true });
    el.ask('remote-consultation', PEOPLE.child.id);
    await until(() => textOf(part(el, 'whom')).includes('Матросов Михаил'));
    await accept(el);
    await until(() => !isOpen(el));
    expect((await standing(house, 'patient')).state).to.equal('superseded');
  });
});

describe('<consent-dialog> shows a new version', () => {
  it('again, with what has changed, to those who agreed to the one before', async () => {
    const house = await aHouseWithAText();
    await agree(house, 'newcomer');
    await publish(house, 'remote-consultation', NEWER_TEXT);
    const el = await aReader(house);
    expect(textOf(part(el, 'note'))).to.contain('Вы соглашались с редакцией 2');
    await until(() => part(el, 'changes'));
    expect(textOf(part(el, 'changes')!.querySelector('del'))).to.match(/^убрано: .*очный/);
    expect([...part(el, 'changes')!.querySelectorAll('ins')].map(textOf).join(' ')).to.contain(
      '25. Согласие можно отозвать.',
    );
    expect(part(el, 'text')!.querySelectorAll('p')).to.have.length(25);
    await expect(el).to.be.accessible();
  });

  it('whole, where the former cannot be had', async () => {
    const house = await aHouseWithAText();
    await agree(house, 'newcomer');
    await publish(house, 'remote-consultation', NEWER_TEXT);
    house.network.failNext('/versions/2');
    const el = await aReader(house);
    await until(() => textOf(part(el, 'scroll')).includes('Сравнить с прежней редакцией сейчас не удалось'));
    await accept(el);
    await until(() => !isOpen(el));
  });

  it('to whoever is reading the old one: the tick is taken back, and the old hash is not taken', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    house.network.deafen(); // the hint is lost
    await publish(house, 'remote-consultation', NEWER_TEXT);
    await accept(el);
    await until(() => textOf(part(el, 'note')).includes('Пока вы читали, вышла новая редакция'));
    expect(isTicked(el)).to.equal(false);
    expect(textOf(part(el, 'problem'))).to.equal('');
    await until(() => part(el, 'changes'));
    expect((await standing(house, 'newcomer')).state).to.equal('none');
    await accept(el);
    await until(() => !isOpen(el));
    expect((await standing(house, 'newcomer')).acts[0]!.version).to.equal(3);
  });

  it('at once, by the live feed', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    await until(() => house.network.sockets === 1);
    await readOn(el);
    tick(el);
    await publish(house, 'remote-consultation', NEWER_TEXT);
    await until(() => part(el, 'note'));
    expect(isTicked(el)).to.equal(false);
  });
});

describe('<consent-dialog> follows', () => {
  it('what is done elsewhere: it closes when it was accepted there, and opens when it was withdrawn', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    await until(() => house.network.sockets === 1);
    const { id } = await agree(house, 'newcomer');
    await until(() => !isOpen(el), 'closed');
    await withdraw(house, 'newcomer', id);
    await until(() => isOpen(el), 'open again');
  });

  it('what is asked for while nothing has loaded: it says so, and offers to try again', async () => {
    const house = await aHouseWithAText();
    house.network.failNext('/v1/consents', 500, 100);
    const el = await showDialog(house, 'newcomer');
    el.ask();
    await until(() => textOf(part(el, 'notice')).includes('Текст согласия не загрузился'));
    await expect(el).to.be.accessible();
    part(el, 'close')!.click();
    await until(() => !isOpen(el));
  });

  it('that there is no text yet', async () => {
    const house = await aHouse();
    const el = await showDialog(house, 'newcomer', { whenAsked: true });
    el.ask('notifications');
    await until(() => textOf(part(el, 'notice')).includes('ещё не опубликован'));
    press(part(el, 'close')!, 'Escape');
    await until(() => !isOpen(el));
  });

  it('the page it stands in: it lets go when it leaves and comes back', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    const provider = el.parentElement!;
    el.remove();
    await new Promise((resolve) => setTimeout(resolve));
    provider.append(el);
    await until(() => isOpen(el) && part(el, 'text') && part(el, 'dialog')!.matches(':modal'));
    await accept(el);
    await until(() => !isOpen(el));
  });
});

describe('<consent-dialog> beside the chats', () => {
  async function aPage(house: House, chatId?: string) {
    const section = await show<HTMLElement>(
      house.clientOf('newcomer'),
      html`<div>
        <consult-chat-list></consult-chat-list>
        <consult-chat></consult-chat>
        <section><consent-dialog></consent-dialog></section>
      </div>`,
      chatId ? { chatId } : {},
    );
    const find = <T extends HTMLElement>(tag: string) => section.querySelector<T>(tag)!;
    const el = find<ConsentDialog>('consent-dialog');
    await until(() => isOpen(el) && part(el, 'text'), 'the gate');
    return { el, chat: find('consult-chat'), list: find('consult-chat-list') };
  }

  it('opens them when it is accepted', async () => {
    const house = await aHouseWithAText();
    const { id } = await house.aChat({ patient: 'newcomer', withoutConsent: true });
    const { el, chat } = await aPage(house, id);
    await until(() => textOf(part(chat, 'notice')).includes('Переписка скрыта'));
    await accept(el);
    await until(() => part(chat, 'messages'), 'the chat is open');
  });

  it('is opened again by a chat that is closed, and by the choice of one', async () => {
    const house = await aHouseWithAText();
    const { id } = await house.aChat({ patient: 'newcomer', withoutConsent: true });
    const { el, chat, list } = await aPage(house, id);
    part(el, 'decline')!.click();
    await until(() => !isOpen(el) && part(chat, 'consent'));
    part(chat, 'consent')!.click();
    await until(() => isOpen(el));
    part(el, 'decline')!.click();
    await until(() => !isOpen(el) && part(list, 'row'));
    part(list, 'row')!.click();
    await until(() => isOpen(el));
  });
});

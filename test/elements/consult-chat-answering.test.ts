import { expect } from '@open-wc/testing';
import {
  actOn,
  box,
  inScheme,
  part,
  parts,
  press,
  send,
  showChat,
  textOf,
  thread,
  type,
  until,
} from '../support/chat-page.js';
import { aHouse } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';

const focused = (el: Element) => el.shadowRoot!.activeElement;
const lastEntry = (el: Element) => parts(el, 'entry').at(-1)!;

describe('<consult-chat> offers actions on messages', () => {
  it('from one stop of Tab, with arrows between the messages', async () => {
    const house = await aHouse();
    const chat = await house.aChat({
      said: [
        ['patient', 'раз'],
        ['doctor', 'да'],
      ],
    });
    const el = await showChat(house, chat);
    const stops = () => parts(el, 'more').map((button) => button.tabIndex);
    expect(stops()).to.deep.equal([-1, 0]);
    const last = parts(el, 'more')[1]!;
    expect(last.getAttribute('aria-label')).to.equal('Действия с сообщением «да»');
    last.focus();
    press(last, 'ArrowUp');
    await el.updateComplete;
    expect(focused(el)).to.equal(parts(el, 'more')[0]);
    expect(stops()).to.deep.equal([0, -1]);
  });

  it('and the stop goes along with what is written, unless the reader has gone to another message', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'раз']] });
    const el = await showChat(house, chat);
    const stops = () => parts(el, 'more').map((button) => button.tabIndex);
    await chat.says('doctor', 'два');
    await until(() => stops().length === 2);
    expect(stops()).to.deep.equal([-1, 0]);
    press(parts(el, 'more')[1]!, 'ArrowUp');
    await chat.says('doctor', 'три');
    await until(() => stops().length === 3);
    expect(stops()).to.deep.equal([0, -1, -1]);
  });

  it('in a row that opens, takes the focus, and gives it back on Escape', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['doctor', 'Болит?']] }));
    await actOn(el, 'Болит?');
    await until(() => focused(el) === part(el, 'reply'));
    expect(part(el, 'more')!.getAttribute('aria-expanded')).to.equal('true');
    press(part(el, 'reply')!, 'Escape');
    await until(() => !part(el, 'actions') && focused(el) === part(el, 'more'));
  });

  it('and copies the text of a message, and says so', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['doctor', ' Два\nряда ']] }));
    const copied: string[] = [];
    const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')!;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    try {
      await actOn(el, 'Два');
      part(el, 'copy')!.click();
      await until(() => textOf(part(el, 'announcer')).includes('Текст скопирован'));
      expect(copied).to.deep.equal([' Два\nряда ']);
      expect(part(el, 'actions')).to.equal(null);
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, ...clipboard });
      delete (navigator as { clipboard?: unknown }).clipboard;
    }
  });

  it('and says where a text could not be copied', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['doctor', 'текст']] }));
    const [execCommand] = [document.execCommand];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    document.execCommand = () => false;
    try {
      await actOn(el, 'текст');
      part(el, 'copy')!.click();
      await until(() => textOf(part(el, 'announcer')).includes('Не получилось скопировать'));
    } finally {
      document.execCommand = execCommand;
      delete (navigator as { clipboard?: unknown }).clipboard;
    }
  });
});

describe('<consult-chat> answers a message', () => {
  it('with a bar above the box, and a quote above the words on both sides', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Болит?']] });
    const [el, doctors] = [await showChat(house, chat), await showChat(house, chat, { as: 'doctor' })];
    await actOn(el, 'Болит?');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    expect(textOf(part(el, 'reply-bar'))).to.match(/^Ответ на сообщение: .+ Болит\?$/);
    expect(focused(el)).to.equal(box(el));
    send(el, 'Да');
    await until(() => thread(doctors).at(-1) === '< Да');
    expect(textOf(lastEntry(doctors).querySelector('[part=quote]'))).to.equal('Вы Болит?');
    await until(() => lastEntry(el).matches('.own') && lastEntry(el).querySelector('[part=quote]'));
    expect(part(el, 'reply-bar')).to.equal(null);
  });

  it('to none after Escape, and keeps what was typed', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['doctor', 'Болит?']] }));
    await actOn(el, 'Болит?');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    type(el, 'Да');
    press(box(el), 'Escape');
    await until(() => !part(el, 'reply-bar'));
    expect(box(el).value).to.equal('Да');
  });

  it('also after a reload, offline, and shows what it answers while it waits', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Болит?']] });
    const storage = memoryStorage();
    const first = await showChat(house, chat, { storage });
    await actOn(first, 'Болит?');
    part(first, 'reply')!.click();
    await until(() => part(first, 'reply-bar'));
    type(first, 'Да');
    await until(async () => (await storage.keys()).some((key) => key.includes('draft')));
    first.remove();
    const el = await showChat(house, chat, { storage });
    await until(() => box(el).value === 'Да' && part(el, 'reply-bar'));
    house.network.cut();
    part(el, 'send')!.click();
    await until(() => textOf(part(el, 'entry-pending')).includes('Болит?'));
  });

  it('and loses the quote when its author takes the message back, and the bar with it', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Тайна']] });
    await chat.says('patient', 'Ясно', 3);
    const el = await showChat(house, chat);
    await actOn(el, 'Тайна');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    await chat.deletes('doctor', 3);
    await until(() => textOf(part(el, 'quote')).endsWith('Сообщение удалено'));
    await until(() => !part(el, 'reply-bar'));
    expect(textOf(el.shadowRoot)).not.to.contain('Тайна');
  });

  it('says why an answer to what is gone was not sent', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Болит?']] });
    const el = await showChat(house, chat);
    await actOn(el, 'Болит?');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    house.network.cut();
    send(el, 'Да');
    await until(() => part(el, 'entry-pending'));
    await chat.deletes('doctor', 3);
    house.network.mend();
    await until(() => textOf(part(el, 'entry-pending')).includes('на которое вы отвечали, удалено'));
    part(el, 'discard')!.click();
    await until(() => box(el).value === 'Да');
    expect(part(el, 'reply-bar')).to.equal(null);
  });

  it('leads to the quoted message, however far back it lies', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Самое первое']], entries: 300 });
    await chat.says('patient', 'Помню', 3);
    const el = await showChat(house, chat);
    lastEntry(el).querySelector<HTMLElement>('[part=quote]')!.click();
    await until(() => focused(el)?.textContent.includes('Самое первое'), 'the focus is on the message');
    const entry = focused(el)!;
    const [top, room] = [entry.getBoundingClientRect().top, part(el, 'messages')!.getBoundingClientRect()];
    expect(top).to.be.within(room.top - 1, room.bottom);
    expect(entry.querySelector('.bubble')!.getAnimations()).to.have.length(1);
  });
});

for (const scheme of ['light', 'dark'] as const)
  it(`<consult-chat> is accessible with actions, quotes and an answer begun, ${scheme}`, async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Болит?']] });
    await chat.says('patient', 'Да', 3);
    await chat.says('doctor', 'Где?', 4);
    const el = await showChat(house, chat);
    await inScheme(el, scheme);
    await actOn(el, 'Где?');
    part(el, 'reply')!.click();
    await until(() => part(el, 'reply-bar'));
    await actOn(el, 'Да');
    await expect(el).to.be.accessible();
  });

import { expect, oneEvent } from '@open-wc/testing';
import type {
  EntryDeletedEvent,
  EntryRefusedEvent,
  EntrySentEvent,
} from '../../packages/elements/src/consult-chat/events.js';
import {
  actOn,
  box,
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

describe('<consult-chat> writes', () => {
  it('sends what was typed, empties the box and says when the server has it', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    const sent = oneEvent(el, 'consult-entry-sent') as Promise<EntrySentEvent>;
    send(el, ' Болит до сих пор ');
    const { chatId, seq } = await sent;
    expect(chatId).to.equal(chat.id);
    expect((await chat.entries()).find((entry) => entry.seq === seq)).to.include({
      text: 'Болит до сих пор',
    });
    expect(box(el).value).to.equal('');
    await until(() => thread(el).includes('> Болит до сих пор'));
    expect(textOf(parts(el, 'entry').pop()!.querySelector('.mark'))).to.equal('Отправлено');
  });

  it('by Enter, with Shift+Enter for a new line and Enter left to an input method', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    type(el, 'привет');
    expect(press(box(el), 'Enter', { shiftKey: true }), 'a new line').to.equal(true);
    expect(press(box(el), 'Enter', { isComposing: true }), 'a word is being picked').to.equal(true);
    expect(box(el).value).to.equal('привет');
    const sent = oneEvent(el, 'consult-entry-sent');
    expect(press(box(el), 'Enter')).to.equal(false);
    await sent;
    expect((await chat.entries()).filter(({ kind }) => kind === 'message')).to.have.length(1);
  });

  it('not by Enter on a touch screen, whose keyboard has no other way to a new line', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    const { matchMedia } = window;
    window.matchMedia = (query) => matchMedia.call(window, query.replace('(pointer: coarse)', 'all'));
    try {
      type(el, 'первая строка');
      expect(press(box(el), 'Enter')).to.equal(true);
    } finally {
      window.matchMedia = matchMedia;
    }
    expect(box(el).value).to.equal('первая строка');
  });

  it('sends nothing where there is nothing to send', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    send(el, '  \n ');
    await el.updateComplete;
    expect(textOf(part(el, 'problem'))).to.equal('');
    expect(el.shadowRoot!.activeElement).to.equal(box(el));
    expect(parts(el, 'entry-pending')).to.be.empty;
  });

  it('keeps the text where the page does not want it sent', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    el.addEventListener('consult-entry-send', (event) => event.preventDefault());
    send(el, 'не сейчас');
    await el.updateComplete;
    expect(box(el).value).to.equal('не сейчас');
    expect(parts(el, 'entry-pending')).to.be.empty;
  });

  it('tells its events ids and nothing that was written', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    const events: Event[] = [];
    for (const name of ['consult-entry-send', 'consult-entry-sent'])
      document.addEventListener(name, (event) => events.push(event), { once: true });
    send(el, 'тайна');
    await until(() => events.length === 2);
    expect(JSON.stringify(events.map((event) => Object.values(event)))).not.to.contain('тайна');
  });

  it('counts near the limit and refuses beyond it, in words, with the text kept', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    const counter = el.shadowRoot!.querySelector<HTMLElement>('.counter')!;
    type(el, 'я'.repeat(3700));
    await el.updateComplete;
    expect(counter.hidden).to.equal(true);
    type(el, '😀'.repeat(3879));
    await el.updateComplete;
    expect(textOf(counter)).to.equal('Осталось знаков: 121');
    const refused = oneEvent(el, 'consult-entry-refused') as Promise<EntryRefusedEvent>;
    send(el, 'я'.repeat(4002));
    expect((await refused).code).to.equal('text-too-long');
    await el.updateComplete;
    expect(textOf(counter)).to.equal('Слишком длинно: уберите 2 знака');
    expect(textOf(part(el, 'problem'))).to.contain('слишком длинное');
    expect(box(el).value).to.have.length(4002);
  });

  it('in a box that grows with the text, up to eight lines', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    const low = box(el).offsetHeight;
    type(el, 'раз\nдва\nтри\nчетыре');
    await el.updateComplete;
    const middle = box(el).offsetHeight;
    type(el, 'строка\n'.repeat(40));
    await el.updateComplete;
    const high = box(el).offsetHeight;
    expect(middle).to.be.greaterThan(low + 30);
    expect(high).to.be.greaterThan(middle).and.lessThan(240);
    type(el, '');
    await el.updateComplete;
    expect(box(el).offsetHeight).to.equal(low);
  });

  it('keeps a draft per chat, through another chat and a page that is loaded anew', async () => {
    const house = await aHouse();
    const storage = memoryStorage();
    const [one, two] = [await house.aChat(), await house.aChat({ doctor: 'surgeon' })];
    const el = await showChat(house, one, { storage });
    type(el, 'недописанное');
    el.chatId = two.id;
    await until(() => textOf(part(el, 'title')) === 'Хирург');
    expect(box(el).value).to.equal('');
    el.chatId = one.id;
    await until(() => box(el)?.value === 'недописанное', 'the draft in the same page');
    el.parentElement!.remove();
    await until(async () => (await storage.keys()).length > 0, 'the draft is kept');
    const again = await showChat(house, one, { storage });
    await until(() => box(again)?.value === 'недописанное', 'the draft in a new page');
  });

  it('keeps what is typed while the message before it is put away', async () => {
    const house = await aHouse();
    const storage = memoryStorage();
    let release!: () => void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const set = async (key: string, value: unknown) => slow.then(() => storage.set(key, value));
    const el = await showChat(house, await house.aChat(), { storage: { ...storage, set } });
    send(el, 'первое');
    type(el, 'первое и второе');
    release();
    await until(() => thread(el).includes('> первое'));
    await until(() => box(el).value === ' и второе');
  });

  it('sends apart what was finished while the message before it was put away', async () => {
    const house = await aHouse();
    const storage = memoryStorage();
    let release!: () => void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const set = async (key: string, value: unknown) => slow.then(() => storage.set(key, value));
    const chat = await house.aChat();
    const el = await showChat(house, chat, { storage: { ...storage, set } });
    send(el, 'первое');
    for (const typed of ['первое второе', 'первое второе третье']) {
      type(el, typed);
      press(box(el), 'Enter');
    }
    type(el, 'первое второе третье и ещё');
    release();
    await until(() => thread(el).includes('> третье') && !part(el, 'entry-pending'));
    const said = (await chat.entries()).flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
    expect(said.slice(-3)).to.deep.equal(['первое', 'второе', 'третье']);
    await until(() => box(el).value === ' и ещё');
  });

  it('loses nothing when the consultation ends in the middle of a sentence', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    type(el, 'я хотела ещё спросить');
    await chat.completes();
    await until(() => part(el, 'unsent'));
    expect(part(el, 'unsent')!.querySelector('textarea')!.value).to.equal('я хотела ещё спросить');
    expect(textOf(part(el, 'note'))).to.contain('завершена');
  });
});

describe('<consult-chat> with a message that is not taken', () => {
  it('says why, sends it again, and then it is there once', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    house.network.failNext(/POST .*entries/, 413);
    const refused = oneEvent(el, 'consult-entry-refused') as Promise<EntryRefusedEvent>;
    send(el, 'важное');
    expect((await refused).code).to.equal('too-large');
    await until(() => part(el, 'retry'));
    expect(textOf(part(el, 'entry-pending')))
      .to.contain('Не отправлено')
      .and.contain('слишком много данных');
    await expect(el).to.be.accessible();
    part(el, 'retry')!.click();
    await until(() => parts(el, 'entry-pending').length === 0 && thread(el).includes('> важное'));
    expect((await chat.entries()).filter(({ kind }) => kind === 'message')).to.have.length(1);
  });

  it('gives the text back into the box, before what has been typed since', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    house.network.failNext(/POST .*entries/, 413);
    send(el, 'первое');
    await until(() => part(el, 'discard'));
    type(el, 'второе');
    part(el, 'discard')!.click();
    await until(() => box(el).value === 'первое\nвторое');
    expect(el.shadowRoot!.activeElement).to.equal(box(el));
    expect(parts(el, 'entry-pending')).to.be.empty;
  });

  it('offers no second try where the consultation is over', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    house.network.deafen();
    await chat.completes();
    send(el, 'опоздала');
    await until(() => part(el, 'discard'));
    await until(() => part(el, 'note'));
    expect(part(el, 'retry')).to.equal(null);
    part(el, 'discard')!.click();
    await until(() => part(el, 'unsent'));
    expect(part(el, 'unsent')!.querySelector('textarea')!.value).to.equal('опоздала');
  });
});

describe('<consult-chat> without a network', () => {
  it('says so, keeps the message and sends it by itself', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showChat(house, chat);
    house.network.cut();
    await until(() => textOf(part(el, 'connection')).includes('Новые сообщения появятся'));
    send(el, 'меня слышно?');
    await until(() =>
      textOf(part(el, 'connection')).includes('Сообщение сохранено и уйдёт само, когда связь появится.'),
    );
    expect(textOf(part(el, 'entry-pending'))).to.match(/Ждёт отправки|Отправляется/);
    house.network.mend();
    await until(() => textOf(part(el, 'connection')) === '' && parts(el, 'entry-pending').length === 0);
    expect((await chat.entries()).filter(({ kind }) => kind === 'message')).to.have.length(1);
  });

  it('tries at once where the reader asks it to', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat());
    house.network.cut();
    await until(() => part(el, 'connection')!.querySelector('button'));
    const asked = house.network.exchanges.length;
    part(el, 'connection')!.querySelector('button')!.click();
    await until(() => house.network.exchanges.length > asked);
  });

  it('is quiet while it polls', async () => {
    const house = await aHouse();
    house.network.withoutLive();
    const client = await showChat(house, await house.aChat());
    await until(() => house.network.exchanges.filter(({ path }) => path.includes('feed-tickets')).length > 0);
    expect(textOf(part(client, 'connection'))).to.equal('');
  });

  it('says where a browser keeps nothing', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat(), { storage: memoryStorage({ lasting: false }) });
    await until(() => textOf(el.shadowRoot).includes('если закрыть страницу, он пропадёт'));
    house.network.cut();
    send(el, 'не закрою');
    await until(() => textOf(part(el, 'connection')).includes('Не закрывайте страницу'));
  });
});

describe('<consult-chat> takes a message back', () => {
  it('after a question, and the place shows on both sides', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['patient', 'ошиблась чатом']] });
    const [el, doctors] = [await showChat(house, chat), await showChat(house, chat, { as: 'doctor' })];
    await actOn(el, 'ошиблась чатом');
    part(el, 'remove')!.click();
    await until(() => part(el, 'confirm'));
    expect(textOf(el.shadowRoot!.activeElement), 'the safe answer has the focus').to.equal('Оставить');
    const deleted = oneEvent(el, 'consult-entry-deleted') as Promise<EntryDeletedEvent>;
    part(el, 'confirm')!.querySelector<HTMLElement>('.danger')!.click();
    expect((await deleted).chatId).to.equal(chat.id);
    await until(
      () => thread(el).includes('> Сообщение удалено') && thread(doctors).includes('< Сообщение удалено'),
    );
    await until(() => el.shadowRoot!.activeElement === part(el, 'messages'), 'the focus stays in the thread');
    expect(textOf(doctors.shadowRoot)).not.to.contain('ошиблась чатом');
  });

  it('not after Escape, which gives the focus back', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['patient', 'остаётся']] }));
    await actOn(el, 'остаётся');
    part(el, 'remove')!.click();
    await until(() => part(el, 'confirm'));
    press(el.shadowRoot!.activeElement!, 'Escape');
    await until(() => !part(el, 'confirm'));
    await until(() => el.shadowRoot!.activeElement === part(el, 'more'));
    expect(thread(el)).to.include('> остаётся');
  });

  it('says why when it cannot', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['patient', 'остаётся']] }));
    house.network.failNext('DELETE');
    await actOn(el, 'остаётся');
    part(el, 'remove')!.click();
    await until(() => part(el, 'confirm'));
    part(el, 'confirm')!.querySelector<HTMLElement>('.danger')!.click();
    await until(() => textOf(part(el, 'confirm')).includes('Сервер сейчас не отвечает'));
    expect(thread(el)).to.include('> остаётся');
  });

  it('of the chat it was asked in, though another is open when the answer comes', async () => {
    const house = await aHouse();
    const one = await house.aChat({ said: [['patient', 'лишнее']] });
    const two = await house.aChat({ said: [['patient', 'тоже лишнее']] });
    const el = await showChat(house, one);
    await actOn(el, 'лишнее');
    part(el, 'remove')!.click();
    await until(() => part(el, 'confirm'));
    const way = house.network.hold('DELETE');
    const danger = part(el, 'confirm')!.querySelector<HTMLElement>('.danger')!;
    danger.focus();
    danger.click();
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement, 'the focus stays while it waits').to.equal(danger);
    el.chatId = two.id;
    await until(() => thread(el).includes('> тоже лишнее'));
    await actOn(el, 'тоже лишнее');
    part(el, 'remove')!.click();
    await until(() => part(el, 'confirm'));
    const deleted = oneEvent(el, 'consult-entry-deleted') as Promise<EntryDeletedEvent>;
    way.release();
    expect((await deleted).chatId).to.equal(one.id);
    await el.updateComplete;
    expect(textOf(part(el, 'confirm')), 'the other question stays').to.contain('Удалить сообщение у всех?');
  });

  it('nobody else’s, and none when it is over', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'чужое']] });
    const el = await showChat(house, chat);
    await actOn(el, 'чужое');
    expect(part(el, 'remove')).to.equal(null);
    const over = await showChat(
      house,
      await house.aChat({ said: [['patient', 'своё']], state: 'completed' }),
    );
    await actOn(over, 'своё');
    expect(part(over, 'remove')).to.equal(null);
  });
});

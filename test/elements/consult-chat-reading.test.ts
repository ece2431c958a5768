import { expect } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import {
  box,
  isAtEnd,
  messages,
  part,
  parts,
  scrollTo,
  send,
  settled,
  showChat,
  textOf,
  thread,
  until,
} from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { aHouse, type House } from '../support/house.js';

/** Where an entry stands on the screen. */
const topOf = (el: Element, seq: number) =>
  el.shadowRoot!.querySelector(`[data-seq="${seq}"]`)!.getBoundingClientRect().top;

/** The entry under the top edge of the thread. */
function firstInSight(el: Element): number {
  const edge = messages(el).getBoundingClientRect().top;
  const entry = parts(el, 'entry').find((each) => each.getBoundingClientRect().bottom > edge)!;
  return Number(entry.dataset['seq']);
}

/** What a screen reader is told, as it is told. */
function listen(el: Element): string[] {
  const heard: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (node instanceof Element) heard.push(textOf(node));
  }).observe(part(el, 'announcer')!, { childList: true });
  return heard;
}

describe('<consult-chat> opens', () => {
  it('at the end, where everything has been read', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    expect(isAtEnd(el)).to.equal(true);
    expect(part(el, 'divider')).to.equal(null);
    expect(part(el, 'jump')).to.equal(null);
  });

  it('at the first message that is new, under a line that says so', async () => {
    const house = await aHouse();
    const chat = await house.aChat({
      said: Array.from({ length: 60 }, (_, i) => ['doctor', `слово ${i}`] as const),
    });
    const { seq } = (await chat.entries()).find(
      (entry) => entry.kind === 'message' && entry.text === 'слово 30',
    )!;
    await chat.reads('patient', seq);
    const el = await showChat(house, chat);
    expect(textOf(part(el, 'divider'))).to.equal('Новые сообщения');
    const divider = part(el, 'divider')!.getBoundingClientRect();
    expect(divider.top - messages(el).getBoundingClientRect().top).to.be.within(
      0,
      messages(el).clientHeight / 2,
    );
    expect(topOf(el, seq + 1)).to.be.greaterThan(divider.top);
    expect(topOf(el, seq)).to.be.lessThan(divider.top);
    expect(textOf(part(el, 'jump'))).to.equal('29 новых сообщений');
    part(el, 'jump')!.click();
    await until(() => isAtEnd(el));
    await until(async () => (await chat.view('patient')).unread === 0, 'all of it is read');
    await until(() => !part(el, 'jump'));
  });

  it('a talk of 10,000 messages with the last ones drawn', async function () {
    this.timeout(60_000); // the talk itself takes a while to be made
    const house = await aHouse();
    const chat = await house.aChat({ entries: 10_000 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    expect(isAtEnd(el)).to.equal(true);
    expect(thread(el).pop()).to.match(/Сообщение 10000$/);
    expect(parts(el, 'entry').length).to.be.lessThan(120);
  });
});

describe('<consult-chat> keeps the reader’s place', () => {
  it('while older pages are drawn above it', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 400 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    for (let page = 0; page < 4; page++) {
      const drawn = parts(el, 'entry').length;
      messages(el).scrollTop = 200;
      await new Promise((resolve) => messages(el).addEventListener('scroll', resolve, { once: true }));
      const seq = firstInSight(el);
      const before = topOf(el, seq);
      await until(() => parts(el, 'entry').length > drawn, 'older ones are drawn');
      expect(topOf(el, seq)).to.be.closeTo(before, 2);
      await settled();
      expect(topOf(el, seq)).to.be.closeTo(before, 2);
    }
    await until(async () => {
      await scrollTo(el, 0);
      return parts(el, 'day').length && firstInSight(el) === 1;
    }, 'the beginning of the talk');
  });

  it('while others write and delete', async () => {
    const house = await aHouse();
    const said = Array.from({ length: 40 }, (_, i) => ['doctor', `${i}\nвторая\nтретья`] as const);
    const chat = await house.aChat({ said });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    await scrollTo(el, messages(el).scrollHeight / 2);
    const seq = firstInSight(el) + 2;
    const before = topOf(el, seq);
    await chat.says('doctor', 'новое\nв три\nстроки');
    const above = parts(el, 'entry-other').find((entry) => Number(entry.dataset['seq']) < seq - 3)!;
    await chat.deletes('doctor', Number(above.dataset['seq']));
    await until(() => textOf(part(el, 'jump')) === '1 новое сообщение');
    await until(() => thread(el).includes('< Сообщение удалено'));
    expect(topOf(el, seq)).to.be.closeTo(before, 2);
  });

  it('at the end, when new ones come and when the box grows', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60 });
    const el = await showChat(house, chat);
    part(el, 'jump')?.click();
    await settled();
    await chat.says('doctor', 'Как вы себя чувствуете?');
    await until(() => thread(el).includes('< Как вы себя чувствуете?'));
    await settled();
    expect(isAtEnd(el)).to.equal(true);
    box(el).value = 'а\nб\nв\nг\nд';
    box(el).dispatchEvent(new InputEvent('input', { bubbles: true }));
    await settled();
    expect(isAtEnd(el)).to.equal(true);
  });

  it('goes to the end with what one writes oneself', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60 });
    const el = await showChat(house, chat);
    await scrollTo(el, messages(el).scrollHeight / 3);
    send(el, 'отвечаю');
    await until(() => thread(el).includes('> отвечаю'));
    await settled();
    expect(isAtEnd(el)).to.equal(true);
    expect(part(el, 'divider'), 'what was new is answered').to.equal(null);
  });

  it('through a time in which it is not displayed', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    await scrollTo(el, messages(el).scrollHeight / 2);
    const seq = firstInSight(el);
    const before = topOf(el, seq);
    el.hidden = true;
    await settled();
    await chat.says('doctor', 'тем временем');
    el.hidden = false;
    await settled();
    expect(topOf(el, seq)).to.be.closeTo(before, 2);
  });

  it('when the network fails while older ones are asked for, and asks again when the reader scrolls', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 200 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    house.network.failNext('before=');
    await scrollTo(el, 100); // all that is known is drawn now
    await scrollTo(el, 100);
    await until(() =>
      house.network.exchanges.some(({ path, status }) => path.includes('before=') && !status),
    );
    const drawn = parts(el, 'entry').length;
    await settled();
    await scrollTo(el, 60);
    await scrollTo(el, 40);
    await until(() => parts(el, 'entry').length > drawn);
  });
});

describe('<consult-chat> counts as read', () => {
  it('what stands at the end before the reader’s eyes', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Прочтите это']] });
    const doctors = await showChat(house, chat, { as: 'doctor', height: 240 });
    const mark = () => doctors.shadowRoot!.querySelector('.own .mark');
    expect(textOf(mark())).to.equal('Отправлено');
    const patients = await showChat(house, chat, { height: 240 });
    part(patients, 'jump')?.click();
    await until(() => textOf(mark()) === 'Прочитано');
    expect((await chat.view('patient')).unread).to.equal(0);
  });

  /** Hands the element a handle that writes down what it is told to mark. */
  function marksOf(house: House, el: ConsultChat, chat: ChatInHouse): number[] {
    const marks: number[] = [];
    const handle = house.clientOf('patient').chat(chat.id);
    el.chat = {
      ...handle,
      markRead(seq) {
        marks.push(seq);
        handle.markRead(seq);
      },
    };
    return marks;
  }

  it('nothing that is scrolled away', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    const marks = marksOf(house, el, chat);
    await el.updateComplete;
    await until(() => messages(el));
    await scrollTo(el, messages(el).scrollHeight / 2);
    const { seq } = await chat.says('doctor', 'внизу');
    await until(() => textOf(part(el, 'jump')) === '1 новое сообщение');
    await settled();
    expect(marks).to.deep.equal([]);
    await scrollTo(el, messages(el).scrollHeight);
    await until(() => marks.includes(seq));
    await until(async () => (await chat.view('patient')).unread === 0);
  });

  it('nothing that is not displayed', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    const marks = marksOf(house, el, chat);
    await el.updateComplete;
    await until(() => thread(el).includes('< раз'));
    el.hidden = true;
    await settled();
    const { seq } = await chat.says('doctor', 'два');
    await until(() => thread(el).includes('< два'));
    await settled();
    expect(marks).to.deep.equal([]);
    el.hidden = false;
    await until(() => marks.includes(seq));
  });
});

describe('<consult-chat> speaks', () => {
  it('each new message of others once, with its author; no history, no own words, nothing twice', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'история']] });
    const el = await showChat(house, chat);
    const heard = listen(el);
    await chat.says('doctor', 'Примите таблетку');
    await until(() => heard.length);
    send(el, 'уже приняла');
    await until(() => thread(el).includes('> уже приняла'));
    el.requestUpdate();
    el.withBack = true;
    await el.updateComplete;
    house.network.closeSockets();
    await chat.says('doctor', 'Хорошо');
    await until(() => thread(el).includes('< Хорошо'));
    await settled();
    expect(heard).to.deep.equal([
      'Королёв Сергей Петрович: Примите таблетку',
      'Королёв Сергей Петрович: Хорошо',
    ]);
    expect(part(el, 'announcer')!.getAttribute('aria-live')).to.equal('polite');
  });

  it('not the older pages that are drawn', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 200 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    const heard = listen(el);
    const drawn = parts(el, 'entry').length;
    await scrollTo(el, 0);
    await until(() => parts(el, 'entry').length > drawn);
    expect(heard).to.deep.equal([]);
  });

  it('a number where many come at once, as after a lost connection', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    const el = await showChat(house, chat);
    const heard = listen(el);
    house.network.cut();
    for (let i = 0; i < 5; i++) await chat.says('doctor', `пропущенное ${i}`);
    house.network.mend();
    await until(() => heard.length);
    expect(heard).to.deep.equal(['5 новых сообщений']);
  });
});

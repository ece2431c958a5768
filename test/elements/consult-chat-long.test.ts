import { expect } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import {
  actOn,
  isAtEnd,
  messages,
  part,
  parts,
  press,
  send,
  settled,
  showChat,
  textOf,
  thread,
  until,
} from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { later } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';

/** So many entries are drawn at the very most: the surroundings, the end, and what a test keeps besides. */
const DRAWN = (12 + 1 + 12 + 2 + 4) * 25;

const drawn = (el: Element) => parts(el, 'entry').map(({ dataset }) => Number(dataset['seq']));
const entryOf = (el: Element, seq: number) =>
  el.shadowRoot!.querySelector<HTMLElement>(`.entry[data-seq="${seq}"]`);
const topOf = (el: Element, seq: number) => entryOf(el, seq)!.getBoundingClientRect().top;
const gaps = (el: Element) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('.section[aria-hidden]')];

/** The entry under the top edge of the thread; `undefined`: nothing is drawn there. */
function firstInSight(el: Element): number | undefined {
  const { top, bottom } = messages(el).getBoundingClientRect();
  const entry = parts(el, 'entry').find((each) => each.getBoundingClientRect().bottom > top);
  return entry && entry.getBoundingClientRect().top < bottom ? Number(entry.dataset['seq']) : undefined;
}

/** Nothing but messages is in sight: no gap reaches into the box. */
function expectNoGapInSight(el: Element) {
  const { top, bottom } = messages(el).getBoundingClientRect();
  for (const gap of gaps(el)) {
    const place = gap.getBoundingClientRect();
    expect(place.bottom <= top || place.top >= bottom, 'a gap in sight').to.equal(true);
  }
}

/** Waits until nothing is drawn or emptied any more. */
async function calm(el: Element) {
  let before = '';
  await until(async () => {
    await settled();
    const now = drawn(el).join();
    const same = now === before;
    before = now;
    return same;
  }, 'it is calm');
}

/** A talk with so many messages, all read, and its page. */
async function aLongTalk(entries = 900, staging: Parameters<typeof showChat>[2] = {}) {
  const house = await aHouse();
  const chat = await house.aChat({ entries });
  await chat.reads('patient');
  const el = await open(house, chat, staging);
  return { house, chat, el };
}

async function open(house: House, chat: ChatInHouse, staging: Parameters<typeof showChat>[2] = {}) {
  const el = await showChat(house, chat, staging);
  await later(el, import('../../packages/elements/src/consult-chat/far-sections.js'));
  await calm(el);
  return el;
}

/** Goes up until this entry is in sight, or to the beginning. */
async function goUp(el: ConsultChat, seq = 1) {
  for (let step = 0; (firstInSight(el) ?? Infinity) > seq; step++) {
    expect(step, 'the reader goes up').to.be.lessThan(1000);
    messages(el).scrollTop -= 1500;
    await new Promise(requestAnimationFrame);
  }
  await calm(el);
}

/** Goes down in steps, or to the end at once. */
async function goDown(el: ConsultChat, times = 1000) {
  for (let at = 0; at < times && !isAtEnd(el); at++) {
    messages(el).scrollTop += 1500;
    await new Promise(requestAnimationFrame);
  }
  await calm(el);
}

async function goTo(el: ConsultChat, share: number) {
  messages(el).scrollTop = messages(el).scrollHeight * share;
  await calm(el);
}

describe('<consult-chat> with a long talk', function () {
  this.timeout(120_000); // the talk itself takes a while to be made

  it('keeps drawn what is around the reader and the end, and nothing else', async () => {
    const { el } = await aLongTalk();
    await goUp(el);
    expect(firstInSight(el)).to.equal(1);
    const seqs = drawn(el);
    expect(seqs.length).to.be.lessThan(DRAWN);
    expect(seqs.slice(0, 325), 'around the reader').to.deep.equal(
      Array.from({ length: 325 }, (_, at) => at + 1),
    );
    expect(thread(el).pop(), 'the end').to.match(/Сообщение 900$/);
    expect(gaps(el).length).to.equal(1);
    await expect(el).to.be.accessible();
  });

  it('leaves no gap in sight on the way up and down, and keeps every height', async () => {
    const { el } = await aLongTalk();
    await goUp(el);
    const height = messages(el).scrollHeight;
    for (const direction of [1, -1]) {
      for (let step = 0; step < 40; step++) {
        messages(el).scrollTop += direction * 900;
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        expectNoGapInSight(el);
        expect(messages(el).scrollHeight).to.be.closeTo(height, 2);
      }
    }
    await goDown(el);
    expect(isAtEnd(el)).to.equal(true);
    expect(drawn(el).length).to.be.lessThan(DRAWN);
    expect(messages(el).scrollHeight).to.be.closeTo(height, 2);
  });

  it('shows at once what is where the scrollbar was let go, without a jump', async () => {
    const { el } = await aLongTalk();
    await goUp(el);
    for (const share of [0.6, 0.9, 0.1, 0.5]) {
      const at = Math.round(messages(el).scrollHeight * share);
      messages(el).scrollTop = at;
      await new Promise((resolve) => messages(el).addEventListener('scroll', resolve, { once: true }));
      await el.updateComplete;
      expectNoGapInSight(el);
      const seq = firstInSight(el)!;
      const top = topOf(el, seq);
      await calm(el);
      expect(topOf(el, seq)).to.be.closeTo(top, 2);
      expect(messages(el).scrollTop).to.be.closeTo(at, 2);
      expect(drawn(el).length).to.be.lessThan(DRAWN);
    }
  });

  it('keeps the place when the window has become narrower meanwhile', async () => {
    const { el } = await aLongTalk();
    await goUp(el);
    el.style.width = '260px';
    await calm(el);
    await goTo(el, 0.5);
    const seq = firstInSight(el)!;
    expectNoGapInSight(el);
    for (let step = 0; step < 30; step++) {
      const before = topOf(el, firstInSight(el)!);
      const first = firstInSight(el)!;
      messages(el).scrollTop -= 400;
      await settled();
      if (entryOf(el, first)) expect(topOf(el, first) - before).to.be.closeTo(400, 30);
    }
    expect(firstInSight(el)).to.be.lessThan(seq);
  });

  it('keeps what holds the focus, with its neighbours for the arrow keys', async () => {
    const { el } = await aLongTalk();
    await goUp(el, 600);
    const more = entryOf(el, 610)!.querySelector<HTMLElement>('[part=more]')!;
    more.focus();
    await goUp(el);
    expect(el.shadowRoot!.activeElement === more, 'it keeps the focus').to.equal(true);
    expect(drawn(el)).to.include(610).and.not.include(450);
    expect(gaps(el).length).to.equal(2);
    for (let step = 0; step < 30; step++) press(el.shadowRoot!.activeElement!, 'ArrowUp');
    expect((el.shadowRoot!.activeElement as HTMLElement).dataset['seq']).to.equal('580');
    await goDown(el);
    messages(el).focus();
    await goUp(el);
    expect(drawn(el)).not.to.include(610);
  });

  it('keeps what is open: the actions of a message, the question before it is taken back', async () => {
    const { el } = await aLongTalk();
    await goUp(el, 800);
    await actOn(el, 'Сообщение 811');
    messages(el).focus();
    await goUp(el);
    expect(part(el, 'actions')!.closest('.entry')!.querySelector('.said')!.textContent).to.include('811');
    expect(drawn(el)).not.to.include(700);
    await goDown(el);
    part(el, 'remove')!.click();
    await el.updateComplete;
    messages(el).focus();
    const question = part(el, 'confirm')!;
    expect(textOf(question)).not.to.equal('');
    await goUp(el);
    expect(part(el, 'confirm') === question, 'the question stands').to.equal(true);
  });

  it('keeps what is selected, and draws what lies between', async () => {
    const { el } = await aLongTalk();
    await goUp(el, 800);
    const words = entryOf(el, 802)!.querySelector('.said')!.firstChild!;
    getSelection()!.collapse(words, 0);
    await goUp(el);
    expect(words.isConnected).to.equal(true);
    expect(drawn(el)).not.to.include(600);
    getSelection()!.extend(entryOf(el, 20)!.querySelector('.said')!.firstChild!, 3);
    await until(() => drawn(el).includes(600), 'all that is selected is there');
    await calm(el);
    expect(drawn(el).length).to.be.greaterThan(780);
    getSelection()!.removeAllRanges();
    await goTo(el, 0.1);
    expect(drawn(el).length).to.be.lessThan(DRAWN);
  });

  it('goes to what the search has found far back, and back to the end', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Пейте аспирин']], entries: 900 });
    await chat.reads('patient');
    const el = await open(house, chat);
    part(el, 'find')!.click();
    await until(() => part(el, 'search-field'));
    const field = part(el, 'search-field') as HTMLInputElement;
    field.value = 'аспирин';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => thread(el).includes('< Пейте аспирин'), 'the hit is drawn');
    await calm(el);
    const hit = parts(el, 'entry').find((entry) => textOf(entry).includes('Пейте аспирин'))!;
    const { top, bottom } = messages(el).getBoundingClientRect();
    expect(hit.getBoundingClientRect().top).to.be.within(top - 1, bottom);
    expect(drawn(el).length).to.be.lessThan(DRAWN);
    expectNoGapInSight(el);
    part(el, 'jump')!.click();
    await calm(el);
    expect(isAtEnd(el)).to.equal(true);
    expectNoGapInSight(el);
    await goTo(el, 0.5); // through what was never drawn before
    expectNoGapInSight(el);
    const seq = firstInSight(el)!;
    for (let step = 0; step < 20; step++) {
      const first = firstInSight(el)!;
      const before = topOf(el, first);
      messages(el).scrollTop -= 300;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(topOf(el, first) - before, `step ${step}`).to.be.closeTo(300, 2);
    }
    expect(firstInSight(el)).to.be.lessThan(seq);
  });

  it('has the line above what is new where it was', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 900 });
    await chat.reads('patient', 890);
    const el = await open(house, chat);
    const seqAfter = () => Number((part(el, 'divider')!.nextElementSibling as HTMLElement).dataset['seq']);
    const after = seqAfter();
    await goUp(el);
    await goDown(el);
    expect(seqAfter()).to.equal(after);
    expect(parts(el, 'divider').length).to.equal(1);
  });

  it('shows as deleted what was taken back while it was not drawn, and stays in its place', async () => {
    const { el, chat } = await aLongTalk();
    const { seq } = await chat.says('doctor', 'много\nстрок\nв\nодном\nсообщении');
    for (let more = 0; more < 60; more++) await chat.says('doctor', `и ещё ${more}`);
    await until(() => thread(el).includes('< и ещё 59'));
    await goUp(el);
    expect(drawn(el)).not.to.include(seq);
    const top = topOf(el, 3);
    await chat.deletes('doctor', seq);
    await chat.says('doctor', 'последнее');
    await until(() => thread(el).includes('< последнее'));
    expect(topOf(el, 3)).to.be.closeTo(top, 2);
    await goDown(el);
    expect(textOf(entryOf(el, seq))).to.include('Сообщение удалено');
    expect(isAtEnd(el)).to.equal(true);
  });

  it('goes to the end with what one writes oneself, from far above', async () => {
    const { el } = await aLongTalk();
    await goUp(el);
    send(el, 'отвечаю');
    await until(() => thread(el).includes('> отвечаю'));
    await calm(el);
    expect(isAtEnd(el)).to.equal(true);
    expectNoGapInSight(el);
    expect(drawn(el)).not.to.include(1);
  });

  it('puts on paper all that the reader has gone through', async () => {
    const { el } = await aLongTalk(600);
    await goUp(el);
    expect(drawn(el)).not.to.include(450);
    dispatchEvent(new Event('beforeprint'));
    expect(drawn(el), 'before the event is over').to.have.length.of.at.least(600);
    expect(gaps(el)).to.deep.equal([]);
    dispatchEvent(new Event('afterprint'));
    await calm(el);
    expect(drawn(el)).not.to.include(450);
    expect(firstInSight(el)).to.equal(1);
  });

  it('begins anew with another chat and with the same one', async () => {
    const { el, house, chat } = await aLongTalk(600);
    await goUp(el);
    const other = await house.aChat({ entries: 300 });
    await other.reads('patient');
    el.chatId = other.id;
    await until(() => thread(el).at(-1)?.includes('Сообщение 300'), 'the other chat');
    await calm(el);
    expect(isAtEnd(el)).to.equal(true);
    expect(drawn(el).length).to.be.lessThan(110);
    el.chatId = chat.id;
    await until(() => thread(el).at(-1)?.includes('Сообщение 600'), 'the first again');
    await calm(el);
    expect(isAtEnd(el)).to.equal(true);
    const home = el.parentElement!;
    await goUp(el, 400);
    el.remove();
    home.append(el);
    await until(() => isAtEnd(el) && thread(el).at(-1)?.includes('Сообщение 600'));
    await calm(el);
    expectNoGapInSight(el);
  });
});

describe('<consult-chat> with a short talk', () => {
  it('keeps all drawn', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 190 });
    await chat.reads('patient');
    const el = await showChat(house, chat);
    await goUp(el);
    expect(drawn(el).length).to.be.at.least(190);
    expect(gaps(el)).to.deep.equal([]);
  });
});

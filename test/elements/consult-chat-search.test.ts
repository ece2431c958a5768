import { expect } from '@open-wc/testing';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import { canLight } from '../../packages/elements/src/consult-chat/found-words.js';
import {
  box,
  inScheme,
  messages,
  part,
  parts,
  press,
  showChat,
  textOf,
  until,
} from '../support/chat-page.js';
import { CONCLUSION } from '../support/chats.js';
import { choose } from '../support/choosing.js';
import { aHouse } from '../support/house.js';

const focused = (el: Element) => el.shadowRoot!.activeElement;
const field = (el: Element) => part(el, 'search-field') as HTMLInputElement;
const count = (el: Element) => textOf(part(el, 'search-count'));

async function open(el: ConsultChat) {
  part(el, 'find')!.click();
  await until(() => field(el) && focused(el) === field(el), 'the search is open');
}

async function look(el: ConsultChat, query: string) {
  field(el).value = query;
  field(el).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** A talk of so many messages, in each of which the word was found. */
async function findMany(entries: number): Promise<ConsultChat> {
  const house = await aHouse();
  const el = await showChat(house, await house.aChat({ entries }));
  await open(el);
  await look(el, 'сообщение');
  await until(() => count(el) === `1 из ${entries}`);
  return el;
}

const isInSight = (el: Element, words: string) =>
  parts(el, 'entry')
    .filter((entry) => entry.textContent.includes(words))
    .some((entry) => isInRoom(el, entry));

function isInRoom(el: Element, shown: Element | null): boolean {
  if (!shown) return false;
  const room = messages(el).getBoundingClientRect();
  const { top, bottom } = shown.getBoundingClientRect();
  return top >= room.top - 1 && bottom <= room.bottom + 1;
}

describe('<consult-chat> searches', () => {
  it('what was said, goes to the newest and on with Enter, back with Shift', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Пейте аспирин']], entries: 200 });
    await chat.says('patient', 'Аспирина нет');
    const el = await showChat(house, chat);
    await open(el);
    await look(el, 'аспирин');
    await until(() => count(el) === '1 из 2');
    expect(parts(el, 'hit').map((hit) => textOf(hit.querySelector('.snippet')))).to.deep.equal([
      'Аспирина нет',
      'Пейте аспирин',
    ]);
    expect(textOf(part(el, 'hit')!.querySelector('mark'))).to.equal('Аспирина');
    press(field(el), 'Enter');
    await until(() => count(el) === '2 из 2' && isInSight(el, 'Пейте аспирин'), 'it is gone to');
    expect(focused(el)).to.equal(field(el));
    press(field(el), 'Enter', { shiftKey: true });
    await until(() => count(el) === '1 из 2' && isInSight(el, 'Аспирина нет'));
    expect(parts(el, 'hit')[0]!.getAttribute('aria-current')).to.equal('true');
  });

  it('the conclusion, as it is in force, and goes to its card', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ entries: 60, state: 'completed', conclusion: true });
    const el = await showChat(house, chat, { height: 700 });
    const found = () => parts(el, 'hit').map((hit) => textOf(hit.querySelector('.snippet')));
    await open(el);
    messages(el).scrollTop = 0;
    await until(() => !isInRoom(el, part(el, 'conclusion')));
    await look(el, 'рекомендация');
    await until(() => count(el) === '1 из 1');
    expect(found()[0]).to.match(/^Заключение: .*Рекомендации: Исключить кофе/);
    await until(() => isInRoom(el, part(el, 'conclusion')), 'its card is gone to');
    await expect(el).to.be.accessible();
    await chat.corrects({ ...CONCLUSION, recommendations: 'Дыхательная гимнастика' });
    await look(el, 'кофе');
    await until(() => count(el).startsWith('Ничего не найдено'));
    await look(el, 'гимнастика');
    await until(() => count(el) === '1 из 1');
    expect(found()[0]).to.contain('Дыхательная гимнастика');
  });

  it('and marks the words in the thread', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ said: [['doctor', 'Пейте аспирин']] }));
    await open(el);
    await look(el, 'аспирина');
    await until(() => count(el) === '1 из 1');
    if (canLight) {
      const lit = () => [...(CSS.highlights.get('consult-found') ?? [])].map(String);
      await until(() => lit().length === 1);
      expect(lit()).to.deep.equal(['аспирин']);
      part(el, 'search-close')!.click();
      await until(() => lit().length === 0);
    } else {
      await until(() => textOf(part(el, 'said')!.querySelector('mark')) === 'аспирин');
    }
  });

  it('and pages through many', async () => {
    const el = await findMany(45);
    expect(parts(el, 'hit')).to.have.length(20);
    part(el, 'more-hits')!.click();
    await until(() => parts(el, 'hit').length === 40);
    parts(el, 'hit')[39]!.click();
    await until(() => count(el) === '40 из 45');
    part(el, 'search-older')!.click();
    await until(() => count(el) === '41 из 45' && isInSight(el, 'Сообщение 5'));
  });

  it('and leaves room for the thread and the box, whatever goes with the next message', async () => {
    const el = await findMany(22);
    el.style.cssText = 'inline-size: 21rem; block-size: 44rem';
    choose(el, ...['раз', 'два', 'три'].map((name) => new File([], `${name}.pdf`)));
    await until(() => parts(el, 'attachment-refused').length === 3);
    expect(box(el).getBoundingClientRect().bottom).to.be.at.most(el.getBoundingClientRect().bottom);
    expect(messages(el).clientHeight).to.be.greaterThan(40);
  });

  it('and keeps the focus at the ends, where a way ends', async () => {
    const el = await findMany(22);
    part(el, 'search-older')!.click();
    await until(() => count(el) === '2 из 22');
    const newer = part(el, 'search-newer')!;
    newer.focus();
    newer.click();
    await until(() => count(el) === '1 из 22');
    expect(newer.getAttribute('aria-disabled')).to.equal('true');
    expect(focused(el)).to.equal(newer);
    newer.click();
    expect(count(el)).to.equal('1 из 22');
    part(el, 'more-hits')!.focus();
    part(el, 'more-hits')!.click();
    await until(() => !part(el, 'more-hits'));
    await until(() => focused(el) === parts(el, 'hit')[20], 'on to what has come');
  });

  it('and says what is missing, and why it failed', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ entries: 3 }));
    await open(el);
    await look(el, 'небывалое');
    await until(() => count(el).startsWith('Ничего не найдено'));
    expect(part(el, 'hits')).to.equal(null);
    house.network.failNext('/search');
    await look(el, 'сообщение');
    await until(() => count(el).startsWith('Сервер сейчас не отвечает'));
    press(field(el), 'Enter');
    await until(() => count(el) === '1 из 3');
  });

  it('and gives the focus back on Escape', async () => {
    const house = await aHouse();
    const el = await showChat(house, await house.aChat({ entries: 3 }));
    await open(el);
    await look(el, 'сообщение');
    await until(() => count(el) === '1 из 3');
    press(field(el), 'Escape');
    await until(() => !part(el, 'search') && focused(el) === part(el, 'find'));
    await open(el);
    expect(field(el).value).to.equal('');
  });

  it('and closes with its chat', async () => {
    const house = await aHouse();
    const [one, two] = [await house.aChat({ entries: 3 }), await house.aChat({ entries: 3 })];
    const el = await showChat(house, one);
    await open(el);
    el.chatId = two.id;
    await until(() => !part(el, 'search'));
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`and is accessible, with hits and without, ${scheme}`, async () => {
      const house = await aHouse();
      const el = await showChat(house, await house.aChat({ entries: 25 }), { width: 320 });
      await inScheme(el, scheme);
      await open(el);
      await look(el, 'сообщение');
      await until(() => count(el) === '1 из 25');
      await expect(el).to.be.accessible();
      await look(el, 'небывалое');
      await until(() => count(el).startsWith('Ничего не найдено'));
      await expect(el).to.be.accessible();
    });
});

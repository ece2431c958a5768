import type { ChatListHandle } from '@consult/client';
import { expect, fixture, html } from '@open-wc/testing';
import type { ConsultChatList } from '../../packages/elements/src/consult-chat-list/consult-chat-list.js';
import type { ConsultProvider } from '../../packages/elements/src/consult-provider/consult-provider.js';
import {
  aHandle,
  box,
  focused,
  listed,
  press,
  row,
  rows,
  search,
  showHandle,
  showList,
  whole,
} from '../support/chat-list-page.js';
import { part, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';

describe('<consult-chat-list> lives', () => {
  it('a chat that speaks comes to the top, and the focus stays where it was', async () => {
    const house = await aHouse();
    const quiet = await house.aChat({ doctor: 'therapist' });
    for (const doctor of ['surgeon', 'doctor'] as const) {
      await house.clock.advance(1000);
      await house.aChat({ doctor });
    }
    const el = await showList(house.clientOf('patient'));
    await listed(el, 3);
    const therapist = row(el, 'Терапевт');
    expect(rows(el).indexOf(therapist)).to.equal(2);
    therapist.focus();
    await house.clock.advance(1000);
    await quiet.says('doctor', 'Добрый день');
    await until(() => rows(el).indexOf(row(el, 'Терапевт')) === 0, 'the chat that spoke on top');
    expect(row(el, 'Терапевт') === therapist, 'the same row, moved').to.equal(true);
    expect(focused(el) === therapist).to.equal(true);
    expect(textOf(therapist)).to.contain('Добрый день');
  });

  it('and what is being read stays in its place', async () => {
    const house = await aHouse();
    const chats = [];
    for (let i = 0; i < 12; i++) {
      chats.push(await house.aChat({ title: `Консультация ${i}` }));
      await house.clock.advance(1000);
    }
    const provider = await fixture<HTMLElement>(html`
      <consult-provider .client=${house.clientOf('patient')}
        ><consult-chat-list></consult-chat-list
      ></consult-provider>
    `);
    const el = provider.firstElementChild as ConsultChatList;
    el.setAttribute('style', 'block-size: 500px');
    await listed(el, 12);
    const scroller = el.shadowRoot!.querySelector('.scroller')!;
    scroller.scrollTop = 350;
    const read = row(el, 'Консультация 6');
    const before = read.getBoundingClientRect().top;
    await chats[0]!.says('doctor', 'Добрый день');
    await until(() => textOf(rows(el)[0]).includes('Консультация 0'));
    expect(read.getBoundingClientRect().top).to.be.closeTo(before, 1);

    scroller.scrollTop = 0;
    await house.clock.advance(1000);
    await chats[3]!.says('doctor', 'И вам');
    await until(() => textOf(rows(el)[0]).includes('Консультация 3'));
    expect(scroller.scrollTop, 'at the top, news shows').to.equal(0);
  });

  it('the counter grows with what others say, and goes when it is read', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await chat.reads('patient');
    const el = await showList(house.clientOf('patient'));
    await listed(el, 1);
    expect(!!part(el, 'unread')).to.equal(false);
    await chat.says('doctor', 'раз');
    await chat.says('doctor', 'два');
    await until(() => textOf(part(el, 'unread')) === '2');
    await chat.reads('patient');
    await until(() => !part(el, 'unread'));
  });

  it('turns grey when the doctor finishes', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showList(house.clientOf('patient'));
    await listed(el, 1);
    await chat.completes();
    await until(() => textOf(part(el, 'state')) === 'Завершена');
    expect(rows(el)[0]!.part.contains('finished')).to.equal(true);
  });

  it('loads more when its end comes into sight, and by the button', async () => {
    const house = await aHouse();
    for (let i = 0; i < 60; i++) await house.aChat({ state: 'scheduled' });
    const provider = await fixture<HTMLElement>(html`
      <consult-provider .client=${house.clientOf('patient')}
        ><consult-chat-list></consult-chat-list
      ></consult-provider>
    `);
    const el = provider.firstElementChild as ConsultChatList;
    el.setAttribute('style', 'block-size: 500px');
    await listed(el, 50);
    await whole(el);
    expect(part(el, 'more')).to.have.trimmed.text('Показать ещё');
    el.shadowRoot!.querySelector('.scroller')!.scrollTop = 1e6;
    await listed(el, 60);
    expect(!!part(el, 'more')).to.equal(false);
  });

  it('says why more did not come, and lets ask again', async () => {
    const chat = await (await (await aHouse()).aChat()).view();
    const { handle, asked } = aHandle({ status: 'ready', chats: [chat], more: true });
    let fails = true;
    const stubborn: ChatListHandle = {
      ...handle,
      loadMore: () => (fails ? Promise.reject(new TypeError('Failed to fetch')) : handle.loadMore()),
    };
    const el = await showHandle(stubborn);
    await until(() => el.shadowRoot!.querySelector('[role=alert]'));
    fails = false;
    part(el, 'more')!.click();
    await until(() => asked.includes('more'));
    await until(() => !el.shadowRoot!.querySelector('[role=alert]'));
  });
});

describe('<consult-chat-list> searches', () => {
  it('for a specialty, and shows all again', async () => {
    const house = await aHouse();
    for (const doctor of ['therapist', 'surgeon', 'doctor'] as const) await house.aChat({ doctor });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 3);
    search(el, 'КАРДИО');
    await listed(el, 1);
    expect(textOf(rows(el)[0])).to.contain('Кардиолог');
    await until(() => textOf(el.shadowRoot!.querySelector('[role=status]')) === 'Найдено: 1 чат');

    search(el, 'окулист');
    await until(() => part(el, 'notice'));
    expect(textOf(part(el, 'notice')))
      .to.contain('Ничего не нашлось')
      .and.to.contain('«кардиолог»');
    part(el, 'notice')!.querySelector('button')!.click();
    await listed(el, 3);
    expect(box(el).value).to.equal('');
    expect(focused(el) === box(el)).to.equal(true);
  });

  it('no more at Escape', async () => {
    const house = await aHouse();
    for (const doctor of ['therapist', 'doctor'] as const) await house.aChat({ doctor });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 2);
    search(el, 'терапевт');
    await listed(el, 1);
    box(el).focus();
    press(el, 'Escape');
    await listed(el, 2);
  });

  it('for the words already in the box when the connection is another', async () => {
    const house = await aHouse();
    for (const doctor of ['therapist', 'doctor'] as const) await house.aChat({ doctor });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 2);
    search(el, 'терапевт');
    await listed(el, 1);
    const searches = () => house.network.exchanges.filter(({ path }) => path.includes('q=')).length;
    expect(searches()).to.equal(1);
    (el.parentElement as ConsultProvider).client = house.clientOf('patient');
    await until(() => searches() === 2, 'the other connection asked for the words');
    await listed(el, 1);
    expect(textOf(rows(el)[0])).to.contain('Терапевт');
  });
});

describe('<consult-chat-list> without chats', () => {
  it('waits with a shape of what is to come, and says so', async () => {
    const house = await aHouse();
    const held = house.network.hold('/v1/chats');
    const el = await showList(house.clientOf('patient'));
    await until(() => held.waiting === 1);
    expect(textOf(el.shadowRoot!.querySelector('[role=status]'))).to.equal('Загружаем чаты…');
    const skeleton = el.shadowRoot!.querySelector('.skeleton')!;
    await until(() => getComputedStyle(skeleton).visibility === 'visible', 'a skeleton after 300 ms');
    expect(getComputedStyle(el.shadowRoot!.querySelector('.slow')!).visibility, 'words after 10 s').to.equal(
      'hidden',
    );
    held.release();
    await until(() => textOf(el.shadowRoot!.querySelector('slot[name=empty]')).includes('Чатов пока нет'));
    expect(!!el.shadowRoot!.querySelector('.skeleton')).to.equal(false);
  });

  it('shows the page’s own words, if it has any', async () => {
    const el = await fixture<ConsultChatList>(html`
      <consult-chat-list .chats=${aHandle({ status: 'ready' }).handle}
        ><p slot="empty">Запишитесь к врачу</p></consult-chat-list
      >
    `);
    expect(textOf(el)).to.contain('Запишитесь к врачу').and.not.to.contain('Чатов пока нет');
  });

  it('says that they could not be had, and asks again', async () => {
    const house = await aHouse();
    await house.aChat();
    const { handle, asked } = aHandle({ status: 'failed', problem: 'unavailable' });
    const el = await showHandle(handle);
    await until(() => textOf(part(el, 'notice')).includes('Проверьте подключение'));
    part(el, 'notice')!.querySelector('button')!.click();
    expect(asked).to.deep.equal(['reload']);
  });

  it('says why they are refused, with nothing to press in vain', async () => {
    const el = await showHandle(aHandle({ status: 'failed', problem: 'account-simplified' }).handle);
    await until(() => textOf(part(el, 'notice')).includes('Подтвердите учётную запись'));
    expect(!!part(el, 'notice')!.querySelector('button')).to.equal(false);
  });

  it('keeps what it has when the network goes, and says so until it is back', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    const el = await showList(house.clientOf('patient'));
    await listed(el, 1);
    house.network.cut();
    await until(() => part(el, 'offline'));
    expect(textOf(part(el, 'offline'))).to.contain('Нет связи с сервером');
    expect(rows(el)).to.have.length(1);
    await chat.says('doctor', 'Пока вас не было');
    house.network.mend();
    await until(() => !part(el, 'offline'));
    await until(() => textOf(rows(el)[0]).includes('Пока вас не было'));
  });

  it('works without a provider and without a handle', async () => {
    const el = await fixture<ConsultChatList>(html`<consult-chat-list></consult-chat-list>`);
    expect(part(el, 'heading')).to.have.trimmed.text('Сообщения');
    expect(box(el).disabled).to.equal(true);
  });
});

describe('<consult-chat-list> lets go', () => {
  it('of what it watched, and takes it up again', async () => {
    const { handle, store, asked } = aHandle({ status: 'ready' });
    let watchers = 0;
    const watched: ChatListHandle = {
      ...handle,
      state: {
        get value() {
          return store.value;
        },
        subscribe(listener) {
          watchers++;
          const leave = store.subscribe(listener);
          return () => {
            watchers--;
            leave();
          };
        },
      },
    };
    const el = await showHandle(watched);
    const home = el.parentElement!;
    expect(watchers).to.equal(1);
    el.remove();
    expect(watchers).to.equal(0);
    expect(asked, 'the page’s own handle stays open').not.to.include('close');
    home.append(el);
    await el.updateComplete;
    expect(watchers).to.equal(1);
  });

  it('of the timer for midnight', async () => {
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    const running = new Map<unknown, number | undefined>();
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      const id = set(run, ms);
      running.set(id, ms);
      return id;
    }) as typeof setTimeout;
    globalThis.clearTimeout = ((id: number | undefined) => {
      running.delete(id);
      clear(id);
    }) as typeof clearTimeout;
    try {
      const el = await showHandle(aHandle({ status: 'ready' }).handle);
      const long = () => [...running.values()].filter((ms) => ms! > 1000 || ms === undefined);
      expect(long()).not.to.be.empty;
      el.remove();
      expect(long()).to.be.empty;
    } finally {
      Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    }
  });
});

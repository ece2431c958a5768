import { expect, fixture } from '@open-wc/testing';
import { createStore, type ChatHandle, type ChatState } from '@consult/client';
import { html } from 'lit';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import {
  box,
  messages,
  part,
  settled,
  showChat,
  textOf,
  thread,
  type,
  until,
  whole,
} from '../support/chat-page.js';
import { aHouse } from '../support/house.js';

describe('<consult-chat> lives', () => {
  it('through being moved within the page, with what was typed', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'Здравствуйте']] });
    const el = await showChat(house, chat);
    type(el, 'почти');
    const opened = () => house.network.exchanges.filter(({ path }) => path.includes('/entries?limit'));
    const asked = opened().length;
    const provider = el.parentElement!;
    const corner = document.createElement('div');
    provider.append(corner);
    corner.append(el);
    await settled();
    expect(box(el).value).to.equal('почти');
    expect(thread(el)).to.include('< Здравствуйте');
    expect(opened()).to.have.length(asked);
  });

  it('again after it was taken out and put back', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    const el = await showChat(house, chat);
    const provider = el.parentElement!;
    el.remove();
    await settled();
    await chat.says('doctor', 'два');
    provider.append(el);
    await until(() => thread(el).includes('< два'));
    await chat.says('doctor', 'три');
    await until(() => thread(el).includes('< три'));
  });

  it('and lets go of the chat it opened for itself', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    const el = await showChat(house, chat);
    const asked = () => house.network.exchanges.filter(({ path }) => path.includes(chat.id)).length;
    el.remove();
    await settled();
    const before = asked();
    house.network.closeSockets(); // whoever still listened would ask for what it missed
    await chat.says('doctor', 'два');
    await until(() => house.network.sockets === 1);
    await settled();
    expect(asked()).to.equal(before);
    expect(thread(el)).not.to.include('< два');
  });

  it('without a listener, an observer or a store of its own left behind', async () => {
    const { handle, watchers } = aHandle();
    const added = new Map<string, number>();
    const count = (by: number) => (type: string) => void added.set(type, (added.get(type) ?? 0) + by);
    const restore = spyOnListeners(document, count(1), count(-1));
    const restoreViewport = spyOnListeners(window.visualViewport!, count(1), count(-1));
    const restoreWindow = spyOnListeners(window, count(1), count(-1));
    const el = await fixture<ConsultChat>(html`<consult-chat .chat=${handle}></consult-chat>`);
    await whole(el);
    expect(watchers()).to.equal(1);
    expect(added.get('visibilitychange')).to.be.greaterThan(0);
    el.remove();
    await settled();
    restore();
    restoreViewport();
    restoreWindow();
    expect(watchers()).to.equal(0);
    expect([...added].filter(([, left]) => left !== 0)).to.deep.equal([]);
  });

  it('with a handle of the page’s, which it does not close', async () => {
    const { handle, closed } = aHandle();
    const el = await fixture<ConsultChat>(html`<consult-chat .chat=${handle}></consult-chat>`);
    await whole(el);
    expect(el.shadowRoot!.querySelector('.loading')).to.exist;
    el.chat = undefined;
    await el.updateComplete;
    expect(textOf(part(el, 'notice'))).to.equal('Выберите чат в списке');
    el.remove();
    await settled();
    expect(closed()).to.equal(false);
  });

  it('two on a page, each with its own chat', async () => {
    const house = await aHouse();
    const [one, two] = [
      await showChat(house, await house.aChat({ said: [['doctor', 'сердце']] })),
      await showChat(house, await house.aChat({ doctor: 'surgeon', said: [['doctor', 'плечо']] })),
    ];
    expect(thread(one)).to.include('< сердце').and.not.include('< плечо');
    expect(thread(two)).to.include('< плечо').and.not.include('< сердце');
  });

  it('and says that the messages did not load, and loads them when asked again', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'раз']] });
    house.network.failNext('/entries', 500, 20);
    const el = await showChat(house, chat);
    expect(textOf(part(el, 'notice'))).to.contain('Сообщения не загрузились');
    await expect(el).to.be.accessible();
    await until(() => {
      part(el, 'notice')?.querySelector('button')?.click();
      return messages(el);
    });
    expect(thread(el)).to.include('< раз');
  });

  it('and shows what one opened at the moment of signing out no more', async () => {
    const house = await aHouse();
    const chat = await house.aChat({ said: [['doctor', 'тайна']] });
    const el = await showChat(house, chat);
    await (el.parentElement as HTMLElement & { signOut(): Promise<void> }).signOut();
    await until(() => !textOf(el.shadowRoot).includes('тайна'));
  });
});

/** A chat that is being loaded for ever, to see who holds on to it. */
function aHandle() {
  let watching = 0;
  let closed = false;
  const store = createStore<ChatState>({
    status: 'loading',
    entries: [],
    pending: [],
    older: false,
    loadingOlder: false,
  });
  const never = () => new Promise<never>(() => undefined);
  const handle: ChatHandle = {
    id: 'cht_held',
    state: {
      get value() {
        return store.value;
      },
      subscribe(listener) {
        watching++;
        const stop = store.subscribe(listener);
        return () => {
          watching--;
          stop();
        };
      },
    },
    send: never,
    retry: never,
    discard: never,
    remove: never,
    typing: () => undefined,
    loadOlder: never,
    openConclusion: never,
    jumpTo: never,
    search: never,
    files: never,
    markRead: () => undefined,
    keepDraft: () => undefined,
    reload: () => undefined,
    close: () => void (closed = true),
  };
  return { handle, watchers: () => watching, closed: () => closed };
}

/** Watches who listens to `target` and who stops. */
function spyOnListeners(
  target: EventTarget,
  onAdd: (type: string) => void,
  onRemove: (type: string) => void,
) {
  const { addEventListener, removeEventListener } = target;
  target.addEventListener = function (...args: Parameters<EventTarget['addEventListener']>) {
    onAdd(args[0]);
    addEventListener.apply(this, args);
  };
  target.removeEventListener = function (...args: Parameters<EventTarget['removeEventListener']>) {
    onRemove(args[0]);
    removeEventListener.apply(this, args);
  };
  return () => Object.assign(target, { addEventListener, removeEventListener });
}

import { createStore } from '@consult/client';
import type { NoticesHandle, NoticesState, PushHandle, PushState } from '@consult/client/notices';
import { NOTICE_KINDS } from '@consult/core';
import type { NoticeView } from '@consult/core/wire';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../packages/elements/define/notice-list.js';
import type { NoticeSelectEvent } from '../../packages/elements/src/notice-list/events.js';
import type { NoticeList } from '../../packages/elements/src/notice-list/notice-list.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, show, textOf, until, type Staging } from '../support/fixtures.js';
import { aHouse, NOON, type House } from '../support/house.js';
import { everyNotice, noticesOf } from '../support/notices.js';
import type { PersonKey } from '../support/people.js';

const DAY = 24 * 60 * 60 * 1000;

const showFor = (house: House, who: PersonKey = 'patient', staging: Staging = {}) =>
  show<NoticeList>(house.clientOf(who), html`<notice-list></notice-list>`, staging);
const rows = (el: Element) => parts(el, 'row');
const listed = (el: Element, count: number) => until(() => rows(el).length === count, `${count} rows`);

const aNotice = (kind: NoticeView['kind'], change: Partial<NoticeView> = {}): NoticeView => ({
  id: `ntc_${kind}`,
  kind,
  at: Date.now(),
  readAt: Date.now(),
  chat: null,
  request: null,
  moment: Date.now() + 3 * DAY,
  number: 'Ж-2026-000123',
  ...change,
});

/** A handle that shows a state nobody can bring a whole house into, and remembers what it is asked. */
function aHandle(state: Partial<NoticesState>) {
  const asked: string[] = [];
  const store = createStore<NoticesState>({
    status: 'ready',
    notices: [],
    unread: 0,
    more: false,
    loadingMore: false,
    ...state,
  });
  const handle: NoticesHandle = {
    state: store,
    markRead: async (upTo) => void asked.push(`read ${upTo}`),
    loadMore: async () => void asked.push('more'),
    reload: () => void asked.push('reload'),
    close: () => void asked.push('close'),
  };
  return { handle, store, asked };
}

function aSwitch(state: PushState) {
  const asked: string[] = [];
  const store = createStore<PushState>(state);
  const push: PushHandle = {
    state: store,
    switchOn: async () => void asked.push('on'),
    switchOff: async () => void asked.push('off'),
    close: () => void asked.push('close'),
  };
  return { push, store, asked };
}

const showHandle = (notices: NoticesHandle, push?: PushHandle) =>
  fixture<NoticeList>(html`<notice-list .notices=${notices} .push=${push}></notice-list>`);

describe('<notice-list>', function () {
  this.timeout(20_000);

  it('shows what the patient was told of, the newest first, with its time', async () => {
    const house = await aHouse();
    await everyNotice(house);
    const el = await showFor(house);
    await listed(el, 7);
    expect(rows(el).map((row) => textOf(row.querySelector('.kind')))).to.deep.equal([
      'Напоминание о консультации',
      'Консультацию проведёт другой врач',
      'Назначена консультация',
      'Консультация отменена',
      'Назначена консультация',
      'Готово заключение врача',
      'Назначена консультация',
    ]);
    expect(textOf(rows(el)[0])).to.match(/Начало: завтра в 13:00 \(МСК\)\. Сегодня, 14:00 Новое$/);
    await expect(el).to.be.accessible();
  });

  it('counts as read once it was looked at; what is new stays marked while the list is open', async () => {
    const house = await aHouse();
    await house.aChat({ state: 'scheduled' });
    const el = await showFor(house);
    await listed(el, 1);
    expect(textOf(part(el, 'unread'))).to.equal('1 новое');
    expect((await noticesOf(house)).unread).to.equal(1); // a glance is no look
    await until(async () => (await noticesOf(house)).unread === 0, 'the server knows');
    await until(() => !part(el, 'unread'), 'nothing is unread');
    expect(textOf(part(el, 'fresh'))).to.equal('Новое');
    await house.aChat({ state: 'scheduled' });
    await listed(el, 2);
    await until(async () => (await noticesOf(house)).unread === 0, 'the second too');
    const again = await showFor(house);
    await listed(again, 2);
    expect(parts(again, 'fresh')).to.deep.equal([]);
  });

  it('does not count as read what is out of sight', async () => {
    const { handle, asked } = aHandle({
      notices: [aNotice('conclusion-ready', { readAt: null })],
      unread: 1,
    });
    const el = await showHandle(handle);
    el.style.display = 'none';
    await new Promise((resolve) => setTimeout(resolve, 1500)); // longer than a look: that nothing happens has no event
    expect(asked).to.deep.equal([]);
    el.style.display = '';
    await until(() => asked.includes('read ntc_conclusion-ready'));
  });

  it('has words for every kind, in both languages, with a drawing beside them', async () => {
    const { handle } = aHandle({
      notices: NOTICE_KINDS.flatMap((kind) => [
        aNotice(kind),
        aNotice(kind, { id: `ntc_bare_${kind}`, moment: null, number: null, readAt: null }),
      ]),
    });
    for (const lang of ['ru', 'en'] as const) {
      const el = await show<NoticeList>(undefined, html`<notice-list .notices=${handle}></notice-list>`, {
        lang,
      });
      await until(() => el.shadowRoot!.querySelector('section')?.lang === lang);
      await listed(el, 2 * NOTICE_KINDS.length);
      for (const row of rows(el)) {
        expect(textOf(row)).not.to.match(/undefined|\bnull\b|NaN|: \./);
        expect(row.querySelector('path')!.getAttribute('d')).to.match(/^M/);
      }
      expect(new Set(rows(el).map((row) => textOf(row.querySelector('.kind')))).size).to.equal(
        NOTICE_KINDS.length,
      );
      for (const scheme of ['light', 'dark'] as const) {
        await inScheme(el, scheme);
        await expect(el).to.be.accessible();
      }
    }
  });

  it('tells the page what was chosen, by ids, and chooses its chat in the provider', async () => {
    const house = await aHouse();
    const { id } = await house.aChat({ state: 'scheduled' });
    const el = await showFor(house);
    await listed(el, 1);
    const provider = el.closest('consult-provider')!;
    setTimeout(() => rows(el)[0]!.click());
    const event = (await oneEvent(el, 'consult-notice-select')) as NoticeSelectEvent;
    expect([event.kind, event.chatId, event.requestId]).to.deep.equal(['consultation-appointed', id, null]);
    expect(event.noticeId).to.match(/^ntc_/);
    await until(() => provider.chatId === id, 'the chat is chosen');
    provider.chatId = undefined;
    el.addEventListener('consult-notice-select', (again) => again.preventDefault());
    rows(el)[0]!.click();
    await el.updateComplete;
    expect(provider.chatId).to.equal(undefined);
  });

  it('is worked by the keyboard', async () => {
    const { handle, asked } = aHandle({ notices: [aNotice('offer-made', { request: 'req_1' })], more: true });
    const el = await showHandle(handle);
    for (const button of el.shadowRoot!.querySelectorAll('button')) {
      expect(button.tabIndex).to.equal(0);
      expect(button.getBoundingClientRect().height).to.be.at.least(44);
    }
    let chosen: string | null = null;
    el.addEventListener('consult-notice-select', ({ requestId }) => (chosen = requestId));
    rows(el)[0]!.focus();
    (el.shadowRoot!.activeElement as HTMLElement).click(); // what Enter and Space do to a button
    expect(chosen).to.equal('req_1');
    part(el, 'more')!.click();
    expect(asked).to.deep.equal(['more']);
  });

  it('says that there is nothing, that it loads, fails or is refused, and what to do', async () => {
    const house = await aHouse();
    const empty = await showFor(house, 'otherPatient');
    await until(() => part(empty, 'notice'));
    expect(textOf(part(empty, 'notice'))).to.contain('Уведомлений пока нет');
    await expect(empty).to.be.accessible();

    const refused = await showFor(house, 'doctor');
    await until(() => part(refused, 'notice'));
    expect(textOf(part(refused, 'notice'))).to.contain('Уведомления недоступны');
    await expect(refused).to.be.accessible();

    const { handle, store, asked } = aHandle({ status: 'loading' });
    const el = await showHandle(handle);
    expect(textOf(el.shadowRoot!.querySelector('[role=status]'))).to.equal('Загружаем уведомления…');
    await expect(el).to.be.accessible();
    store.set({ ...store.value, status: 'failed', problem: 'unavailable' });
    await until(() => part(el, 'notice'));
    await expect(el).to.be.accessible();
    part(el, 'notice')!.querySelector('button')!.click();
    expect(asked).to.deep.equal(['reload']);
    store.set({
      ...store.value,
      status: 'ready',
      notices: [aNotice('offer-made')],
      more: true,
      problem: 'unavailable',
    });
    await until(() => el.shadowRoot!.querySelector('[role=alert]'), 'earlier ones failed');
    await expect(el).to.be.accessible();
  });

  it('keeps what it has while there is no connection, and says so', async () => {
    const house = await aHouse();
    await house.aChat({ state: 'scheduled' });
    const el = await showFor(house);
    await listed(el, 1);
    house.network.cut();
    await until(() => part(el, 'offline'));
    expect(rows(el)).to.have.length(1);
    await expect(el).to.be.accessible();
    house.network.mend();
    window.dispatchEvent(new Event('online'));
    await until(() => !part(el, 'offline'), 'the line is back');
  });

  it('offers this browser only where there is something to offer, and asks after a click', async () => {
    const { handle } = aHandle({});
    const { push, store, asked } = aSwitch({ status: 'absent' });
    const el = await showHandle(handle, push);
    expect(part(el, 'push')).to.equal(null);
    for (const [state, words, button] of [
      [{ status: 'off' }, 'О здоровье в сообщениях ничего нет', 'Включить'],
      [{ status: 'off', problem: 'unavailable' }, 'Не получилось', 'Включить'],
      [{ status: 'switching' }, 'Ответьте на вопрос браузера', 'Включить'],
      [{ status: 'on' }, 'Без вашего согласия', 'Выключить'],
      [{ status: 'denied' }, 'в настройках браузера', undefined],
    ] as const) {
      store.set(state);
      await until(() => textOf(part(el, 'push')).includes(words), words);
      expect(textOf(part(el, 'push-switch'))).to.equal(button ?? '');
      part(el, 'push-switch')?.click();
      await expect(el).to.be.accessible();
    }
    expect(asked).to.deep.equal(['on', 'on', 'on', 'off']);
    el.withoutPush = true;
    await until(() => !part(el, 'push'), 'no switch');
  });

  it('fits a phone', async () => {
    const { handle } = aHandle({
      notices: NOTICE_KINDS.map((kind) => aNotice(kind, { readAt: null, at: NOON })),
    });
    const { push } = aSwitch({ status: 'off' });
    const el = await showHandle(handle, push);
    el.style.width = '320px';
    el.style.setProperty('--consult-font-size', '2rem');
    await listed(el, NOTICE_KINDS.length);
    const { left } = el.getBoundingClientRect();
    const wide = [...el.shadowRoot!.querySelectorAll('*')].filter(
      (node) => node.getBoundingClientRect().right > left + 320,
    );
    expect(wide.map(({ localName, textContent }) => `${localName} ${textContent.trim()}`)).to.deep.equal([]);
  });

  it('lets go of what it has opened, and not of what it was given', async () => {
    const house = await aHouse();
    const client = house.clientOf('patient');
    const el = await show<NoticeList>(client, html`<notice-list></notice-list>`);
    await until(() => part(el, 'notice'));
    el.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const asked = house.network.exchanges.length;
    await house.aChat({ state: 'scheduled' });
    expect(house.network.exchanges.slice(asked).filter(({ path }) => path.includes('notices'))).to.deep.equal(
      [],
    );

    const { handle, asked: given } = aHandle({});
    const own = await showHandle(handle);
    own.remove();
    await new Promise((resolve) => setTimeout(resolve));
    expect(given).to.deep.equal([]);
  });
});

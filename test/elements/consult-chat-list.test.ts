import type { ChatListState } from '@consult/client';
import type { ChatView } from '@consult/core/wire';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ChatSelectEvent } from '../../packages/elements/src/consult-chat-list/events.js';
import type { ConsultProvider } from '../../packages/elements/src/consult-provider/consult-provider.js';
import {
  aHandle,
  box,
  focused,
  listed,
  press,
  row,
  rows,
  showHandle,
  showList,
} from '../support/chat-list-page.js';
import { part, textOf, until } from '../support/fixtures.js';
import { aHouse, NOON } from '../support/house.js';
import { CLINIC, type Cast } from '../support/people.js';

const DAY = 24 * 60 * 60 * 1000;

describe('<consult-chat-list> shows', () => {
  it('with whom, about whom, where, what was said last and when, the liveliest first', async () => {
    const house = await aHouse({ now: NOON - DAY });
    await house.aChat({
      doctor: 'surgeon',
      title: 'Консультация хирурга',
      said: [['patient', 'Спасибо']],
      endsAt: NOON + DAY,
    });
    house.clock.set(NOON);
    await house.aChat({ title: 'Консультация кардиолога', said: [['doctor', 'Здравствуйте']] });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 2);
    expect(part(el, 'heading')).to.have.trimmed.text('Сообщения');
    expect(box(el).placeholder).to.equal('Поиск по названию');
    const [lively, quiet] = rows(el).map(textOf);
    expect(lively).to.contain('Кардиолог · Королёв С. П.').and.to.contain('Сегодня, 12:00');
    expect(lively).to.contain('Матросова Е. В.: Консультация кардиолога').and.to.contain(CLINIC.name);
    expect(lively).to.contain('Здравствуйте');
    expect(quiet).to.contain('Хирург · Резун И. Л.').and.to.contain('Вчера').and.to.contain('Вы: Спасибо');
  });

  it('a doctor the patient first: the doctor is the same in all rows', async () => {
    const house = await aHouse();
    await house.aChat({ patient: 'child', title: 'Консультация кардиолога' });
    const el = await showList(house.clientOf('doctor'));
    await listed(el, 1);
    expect(textOf(rows(el)[0])).to.match(/^Матросов М. А.: Консультация кардиолога/);
  });

  it('whoever speaks for a child both people’s chats, each by whom it is about', async () => {
    const house = await aHouse();
    await house.aChat({ title: 'Консультация хирурга', doctor: 'surgeon' });
    await house.aChat({ patient: 'child', title: 'Консультация кардиолога' });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 2);
    const about = rows(el).map((each) => textOf(each.querySelector('.second bdi')));
    expect(about.sort()).to.deep.equal([
      'Матросов М. А.: Консультация кардиолога',
      'Матросова Е. В.: Консультация хирурга',
    ]);
  });

  it('the manual’s previews: the doctor in charge, a deleted message', async () => {
    const house = await aHouse();
    const surgeon: Cast = {
      id: 'per_nozhikiv',
      role: 'doctor',
      specialty: 'Хирург',
      organisation: CLINIC.id,
      name: { family: 'Ножикив', given: 'Хирург' },
    };
    const assigned = await house.aChat({ doctor: surgeon, state: 'scheduled' });
    const taken = await house.aChat({ doctor: 'therapist' });
    const { seq } = await taken.says('doctor', 'ошибка');
    await taken.deletes('doctor', seq);
    const el = await showList(house.clientOf('patient'));
    await listed(el, 2);
    expect(textOf(row(el, 'Ножикив Х.').querySelector('[part=preview]'))).to.equal(
      'Ножикив Хирург назначен ответственным',
    );
    expect(textOf(row(el, 'Терапевт').querySelector('[part=preview]'))).to.equal('Сообщение удалено');
    expect(await assigned.view()).to.include({ state: 'scheduled' });
    expect(textOf(row(el, 'Ножикив Х.').querySelector('[part=state]'))).to.equal('Начало: сегодня, 13:00');
  });

  it('that all work on a request has been completed, in the manual’s words', async () => {
    const house = await aHouse();
    const chat = await (await house.aChat()).view();
    const lastEntry: ChatView['lastEntry'] = {
      ...{ kind: 'note', note: 'completed', person: null, reason: null },
      ...{ seq: 9, revision: 9, sentAt: NOON },
    };
    const el = await showHandle(aHandle({ status: 'ready', chats: [{ ...chat, lastEntry }] }).handle);
    expect(textOf(part(el, 'preview'))).to.equal('Все работы по заявке успешно завершены');
  });

  const finished = [
    ['completed', 'Завершена', 'Finished'],
    ['missed', 'Не состоялась', 'Did not take place'],
    ['cancelled', 'Отменена', 'Cancelled'],
  ] as const;
  for (const [state, russian, english] of finished)
    it(`that a consultation is ${state}: grey, and in a word`, async () => {
      const house = await aHouse();
      await house.aChat({ state });
      const client = house.clientOf('patient');
      const el = await showList(client);
      await listed(el, 1);
      expect(textOf(part(el, 'state'))).to.equal(russian);
      expect(rows(el)[0]!.part.contains('finished')).to.equal(true);
      const spoken = await showList(client, { lang: 'en' });
      await listed(spoken, 1);
      expect(textOf(part(spoken, 'state'))).to.equal(english);
    });

  const counts = [
    ['ru', 1, '1 непрочитанное сообщение'],
    ['ru', 4, '4 непрочитанных сообщения'],
    ['en', 4, '4 unread messages'],
  ] as const;
  for (const [lang, count, spoken] of counts)
    it(`${count} unread: a number to see and words to hear (${lang})`, async () => {
      const house = await aHouse();
      const chat = await house.aChat();
      await chat.reads('patient');
      for (let i = 0; i < count; i++) await chat.says('doctor', `слово ${i}`);
      const el = await showList(house.clientOf('patient'), { lang });
      await listed(el, 1);
      expect(textOf(part(el, 'unread'))).to.equal(String(count));
      expect(part(el, 'unread')!.getAttribute('aria-hidden')).to.equal('true');
      expect(textOf(rows(el)[0])).to.contain(spoken);
    });

  it('what cannot be read without consent', async () => {
    const house = await aHouse();
    await house.aChat({ said: [['doctor', 'Тайна']] });
    await house.publishConsent();
    const el = await showList(house.clientOf('patient'));
    await listed(el, 1);
    expect(textOf(part(el, 'preview'))).to.equal('Нужно ваше согласие');
    expect(el.shadowRoot!.textContent).not.to.contain('Тайна');
  });

  it('long names and titles without breaking out, and names that cannot turn the line around', async () => {
    const house = await aHouse();
    const long: Cast = {
      id: 'per_long',
      role: 'doctor',
      specialty: 'Ы'.repeat(100),
      organisation: CLINIC.id,
      name: { family: 'Ж'.repeat(100), given: 'Щ'.repeat(100) },
    };
    const turned: Cast = { ...long, id: 'per_turned', name: { family: 'Иванов\u202eвотсёрт', given: 'Ш' } };
    await house.aChat({ doctor: long, title: 'Ю'.repeat(200), said: [['doctor', 'Ф'.repeat(4000)]] });
    await house.aChat({ doctor: turned });
    const provider = await fixture<HTMLElement>(html`
      <consult-provider .client=${house.clientOf('patient')}
        ><consult-chat-list></consult-chat-list
      ></consult-provider>
    `);
    provider.setAttribute('style', 'inline-size: 320px');
    const el = provider.firstElementChild!;
    await listed(el, 2);
    for (const one of rows(el)) expect(one.scrollWidth).to.be.at.most(one.clientWidth);
    expect(rows(el)[0]!.clientWidth).to.be.at.most(320);
    expect(el.shadowRoot!.textContent).not.to.match(/[\u202a-\u202e\u2066-\u2069]/);
    expect(!!row(el, 'Иванов').querySelector('bdi')).to.equal(true);
  });

  it('the emergency numbers to dial, unless the page shows them elsewhere', async () => {
    const el = await showHandle(aHandle({ status: 'ready' }).handle);
    expect(textOf(part(el, 'emergency'))).to.equal('При угрозе жизни звоните 103 или 112');
    expect([...part(el, 'emergency')!.querySelectorAll('a')].map((a) => a.href)).to.deep.equal([
      'tel:103',
      'tel:112',
    ]);
    el.withoutEmergency = true;
    await el.updateComplete;
    expect(!!part(el, 'emergency')).to.equal(false);
  });
});

describe('<consult-chat-list> chooses', () => {
  it('the chat that is pressed, for the whole provider', async () => {
    const house = await aHouse();
    const [first, second] = [await house.aChat(), await house.aChat({ doctor: 'surgeon' })];
    const el = await showList(house.clientOf('patient'), { chatId: first.id });
    await listed(el, 2);
    expect(row(el, 'Кардиолог').getAttribute('aria-current')).to.equal('true');
    setTimeout(() => row(el, 'Хирург').click());
    const { chatId } = await oneEvent<ChatSelectEvent>(el, 'consult-chat-select');
    expect(chatId).to.equal(second.id);
    await until(() => row(el, 'Хирург').getAttribute('aria-current') === 'true');
    expect(row(el, 'Кардиолог').getAttribute('aria-current')).to.equal('false');
    expect((el.parentElement as ConsultProvider).chatId).to.equal(second.id);
  });

  it('nothing when the page says no', async () => {
    const house = await aHouse();
    const chat = await house.aChat();
    await house.aChat({ doctor: 'surgeon' });
    const el = await showList(house.clientOf('patient'), { chatId: chat.id });
    await listed(el, 2);
    el.addEventListener('consult-chat-select', (event) => event.preventDefault());
    row(el, 'Хирург').click();
    await el.updateComplete;
    expect((el.parentElement as ConsultProvider).chatId).to.equal(chat.id);
  });

  it('by the keyboard: one stop for Tab, arrows among the rows, from the search field too', async () => {
    const house = await aHouse();
    for (const doctor of ['therapist', 'surgeon', 'doctor'] as const) await house.aChat({ doctor });
    const el = await showList(house.clientOf('patient'));
    await listed(el, 3);
    const stops = () => rows(el).map((one) => one.tabIndex);
    expect(stops()).to.deep.equal([0, -1, -1]);
    box(el).focus();
    press(el, 'ArrowDown');
    expect(focused(el) === rows(el)[0]).to.equal(true);
    press(el, 'ArrowDown');
    await el.updateComplete;
    expect(focused(el) === rows(el)[1]).to.equal(true);
    expect(stops()).to.deep.equal([-1, 0, -1]);
    press(el, 'End');
    expect(focused(el) === rows(el)[2]).to.equal(true);
    press(el, 'ArrowDown');
    expect(focused(el) === rows(el)[2], 'the last is the last').to.equal(true);
    press(el, 'Home');
    expect(focused(el) === rows(el)[0]).to.equal(true);
    press(el, 'ArrowUp');
    expect(focused(el) === rows(el)[0]).to.equal(true);
  });
});

describe('<consult-chat-list> is accessible', () => {
  for (const scheme of ['light', 'dark']) {
    it(`with chats of every kind (${scheme})`, async () => {
      const house = await aHouse();
      const chosen = await house.aChat({ said: [['doctor', 'Здравствуйте']] });
      await house.aChat({ doctor: 'surgeon', said: [['doctor', 'Жду']] });
      for (const state of ['scheduled', 'completed', 'missed', 'cancelled'] as const)
        await house.aChat({ doctor: 'therapist', state });
      const el = await showList(house.clientOf('patient'), { chatId: chosen.id });
      el.style.colorScheme = scheme;
      await listed(el, 6);
      await expect(el).to.be.accessible();
      house.network.cut();
      await until(() => part(el, 'offline'));
      await expect(el).to.be.accessible();
    });

    const states: [string, Partial<ChatListState>][] = [
      ['empty', { status: 'ready' }],
      ['loading', { status: 'loading' }],
      ['without a hit', { status: 'ready', query: 'окулист' }],
      ['failed', { status: 'failed', problem: 'failed' }],
      ['refused', { status: 'failed', problem: 'not-allowed' }],
    ];
    for (const [what, state] of states)
      it(`${what} (${scheme})`, async () => {
        const el = await showHandle(aHandle(state).handle);
        el.style.colorScheme = scheme;
        await expect(el).to.be.accessible();
      });
  }
});

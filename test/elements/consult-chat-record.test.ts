import { expect } from '@open-wc/testing';
import { accessDays } from '../../packages/elements/src/consult-chat/access-days.js';
import { inScheme, press, settled } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aPage, dialog, focused, openAccesses, openMenu } from '../support/record-page.js';

const HOUR = 60 * 60 * 1000;

describe('the menu of a chat', () => {
  it('has what the patient’s side may do, and grows when the consultation is over', async () => {
    const { el, chat } = await aPage();
    expect(part(el, 'menu')!.getAttribute('aria-label')).to.equal('Ещё');
    await openMenu(el);
    expect(parts(el, 'menu-item').map(textOf)).to.deep.equal(['Кто смотрел']);
    await chat.completes();
    await until(() => parts(el, 'menu-item').length === 2);
    expect(textOf(parts(el, 'menu-item')[1])).to.equal('Скачать переписку');
    expect(textOf(part(el, 'save'))).to.equal('Скачать переписку');
  });

  it('is not there for the doctor', async () => {
    const { el } = await aPage({ state: 'completed' }, { as: 'doctor' });
    await settled();
    await import('../../packages/elements/src/consult-chat/record-tools.js');
    await settled();
    expect(part(el, 'menu')).to.equal(null);
    expect(part(el, 'save')).to.equal(null);
  });

  it('opens, goes round and closes by the keyboard', async () => {
    const { el } = await aPage({ state: 'completed' });
    const button = part(el, 'menu')!;
    button.focus();
    press(button, 'ArrowUp');
    const [first, last] = parts(el, 'menu-item') as [HTMLElement, HTMLElement];
    await until(() => focused(el) === last);
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    press(last, 'ArrowDown');
    expect(focused(el)).to.equal(first);
    press(first, 'ArrowUp');
    expect(focused(el)).to.equal(last);
    press(last, 'Home');
    expect(focused(el)).to.equal(first);
    press(first, 'End');
    expect(focused(el)).to.equal(last);
    expect(press(last, 'Escape'), 'nothing around it hears of it').to.equal(false);
    await until(() => button.getAttribute('aria-expanded') === 'false');
    expect(focused(el)).to.equal(button);
    expect(getComputedStyle(part(el, 'menu-items')!).display).to.equal('none');
  });

  it('closes when the focus goes elsewhere', async () => {
    const { el } = await aPage();
    await openMenu(el);
    part(el, 'box')!.focus();
    await until(() => part(el, 'menu')!.getAttribute('aria-expanded') === 'false');
    expect(focused(el)).to.equal(part(el, 'box'));
  });

  it('is as large as a finger, and within a screen of 320 px', async () => {
    const { el } = await aPage({ state: 'completed' }, { width: 320 });
    await openMenu(el);
    const { left, right } = part(el, 'menu-items')!.getBoundingClientRect();
    const host = el.getBoundingClientRect();
    expect(left).to.be.at.least(host.left);
    expect(right).to.be.at.most(host.right);
    for (const target of [part(el, 'menu')!, ...parts(el, 'menu-item')])
      expect(target.getBoundingClientRect().height).to.be.at.least(44);
    expect(el.scrollWidth).to.equal(el.clientWidth);
  });
});

describe('who has looked into a chat', () => {
  it('is told by days, staff first, with name, role and times', async () => {
    const { el, chat, house } = await aPage({ patient: 'child' });
    await house.clock.advance(HOUR);
    await chat.entries();
    const own = await chat.says('patient', 'По ошибке');
    await chat.deletes('patient', own.seq);
    await openAccesses(el);
    await until(() => parts(el, 'access').length === 4);
    expect(parts(el, 'access').map(textOf)).to.deep.equal([
      'Королёв Сергей Петрович Врач, Кардиолог, Поликлиника № 27 Открыт чат 12:00, 13:00',
      'Регистрова Нина Павловна Сотрудник регистратуры, Поликлиника № 27 Назначена консультация 12:00',
      'Вы Удалено своё сообщение 13:00',
      'Система, автоматически Консультация открыта 12:00',
    ]);
    expect(textOf(dialog(el, 'accesses')!.querySelector('h3'))).to.equal('Сегодня');
  });

  it('comes in pages', async () => {
    const { el, chat } = await aPage();
    for (let time = 0; time < 105; time++) await chat.entries();
    await openAccesses(el);
    const times = () => dialog(el, 'accesses')!.querySelectorAll('time').length;
    await until(() => times() === 100);
    part(el, 'more-accesses')!.click();
    await until(() => times() === 108);
    expect(part(el, 'more-accesses')).to.equal(null);
  });

  it('says that it did not come, and comes when asked again', async () => {
    const { el, house } = await aPage();
    house.network.failNext('/accesses');
    await openAccesses(el);
    await until(() =>
      textOf(dialog(el, 'accesses')).includes('Список не загрузился. Сервер сейчас не отвечает'),
    );
    await expect(el).to.be.accessible();
    part(el, 'accesses-retry')!.click();
    await until(() => parts(el, 'access').length === 3);
  });

  it('says that it is on its way', async () => {
    const { el, house } = await aPage();
    const held = house.network.hold('/accesses');
    await openAccesses(el);
    await until(() => textOf(dialog(el, 'accesses')).includes('Загружаем список'));
    await expect(el).to.be.accessible();
    held.release();
    await until(() => parts(el, 'access').length === 3);
  });

  it('closes with its button, gives the focus back, and is read anew', async () => {
    const { el, house } = await aPage();
    await openAccesses(el);
    await until(() => parts(el, 'access').length === 3);
    part(el, 'accesses-close')!.click();
    await until(() => !dialog(el, 'accesses')!.open);
    expect(focused(el)).to.equal(part(el, 'menu'));
    await openAccesses(el);
    await until(() => parts(el, 'access').length === 3);
    const read = house.network.exchanges.filter(({ path }) => path.includes('/accesses'));
    expect(read).to.have.length(2);
  });

  it('closes where another chat is chosen', async () => {
    const { el, house } = await aPage();
    const other = await house.aChat({ said: [['doctor', 'Другая беседа']] });
    await openAccesses(el);
    el.chatId = other.id;
    await until(() => !dialog(el, 'accesses')?.open);
  });

  it('is told in English, and to a patient whose consent is missing', async () => {
    const { el } = await aPage({ withoutConsent: true, said: [] }, { lang: 'en' });
    await until(() => part(el, 'menu')!.getAttribute('aria-label') === 'More');
    await openAccesses(el, 'Who has looked');
    await until(() => parts(el, 'access').length === 3);
    expect(textOf(dialog(el, 'accesses'))).to.contain('Opened the chat');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible, ${scheme}`, async () => {
      const { el } = await aPage({ state: 'completed' });
      await inScheme(el, scheme);
      await openMenu(el);
      await expect(el).to.be.accessible();
      parts(el, 'menu-item')[0]!.click();
      await until(() => parts(el, 'access').length === 4);
      await expect(el).to.be.accessible();
    });
});

describe('accesses by days', () => {
  const by = { who: 'doctor', name: null, specialty: null, organisation: null } as const;
  const at = (id: number, moment: number, who: 'doctor' | 'clock' = 'doctor') => ({
    id,
    at: moment,
    action: 'chat-opened' as const,
    note: null,
    file: null,
    by: { ...by, who },
  });
  const DAY = 24 * HOUR;

  it('are grouped by the days of Moscow, newest first, and the same thing is one row', () => {
    const midnight = Date.UTC(2026, 3, 10, 21);
    const days = accessDays([
      at(4, midnight + 1, 'clock'),
      at(3, midnight),
      at(2, midnight - 1),
      at(1, midnight - 2),
    ]);
    expect(days.map(({ rows }) => rows.map(({ times }) => times))).to.deep.equal([
      [[midnight], [midnight + 1]],
      [[midnight - 2, midnight - 1]],
    ]);
    expect(accessDays([])).to.deep.equal([]);
    expect(accessDays([at(2, midnight + DAY), at(1, midnight)])).to.have.length(2);
  });
});

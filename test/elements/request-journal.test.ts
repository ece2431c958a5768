import { expect, oneEvent } from '@open-wc/testing';
import type { RequestSelectEvent } from '../../packages/elements/src/request-journal/events.js';
import type { RequestJournal } from '../../packages/elements/src/request-journal/request-journal.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { aRegistry, DAY, type Registry } from '../support/journal.js';
import { openRow, showJournal, typeInto } from '../support/journal-page.js';

const rows = (el: Element) => parts(el, 'row').map(textOf);
const focused = (el: Element) => el.shadowRoot!.activeElement;
const key = (target: Element | null, name: string) =>
  target!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
const names = (el: Element) => parts(el, 'opener').map(textOf);

async function threeRequests(registry: Registry) {
  await registry.aRequest({ doctor: 'doctor' });
  await registry.aRequest({ patient: 'otherPatient', specialty: 'Хирург', source: 'visit' });
  await registry.aRequest({ patient: 'child', specialty: 'Терапевт' });
}

async function anOpenRequest(registry: Registry, staging = {}) {
  const el = await showJournal(registry, staging);
  await openRow(el);
  return el;
}

describe('<request-journal> shows', () => {
  it('what a registry needs of each request', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest({ doctor: 'doctor' });
    await registry.attempt(id, 'no-answer');
    const el = await showJournal(registry);
    const [row] = rows(el);
    for (const words of [
      'Матросова Елена Викторовна',
      '+7 (921) 555-01-02',
      '13–17 апреля',
      'Кардиолог',
      'Королёв С. П.',
      'до 17 апр, 20:00',
      '5 рабочих дней',
      'В обработке',
      'Не отвечает',
      '1 попытка',
    ])
      expect(row, words).to.contain(words);
    // Where there is no room for them, the open request tells them.
    for (const words of ['14.03.1985', 'Звонок'])
      expect(part(el, 'row')!.textContent, words).to.contain(words);
    expect(textOf(part(el, 'counts'))).to.equal('1 заявка · ждут звонка: 1 · просрочено: 0');
    await expect(el).to.be.accessible();
  });

  it('by a word and a bar what is late, and the working days that are left', async () => {
    const house = await aHouse();
    const registry = await aRegistry(house);
    await registry.aRequest();
    await house.clock.advance(8 * DAY);
    const el = await showJournal(registry);
    const late = part(el, 'overdue')!;
    expect(textOf(late)).to.contain('Просрочена');
    expect(getComputedStyle(late.firstElementChild!).borderInlineStartColor).to.equal('rgb(194, 39, 39)');
    await inScheme(el, 'dark');
    await expect(el).to.be.accessible();
  });

  it('words of the patient as words', async () => {
    const registry = await aRegistry(await aHouse());
    const comment = '<b>болит</b> ${голова}';
    await registry.aRequest({ comment });
    const el = await anOpenRequest(registry);
    expect(textOf(part(el, 'facts'))).to.contain(comment);
  });

  it('that there is nothing, or nothing found, and the way back', async () => {
    const registry = await aRegistry(await aHouse());
    const el = await showJournal(registry);
    expect(textOf(part(el, 'notice'))).to.contain('Заявок пока нет');
    await expect(el).to.be.accessible();
    await registry.aRequest();
    await until(() => part(el, 'row'));
    typeInto(part(el, 'search') as HTMLInputElement, 'никого');
    await until(() => part(el, 'notice'));
    expect(textOf(part(el, 'notice'))).to.contain('Ничего не найдено');
    part(el, 'notice')!.querySelector('button')!.click();
    await until(() => part(el, 'row'));
  });

  it('why not, and tries again', async () => {
    const house = await aHouse();
    const registry = await aRegistry(house);
    await registry.aRequest();
    house.network.failNext('/v1/journal', 500);
    const el = await showJournal(registry);
    await until(() => part(el, 'row'), 'it comes by itself');
    const refused = await showJournal(registry, { as: 'patient' });
    await until(() => textOf(part(refused, 'notice')).includes('Журнал недоступен'));
    await expect(refused).to.be.accessible();
  });

  it('that the network is gone, beside what was loaded', async () => {
    const house = await aHouse();
    const registry = await aRegistry(house);
    await registry.aRequest();
    const el = await showJournal(registry);
    house.network.cut();
    await until(() => part(el, 'offline'));
    expect(parts(el, 'row')).to.have.length(1);
    await expect(el).to.be.accessible();
    house.network.mend();
    await until(() => !part(el, 'offline'));
  });

  it('what others change, without a reload', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const el = await showJournal(registry);
    await registry.offer(id);
    await until(() => rows(el)[0]!.includes('Предложено время'));
  });

  it('everything in English', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    const el = await showJournal(registry, { lang: 'en' });
    await openRow(el);
    expect(rows(el)[0]).to.contain('5 working days');
    await until(() => textOf(part(el, 'actions')).includes('Offer a time'));
  });
});

describe('<request-journal> is worked by keys', () => {
  it('through the rows, into one and back to it', async () => {
    const registry = await aRegistry(await aHouse());
    await threeRequests(registry);
    const el = await showJournal(registry);
    const openers = parts(el, 'opener');
    expect(openers.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1]);
    openers[0]!.focus();
    key(focused(el), 'ArrowDown');
    expect(focused(el)).to.equal(openers[1]);
    key(focused(el), 'End');
    expect(focused(el)).to.equal(openers[2]);
    key(focused(el), 'PageUp');
    expect(focused(el)).to.equal(openers[0]);
    key(focused(el), 'ArrowUp');
    expect(focused(el), 'there is none above').to.equal(openers[0]);
    key(focused(el), 'PageDown');
    await el.updateComplete;
    expect(openers.map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, -1, 0]);
    const selected = oneEvent(el, 'consult-request-select') as unknown as Promise<RequestSelectEvent>;
    openers[2]!.click();
    expect((await selected).requestId).to.match(/^req_/);
    await until(() => part(el, 'facts'));
    expect(openers[2]!.getAttribute('aria-current')).to.equal('true');
    await until(() => focused(el) === part(el, 'detail-title'), 'the request has the focus');
    key(focused(el), 'Escape');
    await until(() => focused(el) === openers[2], 'its row has the focus again');
    expect(part(el, 'detail')).to.equal(null);
  });

  it('to the search by «/», and from it to the rows', async () => {
    const registry = await aRegistry(await aHouse());
    await threeRequests(registry);
    const el = await showJournal(registry);
    parts(el, 'opener')[1]!.focus();
    key(focused(el), '/');
    expect(focused(el)).to.equal(part(el, 'search'));
    key(focused(el), '/');
    key(focused(el), 'ArrowDown');
    expect(focused(el)).to.equal(parts(el, 'opener')[0]);
    expect(part(el, 'keys')!.textContent).to.contain('/ — поиск');
  });
});

describe('<request-journal> is narrowed', () => {
  it('by words, specialty, doctor, source, state and lateness', async () => {
    const registry = await aRegistry(await aHouse());
    await threeRequests(registry);
    for (const doctor of ['doctor', 'surgeon', 'therapist'] as const) await registry.slots(doctor);
    const el = await showJournal(registry);
    const filter = (name: string) => el.shadowRoot!.querySelector<HTMLSelectElement>(`[name=${name}]`)!;
    const leaves = (...left: string[]) =>
      until(() => JSON.stringify(names(el)) === JSON.stringify(left), `only ${left.join()}`);
    await until(() => filter('specialty').options.length > 3, 'the specialties are known');
    typeInto(filter('specialty'), 'Хирург');
    await leaves('Соколов Пётр Ильич');
    expect([...filter('doctor').options].map(({ text }) => text)).to.deep.equal([
      'Все врачи',
      'Резун Игорь Львович',
    ]);
    part(el, 'reset')!.click();
    await until(() => names(el).length === 3);
    expect(focused(el)).to.equal(part(el, 'search'));
    typeInto(filter('source'), 'visit');
    await leaves('Соколов Пётр Ильич');
    part(el, 'reset')!.click();
    typeInto(part(el, 'search') as HTMLInputElement, 'миха');
    await leaves('Матросов Михаил Андреевич');
    part(el, 'reset')!.click();
    await until(() => names(el).length === 3);
    part(el, 'overdue-only')!.click();
    await until(() => part(el, 'notice'));
  });

  it('page after page, each when it comes into sight', async () => {
    const registry = await aRegistry(await aHouse());
    for (const patient of await registry.patients(60)) await registry.aRequest({ patient });
    const el = await showJournal(registry);
    expect(names(el)).to.have.length(50);
    expect(part(el, 'table')!.getAttribute('aria-rowcount')).to.equal('61');
    parts(el, 'opener').at(-1)!.scrollIntoView({ block: 'end' });
    part(el, 'more')?.scrollIntoView();
    await until(() => names(el).length === 60);
    expect(part(el, 'more')).to.equal(null);
    const head = el.shadowRoot!.querySelector('thead th')!.getBoundingClientRect();
    const list = part(el, 'rows')!.getBoundingClientRect();
    expect(Math.abs(head.top - list.top), 'the head stays').to.be.lessThan(2);
  });
});

describe('<request-journal> fits', () => {
  it('a phone: rows are cards, a request is a screen of its own', async () => {
    const registry = await aRegistry(await aHouse());
    await threeRequests(registry);
    const el: RequestJournal = await showJournal(registry, { width: 320 });
    expect(part(el, 'rows')!.scrollWidth).to.be.at.most(320);
    expect(parts(el, 'opener')[0]!.getBoundingClientRect().height).to.be.at.least(44);
    await expect(el).to.be.accessible();
    await openRow(el);
    expect(getComputedStyle(part(el, 'rows')!).display).to.equal('none');
    expect(part(el, 'detail')!.scrollWidth).to.be.at.most(320);
    await expect(el).to.be.accessible();
    part(el, 'back')!.click();
    await until(() => getComputedStyle(part(el, 'rows')!).display !== 'none');
  });
});

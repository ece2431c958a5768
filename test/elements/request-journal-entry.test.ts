import type { KeptStorage } from '@consult/client';
import { openJournal } from '@consult/client/journal';
import { expect, oneEvent } from '@open-wc/testing';
import type { RequestEnteredEvent } from '../../packages/elements/src/request-journal/events.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { aRegistry, type Registry } from '../support/journal.js';
import { memoryStorage } from '../support/memory-storage.js';
import { ask, confirm, dialog, inDialog, showJournal, typeInto } from '../support/journal-page.js';

const TUESDAY = Date.UTC(2026, 3, 14, 6);
const field = (el: Element, id: string) => inDialog<HTMLInputElement>(el, `#entry-${id}`)!;

/** The clinic's doctors have times: that is how it is known who sees patients there. */
async function aClinic() {
  const registry = await aRegistry(await aHouse());
  for (const doctor of ['doctor', 'surgeon'] as const) await registry.slots(doctor);
  return registry;
}

async function choose(el: Element, words: string) {
  typeInto(field(el, 'query'), words);
  await until(() => inDialog(el, '[part=person]'), 'somebody was found');
  inDialog(el, '[part=person]')!.click();
  await until(() => inDialog(el, '.chosen'));
}

/** What a page opened now would find in this browser. */
async function kept({ house }: Registry, storage: KeptStorage) {
  const journal = openJournal(house.clientOf('operator', { storage }));
  const text = await journal.entry.read();
  journal.close();
  return text ?? '';
}

describe('<request-journal> enters a request', () => {
  it('for a caller found by name, and opens it', async () => {
    const registry = await aClinic();
    const el = await showJournal(registry);
    await ask(el, 'enter');
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'query'));
    await expect(el).to.be.accessible();
    await choose(el, 'матросова');
    expect(field(el, 'phone').value, 'as the registry knows it').to.equal('+7 (921) 555-01-02');
    typeInto(field(el, 'specialty'), 'Кардиолог');
    typeInto(field(el, 'from'), '2026-04-13');
    typeInto(field(el, 'to'), '2026-04-15');
    await until(() => !inDialog<HTMLButtonElement>(el, '[part=add-wish]')!.disabled);
    inDialog(el, '[part=add-wish]')!.click();
    await until(() => textOf(inDialog(el, '.chips')).includes('13–15 апреля'));
    typeInto(field(el, 'from'), '2026-04-20');
    typeInto(field(el, 'comment'), 'Скачет давление');
    const entered = oneEvent(el, 'consult-request-entered') as unknown as Promise<RequestEnteredEvent>;
    confirm(el);
    const row = await registry.row((await entered).requestId);
    expect(row).to.deep.include({
      source: 'call-centre',
      phone: '+79215550102',
      comment: 'Скачет давление',
      wishes: [
        { from: '2026-04-13', to: '2026-04-15' },
        { from: '2026-04-20', to: '2026-04-20' },
      ],
    });
    await until(() => textOf(part(el, 'detail-title')) === 'Матросова Елена Викторовна');
  });

  it('not while something is missing: it is said at each field, and the first is gone to', async () => {
    const registry = await aClinic();
    const el = await showJournal(registry);
    await ask(el, 'enter');
    confirm(el);
    await until(() => field(el, 'query').getAttribute('aria-invalid') === 'true');
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'query'));
    const says = (id: string) => textOf(inDialog(el, `#entry-${id}-problem`));
    expect(says('patient')).to.contain('Выберите пациента');
    expect(says('specialty')).to.contain('Выберите специальность');
    expect(says('phone')).to.contain('Укажите телефон');
    expect(says('wishes')).to.contain('Не указаны желаемые даты');
    expect(says('comment')).to.contain('зачем пациент обращается');
    await expect(el).to.be.accessible();
    typeInto(field(el, 'phone'), '12');
    typeInto(field(el, 'email'), 'не почта');
    confirm(el);
    await until(() => says('phone').includes('неверно') && says('email').includes('неверно'));
  });

  it('not twice, and keeps what was typed', async () => {
    const registry = await aClinic();
    await registry.aRequest();
    const el = await showJournal(registry);
    await ask(el, 'enter');
    await choose(el, 'матросова');
    typeInto(field(el, 'specialty'), 'Кардиолог');
    typeInto(field(el, 'from'), '2026-04-13');
    typeInto(field(el, 'comment'), 'Ещё раз');
    confirm(el);
    await until(() => textOf(inDialog(el, '[part=problem]')).includes('Такая заявка уже есть'));
    inDialog(el, '[part=close]')!.click();
    await until(() => !dialog(el));
    await ask(el, 'enter');
    expect(field(el, 'comment').value).to.equal('Ещё раз');
  });

  it('with what was typed before a reload, until it is begun anew', async () => {
    const registry = await aClinic();
    const storage = memoryStorage();
    const el = await showJournal(registry, { storage });
    await ask(el, 'enter');
    expect(inDialog(el, '[part=restored]'), 'nothing was begun').to.equal(null);
    await choose(el, 'матросова');
    typeInto(field(el, 'from'), '2026-04-13');
    inDialog(el, '[part=add-wish]')!.click();
    await until(() => inDialog(el, '.chip'));
    typeInto(field(el, 'comment'), 'Скачет давление');
    await until(async () => (await kept(registry, storage)).includes('Скачет давление'), 'it is kept');
    el.remove();

    const again = await showJournal(registry, { storage });
    await ask(again, 'enter');
    expect(textOf(inDialog(again, '[part=restored]'))).to.contain('Эту заявку начали раньше');
    expect(textOf(inDialog(again, '.chosen'))).to.contain('Матросова Елена Викторовна');
    expect(textOf(inDialog(again, '.chip'))).to.contain('13 апреля');
    expect(field(again, 'comment').value).to.equal('Скачет давление');
    await expect(again).to.be.accessible();

    inDialog(again, '[part=clear]')!.click();
    await until(() => !inDialog(again, '[part=restored]'));
    expect(again.shadowRoot!.activeElement).to.equal(field(again, 'query'));
    expect(field(again, 'comment').value).to.equal('');
    await until(async () => (await kept(registry, storage)) === '');
  });

  it('and keeps nothing of one that is entered', async () => {
    const registry = await aClinic();
    const storage = memoryStorage();
    const el = await showJournal(registry, { storage });
    await ask(el, 'enter');
    await choose(el, 'матросова');
    typeInto(field(el, 'specialty'), 'Кардиолог');
    typeInto(field(el, 'from'), '2026-04-13');
    typeInto(field(el, 'comment'), 'Скачет давление');
    confirm(el);
    await until(() => part(el, 'detail-title'));
    await until(async () => (await kept(registry, storage)) === '', 'nothing is kept');
  });

  it('with days that can be: why not is said where they are added', async () => {
    const registry = await aClinic();
    const el = await showJournal(registry);
    await ask(el, 'enter');
    const says = () => textOf(inDialog(el, '#entry-wishes-problem'));
    inDialog(el, '[part=add-wish]')!.click();
    await until(() => says().includes('Не указаны желаемые даты'));
    typeInto(field(el, 'from'), '2026-04-15');
    typeInto(field(el, 'to'), '2026-04-13');
    await until(() => says() === '');
    inDialog(el, '[part=add-wish]')!.click();
    await until(() => says() !== '');
    expect(inDialog(el, '.chip')).to.equal(null);
    typeInto(field(el, 'to'), '2026-04-16');
    inDialog(el, '[part=add-wish]')!.click();
    await until(() => textOf(inDialog(el, '.chip')).includes('15–16 апреля'));
    inDialog(el, '[part=remove-wish]')!.click();
    await until(() => !inDialog(el, '.chip'));
    expect(el.shadowRoot!.activeElement).to.equal(field(el, 'from'));
  });

  it('as a doctor: for a visit, never for a caller', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.house.aChat();
    const el = await showJournal(registry, { as: 'doctor' });
    await ask(el, 'enter');
    const sources = inDialog<HTMLSelectElement>(el, '#entry-source')!;
    expect([...sources.options].map(({ text }) => text)).to.deep.equal(['Очный приём', 'Визит на дом']);
  });
});

describe('<request-journal> pairs requests with free times', () => {
  it('as a trial that explains each pair, then offers them', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest({ doctor: 'doctor' });
    await registry.aRequest({ patient: 'otherPatient', specialty: 'Хирург' });
    await registry.slots('doctor', [TUESDAY]);
    const el = await showJournal(registry);
    await until(() => part(el, 'matching'));
    await ask(el, 'matching');
    await until(() => inDialog(el, '[part=match]'));
    expect(textOf(inDialog(el, '[part=match]'))).to.match(/Матросова Елена Викторовна 14 апреля в 09:00/);
    expect(textOf(inDialog(el, '[part=match]'))).to.contain('желаемый день');
    expect(textOf(inDialog(el, '[part=mismatch]'))).to.contain('нет свободных талонов этой специальности');
    expect((await registry.row(id)).state, 'nothing has changed yet').to.equal('registered');
    await expect(el).to.be.accessible();
    confirm(el);
    await until(() => textOf(dialog(el)).includes('Время предложено: 1 заявка.'));
    expect(el.shadowRoot!.activeElement).to.equal(inDialog(el, '[part=close]'));
    expect((await registry.row(id)).state).to.equal('offered');
  });

  it('says why not, and tries again', async () => {
    const registry = await aRegistry(await aHouse());
    registry.house.network.failNext('/matches');
    const el = await showJournal(registry);
    await until(() => part(el, 'matching'));
    await ask(el, 'matching');
    await until(() => inDialog(el, '[part=notice]'));
    expect(textOf(dialog(el))).to.contain('Подбор не получился');
    inDialog(el, '[part=notice] button')!.click();
    await until(() => textOf(dialog(el)).includes('Подобрать нечего'));
  });
});

describe('<request-journal> saves the journal', () => {
  it('as a file, and says so', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    const el = await showJournal(registry);
    const saved: HTMLAnchorElement[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      saved.push(this);
    };
    part(el, 'csv')!.click();
    await until(() => saved.length === 1);
    HTMLAnchorElement.prototype.click = click;
    expect(saved[0]!.download).to.equal('journal.csv');
    await until(() => textOf(part(el, 'head')).includes('Файл журнала сохранён'));
    registry.house.network.failNext('/v1/journal.csv');
    part(el, 'csv')!.click();
    await until(() => parts(el, 'problem').some((one) => textOf(one).includes('не отвечает')));
  });
});

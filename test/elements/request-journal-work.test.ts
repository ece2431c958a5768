import { expect, oneEvent } from '@open-wc/testing';
import type {
  RequestAnnulledEvent,
  RequestScheduledEvent,
} from '../../packages/elements/src/request-journal/events.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { aRegistry, DAY, type Registry } from '../support/journal.js';
import { ask, confirm, dialog, inDialog, openRow, showJournal, typeInto } from '../support/journal-page.js';

const HALF_HOUR = 30 * 60_000;
const TUESDAY = Date.UTC(2026, 3, 14, 6);

const focused = (el: Element) => el.shadowRoot!.activeElement;
const names = (el: Element) => parts(el, 'opener').map(textOf);

async function anOpenRequest(registry: Registry, staging = {}) {
  const el = await showJournal(registry, staging);
  await openRow(el);
  return el;
}

describe('<request-journal> keeps a request for who works on it', () => {
  it('and tells others, who wait', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const el = await anOpenRequest(registry);
    await until(() => textOf(part(el, 'lock')).includes('у вас в работе'));
    expect((await registry.row(id)).lock).to.not.equal(null);
    const colleague = {
      id: 'per_colleague',
      role: 'operator',
      name: { family: 'Сменова', given: 'Ольга' },
      organisation: 'org_polyclinic_27',
    } as const;
    await registry.house.register(colleague);
    const other = await showJournal(registry, { as: colleague });
    expect(textOf(part(other, 'works'))).to.equal('Работает Регистрова Н. П.');
    await openRow(other);
    await until(() => textOf(part(other, 'lock')).includes('Работает Регистрова'));
    expect((part(other, 'offer') as HTMLButtonElement).disabled).to.equal(true);
    await until(() => textOf(part(other, 'why-not')).includes('работает другой сотрудник'));
    await expect(other).to.be.accessible();
    part(el, 'back')!.click();
    await until(() => textOf(part(other, 'lock')).includes('у вас в работе'), 'who waited has it now');
  });

  it('and lets go of it when the element leaves the page', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const el = await anOpenRequest(registry);
    await until(() => textOf(part(el, 'lock')).includes('у вас в работе'));
    el.remove();
    const { exchanges } = registry.house.network;
    await until(() =>
      exchanges.some(({ method, path }) => method === 'DELETE' && path.endsWith(`${id}/lock`)),
    );
  });
});

describe('<request-journal> does', () => {
  it('what a call brought: it is written down', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const el = await anOpenRequest(registry);
    await ask(el, 'attempt');
    expect(focused(el)).to.equal(inDialog(el, '[part=close]'));
    await expect(el).to.be.accessible();
    inDialog<HTMLInputElement>(el, '[value=busy]')!.click();
    typeInto(inDialog<HTMLTextAreaElement>(el, 'textarea')!, ' После шести ');
    registry.house.network.failNext('/attempts');
    confirm(el);
    await until(() => textOf(inDialog(el, '[part=problem]')).includes('не отвечает'));
    expect(inDialog<HTMLTextAreaElement>(el, 'textarea')!.value, 'what was typed stays').to.contain('шести');
    confirm(el);
    await until(() => !dialog(el));
    expect(textOf(part(el, 'attempt-row'))).to.contain('Занято');
    expect((await registry.row(id)).attempts).to.have.length(1);
  });

  it('an offer of a free time: wished days are marked', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest({ doctor: 'doctor' });
    await registry.slots('doctor', [TUESDAY, TUESDAY + HALF_HOUR]);
    await registry.slots('doctor', [TUESDAY + 14 * DAY]);
    const el = await anOpenRequest(registry);
    await ask(el, 'offer');
    await until(() => inDialog(el, '[part=slot]'));
    const days = [...dialog(el)!.querySelectorAll('legend')].map(textOf);
    expect(days).to.deep.equal(['14 апреля ✓ желаемый день', '28 апреля позже обещанного срока']);
    await expect(el).to.be.accessible();
    confirm(el);
    await until(() => textOf(inDialog(el, '[part=problem]')).includes('Выберите время'));
    inDialog<HTMLInputElement>(el, '[part=slot] input')!.click();
    confirm(el);
    await until(() => !dialog(el));
    await until(() => textOf(part(el, 'offer-row')).includes('14 апреля в 09:00 (МСК)'));
    expect((await registry.row(id)).state).to.equal('offered');
  });

  it('no offer of a time that was taken, and shows what is free now', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.aRequest();
    const [slot] = await registry.slots('doctor', [TUESDAY, TUESDAY + HALF_HOUR]);
    const el = await anOpenRequest(registry);
    await ask(el, 'offer');
    await until(() => inDialog(el, '[part=slot]'));
    await registry.house.call('otherPatient', 'POST', '/v1/bookings', {
      key: registry.house.newKey(),
      slot,
      patient: 'per_sokolov',
    });
    inDialog<HTMLInputElement>(el, `[value=${slot}]`)!.click();
    confirm(el);
    await until(() => textOf(inDialog(el, '[part=problem]')).includes('только что заняли'));
    await until(() => dialog(el)!.querySelectorAll('[part=slot]').length === 1);
  });

  it('a refusal by telephone, three times, and only then annuls, with a reason', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    const el = await anOpenRequest(registry);
    for (const k of [1, 2, 3]) {
      await until(() => textOf(part(el, 'why-not')).includes('после трёх отказов'));
      expect((part(el, 'annul') as HTMLButtonElement).disabled).to.equal(true);
      await registry.offer(id).catch(() => undefined);
      await until(() => part(el, 'refuse'));
      await ask(el, 'refuse');
      expect(textOf(dialog(el))).to.contain(`отказ ${k} из 3`);
      typeInto(inDialog<HTMLTextAreaElement>(el, 'textarea')!, `Причина ${k}`);
      confirm(el);
      await until(() => !dialog(el) && textOf(part(el, 'detail')).includes(`отказов ${k} из 3`));
    }
    expect(parts(el, 'offer-row').map(textOf).join()).to.contain('Причина: Причина 2');
    await ask(el, 'annul');
    confirm(el);
    await until(() => textOf(inDialog(el, '[part=problem]')).includes('Причина не указана'));
    expect(focused(el)).to.equal(inDialog(el, 'textarea'));
    await expect(el).to.be.accessible();
    typeInto(inDialog<HTMLTextAreaElement>(el, 'textarea')!, 'Три отказа');
    const annulled = oneEvent(el, 'consult-request-annulled') as unknown as Promise<RequestAnnulledEvent>;
    confirm(el);
    expect((await annulled).requestId).to.equal(id);
    await until(() => textOf(part(el, 'facts')).includes('Три отказа'));
    expect(part(el, 'actions')).to.equal(null);
  });

  it('what the patient agreed to: an offer or a time, and tells the chat', async () => {
    const registry = await aRegistry(await aHouse());
    const id = await registry.aRequest();
    await registry.offer(id);
    const el = await anOpenRequest(registry);
    await ask(el, 'accept');
    const accepted = oneEvent(el, 'consult-request-scheduled') as unknown as Promise<RequestScheduledEvent>;
    confirm(el);
    const { requestId, chatId } = await accepted;
    expect([requestId, chatId?.slice(0, 4)]).to.deep.equal([id, 'cht_']);
    await until(() => textOf(part(el, 'lock')).includes('чат создан'));
    await registry.aRequest({ patient: 'otherPatient' });
    await registry.slots('doctor', [TUESDAY]);
    await until(() => names(el).length === 2);
    await openRow(el, 'Соколов');
    await until(() => textOf(part(el, 'detail-title')).includes('Соколов'));
    await ask(el, 'schedule');
    await until(() => inDialog(el, '[part=slot]'));
    inDialog<HTMLInputElement>(el, `[part=slot] input`)!.click();
    const appointed = oneEvent(el, 'consult-request-scheduled') as unknown as Promise<RequestScheduledEvent>;
    confirm(el);
    expect((await appointed).chatId).to.match(/^cht_/);
  });

  it('nothing of it for a doctor, who is told who does', async () => {
    const registry = await aRegistry(await aHouse());
    await registry.house.aChat();
    await registry.aRequest({ source: 'visit', by: 'doctor' });
    const el = await anOpenRequest(registry, { as: 'doctor' });
    await until(() => textOf(part(el, 'lock')).includes('предлагает время регистратура'));
    expect(part(el, 'actions')).to.equal(null);
    expect(part(el, 'matching')).to.equal(null);
    await expect(el).to.be.accessible();
  });
});

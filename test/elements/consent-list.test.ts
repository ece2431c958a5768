import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { ConsentDialog } from '../../packages/elements/src/consent-dialog/consent-dialog.js';
import type { ConsentAskEvent } from '../../packages/elements/src/consent-dialog/events.js';
import type { ConsentWithdrawnEvent } from '../../packages/elements/src/consent-list/events.js';
import type { ConsentList } from '../../packages/elements/src/consent-list/consent-list.js';
import { inScheme } from '../support/chat-page.js';
import {
  accept,
  agree,
  catchPrints,
  pressPrint,
  isOpen,
  NEWER_TEXT,
  publish,
  showList,
  standing,
  TITLES,
  withdraw,
} from '../support/consent-page.js';
import { part, parts, show, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { PEOPLE } from '../support/people.js';
import { catchDocuments, isPdf } from '../support/shown-documents.js';

const NOTIFIED = 'Я согласен(на) получать уведомления.';

/** All three documents are published; the patient has agreed to the consultation for herself and for her son. */
async function aHouseWithConsents(): Promise<House> {
  const house = await aHouse();
  await publish(house, 'notifications', NOTIFIED);
  await publish(house, 'personal-data', 'Я согласен(на) на обработку моих персональных данных.');
  return house;
}

/** The card of a consent, the first person's unless told otherwise. */
const card = (el: Element, name: RegExp, person = 0) =>
  parts(el, 'consent').filter((one) => name.test(textOf(one.querySelector('h4'))))[person]!;
const inCard = (one: Element, name: string) => one.querySelector<HTMLElement>(`[part~=${name}]`)!;
const stateOf = (one: Element) => textOf(inCard(one, 'state'));
const dialogOf = (el: Element) => el.shadowRoot!.querySelector<ConsentDialog>('consent-dialog')!;
const CONSULTATION = /дистанционное консультирование/;
const NOTIFICATIONS = /уведомлений/;

describe('<consent-list> shows', () => {
  it('the three consents by the manual’s names, for oneself and then for the child, with their states', async () => {
    const el = await showList(await aHouseWithConsents());
    expect(textOf(part(el, 'heading'))).to.equal('Мои согласия на доступ');
    expect(parts(el, 'person').map(textOf)).to.deep.equal([
      'За себя: Матросова Елена Викторовна',
      'За ребёнка: Матросов Михаил Андреевич',
    ]);
    expect(parts(el, 'consent').map((one) => textOf(one.querySelector('h4')))).to.deep.equal(
      [0, 1].flatMap(() => [
        'Согласие на получение уведомлений от системы здравоохранения Санкт-Петербурга',
        'Согласие на обработку персональных данных',
        'Согласие на дистанционное консультирование',
      ]),
    );
    expect(parts(el, 'consent').slice(0, 3).map(stateOf)).to.deep.equal([
      'Не дано',
      'Не дано',
      'Дано сегодня в 12:00 (МСК), редакция 1',
    ]);
  });

  it('in English', async () => {
    const el = await showList(await aHouseWithConsents(), 'patient', { lang: 'en' });
    expect(stateOf(parts(el, 'consent')[2]!)).to.equal('Given today at 12:00 (Moscow time), version 1');
  });

  it('the text as it was accepted, not the newest, with its version and date', async () => {
    const house = await aHouseWithConsents();
    await publish(house, 'remote-consultation', NEWER_TEXT);
    const el = await showList(house);
    inCard(card(el, CONSULTATION), 'open').click();
    await until(() => part(el, 'text'));
    expect(textOf(part(el, 'text'))).to.equal('Я соглашаюсь на дистанционную консультацию с врачом.');
    const accepted = textOf(part(el, 'accepted'));
    expect(accepted).to.contain('Принято сегодня в 12:00 (МСК). Принял(а): Матросова Елена Викторовна');
    expect(accepted).to.contain('Редакция 1');
    await expect(el).to.be.accessible();
    const printed = catchPrints(el);
    part(el, 'print')!.click();
    await until(() => printed.length === 1);
    expect(printed[0]).to.contain('Я соглашаюсь на дистанционную консультацию');
    expect(pressPrint(), 'nor the page behind by the keyboard').to.equal(false);
    await until(() => printed.length === 2);
    part(el, 'close')!.click();
    await until(() => !part(el, 'text'));
  });

  it('that there is a newer version, and what it says otherwise', async () => {
    const house = await aHouseWithConsents();
    await publish(
      house,
      'remote-consultation',
      'Я соглашаюсь на дистанционную консультацию с врачом клиники.',
    );
    const el = await showList(house);
    const one = card(el, CONSULTATION);
    expect(stateOf(one)).to.equal('Появилась новая редакция');
    expect(textOf(one)).to.contain('Вы соглашались с редакцией 1');
    inCard(one, 'news').querySelector('summary')!.click();
    await until(() => inCard(one, 'changes'));
    expect(textOf(inCard(one, 'changes'))).to.contain('добавлено:');
    await expect(el).to.be.accessible();
  });

  it('all that was ever said, newest first', async () => {
    const house = await aHouseWithConsents();
    const { acts } = await standing(house, 'patient');
    await house.clock.advance(60_000);
    await withdraw(house, 'patient', acts[0]!.id);
    await house.clock.advance(60_000);
    await publish(house, 'remote-consultation', NEWER_TEXT);
    await agree(house, 'patient');
    const el = await showList(house);
    const one = card(el, CONSULTATION);
    inCard(one, 'history').querySelector('summary')!.click();
    const [second, first] = [...one.querySelectorAll('[part=act]')].map(textOf);
    expect(second).to.contain('Сегодня в 12:02 (МСК): дано, редакция 2');
    expect(first).to.match(/Сегодня в 12:01 \(МСК\): отозвано .*Сегодня в 12:00 \(МСК\): дано, редакция 1/);
    expect(first).to.contain('Действие совершил(а): Матросова Елена Викторовна');
    await expect(el).to.be.accessible();
  });

  it('why it did not come, and comes when it is asked again', async () => {
    const house = await aHouseWithConsents();
    house.network.failNext('/v1/consents', 500, 6); // more often than the client asks again by itself meanwhile
    const el = await showList(house);
    await until(() => textOf(part(el, 'notice')).includes('Согласия не загрузились'));
    await expect(el).to.be.accessible();
    part(el, 'retry')?.click();
    await until(() => {
      part(el, 'retry')?.click();
      return part(el, 'consent');
    });
  });

  it('that it has no connection, and what was known', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    await until(() => house.network.sockets === 1);
    house.network.cut();
    await until(() => part(el, 'offline'));
    expect(parts(el, 'consent')).to.have.length(6);
    house.network.mend();
    await until(() => !part(el, 'offline'));
  });

  it('a doctor why there is nothing', async () => {
    const el = await showList(await aHouseWithConsents(), 'doctor');
    expect(textOf(part(el, 'notice'))).to.contain('Согласия не загрузились');
    expect(part(el, 'retry')).to.equal(null);
  });
});

describe('<consent-list> withdraws', () => {
  const ask = async (el: ConsentList, name = CONSULTATION) => {
    inCard(card(el, name), 'withdraw').click();
    await until(() => (part(el, 'withdrawal') as HTMLDialogElement).open);
  };

  it('after a question with the manual’s own words, the safe answer in focus', async () => {
    const house = await aHouseWithConsents();
    await agree(house, 'patient', 'notifications');
    const el = await showList(house);
    await ask(el, NOTIFICATIONS);
    expect(textOf(part(el, 'consequences'))).to.equal(
      'В случае отмены согласия вам не будет доступен просмотр медицинских документов в электронном виде в личном кабинете (результаты анализов, случаи медицинского обслуживания), не будут отправляться уведомления от системы здравоохранения Санкт-Петербурга.',
    );
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'keep'));
    await expect(el).to.be.accessible();
    part(el, 'keep')!.click();
    await until(() => !part(el, 'consequences'));
    expect((await standing(house, 'patient', 'notifications')).state).to.equal('given');
  });

  it('the consent, says so with ids alone, and can be given again from here', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    await ask(el);
    expect(textOf(part(el, 'consequences'))).to.contain('чаты с врачом закроются');
    const told = oneEvent(el, 'consult-consent-withdrawn') as Promise<ConsentWithdrawnEvent>;
    part(el, 'confirm')!.click();
    const { kind, patientId, consentId } = await told;
    const { state, acts } = await standing(house, 'patient');
    expect([kind, patientId, consentId, state]).to.deep.equal([
      'remote-consultation',
      PEOPLE.patient.id,
      acts[0]!.id,
      'withdrawn',
    ]);
    const one = card(el, CONSULTATION);
    await until(() => stateOf(one) === 'Отозвано сегодня в 12:00 (МСК)');
    await until(() => el.shadowRoot!.activeElement === inCard(one, 'state'), 'the focus is not lost');
    expect((await standing(house, 'patient', 'remote-consultation', 'child')).state).to.equal('given');

    const asked = oneEvent(el, 'consult-consent-ask') as Promise<ConsentAskEvent>;
    inCard(one, 'give').click();
    expect((await asked).patientId).to.equal(PEOPLE.patient.id);
    const dialog = dialogOf(el);
    await until(() => isOpen(dialog) && part(dialog, 'text'));
    await accept(dialog);
    await until(() => !isOpen(dialog) && stateOf(one).startsWith('Дано'));
  });

  it('not where the page does not want it', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    el.addEventListener('consult-consent-withdraw', (event) => event.preventDefault());
    await ask(el);
    part(el, 'confirm')!.click();
    await el.updateComplete;
    expect((part(el, 'withdrawal') as HTMLDialogElement).open).to.equal(true);
    expect((await standing(house, 'patient')).state).to.equal('given');
  });

  it('not while the network fails: the question stays and says why', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    await ask(el);
    house.network.failNext('/withdraw');
    part(el, 'confirm')!.click();
    await until(() =>
      textOf(part(el, 'withdrawal')).includes('Согласие не отозвано. Сервер сейчас не отвечает'),
    );
    await expect(el).to.be.accessible();
    part(el, 'confirm')!.click();
    await until(() => stateOf(card(el, CONSULTATION)).startsWith('Отозвано'));
  });
});

describe('<consent-list> hands out', () => {
  it('the receipt and the proof', async () => {
    const caught = catchDocuments();
    const el = await showList(await aHouseWithConsents());
    const one = card(el, CONSULTATION);
    inCard(one, 'receipt').click();
    await until(() => caught.shown.length === 1);
    expect(await isPdf(caught.shown[0]!.blob)).to.equal(true);
    expect(caught.shown[0]!.name).to.match(/^consent-2026-04-10-.+\.pdf$/);
    await el.updateComplete;
    inCard(one, 'proof').click();
    await until(() => caught.shown.length === 2);
    caught.stop();
    expect(caught.shown[1]!.name).to.match(/\.json$/);
    expect(JSON.parse(await caught.shown[1]!.blob.text())).to.be.an('object');
  });

  it('nothing while the network fails, and says why', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    house.network.failNext('/receipt');
    inCard(card(el, CONSULTATION), 'receipt').click();
    await until(() => textOf(part(el, 'problem')).includes('Файл не получен. Сервер сейчас не отвечает'));
  });
});

describe('<consent-list> follows', () => {
  it('what is done elsewhere, and what is published', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    await until(() => house.network.sockets === 1);
    await agree(house, 'patient', 'notifications');
    await until(() => stateOf(card(el, NOTIFICATIONS)).startsWith('Дано'));
    await publish(house, 'notifications', `${NOTIFIED} И напоминания.`);
    await until(() => stateOf(card(el, NOTIFICATIONS)) === 'Появилась новая редакция');
  });

  it('the page: a dialog of the page’s own takes what is asked for', async () => {
    const house = await aHouseWithConsents();
    const section = await show<HTMLElement>(
      house.clientOf('patient'),
      html`<div><consent-list></consent-list><consent-dialog when-asked></consent-dialog></div>`,
    );
    const el = section.querySelector('consent-list')!;
    await until(() => part(el, 'consent'));
    inCard(card(el, NOTIFICATIONS), 'give').click();
    await until(() => [dialogOf(el), section.querySelector('consent-dialog')!].some(isOpen));
    await until(() => part(dialogOf(el), 'text') ?? part(section.querySelector('consent-dialog')!, 'text'));
    expect([dialogOf(el), section.querySelector('consent-dialog')!].filter(isOpen)).to.have.length(1);
  });

  it('its own life: it lets go when it leaves, and comes back', async () => {
    const house = await aHouseWithConsents();
    const el = await showList(house);
    const provider = el.parentElement!;
    el.remove();
    await new Promise((resolve) => setTimeout(resolve));
    await agree(house, 'patient', 'notifications');
    provider.append(el);
    await until(() => part(el, 'consent') && stateOf(card(el, NOTIFICATIONS)).startsWith('Дано'));
  });
});

describe('<consent-list>', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, ${scheme}`, async () => {
      const el = await showList(await aHouseWithConsents());
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });
  }

  it('fits a screen of 320 px', async () => {
    const el = await showList(await aHouseWithConsents());
    el.style.width = '320px';
    await el.updateComplete;
    expect(el.scrollWidth).to.equal(el.clientWidth);
  });

  it('shows the title of a document nowhere but with its text', async () => {
    const el = await showList(await aHouseWithConsents());
    expect(textOf(el)).not.to.contain(TITLES['remote-consultation']);
  });
});

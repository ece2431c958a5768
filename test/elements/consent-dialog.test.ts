import { expect, oneEvent } from '@open-wc/testing';
import {
  ConsentAskEvent,
  type ConsentAcceptedEvent,
  type ConsentDeclinedEvent,
} from '../../packages/elements/src/consent-dialog/events.js';
import { inScheme, press } from '../support/chat-page.js';
import {
  accept,
  aHouseWithAText,
  aReader,
  catchPrints,
  pressPrint,
  isOpen,
  isTicked,
  LONG_TEXT,
  publish,
  readOn,
  showDialog,
  standing,
  tick,
  TITLES,
} from '../support/consent-page.js';
import { part, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { PEOPLE } from '../support/people.js';

describe('<consent-dialog> opens', () => {
  it('where the consent is missing: the text, for whom, nothing ticked, the text in focus', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    expect(textOf(part(el, 'title'))).to.equal(TITLES['remote-consultation']);
    expect(textOf(part(el, 'whom'))).to.equal('Вы даёте согласие за себя: Новикова Анна Сергеевна');
    expect(textOf(part(el, 'edition'))).to.equal('Редакция 2, опубликована сегодня в 12:00 (МСК)');
    expect(part(el, 'text')!.querySelectorAll('p')).to.have.length(24);
    expect(isTicked(el)).to.equal(false);
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'scroll'));
    expect(part(el, 'dialog')!.matches(':modal')).to.equal(true);
    expect(textOf(part(el, 'hint'))).to.equal(
      'Дочитайте текст до конца: после этого можно будет поставить отметку.',
    );
  });

  it('for nobody who has agreed, and for no doctor', async () => {
    const house = await aHouse();
    const el = await showDialog(house, 'patient');
    await until(() => house.network.exchanges.some(({ path }) => path === '/v1/consents'));
    const doctors = await showDialog(house, 'doctor');
    await until(() => house.network.exchanges.filter(({ path }) => path === '/v1/consents').length > 1);
    await el.updateComplete;
    expect([isOpen(el), isOpen(doctors)]).to.deep.equal([false, false]);
  });

  it('the words of a document as words', async () => {
    const house = await aHouse();
    await publish(house, 'remote-consultation', 'Я согласен на <b>всё</b> ${и} &amp;');
    const el = await aReader(house);
    expect(textOf(part(el, 'text'))).to.equal('Я согласен на <b>всё</b> ${и} &amp;');
    expect(part(el, 'text')!.querySelector('b')).to.equal(null);
  });

  it('in English around the text', async () => {
    const el = await aReader(await aHouseWithAText(), 'newcomer', { lang: 'en' });
    expect(textOf(part(el, 'whom'))).to.equal('You consent for yourself: Новикова Анна Сергеевна');
    expect(textOf(part(el, 'decline'))).to.equal('I do not agree');
  });

  it('not where it waits to be asked', async () => {
    const house = await aHouseWithAText();
    const el = await showDialog(house, 'newcomer', { whenAsked: true });
    await until(() => house.network.exchanges.some(({ path }) => path === '/v1/consent-documents'));
    await el.updateComplete;
    expect(isOpen(el)).to.equal(false);
    el.ask();
    await until(() => isOpen(el) && part(el, 'text'));
  });
});

describe('<consent-dialog> is accepted', () => {
  it('after the end, the tick and the button, with the hash of the text', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    await readOn(el);
    expect(textOf(part(el, 'hint'))).to.equal('Текст прочитан. Если вы согласны, поставьте отметку.');
    tick(el);
    await el.updateComplete;
    expect(part(el, 'accept')!.getAttribute('aria-disabled')).to.equal('false');
    const accepted = oneEvent(el, 'consult-consent-accepted') as Promise<ConsentAcceptedEvent>;
    part(el, 'accept')!.click();
    const { kind, patientId, consentId } = await accepted;
    await until(() => !isOpen(el), 'it closes');
    const { state, acts } = await standing(house, 'newcomer');
    expect(state).to.equal('given');
    expect([kind, patientId, consentId]).to.deep.equal([
      'remote-consultation',
      PEOPLE.newcomer.id,
      acts[0]!.id,
    ]);
    const { documents } = await house.call<{ documents: { hash: string }[] }>(
      'newcomer',
      'GET',
      '/v1/consent-documents',
    );
    expect(acts[0]!.hash).to.equal(documents[0]!.hash);
  });

  it('not before the end has been reached: neither tick nor button do anything, and it says so', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    tick(el);
    await el.updateComplete;
    expect(isTicked(el)).to.equal(false);
    expect(part(el, 'hint')!.parentElement!.matches('.hasty')).to.equal(true);
    part(el, 'accept')!.click();
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'scroll'));
    expect((await standing(house, 'newcomer')).state).to.equal('none');
    expect(
      house.network.exchanges.some(({ method, path }) => method === 'POST' && path === '/v1/consents'),
    ).to.equal(false);
  });

  it('not without the tick, and shows where it is', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    await readOn(el);
    part(el, 'accept')!.click();
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'tick'));
    expect(textOf(part(el, 'hint'))).to.contain('поставьте отметку');
    expect((await standing(house, 'newcomer')).state).to.equal('none');
  });

  it('at once readable to its end where it is short', async () => {
    const house = await aHouse(); // one line
    const el = await aReader(house);
    await until(() => part(el, 'tick')!.getAttribute('aria-disabled') === 'false');
    tick(el);
    part(el, 'accept')!.click();
    await until(() => !isOpen(el));
  });

  it('by the keyboard alone: the button leads to the end', async () => {
    const el = await aReader(await aHouseWithAText());
    part(el, 'to-end')!.click();
    await until(() => part(el, 'tick')!.getAttribute('aria-disabled') === 'false');
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'end'));
  });

  it('nowhere where the page does not want it', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    el.addEventListener('consult-consent-accept', (event) => event.preventDefault());
    await accept(el);
    await el.updateComplete;
    expect(isOpen(el)).to.equal(true);
    expect((await standing(house, 'newcomer')).state).to.equal('none');
  });

  it('not while the network fails: it says so and keeps the tick', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    house.network.failNext('POST /v1/consents');
    await accept(el);
    await until(() => textOf(part(el, 'problem')).includes('Согласие не отправлено, отметка сохранена.'));
    expect(textOf(part(el, 'problem'))).to.contain('Сервер сейчас не отвечает');
    expect(isTicked(el)).to.equal(true);
    await expect(el).to.be.accessible();
    part(el, 'accept')!.click();
    await until(() => !isOpen(el));
  });

  it('once, however often it is pressed', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    const held = house.network.hold('POST /v1/consents');
    await accept(el);
    await until(() => held.waiting === 1 && textOf(part(el, 'accept')) === 'Отправляем…');
    part(el, 'accept')!.click();
    held.release();
    await until(() => !isOpen(el));
    const posts = house.network.exchanges.filter(
      ({ method, path }) => method === 'POST' && path === '/v1/consents',
    );
    expect(posts).to.have.length(1);
  });
});

describe('<consent-dialog> cannot be passed', () => {
  it('by Escape, however often, nor by a click beside it', async () => {
    const el = await aReader(await aHouseWithAText());
    const dialog = part(el, 'dialog') as HTMLDialogElement;
    expect(press(part(el, 'scroll')!, 'Escape')).to.equal(false);
    expect(dialog.dispatchEvent(new Event('cancel', { cancelable: true }))).to.equal(false);
    dialog.click();
    await el.updateComplete;
    expect(isOpen(el)).to.equal(true);
  });

  it('by closing it from outside: it comes back', async () => {
    const el = await aReader(await aHouseWithAText());
    (part(el, 'dialog') as HTMLDialogElement).close();
    await until(() => isOpen(el) && part(el, 'dialog')!.matches(':modal'));
  });

  it('but declined: it closes, says so, and does not come back by itself', async () => {
    const house = await aHouseWithAText();
    const el = await aReader(house);
    const declined = oneEvent(el, 'consult-consent-declined') as Promise<ConsentDeclinedEvent>;
    part(el, 'decline')!.click();
    const { kind, patientId, left } = await declined;
    expect([kind, patientId, left]).to.deep.equal(['remote-consultation', PEOPLE.newcomer.id, 0]);
    await until(() => !isOpen(el));
    house.network.closeSockets();
    await until(() => house.network.exchanges.filter(({ path }) => path === '/v1/consents').length > 1);
    await el.updateComplete;
    expect(isOpen(el)).to.equal(false);
    expect((await standing(house, 'newcomer')).state).to.equal('none');
  });

  it('and asks anew when somebody asks for it', async () => {
    const el = await aReader(await aHouseWithAText());
    part(el, 'decline')!.click();
    await until(() => !isOpen(el));
    el.parentElement!.dispatchEvent(new ConsentAskEvent('remote-consultation', PEOPLE.newcomer.id));
    await until(() => isOpen(el) && part(el, 'text'));
    expect(isTicked(el)).to.equal(false);
  });
});

describe('<consent-dialog>', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, ${scheme}`, async () => {
      const el = await aReader(await aHouseWithAText());
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
      await readOn(el);
      tick(el);
      await el.updateComplete;
      await expect(el).to.be.accessible();
    });
  }

  it('prints the text alone', async () => {
    const el = await aReader(await aHouseWithAText());
    const printed = catchPrints(el);
    part(el, 'print')!.click();
    await until(() => printed.length === 1 && !el.shadowRoot!.querySelector('iframe'));
    expect(printed[0]).to.contain(TITLES['remote-consultation']);
    expect(printed[0]).to.contain(LONG_TEXT.split('\n').at(-1));
  });

  it('prints the text alone by the keyboard too, and leaves the page its own printing', async () => {
    const el = await aReader(await aHouseWithAText());
    const printed = catchPrints(el);
    expect(pressPrint(), 'the browser would print the page behind').to.equal(false);
    await until(() => printed.length === 1);
    expect(pressPrint('l'), 'another letter stands there on this keyboard').to.equal(true);
    part(el, 'decline')!.click();
    await until(() => !isOpen(el));
    expect(pressPrint('p')).to.equal(true);
  });
});

import { expect } from '@open-wc/testing';
import type { House } from '../support/house.js';
import { inScheme, part, parts, showChat, textOf, until } from '../support/chat-page.js';
import type { ChatInHouse } from '../support/chats.js';
import { catchDocuments, isPdf } from '../support/shown-documents.js';
import { aHouse, NOON } from '../support/house.js';

const HOUR = 60 * 60 * 1000;
let caught: ReturnType<typeof catchDocuments>;
beforeEach(() => void (caught = catchDocuments()));
afterEach(() => caught.stop());

const concluded = (house: House) => house.aChat({ state: 'completed', conclusion: true });

async function showCard(house: House, chat: ChatInHouse, lang: 'ru' | 'en' = 'ru') {
  const el = await showChat(house, chat, { lang });
  await until(() => part(el, 'conclusion'), 'the card');
  return el;
}

describe('<consult-chat> shows a conclusion', () => {
  it('as a card: what it is, of whom, from when, and that nobody has signed it', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    const card = textOf(part(el, 'conclusion'));
    expect(card).to.contain('Консультативное заключение');
    expect(card).to.contain('Дано сегодня в 12:00 (МСК)');
    expect(card).to.contain('Не подписано электронной подписью');
    expect(textOf(part(el, 'conclusion'))).to.contain('Королёв Сергей Петрович');
    expect(part(el, 'conclusion-corrected')).to.equal(null);
    expect(part(el, 'conclusion-earlier')).to.equal(null);
    expect(textOf(el)).to.contain('Все работы по заявке успешно завершены');
  });

  it('in a chat where nobody writes any more, and says why', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    await until(() => textOf(part(el, 'note')).includes('Писать в этот чат больше нельзя'));
    expect(part(el, 'box')).to.equal(null);
  });

  it('with whose signature it carries, in words and in another shape', async () => {
    const unsigned = await aHouse();
    const shape = (el: Element) => part(el, 'conclusion-signature')!.querySelector('path')!.getAttribute('d');
    const plain = shape(await showCard(unsigned, await concluded(unsigned)));
    const house = await aHouse({ signer: { signedBy: 'ГКУЗ «Печать»', sign: async (pdf) => pdf } });
    const el = await showCard(house, await concluded(house));
    expect(textOf(part(el, 'conclusion-signature'))).to.equal(
      'Подписано электронной подписью: ГКУЗ «Печать»',
    );
    expect(shape(el)).not.to.equal(plain);
  });

  it('which opens in a tab of its own that knows nothing of this page', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    part(el, 'conclusion-open')!.click();
    expect(caught.tabs[0]!.document.body.textContent, 'in the very click').to.equal('Загружаем документ…');
    await until(() => caught.shown.length === 1);
    const [{ how, blob }] = caught.shown as [(typeof caught.shown)[number]];
    expect([how, blob.type, await isPdf(blob)]).to.deep.equal(['opened', 'application/pdf', true]);
    expect(caught.tabs[0]!.opener).to.equal(null);
  });

  it('which is saved under a name that tells nothing of the patient', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    part(el, 'conclusion-save')!.click();
    await until(() => caught.shown.length === 1);
    expect(caught.shown[0]).to.include({ how: 'saved', name: 'Заключение 10.04.2026.pdf' });
  });

  it('which is saved where the browser opens no tab', async () => {
    caught.stop();
    caught = catchDocuments({ blocked: true });
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    part(el, 'conclusion-open')!.click();
    await until(() => caught.shown[0]?.how === 'saved');
  });

  it('or says why not, closes the empty tab, and may be asked again', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house));
    house.network.failNext('/conclusions/');
    part(el, 'conclusion-open')!.click();
    await until(() => textOf(part(el, 'conclusion')).includes('Сервер сейчас не отвечает'));
    expect(caught.tabs[0]!.closed).to.equal(true);
    await expect(el).to.be.accessible();
    part(el, 'conclusion-open')!.click();
    await until(() => caught.shown.length === 1);
    expect(textOf(part(el, 'conclusion'))).not.to.contain('Сервер сейчас не отвечает');
  });

  it('corrected in its place while one looks, with the versions before it at hand', async () => {
    const house = await aHouse();
    const chat = await concluded(house);
    const el = await showCard(house, chat);
    await house.clock.advance(HOUR);
    await chat.corrects();
    await until(() => part(el, 'conclusion-corrected'));
    expect(textOf(part(el, 'conclusion-corrected'))).to.equal('Исправлено сегодня в 13:00 (МСК), версия 2');
    expect(parts(el, 'conclusion')).to.have.length(1);
    const earlier = part(el, 'conclusion-earlier') as HTMLDetailsElement;
    expect(textOf(earlier.querySelector('summary'))).to.equal('Прежние версии: 1');
    earlier.open = true;
    expect(textOf(earlier)).to.contain('Версия 1, сегодня в 12:00 (МСК)');
    earlier.querySelector<HTMLElement>('[part=conclusion-save]')!.click();
    await until(() => caught.shown.length === 1);
    part(el, 'conclusion-save')!.click();
    await until(() => caught.shown.length === 2);
    expect(caught.shown.map(({ name }) => name)).to.deep.equal([
      'Заключение 10.04.2026.pdf',
      'Заключение 10.04.2026, версия 2.pdf',
    ]);
    await expect(el).to.be.accessible();
  });

  it('in English', async () => {
    const house = await aHouse();
    const el = await showCard(house, await concluded(house), 'en');
    expect(textOf(part(el, 'conclusion'))).to.contain('Not signed electronically');
    expect(textOf(part(el, 'conclusion-date'))).to.equal('Given today at 12:00 (Moscow time)');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`accessibly, ${scheme}, and within 320 px`, async () => {
      const house = await aHouse({ now: NOON });
      const chat = await concluded(house);
      await chat.corrects();
      const el = await showCard(house, chat);
      (part(el, 'conclusion-earlier') as HTMLDetailsElement).open = true;
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
      el.style.width = '320px';
      await el.updateComplete;
      const card = part(el, 'conclusion')!;
      expect(card.scrollWidth).to.be.at.most(card.clientWidth);
    });
});

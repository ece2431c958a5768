import { expect, oneEvent } from '@open-wc/testing';
import { LIMITS } from '@consult/core';
import type {
  OfferAcceptedEvent,
  OfferRefusedEvent,
  RequestOpenChatEvent,
  RequestWithdrawnEvent,
} from '../../packages/elements/src/request-tracker/events.js';
import {
  annul,
  aRequest,
  CLINIC_PHONE,
  DAY,
  MINUTE,
  offer,
  refuse,
  refusedRequest,
  takeRequests,
} from '../support/applying.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { press, showTracker } from '../support/request-page.js';

const aClinic = async (options = {}) => takeRequests(await aHouse(options));
const state = (el: Element) => textOf(part(el, 'state'));
const dialog = (el: Element) => part(el, 'dialog') as HTMLDialogElement | null;

describe('<request-tracker> shows', () => {
  it('that there are none yet, and what to do', async () => {
    const el = await showTracker(await aClinic());
    expect(textOf(part(el, 'notice'))).to.include('Заявок пока нет');
    await expect(el).to.be.accessible();
  });

  it('number, state and until when the clinic calls', async () => {
    const house = await aClinic();
    const { number } = await aRequest(house);
    const el = await showTracker(house);
    expect(textOf(part(el, 'number'))).to.equal(`Заявка ${number}`);
    expect(state(el)).to.equal('Зарегистрирована');
    expect(textOf(part(el, 'deadline'))).to.equal(
      'Позвоним до: 17 апреля в 20:00 (МСК) Консультация — не позже: 20 апреля',
    );
    expect(part(el, 'whom'), 'one’s own needs no name').to.equal(null);
    await expect(el).to.be.accessible();
    await inScheme(el, 'dark');
    await expect(el).to.be.accessible();
    await inScheme(el, 'light');
  });

  it('whose request it is where it is a child’s', async () => {
    const house = await aClinic();
    await aRequest(house, { who: 'child' });
    const el = await showTracker(house);
    expect(textOf(part(el, 'whom'))).to.equal('Пациент: Матросов Михаил Андреевич');
  });

  it('that the date is provisional', async () => {
    const house = await aClinic({ now: Date.UTC(2026, 11, 30, 9) });
    await aRequest(house);
    const el = await showTracker(house);
    expect(textOf(part(el, 'deadline'))).to.include('Дата предварительная');
  });

  it('that the call is late, and what to do', async () => {
    const house = await aClinic();
    await aRequest(house);
    await house.clock.advance(8 * DAY);
    const el = await showTracker(house);
    expect(textOf(part(el, 'overdue')))
      .to.include('Звонок задерживается')
      .and.include('назовите номер заявки');
    expect(part(el, 'overdue')!.querySelector('a')!.href).to.equal(`tel:${CLINIC_PHONE}`);
    await expect(el).to.be.accessible();
  });

  it('what was refused, when, and why', async () => {
    const house = await aClinic();
    await refusedRequest(house, 2);
    const el = await showTracker(house);
    const [first, second] = part(el, 'past')!.querySelectorAll('li');
    expect(textOf(first)).to.equal(
      '13 апреля в 12:00 (МСК), Королёв С. П.: вы отказались Причина: На работе',
    );
    expect(textOf(second)).to.include('Причина: Ребёнок болеет');
    expect(textOf(part(el, 'refusals'))).to.equal(
      'Отказов: 2 из 3. После третьего отказа заявка может быть аннулирована.',
    );
    await expect(el).to.be.accessible();
  });

  it('that it was annulled, and why', async () => {
    const house = await aClinic();
    await annul(house, await refusedRequest(house, 3), 'Других талонов нет <b>');
    const el = await showTracker(house);
    expect(state(el)).to.equal('Аннулирована');
    expect(textOf(part(el, 'annulment'))).to.include('Причина: Других талонов нет <b>');
    expect(part(el, 'withdraw')).to.equal(null);
    await expect(el).to.be.accessible();
  });

  it('nothing of somebody else’s request', async () => {
    const house = await aClinic();
    const { id } = await aRequest(house);
    const el = await showTracker(house, { who: 'otherPatient', requestId: id });
    expect(textOf(part(el, 'notice'))).to.include('Такой заявки нет');
  });

  it('one request alone where it is named', async () => {
    const house = await aClinic();
    const { id, number } = await aRequest(house);
    await aRequest(house, { specialty: 'Хирург' });
    const el = await showTracker(house, { requestId: id });
    expect(parts(el, 'request')).to.have.length(1);
    expect(textOf(part(el, 'number'))).to.include(number);
  });

  it('everything in English', async () => {
    const house = await aClinic();
    await offer(house, await aRequest(house));
    const el = await showTracker(house, { lang: 'en' });
    expect(state(el)).to.equal('A time is offered');
    expect(textOf(part(el, 'accept'))).to.equal('Accept');
  });
});

describe('<request-tracker> answers an offer', () => {
  it('by accepting it: on its way, then booked by the server’s word, and the way to the chat', async () => {
    const house = await aClinic();
    const { id, offers } = await offer(house, await aRequest(house));
    const el = await showTracker(house);
    expect(textOf(part(el, 'offer')))
      .to.include('13 апреля в 12:00 (МСК)')
      .and.include('Королёв С. П.');
    expect(textOf(part(el, 'offer'))).to.include('Талон держат за вами до: завтра в 12:00 (МСК)');
    await expect(el).to.be.accessible();
    const held = house.network.hold('/accept');
    const accepted = oneEvent(el, 'consult-offer-accepted') as Promise<OfferAcceptedEvent>;
    press(el, 'accept');
    await until(() => textOf(part(el, 'accept')) === 'Принимаем…');
    expect(state(el), 'nothing is pretended').to.equal('Предложено время');
    held.release();
    expect(await accepted).to.include({ requestId: id, offerId: offers[0]!.id });
    await until(() => state(el) === 'Вы записаны');
    expect(textOf(part(el, 'appointment'))).to.include('Приём назначен: 13 апреля в 12:00 (МСК)');
    await until(() => el.shadowRoot!.activeElement === part(el, 'state'));
    const open = oneEvent(el, 'consult-request-open-chat') as Promise<RequestOpenChatEvent>;
    press(el, 'open-chat');
    const { chatId } = await open;
    expect(chatId).to.match(/^cht_/);
    await expect(el).to.be.accessible();
  });

  it('by refusing it: which refusal it is, what follows, the safe answer first, the reason kept', async () => {
    const house = await aClinic();
    const { id } = await offer(house, await refusedRequest(house, 1), 9);
    const el = await showTracker(house);
    press(el, 'refuse');
    await until(() => dialog(el)?.open);
    await until(() => el.shadowRoot!.activeElement === part(el, 'keep'));
    expect(textOf(part(el, 'refusal-count'))).to.equal('Это будет отказ 2 из 3.');
    expect(textOf(dialog(el))).to.include('После третьего отказа заявка может быть аннулирована');
    await expect(el).to.be.accessible();
    const reason = part(el, 'reason') as HTMLTextAreaElement;
    reason.value = ' Буду в отъезде ';
    reason.dispatchEvent(new InputEvent('input', { bubbles: true }));
    house.network.failNext('/refuse');
    press(el, 'sure');
    await until(() => textOf(part(el, 'question-problem')).includes('не отвечает'));
    expect((part(el, 'reason') as HTMLTextAreaElement).value).to.equal(' Буду в отъезде ');
    const refused = oneEvent(el, 'consult-offer-refused') as Promise<OfferRefusedEvent>;
    press(el, 'sure');
    expect((await refused).requestId).to.equal(id);
    await until(() => state(el) === 'Ищем другое время');
    expect(textOf(part(el, 'past'))).to.include('Буду в отъезде');
    expect(dialog(el)?.open ?? false).to.equal(false);
  });

  it('the third time with a plain word of what may follow', async () => {
    const house = await aClinic();
    await offer(house, await refusedRequest(house, 2), 9);
    const el = await showTracker(house);
    press(el, 'refuse');
    await until(() => dialog(el)?.open);
    expect(textOf(dialog(el)))
      .to.include('Это будет отказ 3 из 3.')
      .and.include('может быть аннулирована');
    press(el, 'keep');
    await until(() => !dialog(el)?.open);
    expect(state(el)).to.equal('Предложено время');
  });

  it('not where the page does not want it', async () => {
    const house = await aClinic();
    await offer(house, await aRequest(house));
    const el = await showTracker(house);
    el.addEventListener('consult-offer-accept', (event) => event.preventDefault());
    press(el, 'accept');
    await el.updateComplete;
    expect(house.network.exchanges.some(({ path }) => path.endsWith('/accept'))).to.equal(false);
  });

  it('too late: says so, and that it counts for nothing', async () => {
    const house = await aClinic();
    await offer(house, await aRequest(house));
    const el = await showTracker(house);
    house.network.deafen();
    await house.clock.advance(25 * 60 * MINUTE);
    press(el, 'accept');
    await until(() => textOf(part(el, 'problem')).includes('Время на ответ вышло'));
    await until(() => textOf(part(el, 'past')).includes('время на ответ вышло'));
    expect(part(el, 'refusals')).to.equal(null);
  });
});

describe('<request-tracker> counts the time', () => {
  it('each second, by the server’s clock, and tells a screen reader now and then', async () => {
    const house = await aClinic({ running: true, config: { offerHoldMs: 5 * MINUTE + 1500 } });
    await offer(house, await aRequest(house));
    const wrong = () => house.clock.now() - 3 * 60 * MINUTE;
    const el = await showTracker(house, { now: wrong });
    await until(
      () => /Осталось 05:0\d|Осталось 04:5\d/.test(textOf(part(el, 'left'))),
      'by the server’s clock',
    );
    const seen = textOf(part(el, 'left'));
    await until(() => textOf(part(el, 'left')) !== seen);
    expect(part(el, 'left')!.getAttribute('aria-hidden')).to.equal('true');
    await until(() => textOf(part(el, 'offer')).includes('На ответ осталось меньше 5 минут'));
  });

  it('to the end, and says that it is over without a word of the server', async () => {
    const house = await aClinic({ running: true, config: { offerHoldMs: 1200 } });
    await offer(house, await aRequest(house));
    const el = await showTracker(house);
    await until(() => part(el, 'offer') ?? part(el, 'past'));
    house.network.deafen();
    await until(() => part(el, 'lapsed') ?? part(el, 'past'));
    expect(part(el, 'accept')).to.equal(null);
  });
});

describe('<request-tracker> follows', () => {
  it('what the registry does, and tells a screen reader', async () => {
    const house = await aClinic();
    const request = await aRequest(house);
    const el = await showTracker(house);
    await offer(house, request);
    await until(() => part(el, 'offer'));
    const said = [...el.shadowRoot!.querySelectorAll('.tracker > [role=status]')].map(textOf).find(Boolean);
    expect(said).to.equal(`Заявка ${request.number}: Предложено время`);
  });

  it('a withdrawal, which is asked about first', async () => {
    const house = await aClinic();
    const { id } = await aRequest(house);
    const el = await showTracker(house);
    press(el, 'withdraw');
    await until(() => dialog(el)?.open);
    expect(textOf(dialog(el))).to.include('Отменить заявку?');
    await expect(el).to.be.accessible();
    const withdrawn = oneEvent(el, 'consult-request-withdrawn') as Promise<RequestWithdrawnEvent>;
    press(el, 'sure');
    expect((await withdrawn).requestId).to.equal(id);
    await until(() => state(el) === 'Отменена');
    expect(part(el, 'withdraw')).to.equal(null);
  });

  it('with what it knows while there is no network, and says so', async () => {
    const house = await aClinic();
    await aRequest(house);
    const el = await showTracker(house);
    house.network.cut();
    await until(() => textOf(part(el, 'offline')).includes('Нет связи с сервером'));
    expect(part(el, 'request')).to.exist;
    await expect(el).to.be.accessible();
    house.network.mend();
    await until(() => textOf(part(el, 'offline')) === '');
  });

  it('after a failure, when asked to', async () => {
    const house = await aClinic();
    await aRequest(house);
    house.network.failNext('/v1/requests', 404);
    const el = await showTracker(house);
    await until(() => part(el, 'notice') ?? part(el, 'request'));
    part(el, 'notice')?.querySelector('button')?.click();
    await until(() => part(el, 'request'));
  });

  it('nothing any more once it is removed', async () => {
    const house = await aClinic();
    const request = await aRequest(house);
    const el = await showTracker(house);
    el.remove();
    await el.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    const before = house.network.exchanges.filter(({ path }) => path.startsWith('/v1/requests')).length;
    await refuse(house, await offer(house, request));
    const after = house.network.exchanges.filter(({ path }) => path.startsWith('/v1/requests')).length;
    expect(after).to.equal(before);
  });

  it('a reason longer than the server takes, before it is sent', async () => {
    const house = await aClinic();
    await offer(house, await aRequest(house));
    const el = await showTracker(house);
    press(el, 'refuse');
    await until(() => dialog(el)?.open);
    const reason = part(el, 'reason') as HTMLTextAreaElement;
    reason.value = 'я'.repeat(LIMITS.reason + 2);
    reason.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until(() => textOf(dialog(el)).includes('Лишние 2 знака'));
    press(el, 'sure');
    await until(() => textOf(part(el, 'question-problem')).includes('слишком длинное'));
    expect(state(el)).to.equal('Предложено время');
  });

  it('on 320 px, with targets one can hit', async () => {
    const house = await aClinic();
    await offer(house, await refusedRequest(house, 1), 9);
    const el = await showTracker(house);
    el.style.width = '320px';
    await el.updateComplete;
    expect(el.scrollWidth).to.be.at.most(320);
    for (const control of el.shadowRoot!.querySelectorAll<HTMLElement>('.card button, .card summary'))
      expect(control.offsetHeight, control.textContent).to.be.at.least(44);
  });
});

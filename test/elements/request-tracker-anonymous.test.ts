import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { openAnonymousLookup } from '../../packages/client/src/requests.js';
import '../../packages/elements/define/request-tracker.js';
import type { RequestTracker } from '../../packages/elements/src/request-tracker/request-tracker.js';
import { anUnknownRequest, CLINIC_PHONE, offer, takeRequests } from '../support/applying.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, show, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { field, fill, press } from '../support/request-page.js';

const LOOKUP = 'POST /v1/anonymous-requests/lookup';
const WRONG = 'f'.repeat(32);

const aClinic = async () => takeRequests(await aHouse({ config: { anonymousRequests: true } }));
const lookups = (house: House) =>
  house.network.exchanges.filter(({ method, path }) => `${method} ${path}` === LOOKUP).length;
const focused = (el: Element) => el.shadowRoot!.activeElement?.id;
const problemOf = (el: Element, name: string) => textOf(el.shadowRoot!.querySelector(`#${name}-problem`));

/** The tracker on the page of somebody without an account, with the form in it. */
async function showLookup(
  { server, network, clock }: House,
  { lang = 'ru', fetch = network.fetch }: { lang?: 'ru' | 'en'; fetch?: typeof network.fetch } = {},
): Promise<RequestTracker> {
  const lookup = openAnonymousLookup({ server: server.origin, fetch, now: clock.now });
  const el = await show<RequestTracker>(
    undefined,
    html`<request-tracker anonymous .lookup=${lookup}></request-tracker>`,
    { lang },
  );
  await until(() => part(el, 'lookup'), 'the form is shown');
  return el;
}

function ask(el: Element, number: string, secret: string) {
  fill(el, 'number', number);
  fill(el, 'secret', secret);
  press(el, 'find');
}

/** The tracker with a request that was found. */
async function showFound(house: House) {
  const { request, secret } = await anUnknownRequest(house);
  const el = await showLookup(house);
  ask(el, request.number, secret);
  await until(() => part(el, 'request'), 'the request is shown');
  return { el, request, secret };
}

describe('<request-tracker anonymous> shows', () => {
  it('a form for number and key, that no browser fills in or keeps', async () => {
    const el = await showLookup(await aClinic());
    expect(textOf(part(el, 'title'))).to.equal('Посмотреть заявку');
    for (const name of ['number', 'secret']) {
      expect(field(el, name).autocomplete).to.equal('off');
      expect(field(el, name).labels).to.have.length(1);
    }
    await expect(el).to.be.accessible();
    await inScheme(el, 'dark');
    await expect(el).to.be.accessible();
    await inScheme(el, 'light');
  });

  it('the request, its state and until when the clinic calls, and nothing to press but to look', async () => {
    const { el, request } = await showFound(await aClinic());
    expect(textOf(part(el, 'number'))).to.equal(`Заявка ${request.number}`);
    expect(textOf(part(el, 'state'))).to.equal('Зарегистрирована');
    expect(textOf(part(el, 'deadline'))).to.include('Позвоним до: 17 апреля');
    expect(textOf(part(el, 'call'))).to.include(
      'Чтобы отменить или изменить заявку, позвоните в поликлинику',
    );
    expect(part(el, 'call')!.querySelector('a')!.href).to.equal(`tel:${CLINIC_PHONE}`);
    const buttons = [...el.shadowRoot!.querySelectorAll('button')];
    expect(buttons.map(textOf)).to.deep.equal(['Обновить', 'Другая заявка']);
    await until(() => focused(el) === `state-${request.id}`);
    await expect(el).to.be.accessible();
    await inScheme(el, 'dark');
    await expect(el).to.be.accessible();
    await inScheme(el, 'light');
  });

  it('what has become of it meanwhile when asked: an offered time is answered by telephone', async () => {
    const house = await aClinic();
    const { el, request } = await showFound(house);
    await offer(house, request);
    press(el, 'refresh');
    await until(() => part(el, 'offer'), 'the offer is shown');
    expect([part(el, 'accept'), part(el, 'refuse'), part(el, 'withdraw')]).to.deep.equal([null, null, null]);
    expect(textOf(part(el, 'call'))).to.include('Чтобы принять это время');
    expect(textOf(el.shadowRoot!.querySelector('.tracker > [role=status]'))).to.equal(
      'Обновлено. Заявка: Предложено время',
    );
    await expect(el).to.be.accessible();
  });

  it('everything in English', async () => {
    const el = await showLookup(await aClinic(), { lang: 'en' });
    expect(textOf(part(el, 'title'))).to.equal('Look up a request');
    expect(textOf(part(el, 'find'))).to.equal('Show the request');
  });
});

describe('<request-tracker anonymous> takes', () => {
  it('number and key with spaces, in small letters, from paper', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    ask(
      el,
      ` ${request.number.toLowerCase().replace('-', ' – ')} `,
      secret.toUpperCase().replace(/.{4}/g, '$& '),
    );
    await until(() => part(el, 'request'), 'the request is shown');
  });

  it('both pasted into one field, as the form’s button copies them', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    fill(el, 'secret', `${request.number}\n${secret}`);
    await until(() => field(el, 'secret').value === secret);
    expect(field(el, 'number').value).to.equal(request.number);
    field(el, 'number').form!.requestSubmit(); // as Enter does
    await until(() => part(el, 'request'), 'the request is shown');
  });

  it('another request after the first, from an empty form', async () => {
    const { el } = await showFound(await aClinic());
    press(el, 'another');
    await until(() => focused(el) === 'number');
    expect([field(el, 'number').value, field(el, 'secret').value]).to.deep.equal(['', '']);
    expect(part(el, 'request')).to.equal(null);
  });
});

describe('<request-tracker anonymous> refuses', () => {
  it('what is missing or cannot be right, at the field, and asks nobody', async () => {
    const house = await aClinic();
    const el = await showLookup(house);
    press(el, 'find');
    await until(() => problemOf(el, 'number').includes('Не указан номер'));
    expect(problemOf(el, 'secret')).to.equal('Не указан ключ заявки.');
    expect(focused(el)).to.equal('number');
    await expect(el).to.be.accessible();
    ask(el, 'Ж-2026-000123', 'короткий');
    await until(() => problemOf(el, 'secret').includes('с ошибкой'));
    expect(problemOf(el, 'number')).to.equal('');
    expect([field(el, 'number').ariaInvalid, field(el, 'secret').ariaInvalid]).to.deep.equal([
      'false',
      'true',
    ]);
    expect(focused(el)).to.equal('secret');
    fill(el, 'number', '12');
    press(el, 'find');
    await until(() => problemOf(el, 'number').includes('Пример: Ж-2026-000123'));
    expect(lookups(house)).to.equal(0);
  });

  it('a wrong key and a wrong number alike, and keeps what was typed', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    for (const [number, key] of [
      [request.number, WRONG],
      ['Ж-2026-999999', secret],
    ] as const) {
      ask(el, number, key);
      await until(() => problemOf(el, 'lookup') !== '');
      expect(problemOf(el, 'lookup')).to.equal('Мы не нашли такой заявки. Проверьте номер и ключ.');
      expect([field(el, 'number').value, field(el, 'secret').value]).to.deep.equal([number, key]);
      expect(focused(el)).to.equal('number');
    }
    await expect(el).to.be.accessible();
    fill(el, 'secret', secret);
    await until(() => problemOf(el, 'lookup') === '');
  });

  it('while it is asked too often', async () => {
    const body = JSON.stringify({ code: 'too-many-requests' });
    const fetch = () =>
      Promise.resolve(new Response(body, { status: 429, headers: { 'Retry-After': '60' } }));
    const el = await showLookup(await aClinic(), { fetch });
    ask(el, 'Ж-2026-000123', WRONG);
    await until(() => problemOf(el, 'lookup').includes('Слишком много действий'));
    await expect(el).to.be.accessible();
  });

  it('to ask twice at once', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    const held = house.network.hold(LOOKUP);
    ask(el, request.number, secret);
    await until(() => textOf(part(el, 'find')) === 'Ищем…');
    press(el, 'find');
    held.release();
    await until(() => part(el, 'request'), 'the request is shown');
    expect(lookups(house)).to.equal(1);
  });
});

describe('<request-tracker anonymous> fails', () => {
  it('offline: the form keeps what was typed, and works once the network is back', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    house.network.cut();
    ask(el, request.number, secret);
    await until(() => problemOf(el, 'lookup').includes('Проверьте подключение к интернету'));
    await expect(el).to.be.accessible();
    house.network.mend();
    press(el, 'find');
    await until(() => part(el, 'request'), 'the request is shown');
  });

  it('offline later: the last that is known stays, and says so', async () => {
    const house = await aClinic();
    const { el } = await showFound(house);
    house.network.cut();
    press(el, 'refresh');
    await until(() => textOf(part(el, 'offline')).includes('Показано последнее, что известно'));
    expect(parts(el, 'request')).to.have.length(1);
    await expect(el).to.be.accessible();
    house.network.mend();
    press(el, 'refresh');
    await until(() => textOf(part(el, 'offline')) === '');
  });
});

describe('<request-tracker anonymous> lets go', () => {
  it('of the key: it stands in no attribute, event or address, and nowhere in the element once it is removed', async () => {
    const house = await aClinic();
    const { request, secret } = await anUnknownRequest(house);
    const el = await showLookup(house);
    const { lookup } = el;
    fill(el, 'number', request.number);
    fill(el, 'secret', secret);
    await el.updateComplete;
    expect(el.outerHTML + el.shadowRoot!.innerHTML).not.to.include(secret);
    press(el, 'find');
    await until(() => part(el, 'request'), 'the request is shown');
    expect(JSON.stringify(house.network.exchanges) + location.href).not.to.include(secret);
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.to.include(secret);
    el.remove();
    await until(() => lookup!.state.value.request === undefined, 'the request is forgotten');
    await el.updateComplete;
    expect(part(el, 'request')).to.equal(null);
    const before = lookups(house);
    await lookup!.refresh();
    expect(lookups(house), 'there is no key to ask with').to.equal(before);
  });

  it('of what was typed and not sent', async () => {
    const el = await showLookup(await aClinic());
    const parent = el.parentElement!;
    fill(el, 'secret', WRONG);
    el.remove();
    await until(() => field(el, 'secret').value === '', 'the key is forgotten');
    parent.append(el);
    await el.updateComplete;
    expect(field(el, 'secret').value).to.equal('');
  });

  it('of nothing where it is only moved within the page', async () => {
    const { el } = await showFound(await aClinic());
    const parent = el.parentElement!;
    el.remove();
    parent.append(el);
    await new Promise((resolve) => setTimeout(resolve));
    await el.updateComplete;
    expect(parts(el, 'request')).to.have.length(1);
  });

  it('nobody stuck on 320 px, with targets one can hit', async () => {
    const house = await aClinic();
    const el = await showLookup(house);
    el.style.width = '320px';
    await el.updateComplete;
    expect(el.scrollWidth).to.be.at.most(320);
    for (const control of el.shadowRoot!.querySelectorAll<HTMLElement>('button, input'))
      expect(control.offsetHeight, control.id).to.be.at.least(44);
  });

  it('of the connection too: without one handed in it opens its own, and without a server it waits', async () => {
    const el = await show<RequestTracker>(undefined, html`<request-tracker anonymous></request-tracker>`);
    await import('../../packages/elements/src/request-tracker/lookup.js');
    await el.updateComplete;
    expect(part(el, 'lookup')).to.equal(null);
    el.server = location.origin;
    await until(() => part(el, 'lookup'), 'the form is shown');
  });
});

import { expect } from '@open-wc/testing';
import { CONTEXT, dayIn, takeRequests } from '../support/applying.js';
import { press as pressKey } from '../support/chat-page.js';
import { part, parts, show, textOf, until } from '../support/fixtures.js';
import { aHouse } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { begin, field, fill, fillIn, press, showForm, toReview, wish } from '../support/request-page.js';
import { html } from 'lit';
import type { DeferredRequestForm } from '../../packages/elements/src/deferred-request-form/deferred-request-form.js';

const aClinic = async (options = {}) => takeRequests(await aHouse(options));
const focused = (el: Element) => el.shadowRoot!.activeElement?.id;
const problem = (el: Element, name: string) => textOf(el.shadowRoot!.querySelector(`#${name}-problem`));

describe('<deferred-request-form> loses nothing', () => {
  it('over a reload, and says so', async () => {
    const house = await aClinic();
    const storage = memoryStorage();
    const before = await showForm(house, { storage });
    await begin(before);
    await fillIn(before, house);
    fill(before, 'from', dayIn(house, 9));
    await until(() => textOf(part(before, 'draft')).includes('сохранено'));
    before.parentElement!.remove();
    const el = await showForm(house, { storage });
    await until(() => textOf(part(el, 'notice')).includes('уже начали'));
    await begin(el);
    expect(field(el, 'comment').value).to.equal('После обеда. Скачет давление.');
    expect(field(el, 'from').value).to.equal(dayIn(house, 9));
    expect(parts(el, 'wish')).to.have.length(1);
    expect(textOf(part(el, 'draft'))).to.include('в прошлый раз');
  });

  it('without a network: it is said, and sent when it is back', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toReview(el, house);
    house.network.cut();
    press(el, 'send');
    await until(
      () =>
        textOf(part(el, 'refusal')).includes('введённое сохранено') ||
        textOf(part(el, 'refusal')).includes('Введённое сохранено'),
    );
    expect(textOf(part(el, 'review'))).to.include('Скачет давление');
    house.network.mend();
    press(el, 'send');
    await until(() => part(el, 'number'));
  });

  it('on the way back and forth', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toReview(el, house);
    parts(el, 'change')[3]!.click();
    await until(() => focused(el) === 'from');
    expect(field(el, 'comment').value).to.equal('После обеда. Скачет давление.');
    press(el, 'next');
    await until(() => part(el, 'review'), 'the consent was given already');
  });
});

/** Types as a keyboard does, in place of what stood there. */
function type(box: HTMLInputElement, text: string) {
  box.select();
  for (const letter of text) document.execCommand('insertText', false, letter);
}

/** What is copied while something is done, in a browser that lets the page copy or does not. */
async function copying(act: () => Promise<void>, allowed = true): Promise<string[]> {
  const copied: string[] = [];
  const { clipboard } = navigator;
  Object.defineProperty(clipboard, 'writeText', {
    configurable: true,
    value: async (text: string) => {
      if (!allowed) throw new DOMException('not now', 'NotAllowedError');
      copied.push(text);
    },
  });
  await act();
  Reflect.deleteProperty(clipboard, 'writeText');
  return copied;
}

describe('<deferred-request-form> masks the telephone', () => {
  it('as it is typed, whatever it begins with', async () => {
    const el = await showForm(await aClinic());
    await begin(el);
    const box = field(el, 'phone');
    box.focus();
    await import('../../packages/elements/src/deferred-request-form/phone-mask.js');
    await el.updateComplete;
    for (const [typed, shown] of [
      ['89215550103', '+7 (921) 555-01-03'],
      ['+79215550104', '+7 (921) 555-01-04'],
      ['9215550105', '+7 (921) 555-01-05'],
    ] as const) {
      await until(() => {
        type(box, typed);
        return box.value === shown; // the mask comes a moment after the focus
      }, `${typed} becomes ${shown}`);
    }
  });

  it('and takes no number of another country for one of this', async () => {
    const el = await showForm(await aClinic());
    await begin(el);
    const box = field(el, 'phone');
    box.focus();
    await import('../../packages/elements/src/deferred-request-form/phone-mask.js');
    await until(() => {
      type(box, '89215550103');
      return box.value === '+7 (921) 555-01-03';
    }, 'the mask is there');
    for (const foreign of ['+380501234567', '+48 501 234 567']) {
      type(box, foreign);
      expect(box.value, foreign).to.match(/^\+7?$/);
    }
    press(el, 'next');
    await until(() => problem(el, 'phone').includes('+7'));
  });
});

describe('<deferred-request-form> takes what is typed as it is typed', () => {
  it('an address after a space keeps the order of its letters', async () => {
    const el = await showForm(await aClinic());
    await begin(el);
    const box = field(el, 'email');
    box.focus();
    type(box, ' ');
    for (const letter of 'elena@example.com ') {
      document.execCommand('insertText', false, letter);
      await el.updateComplete;
    }
    expect(box.value.trim()).to.equal('elena@example.com');
  });
});

describe('<deferred-request-form> without an account', () => {
  it('asks for name and birth date, and gives the key', async () => {
    const house = await aClinic({ config: { anonymousRequests: true } });
    const { openAnonymousApplication } = await import('../../packages/client/src/requests.js');
    const application = openAnonymousApplication(
      {
        server: house.server.origin,
        fetch: house.network.fetch,
        storage: memoryStorage(),
        now: house.clock.now,
      },
      { ...CONTEXT, kind: 'in-person' },
    );
    const el = await show<DeferredRequestForm>(
      undefined,
      html`<deferred-request-form
        anonymous
        without-notice
        .application=${application}
      ></deferred-request-form>`,
    );
    await until(() => field(el, 'comment'));
    await fillIn(el, house);
    press(el, 'next');
    await until(() => focused(el) === 'family');
    expect(problem(el, 'birthDate')).to.include('не указана');
    await expect(el).to.be.accessible();
    fill(el, 'family', 'Иванова');
    fill(el, 'given', 'Мария');
    fill(el, 'birthDate', '1950-01-02');
    fill(el, 'phone', '89215550199');
    press(el, 'next');
    await until(() => part(el, 'document'));
    press(el, 'tick');
    press(el, 'next');
    await until(() => part(el, 'review'));
    press(el, 'send');
    await until(() => part(el, 'secret'));
    const secret = textOf(part(el, 'secret'));
    expect(secret).to.match(/^[0-9a-f]{32}$/);
    await expect(el).to.be.accessible();
    const copied = await copying(async () => {
      press(el, 'copy');
      await until(() => textOf(part(el, 'registered')).includes('Номер и ключ заявки скопированы'));
    });
    expect(copied).to.deep.equal([`${textOf(part(el, 'number'))}\n${secret}`]);
    await copying(async () => {
      press(el, 'copy');
      await until(() => textOf(part(el, 'registered')).includes('Скопировать не получилось'));
    }, false);
    application.close();
  });
});

describe('<deferred-request-form> stands', () => {
  it('without a notice, and without a connection', async () => {
    const el = await showForm(await aClinic(), { withoutNotice: true });
    await until(() => field(el, 'comment'));
    expect(part(el, 'apply')).to.equal(null);
    expect(part(el, 'back')).to.equal(null);
    const lone = await show<DeferredRequestForm>(
      undefined,
      html`<deferred-request-form></deferred-request-form>`,
    );
    expect(part(lone, 'apply')).to.exist;
  });

  it('failures of the server, and tries again', async () => {
    const house = await aClinic();
    house.network.failNext('/v1/me/subjects', 500, 5);
    const el = await showForm(house, { withoutNotice: true });
    await until(() => part(el, 'notice'));
    await expect(el).to.be.accessible();
    await until(() => {
      part(el, 'notice')?.querySelector('button')?.click();
      return field(el, 'comment');
    });
  });

  it('320 px, and lets go when it is removed', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    el.style.width = '320px';
    await begin(el);
    await wish(el, house, 3, 7);
    expect(el.scrollWidth).to.be.at.most(320);
    for (const control of el.shadowRoot!.querySelectorAll<HTMLElement>('button, .field'))
      expect(control.offsetHeight, control.outerHTML.slice(0, 80)).to.be.at.least(44);
    pressKey(field(el, 'comment'), 'Enter');
    el.remove();
    await until(() => house.network.exchanges.length > 0);
  });
});

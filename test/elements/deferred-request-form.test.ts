import { expect, oneEvent } from '@open-wc/testing';
import type {
  RequestOpenEvent,
  RequestSubmitEvent,
  RequestSubmittedEvent,
} from '../../packages/elements/src/deferred-request-form/events.js';
import type { RequestsPage } from '@consult/core/wire';
import { aRequest, CONTEXT, dayIn, PHONE, publishDataConsent, takeRequests } from '../support/applying.js';
import { inScheme, press as pressKey } from '../support/chat-page.js';
import { part, parts, show, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
import { memoryStorage } from '../support/memory-storage.js';
import { OTHER_CLINIC, PEOPLE } from '../support/people.js';
import {
  begin,
  field,
  fill,
  fillIn,
  press,
  showForm,
  toConsent,
  toReview,
  wish,
} from '../support/request-page.js';
import { html } from 'lit';
import type { DeferredRequestForm } from '../../packages/elements/src/deferred-request-form/deferred-request-form.js';

const aClinic = async (options = {}) => takeRequests(await aHouse(options));
const requestsOf = async (house: House) =>
  (await house.call<RequestsPage>('patient', 'GET', '/v1/requests')).requests;
const focused = (el: Element) => el.shadowRoot!.activeElement?.id;
const problem = (el: Element, name: string) => textOf(el.shadowRoot!.querySelector(`#${name}-problem`));

describe('<deferred-request-form> says', () => {
  it('the manual’s own words where there are no slots, in red, and leads to the form', async () => {
    const el = await showForm(await aClinic());
    expect(textOf(part(el, 'no-slots'))).to.equal('Не найдено свободных талонов.');
    expect(textOf(part(el, 'notice'))).to.equal(
      'Не найдено свободных талонов. При отсутствии номерков Вы можете подать заявку в журнал отложенной записи медицинской организации. Ваша заявка будет обработана в рабочие часы медицинской организации. Ответственный специалист свяжется с Вами по телефону в течение 5 рабочих дней с даты регистрации заявки. Обращаем внимание на то, что Ваша заявка может быть аннулирована при трехкратном отказе от предложенных дат и времени приема врача. Подать заявку',
    );
    await expect(el).to.be.accessible();
    await begin(el);
    expect(textOf(part(el, 'title'))).to.equal('Укажите ваши персональные данные');
    await until(() => focused(el) === 'title');
  });

  it('the fields of the manual, those of a known person not to be changed, and why', async () => {
    const el = await showForm(await aClinic());
    await begin(el);
    const labels = [...el.shadowRoot!.querySelectorAll('.fields label, legend')].map(textOf);
    for (const label of [
      'Фамилия *',
      'Имя *',
      'Отчество',
      'Дата рождения *',
      'Почта',
      'Телефон *',
      'Желаемые даты *',
      'Комментарий (пожелания по времени посещения, причина посещения) *',
    ])
      expect(labels).to.include(label);
    expect(
      ['family', 'given', 'patronymic', 'birthDate', 'phone', 'email'].map((name) => field(el, name).value),
    ).to.eql(['Матросова', 'Елена', 'Викторовна', '14.03.1985', '+7 (921) 555-01-02', 'elena@example.ru']);
    for (const name of ['family', 'given', 'patronymic', 'birthDate']) {
      expect(field(el, name).readOnly, name).to.equal(true);
      expect(field(el, name).getAttribute('aria-describedby')).to.include('known');
    }
    expect(field(el, 'phone').readOnly).to.equal(false);
    expect(textOf(el.shadowRoot!.querySelector('#known'))).to.include('обратитесь в регистратуру');
    await expect(el).to.be.accessible();
    await inScheme(el, 'dark');
    await expect(el).to.be.accessible();
    await inScheme(el, 'light');
  });

  it('everything in English', async () => {
    const house = await aClinic();
    const el = await showForm(house, { lang: 'en' });
    expect(textOf(part(el, 'apply'))).to.equal('Leave a request');
    await begin(el);
    expect(textOf(part(el, 'title'))).to.equal('Enter your personal data');
  });
});

describe('<deferred-request-form> registers', () => {
  it('a request: form, separate consent, review, number and until when one is phoned', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toConsent(el, house);
    expect(textOf(part(el, 'document'))).to.include(
      'Я даю согласие на обработку своих персональных данных (имя, отчество, фамилия, дата рождения, почта, телефон) в соответствии с требованиями Федерального закона №152-ФЗ от 27.07.2006.',
    );
    expect(textOf(part(el, 'document'))).to.include('Оператор: Поликлиника № 27');
    expect((part(el, 'tick') as HTMLInputElement).checked, 'nobody ticks it but the person').to.equal(false);
    await expect(el).to.be.accessible();
    press(el, 'tick');
    press(el, 'next');
    await until(() => part(el, 'review'));
    const review = textOf(part(el, 'review'));
    for (const said of [
      'Матросова Елена Викторовна',
      '14.03.1985',
      'Кардиолог',
      '+7 (921) 555-01-02',
      '13–17 апреля',
      'Скачет давление',
      'Дано, редакция 1',
    ])
      expect(review).to.include(said);
    await expect(el).to.be.accessible();
    const submit = oneEvent(el, 'consult-request-submit') as Promise<RequestSubmitEvent>;
    const submitted = oneEvent(el, 'consult-request-submitted') as Promise<RequestSubmittedEvent>;
    press(el, 'send');
    expect(await submit).to.include({ organisation: CONTEXT.organisation, patient: PEOPLE.patient.id });
    const { requestId } = await submitted;
    await until(() => part(el, 'number'));
    const [request] = await requestsOf(house);
    expect(request).to.include({ id: requestId, phone: PHONE, email: 'elena@example.ru' });
    expect(request!.wishes).to.eql([{ from: dayIn(house, 3), to: dayIn(house, 7) }]);
    expect(textOf(part(el, 'number'))).to.equal(request!.number);
    expect(textOf(part(el, 'registered'))).to.include('Зарегистрирована сегодня в 12:00 (МСК)');
    expect(textOf(part(el, 'call-by'))).to.equal('до 17 апреля в 20:00 (МСК)');
    expect(focused(el)).to.equal('title');
    await expect(el).to.be.accessible();
    const open = oneEvent(el, 'consult-request-open') as Promise<RequestOpenEvent>;
    press(el, 'open');
    expect((await open).requestId).to.equal(requestId);
  });

  it('a request for one’s child', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await begin(el);
    const child = el.shadowRoot!.querySelector<HTMLInputElement>(`input[value=${PEOPLE.child.id}]`)!;
    expect(textOf(child.closest('label'))).to.equal('Для ребёнка: Матросов Михаил Андреевич');
    child.click();
    await until(() => field(el, 'given').value === 'Михаил');
    expect(field(el, 'phone').value, 'the parent is phoned').to.equal('+7 (921) 555-01-02');
    await fillIn(el, house);
    press(el, 'next');
    await until(() => part(el, 'document'));
    expect(textOf(el.shadowRoot!.querySelector('.whom'))).to.include('за ребёнка: Матросов Михаил');
    press(el, 'tick');
    press(el, 'next');
    await until(() => part(el, 'review'));
    press(el, 'send');
    await until(() => part(el, 'number'));
    expect((await requestsOf(house))[0]!.patient.id).to.equal(PEOPLE.child.id);
  });

  it('that the date is provisional where the year’s decree is not there', async () => {
    const house = await aClinic({ now: Date.UTC(2026, 11, 30, 9) });
    const el = await showForm(house);
    await toReview(el, house);
    press(el, 'send');
    await until(() => part(el, 'number'));
    expect(textOf(part(el, 'registered'))).to.include('Дата предварительная');
  });

  it('nothing where the page does not want it', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toReview(el, house);
    el.addEventListener('consult-request-submit', (event) => event.preventDefault(), { once: true });
    press(el, 'send');
    await el.updateComplete;
    expect(part(el, 'review')).to.exist;
    expect(await requestsOf(house)).to.eql([]);
  });

  it('once, where the answer was lost and the button pressed again', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toReview(el, house);
    house.network.loseAnswer('POST /v1/requests');
    press(el, 'send');
    await until(() => textOf(part(el, 'refusal')).includes('Заявка не отправлена'));
    await expect(el).to.be.accessible();
    press(el, 'send');
    await until(() => part(el, 'number'));
    expect(await requestsOf(house)).to.have.length(1);
  });
});

describe('<deferred-request-form> checks', () => {
  it('every field in words beside it, and goes to the first that is wrong', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await begin(el);
    fill(el, 'email', 'elena@');
    fill(el, 'phone', '+7 (921) 555');
    press(el, 'next');
    await until(() => focused(el) === 'email');
    expect(problem(el, 'email')).to.include('с ошибкой');
    expect(problem(el, 'phone')).to.include('10 цифр');
    expect(problem(el, 'wishes')).to.include('Не указаны желаемые даты');
    expect(problem(el, 'comment')).to.include('Комментарий не заполнен');
    expect(textOf(part(el, 'summary'))).to.include('4 поля');
    expect(field(el, 'phone').getAttribute('aria-invalid')).to.equal('true');
    await expect(el).to.be.accessible();
    fill(el, 'phone', '8 921 555 01 02');
    await el.updateComplete;
    expect(problem(el, 'phone'), 'it goes as soon as it is mended').to.equal('');
  });

  it('the wishes: none twice, none that is past, and takes each away again', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await begin(el);
    await wish(el, house, 5);
    await wish(el, house, 3, 4);
    await wish(el, house, 5);
    expect(parts(el, 'wish').map((one) => textOf(one.querySelector('span')))).to.eql([
      '13–14 апреля',
      '15 апреля',
    ]);
    fill(el, 'from', dayIn(house, -1));
    fill(el, 'to', '');
    press(el, 'add-wish');
    await until(() => problem(el, 'wishes').includes('Такие даты выбрать нельзя'));
    fill(el, 'from', '');
    parts(el, 'remove-wish')[0]!.click();
    await until(() => parts(el, 'wish').length === 1);
    expect(focused(el), 'the focus is not lost with the button').to.equal('from');
  });

  it('a day that was chosen and not added as chosen all the same', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await begin(el);
    fill(el, 'from', dayIn(house, 3));
    fill(el, 'comment', 'Болит');
    press(el, 'next');
    await until(() => part(el, 'document'));
    press(el, 'back');
    await until(() => parts(el, 'wish').length === 1);
  });

  it('the tick: without it nothing goes on, and it is not kept for another text', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toConsent(el, house);
    press(el, 'next');
    await until(() => focused(el) === 'agreed');
    expect(problem(el, 'agreed')).to.include('Без согласия');
    await expect(el).to.be.accessible();
    press(el, 'tick');
    press(el, 'next');
    await until(() => part(el, 'review'));
    await publishDataConsent(house, 'Новая редакция');
    press(el, 'send');
    await until(() => textOf(part(el, 'document')).includes('Новая редакция'));
    expect((part(el, 'tick') as HTMLInputElement).checked).to.equal(false);
    expect(textOf(el.shadowRoot!.querySelector('.warning'))).to.include('новая редакция');
    expect(await requestsOf(house)).to.eql([]);
  });

  it('who may apply: whoever is not attached is told the way', async () => {
    const el = await showForm(await aClinic(), { organisation: OTHER_CLINIC.id });
    await begin(el);
    await until(() => part(el, 'obstacle'));
    expect(textOf(part(el, 'obstacle')))
      .to.include('не прикреплён')
      .and.include('Госуслугах');
    await expect(el).to.be.accessible();
  });

  it('for a request there is, and leads to it', async () => {
    const house = await aClinic();
    const known = await aRequest(house);
    const el = await showForm(house);
    await begin(el);
    await until(() => part(el, 'open-existing'));
    const open = oneEvent(el, 'consult-request-open') as Promise<RequestOpenEvent>;
    press(el, 'open-existing');
    expect((await open).requestId).to.equal(known.id);
  });

  it('for one that came meanwhile, too', async () => {
    const house = await aClinic();
    const el = await showForm(house);
    await toReview(el, house);
    await aRequest(house);
    press(el, 'send');
    await until(() => part(el, 'obstacle'));
    expect(textOf(part(el, 'obstacle'))).to.include('Такая заявка уже есть');
    await until(() => focused(el) === 'obstacle');
  });
});

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
        box.select();
        for (const letter of typed) document.execCommand('insertText', false, letter); // as a keyboard does
        return box.value === shown; // the mask comes a moment after the focus
      }, `${typed} becomes ${shown}`);
    }
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
    expect(textOf(part(el, 'secret'))).to.match(/^[0-9a-f]{32}$/);
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

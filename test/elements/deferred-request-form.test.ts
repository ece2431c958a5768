import { expect, oneEvent } from '@open-wc/testing';
import type {
  RequestOpenEvent,
  RequestSubmitEvent,
  RequestSubmittedEvent,
} from '../../packages/elements/src/deferred-request-form/events.js';
import type { RequestsPage } from '@consult/core/wire';
import { aRequest, CONTEXT, dayIn, PHONE, publishDataConsent, takeRequests } from '../support/applying.js';
import { inScheme } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aHouse, type House } from '../support/house.js';
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
      expect(field(el, name).localName, name).to.equal('output');
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

  it('the child for whom the page was about to book', async () => {
    const el = await showForm(await aClinic(), { patient: PEOPLE.child.id });
    await begin(el);
    await until(() => field(el, 'given').value === 'Михаил');
    expect(el.shadowRoot!.querySelector<HTMLInputElement>('input[name=patient]:checked')!.value).to.equal(
      PEOPLE.child.id,
    );
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
    for (const [from, to, why] of [
      [-1, '', 'уже прошёл'],
      [2, dayIn(house, 1), 'раньше первого'],
      [4000, '', 'слишком далеко'],
    ] as const) {
      fill(el, 'from', dayIn(house, from));
      fill(el, 'to', to);
      press(el, 'add-wish');
      await until(() => problem(el, 'wishes').includes(why), why);
    }
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

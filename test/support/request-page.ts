import { html } from 'lit';
import '../../packages/elements/define/requests.js';
import type { DeferredRequestForm } from '../../packages/elements/src/deferred-request-form/deferred-request-form.js';
import type { RequestTracker } from '../../packages/elements/src/request-tracker/request-tracker.js';
import { CONTEXT, dayIn, fieldsOf } from './applying.js';
import { later, part, show, until, type Staging } from './fixtures.js';
import type { ClientWishes, House } from './house.js';
import type { PersonKey } from './people.js';

export interface RequestStaging extends Staging, ClientWishes {
  readonly who?: PersonKey;
  readonly withoutNotice?: boolean;
  readonly organisation?: string;
  readonly patient?: string;
}

/** Shows the form on somebody's page, and waits until all its parts are there. */
export async function showForm(house: House, staging: RequestStaging = {}): Promise<DeferredRequestForm> {
  const {
    who = 'patient',
    withoutNotice = false,
    organisation = CONTEXT.organisation,
    patient = '',
    lang,
    ...wishes
  } = staging;
  const el = await show<DeferredRequestForm>(
    house.clientOf(who, wishes),
    html`<deferred-request-form
      organisation=${organisation}
      specialty=${CONTEXT.specialty}
      patient=${patient}
      ?without-notice=${withoutNotice}
    ></deferred-request-form>`,
    lang ? { lang } : {},
  );
  await later(el, import('../../packages/elements/src/deferred-request-form/steps.js'));
  await later(el, import('../../packages/elements/src/deferred-request-form/last-steps.js'));
  return el;
}

/** Begins to apply. */
export async function begin(el: Element) {
  part(el, 'apply')!.click();
  await until(() => field(el, 'comment'), 'the form is shown');
}

export const field = (el: Element, name: string) =>
  el.shadowRoot!.querySelector<HTMLInputElement>(`#${name}`)!;

/** Types into a field, as a keyboard does. */
export function fill(el: Element, name: string, value: string) {
  const box = field(el, name);
  box.value = value;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Adds days to the wishes. */
export async function wish(el: Element, house: House, from: number, to: number = from) {
  fill(el, 'from', dayIn(house, from));
  fill(el, 'to', dayIn(house, to));
  part(el, 'add-wish')!.click();
  await until(() => field(el, 'from').value === '', 'the wish was added');
}

/** Fills in all that is needed. */
export async function fillIn(el: Element, house: House) {
  await wish(el, house, 3, 7);
  fill(el, 'comment', fieldsOf(house).comment);
}

export const press = (el: Element, name: string) => part(el, name)!.click();

/** Goes on to the consent. */
export async function toConsent(el: Element, house: House) {
  await begin(el);
  await fillIn(el, house);
  press(el, 'next');
  await until(() => part(el, 'document'), 'the consent is shown');
}

/** Goes on until all of it is shown once more. */
export async function toReview(el: Element, house: House) {
  await toConsent(el, house);
  press(el, 'tick');
  press(el, 'next');
  await until(() => part(el, 'review'), 'the review is shown');
}

/** Shows the tracker on somebody's page, and waits until what it has to show is there. */
export async function showTracker(
  house: House,
  { who = 'patient', lang, requestId = '', ...wishes }: RequestStaging & { readonly requestId?: string } = {},
): Promise<RequestTracker> {
  const el = await show<RequestTracker>(
    house.clientOf(who, wishes),
    html`<request-tracker request-id=${requestId}></request-tracker>`,
    lang ? { lang } : {},
  );
  await later(el, import('../../packages/elements/src/request-tracker/answers.js'));
  await until(() => part(el, 'requests') ?? part(el, 'notice'), 'the requests are shown');
  return el;
}

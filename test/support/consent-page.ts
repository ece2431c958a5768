import type { ConsentKind } from '@consult/core';
import type { ConsentDocument, ConsentRecord, ConsentStatus } from '@consult/core/wire';
import { html } from 'lit';
import '../../packages/elements/define/consent-list.js';
import type { ConsentDialog } from '../../packages/elements/src/consent-dialog/consent-dialog.js';
import type { ConsentList } from '../../packages/elements/src/consent-list/consent-list.js';
import { part, show, until, type Staging } from './fixtures.js';
import type { ClientWishes, House } from './house.js';
import { castOf, type Cast, type PersonKey } from './people.js';

/** The titles of the documents, as the manual has them (§4.3). */
export const TITLES: Record<ConsentKind, string> = {
  notifications: 'Согласие на получение уведомлений от системы здравоохранения Санкт-Петербурга',
  'personal-data': 'Согласие на обработку персональных данных',
  'remote-consultation': 'Информированное добровольное согласие на дистанционное консультирование',
};

const POINTS = [
  'Я понимаю, что дистанционная консультация не заменяет очный приём и не предназначена для неотложной помощи.',
  'Мне разъяснено, какими средствами связи врач будет со мной говорить и какие сведения я ему передаю.',
  'Я могу отказаться от консультации в любое время и обратиться к врачу очно.',
  'Я согласен(на), чтобы переписка и заключение врача хранились в моей медицинской карте.',
];

/** A text that is longer than any dialog. */
export const LONG_TEXT = Array.from({ length: 24 }, (_, at) => `${at + 1}. ${POINTS[at % 4]}`).join('\n\n');

/** The same, one paragraph changed, one added. */
export const NEWER_TEXT = `${LONG_TEXT.replace('очный приём', 'приём в поликлинике')}\n\n25. Согласие можно отозвать.`;

/** The administrator publishes the next version of a document. */
export async function publish(
  house: House,
  kind: ConsentKind = 'remote-consultation',
  text = LONG_TEXT,
): Promise<ConsentDocument> {
  const body = { kind, title: TITLES[kind], text };
  return (
    await house.call<{ document: ConsentDocument }>('administrator', 'POST', '/v1/consent-documents', body)
  ).document;
}

/** Accepts what is in force, as on another device. */
export async function agree(
  house: House,
  who: PersonKey | Cast,
  kind: ConsentKind = 'remote-consultation',
  patient: PersonKey | Cast = who,
): Promise<ConsentRecord> {
  const { documents } = await house.call<{ documents: ConsentDocument[] }>(
    who,
    'GET',
    '/v1/consent-documents',
  );
  const { version, hash } = documents.find((one) => one.kind === kind)!;
  const body = { kind, version, hash, patient: castOf(patient).id };
  return (await house.call<{ consent: ConsentRecord }>(who, 'POST', '/v1/consents', body)).consent;
}

/** Withdraws it, as on another device. */
export const withdraw = (house: House, who: PersonKey | Cast, consentId: string) =>
  house.call(who, 'POST', `/v1/consents/${consentId}/withdraw`);

/** What the server says of it. */
export async function standing(
  house: House,
  who: PersonKey | Cast,
  kind: ConsentKind = 'remote-consultation',
  patient: PersonKey | Cast = who,
): Promise<ConsentStatus> {
  const { statuses } = await house.call<{ statuses: ConsentStatus[] }>(who, 'GET', '/v1/consents');
  return statuses.find((one) => one.kind === kind && one.patient.id === castOf(patient).id)!;
}

export interface ConsentStaging extends Pick<Staging, 'lang'>, ClientWishes {
  readonly whenAsked?: boolean;
  readonly kind?: ConsentKind;
}

/** Puts the dialog on somebody's page. */
export function showDialog(
  house: House,
  who: PersonKey | Cast = 'newcomer',
  { lang = 'ru', whenAsked = false, kind = 'remote-consultation', ...wishes }: ConsentStaging = {},
): Promise<ConsentDialog> {
  return show<ConsentDialog>(
    house.clientOf(who, wishes),
    html`<consent-dialog kind=${kind} ?when-asked=${whenAsked}></consent-dialog>`,
    { lang },
  );
}

/** The same, once a text lies before the reader. */
export async function aReader(
  house: House,
  who?: PersonKey | Cast,
  staging?: ConsentStaging,
): Promise<ConsentDialog> {
  const el = await showDialog(house, who, staging);
  await until(() => isOpen(el) && part(el, 'text'), 'the text');
  return el;
}

/** Puts the list on somebody's page and waits until it is there. */
export async function showList(
  house: House,
  who: PersonKey | Cast = 'patient',
  { lang = 'ru', ...wishes }: ConsentStaging = {},
): Promise<ConsentList> {
  const el = await show<ConsentList>(house.clientOf(who, wishes), html`<consent-list></consent-list>`, {
    lang,
  });
  await until(() => part(el, 'consent') ?? part(el, 'notice'), 'the list is shown');
  return el;
}

export const isOpen = (el: Element) => (part(el, 'dialog') as HTMLDialogElement).open;

/** Reads to the end, as a reader scrolls. */
export async function readOn(el: Element) {
  const scroll = part(el, 'scroll')!;
  scroll.scrollTo(0, scroll.scrollHeight);
  await until(() => part(el, 'tick')!.getAttribute('aria-disabled') === 'false', 'the end was seen');
}

export const tick = (el: Element) => (part(el, 'tick') as HTMLInputElement).click();
export const isTicked = (el: Element) => (part(el, 'tick') as HTMLInputElement).checked;

/** Reads, ticks and accepts. */
export async function accept(el: Element) {
  await readOn(el);
  tick(el);
  part(el, 'accept')!.click();
}

/** What the tag has printed: a test's browser has no printer. The frame that is printed is caught as it loads. */
export function catchPrints(el: Element): string[] {
  const printed: string[] = [];
  const onLoad = ({ target }: Event) => {
    const page = (target as HTMLIFrameElement).contentWindow!;
    page.print = () => {
      printed.push(page.document.body.textContent);
      page.dispatchEvent(new Event('afterprint'));
    };
  };
  el.shadowRoot!.addEventListener('load', onLoad, { capture: true });
  return printed;
}

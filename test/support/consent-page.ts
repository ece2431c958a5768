import type { ConsentKind } from '@consult/core';
import { html } from 'lit';
import '../../packages/elements/define/consent-list.js';
import type { ConsentDialog } from '../../packages/elements/src/consent-dialog/consent-dialog.js';
import type { ConsentList } from '../../packages/elements/src/consent-list/consent-list.js';
import { publish } from './consents.js';
import { part, show, until, type Staging } from './fixtures.js';
import { aHouse, type ClientWishes, type House } from './house.js';
import type { Cast, PersonKey } from './people.js';

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

/** Presses Ctrl+P, on a Russian keyboard where no letter is given. Answers whether the browser prints the page. */
export const pressPrint = (key = 'з') =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, code: 'KeyP', ctrlKey: true, bubbles: true, cancelable: true }),
  );

/** A house where nobody has agreed to the text in force but those who do so here. */
export async function aHouseWithAText(): Promise<House> {
  const house = await aHouse();
  await publish(house);
  return house;
}

export * from './consents.js';

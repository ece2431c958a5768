import { html } from 'lit';
import '../../packages/elements/define/request-journal.js';
import type { RequestJournal } from '../../packages/elements/src/request-journal/request-journal.js';
import { later, part, show, textOf, until } from './fixtures.js';
import type { ClientWishes } from './house.js';
import type { Registry } from './journal.js';
import type { Cast, PersonKey } from './people.js';

export interface JournalStaging extends ClientWishes {
  readonly as?: PersonKey | Cast;
  readonly lang?: 'ru' | 'en';
  readonly width?: number;
  readonly height?: number;
}

/** Shows the journal on a page of the staff and waits until its rows, or why there are none, are there. */
export async function showJournal(registry: Registry, staging: JournalStaging = {}): Promise<RequestJournal> {
  const { as = 'operator', lang = 'ru', width = 1200, height = 700, ...wishes } = staging;
  const el = await show<RequestJournal>(
    registry.house.clientOf(as, wishes),
    html`<request-journal></request-journal>`,
    { lang },
  );
  el.style.width = `${width}px`;
  el.style.height = `${height}px`;
  await later(el, import('../../packages/elements/src/request-journal/work.js'));
  await until(() => part(el, 'row') ?? part(el, 'notice'), 'the journal is shown');
  return el;
}

/** Opens the request whose row says these words, and waits until it can be worked on, or who else does. */
export async function openRow(el: RequestJournal, words = ''): Promise<void> {
  const row = [...el.shadowRoot!.querySelectorAll<HTMLElement>('[part~=row]')].find((one) =>
    textOf(one).includes(words),
  )!;
  row.querySelector<HTMLElement>('.opener')!.click();
  await until(() => part(el, 'facts'), 'the request is shown');
}

/** The dialog that is open. */
export const dialog = (el: Element) => el.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]');

/** What matches in the dialog that is open. */
export const inDialog = <T extends HTMLElement>(el: Element, selector: string) =>
  dialog(el)?.querySelector<T>(selector) ?? null;

/** Presses a button of the open request that leads to a dialog. */
export async function ask(el: Element, name: string): Promise<HTMLDialogElement> {
  await until(
    () => part(el, name) && !(part(el, name) as HTMLButtonElement).disabled,
    `${name} can be pressed`,
  );
  part(el, name)!.click();
  await until(() => dialog(el), `${name} asks`);
  return dialog(el)!;
}

/** Presses the answer that does it. */
export const confirm = (el: Element) => inDialog(el, '[part=confirm]')!.click();

/** Types into a field as a person would, as far as a page can. */
export function typeInto(
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  text: string,
): void {
  field.value = text;
  const kind = field instanceof HTMLSelectElement ? 'change' : 'input';
  field.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
}

import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import { html } from 'lit';
import '../../packages/elements/define/consult-chat.js';
import type { ChatInHouse } from './chats.js';
import { later, part, parts, show, textOf, until, type Staging } from './fixtures.js';
import type { ClientWishes, House } from './house.js';

export interface ChatStaging extends Pick<Staging, 'lang'>, ClientWishes {
  /** Whose page it is; default: the patient's, or who speaks for the child. */
  readonly as?: 'patient' | 'doctor';
  /** How tall the chat is, in px. */
  readonly height?: number;
  readonly width?: number;
  readonly readOnly?: boolean;
}

/** Shows a chat on the page of one of its people and waits until its messages, or why there are none, are there. */
export async function showChat(
  house: House,
  chat: ChatInHouse,
  staging: ChatStaging = {},
): Promise<ConsultChat> {
  const { as = 'patient', lang, height = 500, width = 700, readOnly = false, ...wishes } = staging;
  const client = house.clientOf(as === 'doctor' ? chat.doctor : chat.speaker, wishes);
  const el = await show<ConsultChat>(
    client,
    html`<consult-chat chat-id=${chat.id} ?read-only=${readOnly}></consult-chat>`,
    lang ? { lang } : {},
  );
  el.style.height = `${height}px`;
  el.style.width = `${width}px`;
  await whole(el);
  await until(() => part(el, 'messages') ?? part(el, 'notice'), 'the chat is shown');
  await settled();
  return el;
}

/** Waits until the chat has all its parts, also those that come after the first paint. */
export async function whole(el: ConsultChat) {
  await later(el, import('../../packages/elements/src/consult-chat/hand.js'));
  await later(el, import('../../packages/elements/src/consult-chat/actions.js'));
}

/** Opens the row of actions of the newest message in which these words stand. */
export async function actOn(el: ConsultChat, words: string) {
  const entry = parts(el, 'entry').findLast((one) =>
    one.querySelector('.said')?.textContent.includes(words),
  )!;
  entry.querySelector<HTMLElement>('[part=more]')!.click();
  await until(() => part(el, 'actions'), 'the actions are shown');
}

/** Waits for what is fetched last: who is there, who writes, what has arrived. */
export const withSigns = async (el: ConsultChat) => {
  await whole(el);
  await later(el, import('../../packages/elements/src/consult-chat/signs.js'));
  await settled();
  return el;
};

/** Two frames: what observers of sizes and sights had to do is done. */
export async function settled() {
  for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Puts an element into a colour scheme and waits until its colours have changed over. */
export async function inScheme(el: HTMLElement, scheme: 'light' | 'dark') {
  el.style.colorScheme = scheme;
  document.body.style.background = scheme === 'dark' ? '#14181d' : '';
  await settled();
  await Promise.all(el.shadowRoot!.getAnimations().map(({ finished }) => finished));
}

/** What was said, as it stands on the screen: own words after «>», others' after «<», the system's after «*». */
export const thread = (el: Element) =>
  parts(el, 'entry').map((entry) => {
    const sign = entry.matches('.note') ? '*' : entry.matches('.own') ? '>' : '<';
    const said = entry.querySelector('.said') ?? entry.querySelector('span');
    return `${sign} ${said?.textContent}`;
  });

export const box = (el: Element) => el.shadowRoot!.querySelector<HTMLTextAreaElement>('textarea[part~=box]')!;
export const messages = (el: Element) => part(el, 'messages')!;

/** Types into the box, as a keyboard does, without sending. */
export function type(el: Element, text: string) {
  const field = box(el);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Presses a key where the focus is; answers whether the browser may do what it does with that key. */
export function press(target: Element, key: string, init: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );
}

export function send(el: Element, text: string) {
  type(el, text);
  part(el, 'send')!.click();
}

/** Scrolls as a reader does, and lets the thread answer. */
export async function scrollTo(el: Element, top: number) {
  messages(el).scrollTop = top;
  await settled();
}

export const isAtEnd = (el: Element) => {
  const { scrollTop, scrollHeight, clientHeight } = messages(el);
  return scrollHeight - clientHeight - scrollTop < 2;
};

export { part, parts, textOf, until };

import type { Client } from '@consult/client';
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import '../../packages/elements/define/consult-provider.js';
import './settled.js';

/** How a test wants the page to be. */
export interface Staging {
  readonly lang?: 'ru' | 'en';
  /** The chat chosen in the provider. */
  readonly chatId?: string;
}

/** Shows a tag inside a provider with this client, and answers the tag once it has rendered. */
export async function show<T extends HTMLElement>(
  client: Client | undefined,
  content: TemplateResult,
  { lang = 'ru', chatId }: Staging = {},
): Promise<T> {
  const provider = await fixture(
    html`<consult-provider .client=${client} lang=${lang} .chatId=${chatId}>${content}</consult-provider>`,
  );
  const tag = provider.firstElementChild as T & { updateComplete?: Promise<unknown> };
  await tag.updateComplete;
  return tag;
}

/** Waits until the part of a tag that comes after the first paint is there: `await later(el, import('…/hand.js'))`. */
export async function later<T extends LitElement>(el: T, part: Promise<unknown>): Promise<T> {
  await part; // the tag has asked for it before us, and so has it before us
  await el.updateComplete;
  return el;
}

/** The first element of that part in the tag's shadow, `null` where there is none. */
export const part = (el: Element, name: string) =>
  el.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);

/** All elements of that part, in the order in which they stand. */
export const parts = (el: Element, name: string) => [
  ...el.shadowRoot!.querySelectorAll<HTMLElement>(`[part~=${name}]`),
];

/** What a reader sees: the visible text of an element and of the shadows in it, with single spaces. */
export function textOf(node: Node | null | undefined): string {
  return node ? gather(node).replace(/\s+/g, ' ').trim() : '';
}

function gather(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent!;
  if (!(node instanceof Element))
    return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ofChildren(node) : '';
  if (node.localName === 'style' || getComputedStyle(node).display === 'none') return '';
  if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).map(gather).join('');
  const inner = ofChildren(node.shadowRoot ?? node);
  return getComputedStyle(node).display.startsWith('inline') ? inner : ` ${inner} `;
}

const ofChildren = (node: Node) => [...node.childNodes].map(gather).join('');

/** Waits for what the test is about, and says what it waited for when it never came. */
export const until = (condition: () => unknown, what = condition.toString()) =>
  waitUntil(condition, `never came: ${what}`, { interval: 15, timeout: 8000 });

import type { KeptStorage } from '@consult/client';
import type { Conclusion } from '@consult/core';
import { html } from 'lit';
import '../../packages/elements/define/consult-desk.js';
import type { ConsultDesk } from '../../packages/elements/src/consult-desk/consult-desk.js';
import { type ChatInHouse, CONCLUSION } from './chats.js';
import { part, show, until } from './fixtures.js';
import type { House } from './house.js';
import { memoryStorage } from './memory-storage.js';

/** The desk of the chat's doctor, with its card. */
export async function showDesk(
  house: House,
  chat: ChatInHouse,
  { lang = 'ru', storage = memoryStorage() }: { lang?: 'ru' | 'en'; storage?: KeptStorage } = {},
) {
  const client = house.clientOf(chat.doctor, { storage });
  const el = await show<ConsultDesk>(client, html`<consult-desk chat-id=${chat.id}></consult-desk>`, {
    lang,
  });
  await until(() => part(el, 'card'), 'the desk is shown');
  return el;
}

/** The form of the conclusion, while it is there. */
export const form = (el: Element) => part(el, 'conclusion-form') as HTMLDialogElement | null;
export const field = (el: Element, id: string) => el.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`)!;

/** Opens that form. */
export async function open(el: Element, by: 'conclude' | 'correct' = 'conclude') {
  await until(() => part(el, by)?.matches(':enabled'), 'the form has arrived');
  part(el, by)!.click();
  await until(() => form(el)?.open, 'the form is open');
}

/** Types into one of its fields. */
export function write(el: Element, id: string, words: string) {
  field(el, id).value = words;
  for (const type of ['input', 'change']) field(el, id).dispatchEvent(new Event(type, { bubbles: true }));
}

/** Fills it with {@link CONCLUSION}. */
export function writeAll(el: Element) {
  write(el, 'complaints', CONCLUSION.complaints);
  write(el, 'findings', CONCLUSION.findings);
  write(el, 'recommendations', CONCLUSION.recommendations);
  write(el, 'diagnosis-code', CONCLUSION.diagnosis.code);
  write(el, 'diagnosis-text', CONCLUSION.diagnosis.text);
  write(el, 'next-visit', CONCLUSION.nextVisit!);
}

/** What the log says of the conclusion. */
export const cardOf = async (chat: ChatInHouse) =>
  (await chat.entries()).find(({ kind }) => kind === 'conclusion') as Conclusion;

/** Presses the button that asks whether the doctor is sure. */
export async function finish(el: Element) {
  part(el, 'finish')!.click();
  await until(() => part(el, 'sure'), 'the question');
}

/** The dialog in which a consultation is finished without a conclusion, and the field for the reason in it. */
export const dialog = (el: Element) => part(el, 'dialog') as HTMLDialogElement;
export const reason = (el: Element) => part(el, 'reason') as HTMLTextAreaElement;

/** Opens that dialog and writes a reason. */
export async function ask(el: Element, words: string) {
  part(el, 'complete')!.click();
  await until(() => dialog(el).open);
  reason(el).value = words;
  reason(el).dispatchEvent(new InputEvent('input', { bubbles: true }));
}

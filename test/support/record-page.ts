import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import { showChat, type ChatStaging } from './chat-page.js';
import type { ChatInHouse, ChatOptions } from './chats.js';
import { part, parts, textOf, until } from './fixtures.js';
import { aHouse, type House } from './house.js';

export interface RecordPage {
  readonly house: House;
  readonly chat: ChatInHouse;
  readonly el: ConsultChat;
}

export async function aPage(wanted: ChatOptions = {}, staging: ChatStaging = {}): Promise<RecordPage> {
  const house = await aHouse();
  const chat = await house.aChat({ said: [['doctor', 'Пришлите снимок']], ...wanted });
  await chat.entries(); // the doctor looks
  const el = await showChat(house, chat, staging);
  if (staging.as !== 'doctor') await until(() => part(el, 'menu'), 'the menu');
  return { house, chat, el };
}

export const focused = (el: Element) => el.shadowRoot!.activeElement;
export const dialog = (el: Element, name: 'accesses' | 'export') =>
  part(el, name) as HTMLDialogElement | null;

export async function openMenu(el: ConsultChat) {
  part(el, 'menu')!.click();
  await until(() => focused(el) === parts(el, 'menu-item')[0], 'the first item has the focus');
}

async function choose(el: ConsultChat, words: string) {
  await openMenu(el);
  parts(el, 'menu-item')
    .find((item) => textOf(item) === words)!
    .click();
}

export async function openAccesses(el: ConsultChat, words = 'Кто смотрел') {
  await choose(el, words);
  await until(() => dialog(el, 'accesses')?.open, 'the dialog');
}

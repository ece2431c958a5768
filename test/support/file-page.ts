import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import type { ChatInHouse } from './chats.js';
import { showChat, type ChatStaging } from './chat-page.js';
import { later, part, parts, textOf, until } from './fixtures.js';
import type { House } from './house.js';

/** Shows a chat with what attaches documents. */
export async function showWriter(
  house: House,
  chat: ChatInHouse,
  staging: ChatStaging = {},
): Promise<ConsultChat> {
  const el = await showChat(house, chat, { height: 640, ...staging });
  await later(el, import('../../packages/elements/src/consult-chat/attach.js'));
  await until(() => part(el, 'attach'), 'one can attach');
  return el;
}

/** The cards of the tray, as they read. */
export const tray = (el: Element) => parts(el, 'attachment').map(textOf);

/** Waits until all that was chosen is up. */
export const uploaded = (el: Element, count = 1) =>
  until(
    () => tray(el).filter((text) => /Загружен(?!ие|ы)|Uploaded/.test(text)).length === count,
    `${count} uploaded`,
  );

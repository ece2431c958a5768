import type { ExportFormat } from '@consult/core';
import type { ChatInHouse } from '../../support/chats.js';
import { aHouse, type House } from '../../support/house.js';
import { actorOf, type Cast } from '../../support/people.js';

/** A finished chat and its house. */
export interface FinishedChat {
  readonly house: House;
  readonly chat: ChatInHouse;
}

/** Seven entries: two notes, three messages, one of them with markup, a tombstone, and the end. */
export async function aFinishedChat(): Promise<FinishedChat> {
  const house = await aHouse();
  const chat = await house.aChat({
    title: 'Консультация <кардиолога> & "друзей"',
    said: [
      ['patient', 'Здравствуйте!\nБолит <b>здесь</b> & "там" <script>alert(1)</script>'],
      ['doctor', 'Пришлите снимок'],
    ],
  });
  const taken = await chat.says('patient', 'Сказано по ошибке');
  await chat.deletes('patient', taken.seq);
  await chat.says('patient', 'Отправила 😀');
  await chat.completes('Нужен очный осмотр');
  return { house, chat };
}

/** Asks for the export of a chat. */
export async function askExport(
  { house, chat }: FinishedChat,
  query: string,
  who: Cast = chat.speaker,
): Promise<Response> {
  const { server } = house;
  const token = await server.tokenFor(actorOf(who));
  const request = new Request(`${server.origin}/v1/chats/${chat.id}/export?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return server.fetch(request);
}

/** The export of a chat as a text. */
export const exportOf = async (chat: FinishedChat, format: ExportFormat, lang: 'ru' | 'en' = 'ru') =>
  (await askExport(chat, `format=${format}&lang=${lang}`)).text();

/** Two notes, what a mother wrote for her child, the doctor's answer to it, and the end. */
export async function aChildsChat(): Promise<FinishedChat> {
  const house = await aHouse();
  const chat = await house.aChat({ patient: 'child' });
  const { seq } = await chat.says('patient', 'У ребёнка жар');
  await chat.says('doctor', 'Давно?', seq);
  await chat.completes('Нужен очный осмотр');
  return { house, chat };
}

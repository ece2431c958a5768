import type { ChatOptions, Line } from '../test/support/chats.js';
import { find, type } from './reach.js';
import { scene } from './stage.js';

/** What a patient and a cardiologist say where a story is about something else. */
export const TALK: readonly Line[] = [
  ['patient', 'Здравствуйте! Утром было 160 на 95.'],
  ['doctor', 'Здравствуйте! Принимаете ли вы то, что назначил терапевт?'],
  ['patient', 'Да, но вчера забыла.'],
  ['patient', 'И вот ещё что: перебои бывают по ночам.'],
  ['doctor', 'Измерьте давление сейчас и через 15 минут, сидя, после покоя.'],
];

/** A chat of the house, as that side of it sees it. */
export const aTalk = (wanted: ChatOptions = {}, side: 'patient' | 'doctor' = 'patient') =>
  scene(async (house) => {
    const chat = await house.aChat({ said: TALK, ...wanted });
    return { chatId: chat.id, client: house.clientOf(side === 'doctor' ? chat.doctor : chat.speaker) };
  });

/** Writes in the chat of the story and sends it. */
export const write = async (canvas: HTMLElement, text: string) => {
  type(await find<HTMLTextAreaElement>(canvas, '[part=box]'), text);
  (await find(canvas, '[part=send]')).click();
  await find(canvas, '[part~=entry-pending]', text);
};

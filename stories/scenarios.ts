import type { ChatHandle } from '@consult/client';
import type { ChatInHouse } from '../test/support/chats.js';
import type { House } from '../test/support/house.js';
import type { Cast } from '../test/support/people.js';

const ANSWERS = [
  'Здравствуйте! Понимаю. Как давно это началось?',
  'Спасибо. Температура была? Измерьте, пожалуйста, давление и напишите сюда.',
  'Хорошо, картина ясна. Продолжайте принимать то, что назначено, и запишитесь на ЭКГ.',
] as const;

/** How long this doctor takes to read and to write, in ms. */
const READS_AFTER = 1200;
const WRITES_AFTER = 3200;

/**
 * A doctor at work in the same house, with a client and a network of their own: reads what the patient writes, answers
 * it, and finishes the consultation when there is nothing more to say.
 */
export function aDoctorWhoAnswers(
  house: House,
  chat: ChatInHouse,
  answers: readonly string[] = ANSWERS,
): void {
  const handle = house.clientOf(chat.doctor, { network: house.anotherNetwork() }).chat(chat.id);
  let answered = 0;
  let busy = false;

  handle.state.subscribe(() => {
    const last = handle.state.value.entries.at(-1);
    if (busy || last?.kind !== 'message' || last.author.side === 'doctor' || handle.state.value.refusal)
      return;
    busy = true;
    void answer(handle, answers[answered++], last.seq).finally(() => (busy = false));
  });

  async function answer(handle: ChatHandle, text: string | undefined, seq: number) {
    await pause(READS_AFTER);
    handle.markRead(seq);
    await pause(WRITES_AFTER);
    if (text) await handle.send(text);
    else await chat.completes('Консультация проведена, заключение будет готово после ЭКГ.');
  }
}

/** The network goes down for a while and comes back, again and again, until the house is closed. */
export function aFlappingNetwork(house: House, { up = 8000, down = 6000 } = {}): void {
  const turn = (cut: boolean) => {
    if (house.closed) return;
    if (cut) house.network.cut();
    else house.network.mend();
    setTimeout(() => turn(!cut), cut ? down : up);
  };
  setTimeout(() => turn(true), up);
}

/** Somebody else's page in the same house, open and quiet. */
export function aPageOf(house: House, who: Cast): void {
  const client = house.clientOf(who, { network: house.anotherNetwork() });
  client.connection.subscribe(() => undefined);
}

/** Somebody who begins to write and does not end. */
export function whoGoesOnTyping(house: House, chat: ChatInHouse, who: 'patient' | 'doctor'): void {
  if (house.closed) return;
  void chat.types(who).catch(() => undefined); // the consultation is over, or the house
  setTimeout(() => whoGoesOnTyping(house, chat, who), TYPES_EVERY);
}

const TYPES_EVERY = 1000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

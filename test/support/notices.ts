import type { NoticesPage } from '@consult/core/wire';
import type { House } from './house.js';

const HOUR = 60 * 60 * 1000;

/** Lets happen what a patient is told of by the server itself: seven notices, the newest a reminder. */
export async function everyNotice(house: House): Promise<void> {
  await house.server.tick(); // from now on it reminds
  await house.aChat({ state: 'completed', conclusion: true });
  await house.aChat({ state: 'cancelled' });
  const chat = await house.aChat({ state: 'scheduled', startsAt: house.clock.now() + 25 * HOUR });
  await chat.passesTo('surgeon');
  await house.clock.advance(2 * HOUR);
}

/** What the server has of the patient's notices. */
export const noticesOf = (house: House) => house.call<NoticesPage>('patient', 'GET', '/v1/notices');

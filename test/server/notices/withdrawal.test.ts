import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../chats/api.js';
import { consentActs } from '../consents/consent-acts.js';
import { DAY, NOON, OTHER_PATIENT, PATIENT } from '../db/stores.js';
import { aChannel, reach } from './delivery-rig.js';

const HOUR = 60 * 60_000;
const EVENING = NOON + 10 * HOUR; // 22:00 of Moscow: what is said now waits for the morning
const MORNING = NOON + DAY;

describe('The consent to notifications that is taken back', () => {
  let api: Api;
  let mail: ReturnType<typeof aChannel>;
  let acts: ReturnType<typeof consentActs>;
  beforeEach(async () => {
    mail = aChannel('email');
    api = await openApi({}, { channels: [mail.channel] });
    acts = consentActs(api);
    await acts.publish('notifications');
    for (const actor of [PATIENT, OTHER_PATIENT]) {
      await acts.give('notifications', actor);
      await reach(api.stores, actor.person, { email: `${actor.person}@example.org` });
    }
    api.now = EVENING;
    for (const { person } of [PATIENT, OTHER_PATIENT])
      await api.chatOf({ patient: person, state: 'scheduled', at: EVENING, startsAt: NOON + 5 * DAY });
    await api.tick();
    expect(mail.messages).toEqual([]);
  });
  afterEach(() => api.close());

  const reached = () => mail.messages.map(({ address }) => 'email' in address && address.email.split('@')[0]);

  it('holds back what waits to leave, and nobody else’s', async () => {
    await acts.withdraw('notifications');
    api.now = MORNING;
    await api.tick();
    expect(reached()).toEqual([OTHER_PATIENT.person]);
  });

  it('holds it back for good: given again, it is for what comes after', async () => {
    await acts.withdraw('notifications');
    api.now = MORNING;
    await api.tick();
    await acts.give('notifications');
    api.now = MORNING + HOUR;
    await api.tick();
    expect(reached()).toEqual([OTHER_PATIENT.person]);
    await api.chatOf({ state: 'scheduled', at: api.now, startsAt: NOON + 6 * DAY });
    await api.tick();
    expect(reached()).toEqual([OTHER_PATIENT.person, PATIENT.person]);
  });
});

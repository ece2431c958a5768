import type { FeedFrame } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONFIG_DEFAULTS } from '../../../server/src/config-defaults.js';
import { LINGER_MS } from '../../../server/src/feed/attendance.js';
import { eventually } from '../../support/eventually.js';
import { type Api, entry, openApi } from '../chats/api.js';
import {
  as,
  CHILD,
  DAY,
  DOCTOR,
  NOON,
  OPERATOR,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
  PATIENT,
} from '../db/stores.js';

const NAMES = {
  doctor: { family: 'Королёва', given: 'Вера', patronymic: 'Викторовна' },
  parent: { family: 'Соколова', given: 'Ольга', patronymic: 'Викторовна' },
};
const ofType = (frames: readonly FeedFrame[], type: FeedFrame['type']) =>
  frames.filter((frame) => frame.type === type);

describe('what passes and is not kept', () => {
  let api: Api;
  beforeEach(async () => void (api = await openApi()));
  afterEach(() => api.close());

  describe('typing', () => {
    it('is told to the others who may read, and to no tab of one’s own', async () => {
      const chat = await api.chatOf({ patient: CHILD });
      const feeds = await Promise.all(
        [as('patient', CHILD), PARENT, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT].map((who) => api.listen(who)),
      );
      expect(await api.said(PARENT, 'POST', `/chats/${chat}/typing`)).toEqual([204, undefined]);
      await eventually(() => expect(ofType(feeds[2]!.frames, 'typing')).toHaveLength(1));
      const typing = {
        type: 'typing',
        chat,
        person: { id: PARENT.person, name: NAMES.parent },
        side: 'patient',
      };
      expect(feeds.map(({ frames }) => ofType(frames, 'typing'))).toEqual([[typing], [], [typing], [], []]);
      await api.said(DOCTOR, 'POST', `/chats/${chat}/typing`);
      await eventually(() => expect(ofType(feeds[1]!.frames, 'typing')).toHaveLength(1));
      expect(ofType(feeds[1]!.frames, 'typing')).toMatchObject([
        { person: { id: DOCTOR.person, name: NAMES.doctor }, side: 'doctor' },
      ]);
    });

    it('is never told to those who may not read before the consent', async () => {
      const newcomer = as('patient', 'per_newcomer');
      const name = { family: 'Новикова', given: 'Анна' };
      await api.ask(OPERATOR, 'PUT', `/people/${newcomer.person}`, {
        name,
        birthDate: null,
        specialty: null,
      });
      const chat = await api.chatOf({ patient: newcomer.person });
      const { frames } = await api.listen(newcomer);
      expect(await api.said(DOCTOR, 'POST', `/chats/${chat}/typing`)).toEqual([204, undefined]);
      expect(await api.said(newcomer, 'POST', `/chats/${chat}/typing`)).toEqual([403, 'consent-needed']);
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/entries`, entry('x')); // what comes after it has come
      await eventually(() => expect(ofType(frames, 'hint')).toHaveLength(1));
      expect(ofType(frames, 'typing')).toEqual([]);
    });

    it('is for those who may write, and only while they may', async () => {
      const chat = await api.chatOf();
      const typing = (actor = DOCTOR) => api.said(actor, 'POST', `/chats/${chat}/typing`);
      expect(await typing(OTHER_DOCTOR)).toEqual([404, 'not-found']);
      expect(await typing(OPERATOR)).toEqual([404, 'not-found']);
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason: 'нет' });
      expect(await typing()).toEqual([409, 'chat-finished']);
    });

    it('leaves nothing behind', async () => {
      const chat = await api.chatOf();
      const before = await api.ask(DOCTOR, 'GET', `/chats/${chat}`);
      await api.said(PATIENT, 'POST', `/chats/${chat}/typing`);
      expect((await api.ask(DOCTOR, 'GET', `/chats/${chat}`)).json).toEqual(before.json);
      expect(api.announced).toEqual([]);
    });

    it('is taken once in two seconds', async () => {
      const strict = await openApi({ limits: CONFIG_DEFAULTS.limits });
      const chat = await strict.chatOf();
      const typing = async () => (await strict.said(PATIENT, 'POST', `/chats/${chat}/typing`))[0];
      expect(await typing()).toBe(204);
      strict.now += 1_999;
      expect(await typing()).toBe(429);
      strict.now += 1;
      expect(await typing()).toBe(204);
      await strict.close();
    });
  });

  describe('presence', () => {
    it('is in what one reads of the chat, for either side', async () => {
      const chat = await api.chatOf({ patient: CHILD });
      const online = async (actor = DOCTOR) => {
        const one = await api.ask(actor, 'GET', `/chats/${chat}`);
        const list = await api.ask(actor, 'GET', '/chats');
        const page = await api.ask(actor, 'GET', `/chats/${chat}/entries`);
        const said = [
          one.json.chat,
          (list.json['chats'] as NonNullable<typeof one.json.chat>[])[0],
          page.json.chat,
        ];
        expect(new Set(said.map((view) => view!.othersOnline)).size).toBe(1);
        return said[0]!.othersOnline;
      };
      expect(await online()).toBe(false);
      const { close } = await api.listen(PARENT); // who speaks for the child is the child's side
      expect(await online()).toBe(true);
      expect(await online(PARENT)).toBe(false);
      await api.listen(as('patient', DOCTOR.person)); // the doctor's own page as a patient
      expect(await online(PARENT)).toBe(false);
      await api.listen(DOCTOR);
      expect(await online(PARENT)).toBe(true);
      close();
      expect(await online()).toBe(true); // a page loaded again does not flicker
    });

    it('is nobody’s business before the day and after the end', async () => {
      await api.listen(PATIENT);
      const later = await api.chatOf({ state: 'scheduled', startsAt: NOON + DAY });
      const over = await api.chatOf();
      await api.ask(DOCTOR, 'POST', `/chats/${over}/complete`, { outcome: 'no-conclusion', reason: 'нет' });
      for (const chat of [later, over])
        expect((await api.ask(DOCTOR, 'GET', `/chats/${chat}`)).json.chat).not.toHaveProperty('othersOnline');
      const today = await api.chatOf({ state: 'scheduled', startsAt: NOON + 10 });
      expect((await api.ask(DOCTOR, 'GET', `/chats/${today}`)).json.chat!.othersOnline).toBe(true);
      expect((await api.ask(OPERATOR, 'POST', `/chats/${today}/cancel`)).json.chat).not.toHaveProperty(
        'othersOnline',
      );
    });

    it('is told to the other side of the chats of today when somebody comes', async () => {
      const chat = await api.chatOf({ patient: CHILD });
      await api.chatOf({ patient: CHILD, state: 'scheduled', startsAt: NOON + DAY });
      const [doctor, stranger] = [await api.listen(DOCTOR), await api.listen(OTHER_PATIENT)];
      await api.listen(PARENT);
      await eventually(() => expect(doctor.frames).toEqual([{ type: 'presence', chat, online: true }]));
      await api.listen(PARENT);
      await api.listen(as('patient', CHILD)); // the side was there already; the same again is no news
      await eventually(() => expect(doctor.frames).toHaveLength(2));
      expect(new Set(doctor.frames.map((frame) => JSON.stringify(frame))).size).toBe(1);
      expect(stranger.frames).toEqual([]);
    });

    it('ends for the others when the last one of a side has been gone for a while', async () => {
      const chat = await api.chatOf({ patient: CHILD });
      const doctor = await api.listen(DOCTOR);
      const parent = await api.listen(PARENT);
      await eventually(() => expect(doctor.frames).toHaveLength(1));
      parent.close();
      expect(api.timers.map(({ ms }) => ms)).toEqual([LINGER_MS]);
      api.timers.splice(0).forEach(({ run }) => run());
      await eventually(() => expect(doctor.frames.at(-1)).toEqual({ type: 'presence', chat, online: false }));
    });
  });

  describe('delivery', () => {
    const deliver = (actor: typeof DOCTOR, marks: unknown) => api.said(actor, 'PUT', '/delivered', { marks });

    it('is told to the other side, once', async () => {
      const chat = await api.chatOf();
      const { frames } = await api.listen(DOCTOR);
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/entries`, entry('Здравствуйте'));
      for (let copy = 0; copy < 3; copy++)
        expect(await deliver(PATIENT, [{ chat, seq: 3 }])).toEqual([204, undefined]);
      expect(api.announced.map(({ revision }) => revision)).toEqual([3, 4]);
      await eventually(() => expect(ofType(frames, 'hint').at(-1)).toMatchObject({ chat, revision: 4 }));
      expect((await api.ask(DOCTOR, 'GET', `/chats/${chat}`)).json.chat).toMatchObject({
        othersDeliveredSeq: 3,
        othersReadSeq: 0,
      });
    });

    it('comes for at least one chat and at most a hundred', async () => {
      const chat = await api.chatOf();
      const marks = (count: number) => Array.from({ length: count }, () => ({ chat, seq: 2 }));
      expect(await deliver(PATIENT, marks(0))).toEqual([422, 'invalid']);
      expect(await deliver(PATIENT, marks(1))).toEqual([204, undefined]);
      expect(await deliver(PATIENT, marks(99))).toEqual([204, undefined]);
      expect(await deliver(PATIENT, marks(100))).toEqual([204, undefined]);
      expect(await deliver(PATIENT, marks(101))).toEqual([422, 'invalid']);
      expect(await deliver(PATIENT, [{ chat, seq: -1 }])).toEqual([422, 'invalid']);
      expect(await deliver(PATIENT, [{ chat, seq: 1, more: true }])).toEqual([422, 'invalid']);
    });
  });

  describe('another doctor', () => {
    it('is appointed by the registry, and the former one hears of it for the last time', async () => {
      const chat = await api.chatOf();
      const [former, next] = [await api.listen(DOCTOR), await api.listen(OTHER_DOCTOR)];
      const reassign = (doctor = OTHER_DOCTOR.person, actor = OPERATOR) =>
        api.said(actor, 'POST', `/chats/${chat}/doctor`, { doctor });
      expect(await reassign(OTHER_DOCTOR.person, DOCTOR)).toEqual([403, 'not-allowed']);
      expect(await reassign(PATIENT.person)).toEqual([404, 'not-found']);
      expect(await reassign('per_nobody')).toEqual([404, 'not-found']);
      expect(await reassign()).toEqual([200, undefined]);
      expect(await reassign()).toEqual([200, undefined]); // sent again over a bad network
      await eventually(() => expect(ofType(next.frames, 'hint')).toHaveLength(1));
      expect(ofType(next.frames, 'hint')).toMatchObject([{ chat, entry: { note: 'doctor-changed' } }]);
      expect(ofType(former.frames, 'hint')).toEqual([{ type: 'hint', epoch: api.epoch, chat, revision: 3 }]);
      await api.ask(PATIENT, 'POST', `/chats/${chat}/entries`, entry('Кто здесь?'));
      await api.said(PATIENT, 'POST', `/chats/${chat}/typing`);
      await eventually(() => expect(ofType(next.frames, 'typing')).toHaveLength(1));
      expect(ofType(former.frames, 'hint')).toHaveLength(1);
      expect(ofType(former.frames, 'typing')).toEqual([]);
      expect(await api.said(DOCTOR, 'GET', `/chats/${chat}/entries`)).toEqual([404, 'not-found']);
    });

    it('comes too late where the consultation is over', async () => {
      const chat = await api.chatOf();
      await api.ask(DOCTOR, 'POST', `/chats/${chat}/complete`, { outcome: 'no-conclusion', reason: 'нет' });
      const reassign = (doctor: string) => api.said(OPERATOR, 'POST', `/chats/${chat}/doctor`, { doctor });
      expect(await reassign(OTHER_DOCTOR.person)).toEqual([409, 'chat-finished']);
      expect(await reassign(DOCTOR.person)).toEqual([200, undefined]); // as wished already
    });
  });
});

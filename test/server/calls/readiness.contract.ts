import { refusalToLead, refusalToTellReadiness, type Actor, type ProbeFinding } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/src/deps.js';
import {
  type Adapter,
  aChat,
  as,
  CHILD,
  DOCTOR,
  HOUR,
  MINUTE,
  NOON,
  OTHER_DOCTOR,
  OTHER_PATIENT,
  PARENT,
} from '../db/stores.js';

const finding = (result: ProbeFinding['result']): ProbeFinding[] => [
  { probe: 'camera', result, cause: result === 'failed' ? 'device-busy' : null },
];

/** Checks before a call, whichever library holds the database. */
export function readinessContract(adapter: Adapter) {
  let stores: Stores;
  let chat: string;
  beforeEach(async () => {
    stores = await adapter.openSettled();
    chat = await aChat(stores, { patient: CHILD, state: 'scheduled', startsAt: NOON + 10 * MINUTE });
  });
  afterEach(() => stores.close());

  const tell = (actor: Actor, result: ProbeFinding['result'] = 'ok', now = NOON, chatId = chat) =>
    stores.readiness.tell({ chatId, actor, now }, finding(result), refusalToTellReadiness);
  const newest = (actor: Actor = DOCTOR, now = NOON, since = 0) =>
    stores.readiness.newest({ chatId: chat, actor, now }, since, (_, standing) => refusalToLead(standing));

  describe('readiness', () => {
    it('is the newest of anybody on the patient’s side, and never the doctor’s own', async () => {
      expect(await newest()).toBe(undefined);
      await tell(DOCTOR);
      expect(await newest()).toBe(undefined);
      await tell(PARENT, 'failed', NOON + 1);
      await tell(as('patient', CHILD), 'warning', NOON + 2);
      expect(await newest()).toEqual({ checkedAt: NOON + 2, findings: finding('warning') });
      await tell(PARENT, 'ok', NOON + 3);
      expect(await newest()).toEqual({ checkedAt: NOON + 3, findings: finding('ok') });
    });

    it('tells nothing once it is too old', async () => {
      await tell(PARENT, 'ok', NOON);
      expect(await newest(DOCTOR, NOON + HOUR, NOON - 1)).toMatchObject({ checkedAt: NOON });
      expect(await newest(DOCTOR, NOON + HOUR, NOON)).toBe(undefined);
    });

    it('is told by the two sides and read by the doctor', async () => {
      for (const stranger of [OTHER_PATIENT, OTHER_DOCTOR]) {
        await expect(tell(stranger)).rejects.toMatchObject({ code: 'not-found' });
        await expect(newest(stranger)).rejects.toMatchObject({ code: 'not-found' });
      }
      await expect(newest(PARENT)).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(tell(DOCTOR, 'ok', NOON, 'cht_none')).rejects.toMatchObject({ code: 'not-found' });
    });

    it('is of no use any more once the consultation is over', async () => {
      await stores.chats.move(
        { chatId: chat, actor: null, now: NOON },
        { state: 'missed', outcome: null, note: 'missed', reason: null },
        () => undefined,
      );
      await expect(tell(PARENT)).rejects.toMatchObject({ code: 'chat-finished' });
    });
  });
}

import { moscowDay } from '@consult/core';
import type { JournalPage, RequestView } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../../server/src/deps.js';
import { closeHouses } from '../../support/house.js';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { anApp } from '../app/app-rig.js';
import { type Api, openApi } from '../chats/api.js';
import { CLINIC, DAY, MINUTE, newId, NOON, OPERATOR, PATIENT } from '../db/stores.js';
import { aDraft, HOUR, openDesk, SECOND_OPERATOR } from './desk.js';

const opened: Api[] = [];
afterEach(async () => {
  for (const api of opened.splice(0)) await api.close();
  await closeHouses();
});

/** A registry where the installation has said something else than the defaults. */
async function aClinic(config: Partial<ServerConfig>) {
  const api = await openApi(config);
  opened.push(api);
  return { api, desk: await openDesk(api) };
}

const dayIn = (days: number) => moscowDay(NOON + days * DAY);

describe('Where an installation has limits of its own, of requests:', () => {
  it('so many stretches of days may be wished for, and not one more', async () => {
    const { api, desk } = await aClinic({ wishes: 2 });
    const wish = (count: number) => {
      const wishes = Array.from({ length: count }, () => ({ from: dayIn(1), to: dayIn(2) }));
      return api.said(PATIENT, 'POST', '/requests', desk.draft({ wishes, specialty: `Врач ${count}` }));
    };
    for (const count of [1, 2]) expect(await wish(count), `${count}`).toEqual([201, undefined]);
    expect(await wish(3)).toEqual([422, 'too-many-dates']);
  });

  it('they may lie so many days ahead, and not one more', async () => {
    const { api, desk } = await aClinic({ wishAhead: 3 });
    const wish = (days: number) => {
      const wishes = [{ from: dayIn(1), to: dayIn(days) }];
      return api.said(PATIENT, 'POST', '/requests', desk.draft({ wishes, specialty: `Врач ${days}` }));
    };
    for (const days of [2, 3]) expect(await wish(days), `${days}`).toEqual([201, undefined]);
    expect(await wish(4)).toEqual([422, 'dates-wrong']);
  });

  it.each([
    [1, '2026-11-24'],
    [4, '2026-11-27'],
    [5, '2026-11-30'], // a Monday: weekends are no working days
    [6, '2026-12-01'],
  ])(
    'the registry telephones within %i working days: to the end of %s, and is late from then on',
    async (callDays, day) => {
      const { api, desk } = await aClinic({ callDays });
      const { callBy } = await desk.request();
      expect(moscowDay(callBy)).toBe(day);
      const isLate = async (at: number) => {
        api.now = at;
        return ((await api.ask(OPERATOR, 'GET', '/journal')).json as unknown as JournalPage).rows[0]!.overdue;
      };
      expect([await isLate(callBy - 1), await isLate(callBy), await isLate(callBy + 1)]).toEqual([
        false,
        false,
        true,
      ]);
    },
  );

  it.each([1, 2, 3])('a planned consultation is given within %i days', async (consultDays) => {
    const { desk } = await aClinic({ consultDays });
    const { consultBy } = (await desk.request()) as RequestView;
    expect(moscowDay(consultBy!)).toBe(dayIn(consultDays));
  });

  it('an offer is held so long, and has lapsed at its end', async () => {
    for (const [after, code] of [
      [2 * HOUR - 1, undefined],
      [2 * HOUR, 'offer-lapsed'],
      [2 * HOUR + 1, 'offer-lapsed'],
    ] as const) {
      const { api, desk } = await aClinic({ offerHoldMs: 2 * HOUR });
      const { id } = await desk.request();
      const offer = await desk.offered(id, 48 * HOUR);
      expect((await desk.view(id)).offers[0]!.heldUntil).toBe(NOON + 2 * HOUR);
      api.now = NOON + after;
      expect((await desk.accept(id, offer)).json.code, `${after}`).toBe(code);
    }
  });

  it('a request is the operator’s who works on it for so long', async () => {
    for (const [after, said] of [
      [MINUTE - 1, [423, 'request-locked']],
      [MINUTE, [200, undefined]],
      [MINUTE + 1, [200, undefined]],
    ] as const) {
      const { api, desk } = await aClinic({ lockMs: MINUTE });
      const { id } = await desk.request();
      const lock = (actor = OPERATOR) => api.said(actor, 'POST', `/journal/${id}/lock`, {});
      await lock();
      expect((await desk.row(id)).lock).toMatchObject({ until: NOON + MINUTE });
      api.now = NOON + after;
      expect(await lock(SECOND_OPERATOR), `${after}`).toEqual(said);
    }
  });

  it('it may be annulled from so many refusals on', async () => {
    for (const [refusals, said] of [
      [1, [409, 'refusals-missing']],
      [2, [200, undefined]],
      [3, [200, undefined]],
    ] as const) {
      const { api, desk } = await aClinic({ refusalsToAnnul: 2 });
      const { id } = await desk.request();
      for (let no = 1; no <= refusals; no++) await desk.refuse(id, await desk.offered(id, (20 + no) * HOUR));
      const reason = 'Отказались';
      expect(await api.said(OPERATOR, 'POST', `/journal/${id}/annul`, { reason }), `${refusals}`).toEqual(
        said,
      );
    }
  });

  it.each(['phone', 'address'] as const)(
    'of a %s, so many come without an account, and not one more',
    async (rule) => {
      const { outcome, house } = await anApp({
        anonymousRequests: true,
        limits: { ...WIDE_LIMITS, [`anonymous-requests-per-${rule}`]: { uses: 2, windowMs: 60_000 } },
      });
      const { patient: _, source: __, ...draft } = aDraft();
      const send = (phone: string, address: string) => {
        const who = { name: { family: 'Гостев', given: 'Иван' }, birthDate: '1970-05-05', kind: 'in-person' };
        const consent = { version: 1, hash: 'a'.repeat(64) };
        const body = { ...draft, ...who, consent, phone, key: newId('entryKey'), organisation: CLINIC };
        return outcome('POST', '/v1/anonymous-requests', { body, address });
      };
      const same = (no: number) =>
        rule === 'phone' ? send('+79210000000', `1.1.1.${no}`) : send(`+7921000000${no}`, '1.1.1.1');
      for (const no of [1, 2]) expect(await same(no), `${no}`).not.toBe('too-many-requests');
      expect(await same(3)).toBe('too-many-requests');
      expect(await send('+79219999999', '9.9.9.9')).not.toBe('too-many-requests');
      await house.clock.advance(60_000);
      expect(await same(4)).not.toBe('too-many-requests');
    },
  );
});

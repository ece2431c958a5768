import { describe, expect, it } from 'vitest';
import { WIDE_LIMITS } from '../../support/wide-limits.js';
import { DOCTOR, newId, NOON, PATIENT } from '../db/stores.js';
import { openCalls } from './call-api.js';

describe('How much a call may be', () => {
  it('is told of a signal: so many bytes and not one more, so many in a call', async () => {
    const { api, ring, ask } = await openCalls({ signalBytes: 50, signalsPerCall: 2 });
    const { id } = await ring(await api.chatOf());
    const device = newId('device');
    const send = (length: number) =>
      api.said(PATIENT, 'POST', `/calls/${id}/signals`, {
        key: newId('entryKey'),
        device,
        kind: 'text',
        payload: { t: 'ы'.repeat((length - 8) / 2) },
      });
    expect(await send(52)).toEqual([413, 'too-large']);
    expect(await send(50)).toEqual([201, undefined]);
    expect(await send(48)).toEqual([201, undefined]);
    expect(await send(48)).toEqual([409, 'quota-exceeded']);
    await ask(DOCTOR, 'POST', `/calls/${id}/end`, {});
    await api.close();
  });

  it('is told by the configuration: how long it rings, tries and lasts', async () => {
    const { api, ring, accept, view, media } = await openCalls({
      ringMs: 5_000,
      connectMs: 3_000,
      callMs: 9_000,
    });
    const chat = await api.chatOf();
    const missed = await ring(chat);
    expect(missed.ringsUntil).toBe(NOON + 5_000);
    api.now = NOON + 5_000;
    await api.tick();
    expect((await view(missed.id, DOCTOR)).end).toBe('no-answer');
    const [hers, his] = [newId('device'), newId('device')];
    const long = await ring(chat, his);
    await accept(long.id, hers);
    await media(long.id, PATIENT, hers, true);
    await media(long.id, DOCTOR, his, true);
    api.now += 8_999;
    await api.tick();
    expect((await view(long.id, DOCTOR)).state).toBe('active');
    api.now += 1;
    await api.tick();
    expect((await view(long.id, DOCTOR)).end).toBe('hang-up');
    await api.close();
  });

  it('leaves alone what a person may write: signals have a limit of their own', async () => {
    const { api, ring } = await openCalls({
      limits: {
        ...WIDE_LIMITS,
        'writes-per-person': { uses: 3, windowMs: 4_000 },
      },
    });
    const chat = await api.chatOf();
    const { id } = await ring(chat);
    const device = newId('device');
    for (let n = 0; n < 10; n++)
      expect(
        await api.said(PATIENT, 'POST', `/calls/${id}/signals`, {
          key: newId('entryKey'),
          device,
          kind: 'ice-candidate',
          payload: { n },
        }),
      ).toEqual([201, undefined]);
    expect(
      await api.said(PATIENT, 'POST', `/chats/${chat}/entries`, { key: newId('entryKey'), text: 'Слышу' }),
    ).toEqual([201, undefined]);
    await api.close();
  });
});

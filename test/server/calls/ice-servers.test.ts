import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIceServers, ICE_LIFE_MS } from '../../../server/src/calls/ice-servers.js';

const NOON = Date.UTC(2026, 10, 23, 9);
const SECRET = 'tainy-secret-of-coturn';
const URLS = {
  stunUrls: ['stun:turn.example:3478'],
  turnUrls: ['turn:turn.example:3478', 'turns:turn.example:443'],
};

describe('ICE servers', () => {
  it('are none where the installation names none', async () => {
    const none = createIceServers({ stunUrls: [], turnUrls: [] });
    expect(await none({ call: 'cal_1', now: NOON, endsBy: NOON + 1 })).toEqual({ servers: [], until: null });
  });

  it('have no credentials where there is no TURN', async () => {
    const stun = createIceServers({ ...URLS, turnUrls: [] });
    expect(await stun({ call: 'cal_1', now: NOON, endsBy: NOON + 1 })).toEqual({
      servers: [{ urls: URLS.stunUrls }],
      until: null,
    });
  });

  it('have credentials of the call alone, as coturn counts them out', async () => {
    const ice = createIceServers({ ...URLS, turnSecret: SECRET });
    const { servers, until } = await ice({ call: 'cal_1', now: NOON, endsBy: NOON + 4 * ICE_LIFE_MS });
    const username = `${(NOON + ICE_LIFE_MS) / 1000}:cal_1`;
    const credential = createHmac('sha1', SECRET).update(username).digest('base64');
    expect(servers).toEqual([{ urls: URLS.stunUrls }, { urls: URLS.turnUrls, username, credential }]);
    expect(until).toBe(NOON + ICE_LIFE_MS);
    const other = await ice({ call: 'cal_2', now: NOON, endsBy: NOON + 4 * ICE_LIFE_MS });
    expect(other.servers[1]!.credential).not.toBe(credential);
  });

  it.each([
    [ICE_LIFE_MS - 1000, ICE_LIFE_MS - 1000],
    [ICE_LIFE_MS, ICE_LIFE_MS],
    [ICE_LIFE_MS + 1000, ICE_LIFE_MS],
    [1999, 1000],
  ])(
    'are good for an hour at most and no longer than the call: it may last %i ms, they %i',
    async (left, life) => {
      const ice = createIceServers({ ...URLS, turnSecret: SECRET });
      expect((await ice({ call: 'cal_1', now: NOON, endsBy: NOON + left })).until).toBe(NOON + life);
    },
  );
});

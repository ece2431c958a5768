import { openAnonymousLookup } from '@consult/client/requests';
import { afterEach, describe, expect, it } from 'vitest';
import { anUnknownRequest, offer, takeRequests } from '../support/applying.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const LOOKUP = 'POST /v1/anonymous-requests/lookup';
const aClinic = async () => takeRequests(await aHouse({ config: { anonymousRequests: true } }));
const aLookup = ({ server, network, clock }: House) =>
  openAnonymousLookup({ server: `${server.origin}/`, fetch: network.fetch, now: clock.now });

async function aFoundRequest(house: House) {
  const { request, secret } = await anUnknownRequest(house);
  const lookup = aLookup(house);
  await lookup.find(request.number, secret);
  return { lookup, request, secret };
}

describe('a request without an account', () => {
  it('is found by its number and its key, and by no other pair', async () => {
    const house = await aClinic();
    const { lookup, request, secret } = await aFoundRequest(house);
    expect(lookup.state.value).toEqual({ looking: false, request });
    lookup.forget();
    for (const [number, key] of [
      [request.number, '0'.repeat(32)],
      ['Ж-2026-999999', secret],
    ] as const) {
      await expect(lookup.find(number, key)).rejects.toMatchObject({ code: 'not-found' });
      expect(lookup.state.value).toEqual({ looking: false });
    }
    lookup.close();
  });

  it('is not to be had where the installation does not let it', async () => {
    const lookup = aLookup(await takeRequests(await aHouse()));
    await expect(lookup.find('Ж-2026-000001', '0'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
    lookup.close();
  });

  it('tells how it stands when it is asked again', async () => {
    const house = await aClinic();
    const { lookup, request } = await aFoundRequest(house);
    await offer(house, request);
    expect(lookup.state.value.request).toMatchObject({ state: 'registered' });
    await lookup.refresh();
    expect(lookup.state.value.request).toMatchObject({ state: 'offered', number: request.number });
    lookup.close();
  });

  it('stays on the screen while the server cannot be reached, or something on the way answers for it', async () => {
    const house = await aClinic();
    const { lookup, request } = await aFoundRequest(house);
    house.network.cut();
    await expect(lookup.refresh()).rejects.toMatchObject({ code: 'unavailable' });
    house.network.mend();
    house.network.failNext(LOOKUP, 404);
    await expect(lookup.refresh()).rejects.toMatchObject({ code: 'unavailable' });
    expect(lookup.state.value).toEqual({ looking: false, request });
    await lookup.refresh();
    lookup.close();
  });

  it('leaves the screen once its key opens it no more', async () => {
    const house = await aClinic();
    const key = house.newKey();
    const { request, secret } = await anUnknownRequest(house, key);
    const lookup = aLookup(house);
    await lookup.find(request.number, secret);
    await anUnknownRequest(house, key);
    await expect(lookup.refresh()).rejects.toMatchObject({ code: 'not-found' });
    expect(lookup.state.value).toEqual({ looking: false });
    lookup.close();
  });

  it('keeps its key out of addresses, and of what the handle shows', async () => {
    const house = await aClinic();
    const { lookup, secret } = await aFoundRequest(house);
    await lookup.refresh();
    expect(JSON.stringify([house.network.exchanges, lookup.state.value])).not.toContain(secret);
    expect(house.network.exchanges.map(({ method, path }) => `${method} ${path}`)).toEqual([LOOKUP, LOOKUP]);
    lookup.close();
  });

  it('is let go of with its key: an answer on its way is not heard, and nothing is asked again', async () => {
    const house = await aClinic();
    const { lookup, request, secret } = await aFoundRequest(house);
    const held = house.network.hold(LOOKUP);
    const refreshing = lookup.refresh();
    await until(lookup.state, ({ looking }) => looking);
    lookup.forget();
    held.release();
    await refreshing;
    expect(lookup.state.value).toEqual({ looking: false });
    const before = house.network.exchanges.length;
    await lookup.refresh();
    expect(house.network.exchanges).toHaveLength(before);
    lookup.close();
    await expect(lookup.find(request.number, secret)).rejects.toMatchObject({ code: 'unavailable' });
    expect(house.network.exchanges).toHaveLength(before);
  });
});

import { openRequests, type RequestsHandle } from '@consult/client/requests';
import { afterEach, describe, expect, it } from 'vitest';
import { annul, aRequest, DAY, offer, refuse, refusedRequest, takeRequests } from '../support/applying.js';
import { aHouse, closeHouses, type House } from '../support/house.js';
import { aTab, QUICK, type TabWishes } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const aClinic = async () => takeRequests(await aHouse());
const ready = (requests: RequestsHandle) => until(requests.state, ({ status }) => status === 'ready');

async function theRequests(house: House, wishes: TabWishes = {}, request?: string) {
  const requests = openRequests(aTab(house, 'patient', wishes), { request, tuning: QUICK });
  await ready(requests);
  return requests;
}

const first = ({ state }: RequestsHandle) => state.value.requests[0]!;
const heldOf = (requests: RequestsHandle) => first(requests).offers.find(({ state }) => state === 'held')!;

describe('the requests of a patient', () => {
  it('are their own and those of their child, newest first', async () => {
    const house = await aClinic();
    const own = await aRequest(house);
    await house.clock.advance(1000);
    const childs = await aRequest(house, { who: 'child' });
    const requests = await theRequests(house);
    expect(requests.state.value.requests.map(({ id }) => id)).toEqual([childs.id, own.id]);
    requests.close();
  });

  it('are nobody else’s', async () => {
    const house = await aClinic();
    const { id } = await aRequest(house);
    const others = openRequests(aTab(house, 'otherPatient'), { tuning: QUICK });
    expect((await ready(others)).requests).toEqual([]);
    const one = openRequests(aTab(house, 'otherPatient'), { request: id, tuning: QUICK });
    expect((await until(one.state, ({ status }) => status === 'failed')).problem).toBe('not-found');
    others.close();
    one.close();
  });

  it('follow what the registry does: offer, refusal by telephone, annulment', async () => {
    const house = await aClinic();
    const request = await refusedRequest(house, 2);
    const requests = await theRequests(house);
    await offer(house, request, 9);
    await until(requests.state, (state) => state.requests[0]!.state === 'offered');
    await refuse(house, request);
    await until(requests.state, (state) => state.requests[0]!.refusals === 3);
    await annul(house, request, 'Три отказа');
    await until(requests.state, (state) => state.requests[0]!.state === 'annulled');
    expect(first(requests).annulment).toMatchObject({ reason: 'Три отказа' });
    requests.close();
  });

  it('grow by a request that is left while they are looked at', async () => {
    const house = await aClinic();
    const requests = await theRequests(house);
    const { id } = await aRequest(house);
    await until(requests.state, (state) => state.requests[0]?.id === id);
    requests.close();
  });

  it('are read again after a gap, and without a socket by asking', async () => {
    const house = await aClinic();
    const request = await aRequest(house);
    const requests = await theRequests(house);
    house.network.cut();
    await offer(house, request);
    house.network.mend();
    await until(requests.state, (state) => state.requests[0]!.state === 'offered');
    house.network.withoutLive();
    await refuse(house, request);
    await until(requests.state, (state) => state.requests[0]!.state === 'refused');
    requests.close();
  });

  it('are accepted by the server’s word alone: until then it is said to be on its way', async () => {
    const house = await aClinic();
    const { id } = await offer(house, await aRequest(house));
    const requests = await theRequests(house);
    const held = house.network.hold('/accept');
    const accepting = requests.accept(id, heldOf(requests).id);
    expect(requests.state.value.busy.get(id)).toBe('accept');
    expect(first(requests).state).toBe('offered');
    held.release();
    await accepting;
    expect(first(requests)).toMatchObject({ state: 'scheduled', chat: expect.stringMatching(/^cht_/) });
    expect(requests.state.value.busy.size).toBe(0);
    requests.close();
  });

  it('are refused with a reason, which counts', async () => {
    const house = await aClinic();
    const { id } = await offer(house, await aRequest(house));
    const requests = await theRequests(house);
    await requests.refuse(id, heldOf(requests).id, '  На работе ');
    expect(first(requests)).toMatchObject({ state: 'refused', refusals: 1 });
    expect(first(requests).offers[0]).toMatchObject({
      state: 'refused',
      reason: 'На работе',
      byPhone: false,
    });
    requests.close();
  });

  it('cannot be answered too late, and the screen follows', async () => {
    const house = await aClinic();
    const { id } = await offer(house, await aRequest(house));
    const requests = await theRequests(house);
    const held = heldOf(requests);
    house.network.deafen();
    await house.clock.advance(2 * DAY);
    await expect(requests.accept(id, held.id)).rejects.toMatchObject({ code: 'offer-lapsed' });
    await until(requests.state, (state) => state.requests[0]!.offers[0]!.state === 'lapsed');
    expect(first(requests).refusals).toBe(0);
    requests.close();
  });

  it('are withdrawn for good', async () => {
    const house = await aClinic();
    const { id } = await aRequest(house);
    const requests = await theRequests(house);
    await requests.withdraw(id);
    expect(first(requests)).toMatchObject({ state: 'withdrawn' });
    await expect(requests.withdraw(id)).resolves.toBeUndefined();
    requests.close();
  });

  it('take one command for a request at a time', async () => {
    const house = await aClinic();
    const { id } = await offer(house, await aRequest(house));
    const requests = await theRequests(house);
    const held = house.network.hold('/accept');
    const offerId = heldOf(requests).id;
    const accepting = requests.accept(id, offerId);
    await expect(requests.refuse(id, offerId, '')).rejects.toMatchObject({ code: 'already-done' });
    held.release();
    await accepting;
    requests.close();
  });

  it('come by pages', async () => {
    const house = await aClinic();
    const specialties = Array.from({ length: 22 }, (_, at) => `Специальность ${at}`);
    for (const specialty of specialties) {
      await house.clock.advance(1000);
      await aRequest(house, { specialty });
    }
    const requests = await theRequests(house);
    expect([requests.state.value.requests.length, requests.state.value.more]).toEqual([20, true]);
    await requests.loadMore();
    expect([requests.state.value.requests.length, requests.state.value.more]).toEqual([22, false]);
    requests.close();
  });

  it('stay on the screen while only the weather is bad, and leave it with the person', async () => {
    const house = await aClinic();
    await aRequest(house);
    const tab = aTab(house, 'patient');
    const requests = openRequests(tab, { tuning: QUICK });
    await ready(requests);
    house.network.failNext('/v1/requests', 'unreachable', 1);
    requests.reload();
    await until(requests.state, ({ problem }) => problem === 'unavailable');
    expect(requests.state.value.requests).toHaveLength(1);
    await tab.signOut();
    expect(requests.state.value).toMatchObject({ status: 'failed', problem: 'signed-out', requests: [] });
    requests.close();
  });

  it('of one request tell of nothing else', async () => {
    const house = await aClinic();
    const { id } = await aRequest(house);
    const requests = await theRequests(house, {}, id);
    await aRequest(house, { specialty: 'Хирург' });
    await offer(house, { id });
    await until(requests.state, (state) => state.requests[0]!.state === 'offered');
    expect(requests.state.value.requests).toHaveLength(1);
    requests.close();
  });
});

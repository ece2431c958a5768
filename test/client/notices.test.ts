import { afterEach, describe, expect, it } from 'vitest';
import { openNotices } from '../../packages/client/src/notices.js';
import { openPush, type PushPorts } from '../../packages/client/src/push.js';
import { closeHouses, aHouse, type House } from '../support/house.js';
import { noticesOf } from '../support/notices.js';
import { aTab } from './support/a-tab.js';
import { until } from './support/until.js';

afterEach(closeHouses);

const scheduled = async (house: House, count = 1) => {
  for (let n = 0; n < count; n++) await house.aChat({ state: 'scheduled' });
};
const ready = (handle: ReturnType<typeof openNotices>, count: number) =>
  until(handle.state, ({ status, notices }) => status === 'ready' && notices.length === count);

describe('notices', () => {
  it('are read when somebody watches, and follow the feed', async () => {
    const house = await aHouse();
    await scheduled(house);
    const client = aTab(house, 'patient');
    const handle = openNotices(client);
    expect(house.network.exchanges).toEqual([]);
    const stop = handle.state.subscribe(() => undefined);
    expect(await ready(handle, 1)).toMatchObject({ unread: 1, more: false });
    await until(client.connection, ({ state }) => state === 'live');
    await scheduled(house);
    await ready(handle, 2);
    stop();
    handle.close();
    const asked = house.network.exchanges.length;
    await scheduled(house);
    expect(house.network.exchanges.slice(asked).filter(({ path }) => path.includes('notices'))).toEqual([]);
  });

  it('come without a feed too', async () => {
    const house = await aHouse();
    house.network.withoutLive();
    const handle = openNotices(aTab(house, 'patient'), 20);
    handle.state.subscribe(() => undefined);
    await ready(handle, 0);
    await scheduled(house);
    await ready(handle, 1);
    handle.close();
  });

  it('come in pages, and stay as long as they were when something new comes', async () => {
    const house = await aHouse();
    await scheduled(house, 65);
    const client = aTab(house, 'patient');
    const handle = openNotices(client);
    handle.state.subscribe(() => undefined);
    expect(await ready(handle, 30)).toMatchObject({ unread: 65, more: true });
    await Promise.all([handle.loadMore(), handle.loadMore()]);
    expect(handle.state.value.notices).toHaveLength(60);
    await until(client.connection, ({ state }) => state === 'live');
    await scheduled(house);
    const { notices, more } = await until(handle.state, ({ unread }) => unread === 66);
    expect([notices.length, new Set(notices.map(({ id }) => id)).size, more]).toEqual([60, 60, true]);
    await handle.loadMore();
    expect(handle.state.value).toMatchObject({ more: false });
    expect(handle.state.value.notices).toHaveLength(66);
    handle.close();
  });

  it('are marked on all pages of the person', async () => {
    const house = await aHouse();
    await scheduled(house, 3);
    const [one, other] = [openNotices(aTab(house, 'patient')), openNotices(aTab(house, 'patient'))];
    for (const handle of [one, other]) handle.state.subscribe(() => undefined);
    const { notices } = await ready(one, 3);
    await ready(other, 3);
    await one.markRead(notices[1]!.id);
    expect(one.state.value.notices.map(({ readAt }) => readAt === null)).toEqual([true, false, false]);
    await until(other.state, ({ unread }) => unread === 1);
    expect(await noticesOf(house)).toMatchObject({ unread: 1 });
    for (const handle of [one, other]) handle.close();
  });

  it('say why they did not come, keep what is there, and come when they are asked for again', async () => {
    const house = await aHouse();
    await scheduled(house, 31);
    house.network.failNext('GET /v1/notices', 500);
    const handle = openNotices(aTab(house, 'patient'), 1_000_000);
    handle.state.subscribe(() => undefined);
    await until(handle.state, ({ status }) => status === 'failed' || status === 'ready');
    handle.reload();
    await ready(handle, 30);
    house.network.failNext('GET /v1/notices', 500);
    await handle.loadMore();
    expect(handle.state.value).toMatchObject({ status: 'ready', problem: 'unavailable', more: true });
    await handle.loadMore();
    expect(handle.state.value).toMatchObject({ problem: undefined, more: false });
    handle.close();
  });

  it('are not a doctor’s, and gone with the person', async () => {
    const house = await aHouse();
    await scheduled(house);
    const doctors = openNotices(aTab(house, 'doctor'));
    doctors.state.subscribe(() => undefined);
    expect(await until(doctors.state, ({ status }) => status === 'failed')).toMatchObject({
      problem: 'not-allowed',
    });
    const client = aTab(house, 'patient');
    const handle = openNotices(client);
    handle.state.subscribe(() => undefined);
    await ready(handle, 1);
    await client.signOut();
    expect(handle.state.value).toMatchObject({ status: 'failed', problem: 'signed-out', notices: [] });
    for (const one of [doctors, handle]) one.close();
  });
});

describe('the switch for web push', () => {
  const endpoint = 'https://push.example/1';
  /** A browser that takes subscriptions: what it was asked, in order. */
  function aBrowser(answer: NotificationPermission = 'granted', before: NotificationPermission = 'default') {
    const asked: string[] = [];
    let kept: PushSubscription | null = null;
    let permission = before;
    const made = (): PushSubscription =>
      ({
        endpoint,
        toJSON: () => ({ endpoint, keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } }),
        unsubscribe: async () => {
          asked.push('unsubscribe');
          kept = null;
          return true;
        },
      }) as unknown as PushSubscription;
    const ports: PushPorts = {
      permission: () => permission,
      requestPermission: async () => {
        asked.push('permission');
        return (permission = answer);
      },
      worker: async () => ({
        pushManager: {
          getSubscription: async () => kept,
          subscribe: async (options?: PushSubscriptionOptionsInit) => {
            asked.push(`subscribe ${String(options?.applicationServerKey)}`);
            return (kept = made());
          },
        } as unknown as PushManager,
      }),
    };
    return { ports, asked };
  }
  const config = { pushKey: 'BKey', pushHosts: ['push.example'] };
  const opened = async (ports: PushPorts | undefined, offered = config) => {
    const house = await aHouse({ config: offered });
    const push = openPush(aTab(house, 'patient'), ports);
    push.state.subscribe(() => undefined);
    return { house, push };
  };
  const reaches = (push: ReturnType<typeof openPush>, wanted: string) =>
    until(push.state, ({ status }) => status === wanted);

  it('asks the person when it is pressed, and not before; tells the server; and off again', async () => {
    const { ports, asked } = aBrowser();
    const { push } = await opened(ports);
    await reaches(push, 'off');
    expect(asked).toEqual([]);
    await push.switchOn();
    expect(push.state.value).toEqual({ status: 'on' });
    expect(asked).toEqual(['permission', 'subscribe BKey']);
    await push.switchOff();
    expect(push.state.value).toEqual({ status: 'off' });
    expect(asked.at(-1)).toBe('unsubscribe');
    push.close();
  });

  it('is not there where nothing is pushed, or nothing would show it', async () => {
    const { ports } = aBrowser();
    const none = { pushKey: null as unknown as string, pushHosts: [] };
    for (const { push } of [
      await opened(ports, none),
      await opened({ ...ports, worker: async () => undefined }),
      await opened(undefined),
    ]) {
      await push.switchOn();
      expect(push.state.value).toEqual({ status: 'absent' });
      push.close();
    }
  });

  it('says that the person has refused, now or before', async () => {
    const { ports } = aBrowser('denied');
    const { push } = await opened(ports);
    await reaches(push, 'off');
    await push.switchOn();
    expect(push.state.value).toEqual({ status: 'denied' });
    const before = await opened(aBrowser('denied', 'denied').ports);
    await reaches(before.push, 'denied');
    for (const one of [push, before.push]) one.close();
  });

  it('stays off, and says why, where the server could not be told', async () => {
    const { ports } = aBrowser();
    const { house, push } = await opened(ports);
    await reaches(push, 'off');
    house.network.failNext('PUT /v1/me/push-subscriptions', 500);
    await push.switchOn();
    expect(push.state.value).toEqual({ status: 'off', problem: 'unavailable' });
    await push.switchOn();
    expect(push.state.value).toEqual({ status: 'on' });
    push.close();
  });
});

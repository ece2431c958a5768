import { codeOf, type ErrorCode } from '@consult/core';
import type { PushOffer } from '@consult/core/wire';
import type { Client, PushHandle, PushState } from './contracts.js';
import { createStore } from './store.js';

/** What is asked of the browser. */
export interface PushPorts {
  /** What the person has answered so far. */
  readonly permission: () => NotificationPermission;
  readonly requestPermission: () => Promise<NotificationPermission>;
  /** The page's service worker, which shows what is pushed; `undefined`: the page has none. */
  readonly worker: () => Promise<Pick<ServiceWorkerRegistration, 'pushManager'> | undefined>;
}

/** The browser's own; `undefined` where it knows no web push. */
function portsOfBrowser(): PushPorts | undefined {
  if (!('Notification' in globalThis && 'PushManager' in globalThis && 'serviceWorker' in navigator))
    return undefined;
  return {
    permission: () => Notification.permission,
    requestPermission: () => Notification.requestPermission(),
    worker: () => navigator.serviceWorker.getRegistration(),
  };
}

/**
 * Opens the switch for notices in this browser. There is one only where the server pushes, the browser can, and the page has a
 * service worker; the browser asks the person nothing before the switch is turned on.
 *
 * @param ports - For tests.
 */
export function openPush(client: Client, ports: PushPorts | undefined = portsOfBrowser()): PushHandle {
  const state = createStore<PushState>({ status: 'absent' }, () => void look());
  let key: string | null = null;
  let closed = false;
  let looked = false;

  const show = (status: PushState['status'], problem?: ErrorCode) =>
    void (closed || state.set({ status, ...(problem && { problem }) }));

  async function subscription() {
    const worker = await ports?.worker();
    return worker?.pushManager.getSubscription();
  }

  async function look() {
    if (looked || !ports) return;
    looked = true;
    try {
      if (!(await ports.worker())) return;
      ({ key } = await client.call<PushOffer>('GET', '/v1/me/push-subscriptions'));
      if (key === null) return;
      if (ports.permission() === 'denied') return show('denied');
      const known = await subscription();
      if (known) await tell(known); // another person may have signed in here before
      show(known ? 'on' : 'off');
    } catch {
      looked = false; // it is an addition: the list is there without it
    }
  }

  const tell = (known: PushSubscription) => {
    const { endpoint, keys } = known.toJSON();
    return client.call('PUT', '/v1/me/push-subscriptions', { endpoint, keys });
  };

  async function change(work: () => Promise<PushState['status']>) {
    const before = state.value.status;
    if (before === 'absent' || before === 'switching') return;
    show('switching');
    try {
      show(await work());
    } catch (error) {
      show(before, codeOf(error));
    }
  }

  return {
    state,
    switchOn: () =>
      change(async () => {
        if ((await ports!.requestPermission()) !== 'granted') return 'denied';
        const { pushManager } = (await ports!.worker())!;
        await tell(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key! }));
        return 'on';
      }),
    switchOff: () =>
      change(async () => {
        const known = await subscription();
        if (known) {
          await client.call('DELETE', '/v1/me/push-subscriptions', { endpoint: known.endpoint });
          await known.unsubscribe();
        }
        return 'off';
      }),
    close: () => void (closed = true),
  };
}

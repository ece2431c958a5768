import type { Client } from '@consult/client';
import { openCheck, type CheckHandle, type CheckPorts, type CheckTimes } from '@consult/client/check';
import { html } from 'lit';
import '../../packages/elements/define/device-check.js';
import type { DeviceCheck } from '../../packages/elements/src/device-check/device-check.js';
import { part, show, until, type Staging } from './fixtures.js';

/** The waits of a check where nobody wants to wait, on real devices that are fake. */
export const SHORT: Partial<CheckTimes> = { look: 60, looks: 40, speech: 2500, loopback: 4000, gather: 3000 };

/** Shows a check of this client's page with parts of the browser changed; closed by whoever asked for it. */
export async function showCheck(
  client: Client,
  ports: Partial<CheckPorts> = {},
  staging: Staging = {},
): Promise<{ el: DeviceCheck; check: CheckHandle }> {
  const check = openCheck(client, { ports, times: SHORT });
  const el = await show<DeviceCheck>(client, html`<device-check .check=${check}></device-check>`, staging);
  return { el, check };
}

/** Presses the button that begins the check, and waits until all has been asked. */
export async function begin(el: Element): Promise<void> {
  part(el, 'start')!.click();
  await done(el);
}

/** Waits until nothing is looked at any more. */
export const done = (el: Element) =>
  until(() => part(el, 'again')?.getAttribute('aria-disabled') === 'false');

/** The item at that place of the manual's list, from 1. */
export const item = (el: Element, place: number) =>
  el.shadowRoot!.querySelectorAll<HTMLElement>('[part~=item]')[place - 1]!;

/** Ports that refuse what is asked for, as a browser does. */
export const refusing = (name: string, message = ''): Partial<CheckPorts> => ({
  mediaDevices: {
    getUserMedia: () => Promise.reject(new DOMException(message, name)),
    enumerateDevices: async () => [],
  },
});

import { createClient } from '@consult/client';
import { openCheck, type CheckState } from '@consult/client/check';
import '../../../packages/elements/define/device-check.js';

/** What a test asks of the page. */
export interface CheckPage {
  /** Looks into everything, as the person who presses the button, and waits until all has answered. */
  check(): Promise<void>;
  findings(): CheckState['findings'];
  readiness(): CheckState['readiness'];
  /** What stands with each of the manual's items, word for word. */
  said(): Said[];
}

/** What the person reads of one item. */
export interface Said {
  readonly name: string;
  readonly state: string;
  readonly causes: readonly string[];
  readonly action: string | undefined;
}

const query = Object.fromEntries(new URLSearchParams(location.search));
const client = createClient({
  server: query.server!,
  getToken: async () => (await fetch(`/token${location.search}`)).text(),
});
const handle = openCheck(client);
const element = document.createElement('device-check');
element.check = handle;
document.body.append(element);

const textsOf = (parent: ParentNode, selector: string) =>
  [...parent.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

const page: CheckPage = {
  async check() {
    await element.updateComplete;
    const begin = () => element.renderRoot.querySelector<HTMLElement>('[part=start], [part=again]')!.click();
    await new Promise((finished) => {
      element.addEventListener('consult-check-finished', finished, { once: true });
      begin();
    });
    await element.updateComplete;
  },
  findings: () => handle.state.value.findings,
  readiness: () => handle.state.value.readiness,
  said: () =>
    [...element.renderRoot.querySelectorAll('[part=item]')].map((item) => ({
      name: textsOf(item, 'h3')[0]!,
      state: textsOf(item, '[part=item-state]')[0]!,
      causes: textsOf(item, '[part=cause]'),
      action: textsOf(item, '[part=action]')[0],
    })),
};
Object.assign(globalThis, { page });

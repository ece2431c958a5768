import '@consult/elements/define/request-tracker.js';
import type { RequestTracker } from '@consult/elements';
import { openAnonymousLookup } from '@consult/client/requests';
import type { RequestsPage } from '@consult/core/wire';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import {
  annul,
  anUnknownRequest,
  aRequest,
  DAY,
  MINUTE,
  offer,
  refuse,
  refusedRequest,
  takeRequests,
} from '../test/support/applying.js';
import type { House, HouseOptions } from '../test/support/house.js';
import { PEOPLE } from '../test/support/people.js';
import { controlsOf } from './controls.js';
import { find, shows, type } from './reach.js';
import { scene, type Scene } from './stage.js';

const { args, argTypes, template } = controlsOf<RequestTracker>('request-tracker');

const meta: Meta = {
  title: 'Patient/request-tracker',
  component: 'request-tracker',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(48rem, 100%)', height: 'auto' } },
};
export default meta;

type Story = StoryObj;

/** A patient's page with what has happened before. */
const after = (happen: (house: House) => Promise<unknown>, options: HouseOptions = {}) =>
  scene(async (house) => {
    await takeRequests(house);
    await happen(house);
    return { client: house.clientOf('patient') };
  }, options);

const press = async (canvas: HTMLElement, part: string) => (await find(canvas, `[part~=${part}]`)).click();

/** No requests yet. */
export const Empty: Story = { loaders: [after(async () => undefined)], play: shows('[part=notice]') };

/** Just registered: until when the clinic calls. */
export const RegisteredRequest: Story = { loaders: [after(aRequest)], play: shows('[part=deadline]') };

/** For a child, by name. */
export const ForAChild: Story = {
  loaders: [after((house) => aRequest(house, { who: 'child' }))],
  play: shows('[part=whom]', PEOPLE.child.name.family),
};

/** The registry has called and works on it. */
export const InProgress: Story = {
  loaders: [
    after(async (house) => {
      const { id } = await aRequest(house);
      const attempt = { key: house.newKey(), result: 'no-answer' };
      await house.call('operator', 'POST', `/v1/journal/${id}/attempts`, attempt);
    }),
  ],
  play: shows('.chip.in-progress'),
};

/** The call that was promised is late. */
export const Overdue: Story = {
  loaders: [
    after(async (house) => {
      await aRequest(house);
      await house.clock.advance(20 * DAY);
    }),
  ],
  play: shows('[part=overdue]'),
};

/** The end of the term is provisional. */
export const Provisional: Story = {
  loaders: [after(aRequest, { now: Date.UTC(2026, 11, 30, 9) })],
  play: shows('[part=deadline]'),
};

/** A time is offered, and kept for a while. */
export const Offered: Story = {
  loaders: [after(async (house) => offer(house, await aRequest(house)))],
  play: shows('[part=accept]'),
};

/** The time to answer runs out. */
export const Countdown: Story = {
  loaders: [
    after(async (house) => offer(house, await aRequest(house)), {
      config: { offerHoldMs: 5 * MINUTE + 20_000 },
    }),
  ],
  play: shows('[part=left]'),
};

/** It ran out; that is no refusal. */
export const Lapsed: Story = {
  loaders: [
    after(async (house) => {
      await offer(house, await aRequest(house));
      await house.clock.advance(2 * DAY);
    }),
  ],
  play: shows('[part=past]'),
};

/** On its way. */
export const Accepting: Story = {
  loaders: [
    after(async (house) => {
      await offer(house, await aRequest(house));
      house.network.hold('/accept');
    }),
  ],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'accept');
    await find(canvasElement, '[part=accept][aria-disabled=true]');
  },
};

/** The network fails: the offer stays. */
export const NotAccepted: Story = {
  loaders: [
    after(async (house) => {
      await offer(house, await aRequest(house));
      house.network.failNext('/accept', 'unreachable', 1000);
    }),
  ],
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'accept');
    await find(canvasElement, '[part=problem] span');
  },
};

/** Whether one is sure to refuse, which refusal it is, and what follows. */
export const Refusing: Story = {
  ...Offered,
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'refuse');
    await find(canvasElement, 'dialog[open]');
  },
};

/** The third refusal. */
export const RefusingTheThird: Story = {
  loaders: [after(async (house) => offer(house, await refusedRequest(house, 2), 9))],
  play: Refusing.play!,
};

/** What was refused, and how often. */
export const Refused: Story = {
  loaders: [after((house) => refusedRequest(house, 2))],
  play: shows('[part=refusals]'),
};

/** Three refusals: it may be annulled. */
export const RefusedThrice: Story = {
  loaders: [after((house) => refusedRequest(house, 3))],
  play: shows('[part=refusals]'),
};

/** Annulled by the registry, and why. */
export const Annulled: Story = {
  loaders: [
    after(async (house) =>
      annul(
        house,
        await refusedRequest(house, 3),
        'Три отказа от предложенного времени, других талонов нет.',
      ),
    ),
  ],
  play: shows('[part=annulment]'),
};

/** Booked: the way to the chat. */
export const Scheduled: Story = {
  loaders: [
    after(async (house) => {
      const { id, offers } = await offer(house, await aRequest(house));
      await house.call('patient', 'POST', `/v1/requests/${id}/offers/${offers[0]!.id}/accept`, {});
    }),
  ],
  play: shows('[part=open-chat]'),
};

/** Whether one is sure to withdraw. */
export const Withdrawing: Story = {
  ...RegisteredRequest,
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'withdraw');
    await find(canvasElement, 'dialog[open]');
  },
};

/** Withdrawn for good. */
export const Withdrawn: Story = {
  loaders: [
    after(async (house) => {
      const { id } = await aRequest(house);
      await house.call('patient', 'POST', `/v1/requests/${id}/withdraw`);
    }),
  ],
  play: shows('.card.withdrawn'),
};

/** Several at once, for oneself and for a child. */
export const Several: Story = {
  loaders: [
    after(async (house) => {
      await aRequest(house, { who: 'child', specialty: 'Педиатр' });
      await offer(house, await aRequest(house));
      const { id } = await aRequest(house, { specialty: 'Хирург', kind: 'in-person' });
      await house.call('patient', 'POST', `/v1/requests/${id}/withdraw`);
    }),
  ],
  play: shows('[part=request]:nth-child(3)'),
};

/** One request alone, by its id. */
export const One: Story = {
  loaders: [
    after(async (house) => {
      await aRequest(house);
      await aRequest(house, { specialty: 'Хирург' });
    }),
  ],
  play: async ({ canvasElement, loaded }) => {
    const { house } = (loaded as { scene: { house: House } }).scene;
    const { requests } = await house.call<RequestsPage>('patient', 'GET', '/v1/requests');
    const tracker = await find<RequestTracker>(canvasElement, 'request-tracker');
    tracker.requestId = requests[0]!.id;
    await find(canvasElement, '.tracker > h2.visually-hidden');
  },
};

/** Somebody else's request looks like one that does not exist. */
export const NotFound: Story = {
  args: { 'request-id': `req_${'0'.repeat(32)}` },
  loaders: [after(aRequest)],
  play: shows('[part=notice]'),
};

/** The network is gone: the last that is known stays. */
export const Offline: Story = {
  loaders: [after(async (house) => refuse(house, await offer(house, await aRequest(house))))],
  play: async ({ canvasElement, loaded }) => {
    await find(canvasElement, '[part=request]');
    (loaded as { scene: { house: House } }).scene.house.network.cut();
    await find(canvasElement, '[part=offline] span');
  },
};

/** On its way. */
export const Loading: Story = {
  loaders: [after(async (house) => house.network.hold('/v1/requests'))],
  play: shows('.loading'),
};

/** The server fails, and the list offers to try again. */
export const Failed: Story = {
  loaders: [after(async (house) => house.network.failNext('/v1/requests', 500, 1000))],
  play: shows('[role=alert] [part=notice]'),
};

/** A narrow phone. */
export const Narrow: Story = {
  loaders: [after(async (house) => offer(house, await refusedRequest(house, 2), 9))],
  play: shows('[part=accept]'),
  parameters: { stage: { width: '20rem', height: 'auto' } },
};

/** Without an account: the request is looked up by its number and the key that was given with it. */
export const Anonymous: Story = {
  render: (_, { loaded }) => {
    const { server, network, clock } = (loaded['scene'] as Scene).house;
    const lookup = openAnonymousLookup({ server: server.origin, fetch: network.fetch, now: clock.now });
    return html`<request-tracker anonymous .lookup=${lookup}></request-tracker>`;
  },
  loaders: [
    scene(
      async (house) => {
        await takeRequests(house);
        return {};
      },
      { config: { anonymousRequests: true } },
    ),
  ],
  play: shows('[part=lookup]'),
};

/** Fills in the form that looks a request up, and sends it. */
async function lookUp(canvas: HTMLElement, number: string, secret: string) {
  type(await find<HTMLInputElement>(canvas, '#number'), number);
  type(await find<HTMLInputElement>(canvas, '#secret'), secret);
  await press(canvas, 'find');
}

/** Found: it is only read; all else is done by telephone. */
export const AnonymousFound: Story = {
  ...Anonymous,
  play: async ({ canvasElement, loaded }) => {
    const { request, secret } = await anUnknownRequest((loaded['scene'] as Scene).house);
    await lookUp(canvasElement, request.number, secret);
    await find(canvasElement, '[part=refresh]');
  },
};

/** A wrong number or key: nothing tells which. */
export const AnonymousNotFound: Story = {
  ...Anonymous,
  play: async ({ canvasElement }) => {
    await lookUp(canvasElement, 'Ж-2026-000123', '0'.repeat(32));
    await find(canvasElement, '[part=lookup-problem] span');
  },
};

import '@consult/elements/define/deferred-request-form.js';
import type { DeferredRequestForm } from '@consult/elements';
import { openAnonymousApplication } from '@consult/client/requests';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import {
  aRequest,
  CONTEXT,
  dayIn,
  fieldsOf,
  publishDataConsent,
  takeRequests,
} from '../test/support/applying.js';
import type { House } from '../test/support/house.js';
import { OTHER_CLINIC, PEOPLE } from '../test/support/people.js';
import { LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows, type } from './reach.js';
import { scene, type Scene } from './stage.js';

const { args, argTypes, template } = controlsOf<DeferredRequestForm>('deferred-request-form');

const meta: Meta = {
  title: 'Patient/deferred-request-form',
  component: 'deferred-request-form',
  args: { ...args, organisation: CONTEXT.organisation, specialty: CONTEXT.specialty, kind: CONTEXT.kind },
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(48rem, 100%)', height: 'auto' } },
};
export default meta;

type Story = StoryObj;
type Play = NonNullable<Story['play']>;

/** A clinic that takes requests, on the patient's page. */
const aClinic = (prepare: (house: House) => Promise<unknown> = async () => undefined) =>
  scene(async (house) => {
    await takeRequests(house);
    await prepare(house);
    return { client: house.clientOf('patient') };
  });

const press = async (canvas: HTMLElement, part: string) => (await find(canvas, `[part~=${part}]`)).click();
const begin = async (canvas: HTMLElement) => {
  await press(canvas, 'apply');
  await find(canvas, '#comment');
};

/** The house whose clock counts the days of the story. */
const houseOf = (loaded: Record<string, unknown>) => (loaded['scene'] as Scene).house;

async function fillIn(canvas: HTMLElement, house: House) {
  await begin(canvas);
  type(await find<HTMLInputElement>(canvas, '#from'), dayIn(house, 3));
  type(await find<HTMLInputElement>(canvas, '#to'), dayIn(house, 7));
  await press(canvas, 'add-wish');
  await find(canvas, '[part=wish]');
  type(await find<HTMLTextAreaElement>(canvas, '#comment'), fieldsOf(house).comment);
}

const toConsent: Play = async ({ canvasElement, loaded }) => {
  await fillIn(canvasElement, houseOf(loaded));
  await press(canvasElement, 'next');
  await find(canvasElement, '[part=document]');
};

const toReview: Play = async (context) => {
  await toConsent(context);
  await press(context.canvasElement, 'tick');
  await press(context.canvasElement, 'next');
  await find(context.canvasElement, '[part=review]');
};

const toEnd: Play = async (context) => {
  await toReview(context);
  await press(context.canvasElement, 'send');
};

/** No free slots: the manual's own words. */
export const Notice: Story = { loaders: [aClinic()], play: shows('[part=apply]') };

/** The form, with what the account knows. */
export const Form: Story = { loaders: [aClinic()], play: ({ canvasElement }) => begin(canvasElement) };

/** The portal shows slots of which none suits: the form at once. */
export const WithoutNotice: Story = {
  args: { 'without-notice': true },
  loaders: [aClinic()],
  play: shows('#comment'),
};

/** What is missing is said at each field, and the first of them is gone to. */
export const Wrong: Story = {
  loaders: [aClinic()],
  play: async ({ canvasElement }) => {
    await begin(canvasElement);
    type(await find<HTMLInputElement>(canvasElement, '#phone'), '+7 (921) 555');
    type(await find<HTMLInputElement>(canvasElement, '#email'), 'elena@');
    await press(canvasElement, 'next');
    await find(canvasElement, '#comment[aria-invalid=true]');
  },
};

/** Several wishes: days and stretches of days, each to be taken away. */
export const Wishes: Story = {
  loaders: [aClinic()],
  play: async ({ canvasElement, loaded }) => {
    const house = houseOf(loaded);
    await begin(canvasElement);
    for (const [from, to] of [
      [3, 3],
      [5, 9],
      [18, 24],
    ] as const) {
      type(await find<HTMLInputElement>(canvasElement, '#from'), dayIn(house, from));
      type(await find<HTMLInputElement>(canvasElement, '#to'), dayIn(house, to));
      await press(canvasElement, 'add-wish');
    }
    await find(canvasElement, '[part=wish]:nth-child(3)');
  },
};

/** For the child one speaks for. */
export const ForAChild: Story = {
  loaders: [aClinic()],
  play: async ({ canvasElement }) => {
    await begin(canvasElement);
    (await find(canvasElement, `input[value=${PEOPLE.child.id}]`)).click();
    await find(canvasElement, '[part=subject]');
  },
};

/** What was typed before a reload is there again. */
export const Restored: Story = {
  loaders: [
    scene(async (house) => {
      await takeRequests(house);
      const client = house.clientOf('patient');
      const { openApplication } = await import('@consult/client/requests');
      const application = openApplication(client, CONTEXT);
      await application.keepDraft(fieldsOf(house));
      application.close();
      return { client };
    }),
  ],
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.begun');
    await begin(canvasElement);
    await find(canvasElement, '[part=wish]');
  },
};

/** The clinic is not the patient's: the way is explained before anything is filled in. */
export const NotAttached: Story = {
  args: { organisation: OTHER_CLINIC.id },
  loaders: [aClinic()],
  play: async ({ canvasElement }) => {
    await begin(canvasElement);
    await find(canvasElement, '[part=obstacle]');
  },
};

/** There is such a request: the way to it. */
export const Duplicate: Story = {
  loaders: [aClinic((house) => aRequest(house))],
  play: async ({ canvasElement }) => {
    await begin(canvasElement);
    await find(canvasElement, '[part=open-existing]');
  },
};

/** The consent to the processing of personal data: a document of its own, with its own tick. */
export const Consent: Story = { loaders: [aClinic()], play: toConsent };

/** Without the tick it goes no further. */
export const ConsentMissing: Story = {
  loaders: [aClinic()],
  play: async (context) => {
    await toConsent(context);
    await press(context.canvasElement, 'next');
    await find(context.canvasElement, '#agreed[aria-invalid=true]');
  },
};

/** A document of many pages scrolls in its place. */
export const LongConsent: Story = {
  loaders: [aClinic((house) => publishDataConsent(house, 'Условие согласия. '.repeat(600)))],
  play: toConsent,
};

/** A new version appeared while the form was filled in. */
export const ConsentOutdated: Story = {
  loaders: [aClinic()],
  play: async (context) => {
    await toReview(context);
    await publishDataConsent(houseOf(context.loaded), 'Новая редакция документа.');
    await press(context.canvasElement, 'send');
    await find(context.canvasElement, '.warning', '');
    await find(context.canvasElement, '[part=document]');
  },
};

/** All that was written, once more. */
export const Review: Story = { loaders: [aClinic()], play: toReview };

/** On its way. */
export const Sending: Story = {
  loaders: [aClinic(async (house) => house.network.hold('POST /v1/requests'))],
  play: async (context) => {
    await toEnd(context);
    await find(context.canvasElement, '[part=send][aria-disabled=true]');
  },
};

/** The network fails: everything stays. */
export const NotSent: Story = {
  loaders: [aClinic(async (house) => house.network.failNext('POST /v1/requests', 'unreachable', 1000))],
  play: async (context) => {
    await toEnd(context);
    await find(context.canvasElement, '[part=refusal] span');
  },
};

/** Registered: the number, and until when the clinic calls. */
export const Registered: Story = {
  loaders: [aClinic()],
  play: async (context) => {
    await toEnd(context);
    await find(context.canvasElement, '[part=number]');
  },
};

/** The decree on moved days off is not there yet: the date is provisional. */
export const Provisional: Story = {
  loaders: [
    scene(
      async (house) => {
        await takeRequests(house);
        return { client: house.clientOf('patient') };
      },
      { now: Date.UTC(2026, 11, 30, 9) },
    ),
  ],
  play: Registered.play!,
};

/** Without an account: name and birth date are typed, and a key is given. */
export const Anonymous: Story = {
  args: { anonymous: true, kind: 'in-person' },
  render: (args, { loaded }) => {
    const { house } = loaded['scene'] as Scene;
    const { server, network, clock } = house;
    const application = openAnonymousApplication(
      { server: server.origin, fetch: network.fetch, now: clock.now },
      { ...CONTEXT, kind: 'in-person' },
    );
    return html`<deferred-request-form
      anonymous
      ?without-notice=${args['without-notice']}
      .application=${application}
    ></deferred-request-form>`;
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
  play: ({ canvasElement }) => begin(canvasElement),
};

/** Names longer than any field. */
export const LongNames: Story = {
  loaders: [
    scene(async (house) => {
      await takeRequests(house);
      await house.register(LONG_NAMED.patient);
      return { client: house.clientOf(LONG_NAMED.patient) };
    }),
  ],
  play: ({ canvasElement }) => begin(canvasElement),
};

/** On its way. */
export const Loading: Story = {
  args: { 'without-notice': true },
  loaders: [aClinic(async (house) => house.network.hold('/v1/me/subjects'))],
  play: shows('.loading'),
};

/** The server fails, and the form offers to try again. */
export const Failed: Story = {
  args: { 'without-notice': true },
  loaders: [aClinic(async (house) => house.network.failNext('/v1/me/subjects', 500, 1000))],
  play: shows('[part=notice][role=alert]'),
};

/** A narrow phone. */
export const Narrow: Story = {
  ...Wishes,
  parameters: { stage: { width: '20rem', height: 'auto' } },
};

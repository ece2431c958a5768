import '@consult/elements/define/consent-dialog.js';
import '@consult/elements/define/consult-chat.js';
import '@consult/elements/define/consult-chat-list.js';
import type { ConsentDialog } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { agree, NEWER_TEXT, publish } from '../test/support/consents.js';
import type { House } from '../test/support/house.js';
import { PEOPLE, type Cast, type PersonKey } from '../test/support/people.js';
import { LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows } from './reach.js';
import { scene } from './stage.js';

const { args, argTypes, template } = controlsOf<ConsentDialog>('consent-dialog');

const meta: Meta = {
  title: 'Patient/consent-dialog',
  component: 'consent-dialog',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { height: '44rem' } },
};
export default meta;

type Story = StoryObj;

const READING = shows('dialog[open] [part=text]');

/** Somebody's page in a house with a text in force, that has been furnished further. */
const aReader = (who: PersonKey | Cast = 'newcomer', furnish: (house: House) => unknown = () => undefined) =>
  scene(async (house) => {
    await publish(house);
    await furnish(house);
    return { client: house.clientOf(who) };
  });

const readOn = async (canvas: HTMLElement) => {
  const scroll = await find(canvas, 'dialog[open] [part=scroll]');
  scroll.scrollTo(0, scroll.scrollHeight);
  await find(canvas, '[part=tick][aria-disabled=false]');
};

const accept = async (canvas: HTMLElement) => {
  await readOn(canvas);
  (await find(canvas, '[part=tick]')).click();
  (await find(canvas, '[part=accept][aria-disabled=false]')).click();
};

/** Before the first chat: the text is to be read, nothing is ticked. */
export const Unread: Story = { play: READING, loaders: [aReader()] };

/** Read to the end: now it can be ticked. */
export const ReadToTheEnd: Story = { ...Unread, play: ({ canvasElement }) => readOn(canvasElement) };

/** Ticked: now it can be accepted. */
export const Ticked: Story = {
  ...Unread,
  play: async ({ canvasElement }) => {
    await readOn(canvasElement);
    (await find(canvasElement, '[part=tick]')).click();
    await find(canvasElement, '[part=accept][aria-disabled=false]');
  },
};

/** Somebody presses «accept» before the end: it says what is to be done. */
export const TooHasty: Story = {
  ...Unread,
  play: async ({ canvasElement }) => {
    await READING({ canvasElement });
    (await find(canvasElement, '[part=accept]')).click();
    await find(canvasElement, '.hasty');
  },
};

/** A text of one line: its end is seen at once. */
export const ShortText: Story = {
  loaders: [
    scene(async (house) => {
      await publish(house, 'remote-consultation', 'Я соглашаюсь на дистанционную консультацию.');
      return { client: house.clientOf('newcomer') };
    }),
  ],
  play: shows('[part=tick][aria-disabled=false]'),
};

/** A mother is asked for herself; her son is named as the next. */
export const ForOneselfFirst: Story = { play: READING, loaders: [aReader('patient')] };

/** Then for her son, by his name. */
export const ForAChild: Story = {
  loaders: [aReader('patient', (house) => agree(house, 'patient'))],
  play: shows('[part=whom]', PEOPLE.child.name.family),
};

/** A new version: what it says otherwise, and the whole of it. */
export const NewVersion: Story = {
  loaders: [
    aReader('newcomer', async (house) => {
      await agree(house, 'newcomer');
      await publish(house, 'remote-consultation', NEWER_TEXT);
    }),
  ],
  play: shows('[part=changes] ins'),
};

/** The former version cannot be had: the new one is shown whole. */
export const NewVersionNotCompared: Story = {
  loaders: [
    aReader('newcomer', async (house) => {
      await agree(house, 'newcomer');
      await publish(house, 'remote-consultation', NEWER_TEXT);
      house.network.failNext('/versions/', 500, 100);
    }),
  ],
  play: shows('[part=note]'),
};

/** The text changes under the reader's eyes: the tick is taken back. */
export const ChangedWhileReading: Story = {
  ...Unread,
  play: async ({ canvasElement, loaded }) => {
    await Ticked.play!({ canvasElement } as never);
    const { house } = (loaded as { scene: { house: House } }).scene;
    await publish(house, 'remote-consultation', NEWER_TEXT);
    await find(canvasElement, '[part=note]');
    await find(canvasElement, '[part=changes]');
  },
};

/** The acceptance is on its way. */
export const Sending: Story = {
  loaders: [aReader('newcomer', (house) => void house.network.hold('POST /v1/consents'))],
  play: async ({ canvasElement }) => {
    await accept(canvasElement);
    await find(canvasElement, '[part=accept][aria-disabled=true]');
  },
};

/** The network fails: the tick is kept. */
export const NotSent: Story = {
  loaders: [aReader('newcomer', (house) => house.network.failNext('POST /v1/consents', 'unreachable', 100))],
  play: async ({ canvasElement }) => {
    await accept(canvasElement);
    await find(canvasElement, '[part=problem] span');
  },
};

/** A name longer than the dialog is wide. */
export const LongName: Story = {
  loaders: [
    scene(async (house) => {
      await house.register(LONG_NAMED.patient);
      await publish(house);
      return { client: house.clientOf(LONG_NAMED.patient) };
    }),
  ],
  play: shows('[part=whom]', 'Верхнезадвинская'),
};

const ask = async (canvas: HTMLElement) => (await find<ConsentDialog>(canvas, 'consent-dialog')).ask();

/** Asked for before anything has come. */
export const Loading: Story = {
  loaders: [aReader('newcomer', (house) => void house.network.hold('/v1/consents'))],
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'dialog[open] .loading');
  },
};

/** Asked for, and the server fails. */
export const Failed: Story = {
  loaders: [aReader('newcomer', (house) => house.network.failNext('/v1/consents', 500, 1000))],
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'dialog[open] [part=retry]');
  },
};

/** There is no text of this kind yet. */
export const NotPublished: Story = {
  args: { kind: 'notifications', 'when-asked': true },
  loaders: [aReader()],
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'dialog[open] [part=notice]');
  },
};

/** As the gate of the chats: accept it and they open; decline it and they ask for it again. */
export const BesideTheChats: Story = {
  render: () =>
    html`<div style="display: grid; grid-template-columns: 20rem 1fr; height: 100%">
      <consult-chat-list></consult-chat-list>
      <consult-chat></consult-chat>
      <consent-dialog></consent-dialog>
    </div>`,
  loaders: [
    scene(async (house) => {
      await publish(house);
      const { id } = await house.aChat({ withoutConsent: true });
      return { client: house.clientOf('newcomer'), chatId: id };
    }),
  ],
  play: READING,
};

/** Declined: the chat says why it is closed, and leads back to the text. */
export const Declined: Story = {
  ...BesideTheChats,
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'dialog[open] [part=decline]')).click();
    await find(canvasElement, '[part=consent]');
  },
};

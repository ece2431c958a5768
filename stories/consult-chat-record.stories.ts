import '@consult/elements/define/consult-chat.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { ChatOptions } from '../test/support/chats.js';
import type { House } from '../test/support/house.js';
import { find } from './reach.js';
import { scene } from './stage.js';

const meta: Meta = {
  title: 'Patient/consult-chat/Who has looked, and taking it home',
  component: 'consult-chat',
  render: () => html`<consult-chat></consult-chat>`,
  parameters: { stage: { width: 'min(46rem, 100%)', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** A talk the doctor has looked into; `spoil` does to the house's network what the story is about. */
const aTalk = (wanted: ChatOptions = {}, spoil: (house: House) => void = () => undefined) =>
  scene(async (house) => {
    const chat = await house.aChat({
      said: [
        ['patient', 'Здравствуйте! Утром было 160 на 95.'],
        ['doctor', 'Измерьте, пожалуйста, ещё раз сидя, после покоя.'],
      ],
      ...wanted,
    });
    await chat.entries();
    const client = house.clientOf(chat.speaker);
    spoil(house);
    return { chatId: chat.id, client };
  });

const choose = async (canvas: HTMLElement, at: number) => {
  (await find(canvas, '[part=menu]')).click();
  (await find(canvas, `[part=menu-item]:nth-child(${at})`)).click();
};

const openAccesses = async ({ canvasElement }: { canvasElement: HTMLElement }) => {
  await choose(canvasElement, 1);
  await find(canvasElement, '[part=access]');
};

const openExport = async ({ canvasElement }: { canvasElement: HTMLElement }) => {
  await choose(canvasElement, 2);
  await find(canvasElement, '[part=export][open]');
};

/** What one seldom needs lies behind one button. */
export const Menu: Story = {
  loaders: [aTalk({ state: 'completed' })],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=menu]')).click();
    await find(canvasElement, '[part=menu-items]:not([hidden])');
  },
};

/** Staff first, then oneself, then what happened by itself. */
export const WhoHasLooked: Story = { loaders: [aTalk({ patient: 'child' })], play: openAccesses };

/** The list is on its way. */
export const WhoHasLookedLoading: Story = {
  loaders: [aTalk({}, ({ network }) => void network.hold('/accesses'))],
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 1);
    await find(canvasElement, '[part=accesses][open] [role=status]');
  },
};

/** The list did not come. */
export const WhoHasLookedFailed: Story = {
  loaders: [aTalk({}, ({ network }) => network.failNext('/accesses', 'unreachable', 99))],
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 1);
    await find(canvasElement, '[part=accesses-retry]');
  },
};

/** Two files, and what each is for. */
export const TakingItHome: Story = { loaders: [aTalk({ state: 'completed' })], play: openExport };

/** The file did not come. */
export const TakingItHomeFailed: Story = {
  loaders: [aTalk({ state: 'completed' }, ({ network }) => network.failNext('/export', 'unreachable', 99))],
  play: async ({ canvasElement }) => {
    await openExport({ canvasElement });
    (await find(canvasElement, '[part=export-choice]')).click();
    await find(canvasElement, '[part=export] [role=alert]');
  },
};

/** On the narrowest phone a dialog is the whole screen. */
export const NarrowPhone: Story = {
  ...Menu,
  parameters: { stage: { width: '320px', height: '36rem' } },
};

import '@consult/elements/define/consult-chat.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { ChatInHouse } from '../test/support/chats.js';
import type { House, HouseOptions } from '../test/support/house.js';
import { find, shows } from './reach.js';
import { scene } from './stage.js';
import { TALK } from './talk.js';

const meta: Meta = {
  title: 'Patient/consult-chat/Conclusion',
  component: 'consult-chat',
  render: () => html`<consult-chat></consult-chat>`,
  parameters: { stage: { width: 'min(46rem, 100%)', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** A chat that ended with a conclusion, all of it read; `then` is what happened after. */
const aConcluded = (
  then: (house: House, chat: ChatInHouse) => Promise<void> = () => Promise.resolve(),
  options: HouseOptions = {},
) =>
  scene(async (house) => {
    const chat = await house.aChat({ said: TALK, state: 'completed', conclusion: true });
    await then(house, chat);
    await chat.reads('patient');
    return { chatId: chat.id, client: house.clientOf(chat.speaker) };
  }, options);

/** Finished with a conclusion: the document to open and to keep; nobody has signed it. */
export const WithConclusion: Story = {
  play: shows('[part=conclusion]'),
  loaders: [aConcluded()],
};

/** A conclusion that carries a signature. The signer of this page only names an owner. */
export const SignedConclusion: Story = {
  play: shows('[part=conclusion-signature]', 'Королёв'),
  loaders: [
    aConcluded(undefined, {
      signer: { signedBy: 'Королёв Сергей Петрович', sign: async (pdf) => pdf },
    }),
  ],
};

/** A conclusion that was corrected: the version in force, and those before it. */
export const CorrectedConclusion: Story = {
  play: shows('[part=conclusion-corrected]'),
  loaders: [aConcluded((_, chat) => chat.corrects())],
};

/** The document cannot be had, and the card says why. */
export const ConclusionNotOpened: Story = {
  loaders: [aConcluded(async (house) => house.network.failNext('/conclusions/', 'unreachable', 1000))],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=conclusion-save]')).click();
    await find(canvasElement, '[part=conclusion] .problem span');
  },
};

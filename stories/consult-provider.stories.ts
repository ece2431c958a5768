import '@consult/elements/define/consult-provider.js';
import '@consult/elements/define/consult-chat-list.js';
import '@consult/elements/define/consult-chat.js';
import '@consult/elements/define/consult-desk.js';
import type { ConsultProvider } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { PEOPLE } from '../test/support/people.js';
import { controlsOf } from './controls.js';
import { aDemo, DEMO, furnishDemo, inAnEmptyHouse } from './pictures.js';
import { shows } from './reach.js';
import { aDoctorWhoAnswers } from './scenarios.js';
import { scene, type Scene } from './stage.js';

const { args, argTypes } = controlsOf<ConsultProvider>('consult-provider');

/** A portal's page: list, chat and what else there is, side by side. */
const page = (content: unknown, columns = 'minmax(16rem, 24rem) 1fr') => html`
  <div style=${`display: grid; grid-template: 100% / ${columns}; block-size: 100%`}>${content}</div>
`;

const meta: Meta = {
  title: 'Patient/consult-provider',
  component: 'consult-provider',
  args,
  argTypes,
  render: () => page(html`<consult-chat-list></consult-chat-list> <consult-chat></consult-chat>`),
  parameters: { stage: { height: '44rem' } },
};
export default meta;

type Story = StoryObj;

/** What a portal embeds for a patient: one provider, the list and the chat. The doctor in it answers. */
export const APatientsPage: Story = {
  play: shows('[part~=entry-other]'),
  loaders: [
    inAnEmptyHouse(async (house) => {
      const chat = await furnishDemo(house);
      aDoctorWhoAnswers(house, chat);
      return { chatId: chat.id, client: house.clientOf(DEMO.patient) };
    }),
  ],
};

/** What it embeds for a doctor: the same tags and the desk. */
export const ADoctorsPage: Story = {
  play: shows('[part=card]'),
  loaders: [aDemo('doctor')],
  render: () =>
    page(
      html`<consult-chat-list></consult-chat-list>
        <consult-chat></consult-chat>
        <consult-desk></consult-desk>`,
      '22rem 1fr 22rem',
    ),
};

/** A patient and a doctor side by side on one page, each with a provider of their own. */
export const BothSides: Story = {
  play: shows('[part~=entry-own]'),
  loaders: [
    inAnEmptyHouse(async (house) => {
      const chat = await furnishDemo(house);
      const other = house.clientOf(DEMO.doctor, { network: house.anotherNetwork() });
      return { chatId: chat.id, client: house.clientOf(DEMO.patient), other };
    }),
  ],
  render: (_, { loaded, globals }) => {
    const { other, chatId } = loaded['scene'] as Scene;
    return html`<div style="display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; block-size: 100%">
      <consult-chat></consult-chat>
      <consult-provider lang=${globals['lang']} .client=${other} .chatId=${chatId}>
        <consult-chat style="block-size: 100%"></consult-chat>
      </consult-provider>
    </div>`;
  },
};

// Two people's chats do not stand on one page of a portal: that both are called «Сообщения чата» is of this story alone.
BothSides.parameters = { a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } } };

/** An account of the simplified level is not let in, and is told how to raise it. */
export const SimplifiedAccount: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [scene(async (house) => ({ client: house.clientOf('simplified') }))],
  parameters: { ownProvider: true },
  render: (_, { loaded, globals }) =>
    html`<consult-provider
      lang=${globals['lang']}
      account-help-url="https://www.gosuslugi.ru/"
      account-guide-url="https://www.gosuslugi.ru/help/faq/login"
      .client=${(loaded['scene'] as Scene).client}
    ></consult-provider>`,
};

/** The session was ended elsewhere, or an administrator has ended it. */
export const AccountEnded: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [
    scene(async (house) => {
      await house.call('administrator', 'POST', `/v1/people/${PEOPLE.patient.id}/sessions/end`);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Somebody old enough decides for themselves: who speaks for them is not let in. */
export const AgeRefused: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [
    scene(async (house) => ({
      client: house.clientOf('patient', {
        fetch: async () => Response.json({ code: 'age-refused' }, { status: 403 }),
      }),
    })),
  ],
};

/** The portal's session is over. */
export const SignedOut: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [
    scene(async (house) => ({
      client: house.clientOf('patient', { getToken: async () => 'a.token.of-somebody-else' }),
    })),
  ],
};

/** The server cannot be reached from the start. */
export const Unreachable: Story = {
  play: shows('[part=notice]'),
  loaders: [
    scene(async (house) => {
      house.network.cut();
      return { client: house.clientOf('patient') };
    }),
  ],
};

import '@consult/elements/define/consult-chat.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { find, shows } from './reach.js';
import { scene } from './stage.js';
import { aTalk, TALK } from './talk.js';

const meta: Meta = {
  title: 'Patient/consult-chat/What was said',
  component: 'consult-chat',
  render: () => html`<consult-chat></consult-chat>`,
  parameters: { stage: { width: 'min(46rem, 100%)', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** What can be done with a message: answer it, copy it, take it back. */
export const ActionsOfAMessage: Story = {
  loaders: [aTalk()],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '.own > [part=more]')).click();
    await find(canvasElement, '[part=actions]');
  },
};

/** An answer is being written; above it the thread holds one that quotes, and one that quotes what was taken back. */
export const Answering: Story = {
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      await chat.says('doctor', 'Что именно чувствуете?', 6);
      await chat.says('patient', 'Ошиблась чатом');
      await chat.says('doctor', 'Бывает.', 9);
      await chat.deletes('patient', 9);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '.other > [part=more]')).click();
    (await find(canvasElement, '[part=reply]')).click();
    await find(canvasElement, '[part=reply-bar]');
  },
};

/** Links lead to the web and to mail, in a page of their own; a host that could be taken for another is spelled out. */
export const Links: Story = {
  loaders: [
    aTalk({
      said: [
        ['doctor', 'Запишитесь на ЭКГ: https://gorzdrav.spb.ru/signup, памятка на минздрав.рф.'],
        ['patient', 'Мне прислали https://gоsuslugi.ru/vhod, это вы?'],
        ['doctor', 'Нет, не открывайте. Пишите на help@poliklinika27.ru.'],
      ],
    }),
  ],
  play: shows('a.link'),
};

const search = (words: string) => async (canvas: HTMLElement) => {
  (await find(canvas, '[part=find]')).click();
  const field = await find<HTMLInputElement>(canvas, '[part=search-field]');
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
};

/** The search inside the chat: what was found, the way from one to the next, the words marked in the thread. */
export const Searching: Story = {
  loaders: [aTalk({ entries: 60 })],
  play: async ({ canvasElement }) => {
    await search('сообщение')(canvasElement);
    await find(canvasElement, '[part=hit]');
  },
};

/** Nothing was found. */
export const NothingFound: Story = {
  loaders: [aTalk()],
  play: async ({ canvasElement }) => {
    await search('рентген')(canvasElement);
    await find(canvasElement, '[part=search-count]', 'Ничего не найдено');
  },
};

/** The search could not be asked. */
export const SearchFailed: Story = {
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      house.network.failNext('/search', 500, 1000);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
  play: async ({ canvasElement }) => {
    await search('давление')(canvasElement);
    await find(canvasElement, '[part=search-count]', 'не отвечает');
  },
};

import '@consult/elements/define/consult-chat.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { shows } from './reach.js';
import { aPageOf, whoGoesOnTyping } from './scenarios.js';
import { scene } from './stage.js';
import { aTalk, TALK, write } from './talk.js';

const meta: Meta = {
  title: 'Patient/consult-chat/Signs of life',
  component: 'consult-chat',
  render: () => html`<consult-chat></consult-chat>`,
  parameters: { stage: { width: 'min(46rem, 100%)', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** Read, delivered, sent, and on its way: the four marks of own messages. */
export const Marks: Story = {
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: [['patient', 'Это врач уже прочитал.']] });
      await chat.reads('doctor');
      await chat.says('patient', 'Это дошло и ждёт.');
      await chat.delivers('doctor');
      await chat.says('patient', 'Это пока только на сервере.');
      house.network.hold(/POST .*entries/);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
  play: ({ canvasElement }) => write(canvasElement, 'А это ещё в пути.'),
};

/** The doctor has the page open. */
export const DoctorOnline: Story = {
  play: shows('[part=presence].online'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      aPageOf(house, chat.doctor);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Somebody speaks for the patient: the doctor reads who, and for whom. */
export const WrittenForAChild: Story = {
  play: shows('.other > .author'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ patient: 'child', said: TALK });
      return { chatId: chat.id, client: house.clientOf('doctor') };
    }),
  ],
};

/** The doctor has not. */
export const DoctorOffline: Story = {
  play: shows('[part=presence]'),
  loaders: [aTalk()],
};

/** The doctor is writing, and goes on. */
export const DoctorTypes: Story = {
  play: shows('[part=typing]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      whoGoesOnTyping(house, chat, 'doctor');
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** The patient is writing, as the doctor sees it. */
export const PatientTypes: Story = {
  play: shows('[part=typing]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      whoGoesOnTyping(house, chat, 'patient');
      return { chatId: chat.id, client: house.clientOf(chat.doctor) };
    }),
  ],
};

/** The registry has given the consultation to another doctor while this one was reading it. */
export const AccessLost: Story = {
  play: shows('[part=notice] button'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      const client = house.clientOf(chat.doctor);
      setTimeout(() => void (house.closed || chat.passesTo('surgeon')), 1500);
      return { chatId: chat.id, client };
    }),
  ],
};

/** As the patient sees it: another doctor answers from now on. */
export const AnotherDoctor: Story = {
  play: shows('[part~=system-note]', 'Резун'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      await chat.passesTo('surgeon');
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

import '@consult/elements/define/consult-desk.js';
import type { ConsultDesk } from '@consult/elements/staff';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { CONCLUSION, type ChatOptions } from '../test/support/chats.js';
import { LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows, type } from './reach.js';
import { scene, type Scene } from './stage.js';

const { args, argTypes, template } = controlsOf<ConsultDesk>('consult-desk');

const meta: Meta = {
  title: 'Doctor/consult-desk',
  component: 'consult-desk',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: '24rem', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

const MINUTE = 60_000;
const COMMENT = 'Скачет давление, особенно по утрам. Беспокоят перебои.';

const aDesk = (wanted: ChatOptions & { readonly startsIn?: number } = {}) =>
  scene(async (house) => {
    const { startsIn, ...chat } = wanted;
    const startsAt = startsIn === undefined ? {} : { startsAt: house.clock.now() + startsIn };
    const { id, doctor } = await house.aChat({ comment: COMMENT, ...startsAt, ...chat });
    return { chatId: id, client: house.clientOf(doctor) };
  });

/** The consultation is open: the patient's card, and the way to finish. */
export const Open: Story = {
  play: shows('[part=complete]'),
  loaders: [aDesk()],
};

/** More than fifteen minutes before the time: it says from when it can be opened. */
export const TooEarly: Story = {
  play: shows('[part=note]'),
  loaders: [aDesk({ state: 'scheduled' })],
};

/** From fifteen minutes before the time the doctor may open it. */
export const MayOpenEarly: Story = {
  play: shows('[part=open]'),
  loaders: [aDesk({ state: 'scheduled', startsIn: 10 * MINUTE })],
};

/** The clock passes the fifteen minutes in five seconds, and the button comes by itself. */
export const SoonMayOpen: Story = {
  play: shows('[part=card]'),
  loaders: [aDesk({ state: 'scheduled', startsIn: 15 * MINUTE + 5000 })],
};

/** Finishing asks for the reason the patient will read. */
export const Finishing: Story = {
  ...Open,
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=complete]')).click();
    await find(canvasElement, 'dialog[open] [part=reason]');
  },
};

/** Without a reason it cannot be finished. */
export const ReasonMissing: Story = {
  ...Open,
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=complete]')).click();
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, '[part=reason][aria-invalid=true]');
  },
};

const concluding = async (canvas: HTMLElement, part: 'conclude' | 'correct' = 'conclude') => {
  (await find(canvas, `[part=${part}]:enabled`)).click();
  await find(canvas, 'dialog[open][part=conclusion-form]');
};

const writeConclusion = async (canvas: HTMLElement) => {
  for (const field of ['complaints', 'findings', 'recommendations'] as const)
    type(await find<HTMLTextAreaElement>(canvas, `#${field}`), CONCLUSION[field]);
};

const askedWhetherSure = async (canvas: HTMLElement) => {
  await concluding(canvas);
  await writeConclusion(canvas);
  (await find(canvas, '[part=finish]')).click();
  await find(canvas, '[part=sure]');
};

const WIDE = { stage: { width: 'min(60rem, 100%)', height: '44rem' } };

/** The form of the conclusion, with nothing in it yet. */
export const WritingAConclusion: Story = {
  ...Open,
  parameters: WIDE,
  play: ({ canvasElement }) => concluding(canvasElement),
};

/** What is missing is said at each field, and the first of them is gone to. */
export const ConclusionIncomplete: Story = {
  ...WritingAConclusion,
  play: async ({ canvasElement }) => {
    await concluding(canvasElement);
    const code = await find<HTMLInputElement>(canvasElement, '#diagnosis-code');
    code.value = 'кашель';
    code.dispatchEvent(new Event('change', { bubbles: true }));
    (await find(canvasElement, '[part=finish]')).click();
    await find(canvasElement, '#complaints[aria-invalid=true]');
  },
};

/** What was typed and not sent is there again. */
export const ConclusionDraftRestored: Story = {
  ...WritingAConclusion,
  play: async ({ canvasElement }) => {
    await concluding(canvasElement);
    await writeConclusion(canvasElement);
    (await find(canvasElement, '[part=close-form]')).click();
    await concluding(canvasElement);
  },
};

/** Ending is for good: it is asked once more. */
export const SureOfTheConclusion: Story = {
  ...WritingAConclusion,
  play: ({ canvasElement }) => askedWhetherSure(canvasElement),
};

/** The conclusion is on its way. */
export const SendingTheConclusion: Story = {
  parameters: WIDE,
  loaders: [
    scene(async (house) => {
      const { id, doctor } = await house.aChat({ comment: COMMENT });
      house.network.hold('/complete');
      return { chatId: id, client: house.clientOf(doctor) };
    }),
  ],
  play: async ({ canvasElement }) => {
    await askedWhetherSure(canvasElement);
    (await find(canvasElement, '[part=sure]')).click();
    await find(canvasElement, '[part=sure]:disabled');
  },
};

/** The network fails: everything that was written is kept. */
export const ConclusionNotSent: Story = {
  parameters: WIDE,
  loaders: [
    scene(async (house) => {
      const { id, doctor } = await house.aChat({ comment: COMMENT });
      house.network.failNext('/complete', 'unreachable', 1000);
      return { chatId: id, client: house.clientOf(doctor) };
    }),
  ],
  play: async ({ canvasElement }) => {
    await askedWhetherSure(canvasElement);
    (await find(canvasElement, '[part=sure]')).click();
    await find(canvasElement, '[part=conclusion-problem] span');
  },
};

/** The doctor's other device ends the consultation. */
const endsElsewhere = (loaded: Record<string, unknown>, ending: object) => {
  const { house, chatId } = loaded['scene'] as Scene;
  return house.call('doctor', 'POST', `/v1/chats/${chatId!}/complete`, ending);
};
const WITHOUT_A_CONCLUSION = { outcome: 'no-conclusion', reason: 'Не дозвонились.' };

/** A conclusion is given elsewhere while this one is written: it can become a correction. */
export const ConcludedElsewhere: Story = {
  ...WritingAConclusion,
  play: async ({ canvasElement, loaded }) => {
    await askedWhetherSure(canvasElement);
    const { house } = loaded['scene'] as Scene;
    const ending = { outcome: 'conclusion', key: house.newKey(), content: CONCLUSION };
    await endsElsewhere(loaded, ending);
    await find(canvasElement, '[part=as-correction]');
  },
};

/** The consultation ends elsewhere without a conclusion: what was written here can be copied. */
export const EndedWhileAConclusionWasWritten: Story = {
  ...WritingAConclusion,
  play: async ({ canvasElement, loaded }) => {
    await askedWhetherSure(canvasElement);
    await endsElsewhere(loaded, WITHOUT_A_CONCLUSION);
    await find(canvasElement, '[part=copy-conclusion]');
  },
};

/** It ends elsewhere while the reason is asked for. */
export const EndedWhileFinishing: Story = {
  ...Open,
  play: async ({ canvasElement, loaded }) => {
    (await find(canvasElement, '[part=complete]')).click();
    type(await find<HTMLTextAreaElement>(canvasElement, 'dialog[open] [part=reason]'), 'Не дозвонились.');
    await endsElsewhere(loaded, { ...WITHOUT_A_CONCLUSION, reason: 'Нужен очный осмотр.' });
    await find(canvasElement, '[part=reason]:read-only');
  },
};

/** Over, and a draft that nobody got lies here still. */
export const DraftLeftOver: Story = {
  ...Open,
  play: async ({ canvasElement, loaded }) => {
    await concluding(canvasElement);
    await writeConclusion(canvasElement);
    await endsElsewhere(loaded, WITHOUT_A_CONCLUSION);
    await find(canvasElement, '[part=copy-conclusion]');
    (await find(canvasElement, '[part=close-form]')).click();
    await find(canvasElement, '[part=unsent]');
  },
};

/** Over, with a conclusion: it can be corrected. */
export const FinishedWithAConclusion: Story = {
  play: shows('[part=correct]'),
  loaders: [aDesk({ state: 'completed', conclusion: true })],
};

/** A correction begins with the words of the last version. */
export const CorrectingTheConclusion: Story = {
  ...FinishedWithAConclusion,
  parameters: WIDE,
  play: ({ canvasElement }) => concluding(canvasElement, 'correct'),
};

/** Over for good. */
export const Finished: Story = {
  play: shows('[part=card]'),
  loaders: [aDesk({ state: 'completed' })],
};

/** Nobody wrote in the appointed time. */
export const Missed: Story = {
  play: shows('[part=card]'),
  loaders: [aDesk({ state: 'missed' })],
};

/** A child: who may write for it. */
export const AChild: Story = {
  play: shows('[part=card]', 'Матросова'),
  loaders: [aDesk({ patient: 'child' })],
};

/** The patient has not agreed to remote consultation. */
export const WithoutConsent: Story = {
  play: shows('[part=card]'),
  loaders: [aDesk({ withoutConsent: true })],
};

/** Names and a complaint longer than the card. */
export const LongCard: Story = {
  play: shows('[part=title]', 'Верхнезадвинская'),
  loaders: [aDesk({ ...LONG_NAMED, comment: `${COMMENT} `.repeat(12) })],
};

/** The card is on its way. */
export const Loading: Story = {
  play: shows('.loading'),
  loaders: [
    scene(async (house) => {
      const { id } = await house.aChat();
      house.network.hold('/card');
      return { chatId: id, client: house.clientOf('doctor') };
    }),
  ],
};

/** The server fails, and the desk offers to try again. */
export const Failed: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [
    scene(async (house) => {
      const { id } = await house.aChat();
      house.network.failNext('/card', 500, 1000);
      return { chatId: id, client: house.clientOf('doctor') };
    }),
  ],
};

/** Another doctor's consultation looks like one that does not exist. */
export const NotFound: Story = {
  play: shows('[part=notice]'),
  loaders: [
    scene(async (house) => ({ chatId: (await house.aChat()).id, client: house.clientOf('surgeon') })),
  ],
};

const aDeskOf = (...findings: readonly object[]) =>
  scene(async (house) => {
    const { id, doctor, speaker } = await house.aChat({ comment: COMMENT });
    if (findings.length) await house.call(speaker, 'PUT', `/v1/chats/${id}/readiness`, { findings });
    return { chatId: id, client: house.clientOf(doctor) };
  });
const HEARS = { probe: 'microphone', result: 'ok', cause: null };

/** The patient has checked camera and microphone, and all is well. */
export const PatientReady: Story = { play: shows('.readiness.ready'), loaders: [aDeskOf(HEARS)] };

/** The patient can talk, without a picture. */
export const PatientLimited: Story = {
  play: shows('.readiness.limited'),
  loaders: [aDeskOf(HEARS, { probe: 'camera', result: 'failed', cause: 'device-busy' })],
};

/** A call would not succeed now. */
export const PatientNotReady: Story = {
  play: shows('.readiness.not-ready'),
  loaders: [aDeskOf({ probe: 'microphone', result: 'failed', cause: 'device-missing' })],
};

/** The patient has not checked anything. */
export const PatientUnknown: Story = { play: shows('.readiness.unknown'), loaders: [aDeskOf()] };

import '@consult/elements/define/consult-chat.js';
import type { ConsultChat } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { LONG_NAMED, SPEAKS_HEBREW } from './cast.js';
import { controlsOf } from './controls.js';
import { aDemo } from './pictures.js';
import { find, shows } from './reach.js';
import { aDoctorWhoAnswers, aFlappingNetwork } from './scenarios.js';
import { scene, settled } from './stage.js';
import { aTalk, TALK, write } from './talk.js';

const { args, argTypes, template } = controlsOf<ConsultChat>('consult-chat');

const meta: Meta = {
  title: 'Patient/consult-chat',
  component: 'consult-chat',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(46rem, 100%)', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** A talk over days: day separators, a deleted message, marks of what was read. */
export const Demo: Story = {
  play: shows('[part~=entry-other]'),
  loaders: [aDemo('patient')],
};

/** The same talk from the doctor's side. */
export const AsTheDoctor: Story = {
  play: shows('[part~=entry-own]'),
  loaders: [aDemo('doctor')],
};

/** Write something: the doctor reads it, answers, and after three answers finishes the consultation. */
export const ADoctorWhoAnswers: Story = {
  play: shows('[part=box]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat();
      aDoctorWhoAnswers(house, chat);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** The network is down for six seconds out of every fourteen. What is written meanwhile waits and goes by itself. */
export const ANetworkThatDrops: Story = {
  play: shows('[part~=entry-own]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      aDoctorWhoAnswers(house, chat);
      aFlappingNetwork(house);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** A consultation that opens ten seconds from now, by the clock. */
export const OpensInTenSeconds: Story = {
  play: shows('[part=note]'),
  loaders: [
    scene(async (house) => {
      const startsAt = house.clock.now() + 10_000;
      const chat = await house.aChat({ state: 'scheduled', startsAt });
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Open, and nobody has written yet. */
export const Empty: Story = {
  play: shows('[part=box]'),
  loaders: [aTalk({ said: [] })],
};

/** Nothing is chosen in the list. */
export const NothingChosen: Story = {
  play: shows('[part=notice]'),
  loaders: [scene(async (house) => ({ client: house.clientOf('patient') }))],
};

/** The first page is on its way. */
export const Loading: Story = {
  play: shows('.loading'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      house.network.hold(`/v1/chats/${chat.id}`);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** The server fails, and the chat offers to try again. */
export const Failed: Story = {
  play: shows('[part=notice][role=alert]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      house.network.failNext(`/v1/chats/${chat.id}`, 500, 1000);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Somebody else's chat looks exactly like one that does not exist. */
export const NotFound: Story = {
  play: shows('[part=notice]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat();
      return { chatId: chat.id, client: house.clientOf('otherPatient') };
    }),
  ],
};

/** Before the appointed time the chat says when it opens. */
export const BeforeTime: Story = {
  play: shows('[part=note]'),
  loaders: [aTalk({ state: 'scheduled', said: [] })],
};

/** Without the consent to remote consultation nothing is shown, and it says why. */
export const ConsentNeeded: Story = {
  play: shows('[part=notice]'),
  loaders: [aTalk({ withoutConsent: true, said: [] })],
};

/** Finished without a conclusion: read-only, with the doctor's reason in the last note. */
export const WithoutConclusion: Story = {
  play: shows('[part~=system-note]', 'Нужен очный осмотр'),
  loaders: [aTalk({ state: 'completed', reason: 'Нужен очный осмотр: по переписке причину не установить.' })],
};

/** Nobody wrote in the appointed time. */
export const Missed: Story = {
  play: shows('[part=note]'),
  loaders: [aTalk({ state: 'missed', said: [] })],
};

/** The registry has cancelled it. */
export const Cancelled: Story = {
  play: shows('[part=note]'),
  loaders: [aTalk({ state: 'cancelled', said: [] })],
};

/** The archive's view: no box to write in, nothing to take back. */
export const ReadOnly: Story = {
  play: shows('consult-chat[read-only]'),
  args: { 'read-only': true },
  loaders: [aTalk()],
};

/** A mother writes for her child. */
export const ForAChild: Story = {
  play: shows('[part=head]', 'Матросов'),
  loaders: [aTalk({ patient: 'child', doctor: 'therapist' })],
};

/** Deleted by its author: the place stays. */
export const Tombstone: Story = {
  play: shows('[part~=entry]', 'Ничего страшного.'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      const mistake = await chat.says('patient', 'Это не вам, простите.');
      await chat.deletes('patient', mistake.seq);
      await chat.says('doctor', 'Ничего страшного.');
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Asks before it takes a message back. */
export const Deleting: Story = {
  loaders: [aTalk()],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '.own > [part=more]')).click();
    (await find(canvasElement, '[part=remove]')).click();
    await find(canvasElement, '[part=confirm]');
  },
};

/** Written without a network: kept, and sent when it is back. */
export const Offline: Story = {
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      const client = house.clientOf('patient');
      await settled(client.chat(chat.id));
      house.network.cut();
      return { chatId: chat.id, client };
    }),
  ],
  play: ({ canvasElement }) => write(canvasElement, 'Давление 145 на 90, потом 140 на 88.'),
};

/** The doctor finished while the patient had no network: what was written then is refused, and stays to be copied. */
export const Refused: Story = {
  play: shows('[part~=entry-pending] [part=discard]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      await chat.reads('patient');
      const client = house.clientOf('patient');
      const handle = client.chat(chat.id);
      await settled(handle);
      house.network.cut();
      await handle.send('Давление 145 на 90. Что мне делать?');
      await chat.completes('Пациент перестал отвечать.');
      house.network.mend();
      return { chatId: chat.id, client };
    }),
  ],
};

/** No socket can be had: the chat asks every few seconds, and says so. */
export const Polling: Story = {
  play: shows('[part=connection]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      house.network.withoutLive();
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Thirty messages came since the last visit: a line stands above the first of them. */
export const NewMessages: Story = {
  play: shows('[part=divider]'),
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat({ said: TALK });
      await chat.reads('patient');
      for (let i = 1; i <= 30; i++) await chat.says('doctor', `Рекомендация ${i}: больше ходить пешком.`);
      return { chatId: chat.id, client: house.clientOf('patient') };
    }),
  ],
};

/** Scroll up: it stays as quick as a chat of a hundred. */
export const TenThousandEntries: Story = {
  play: shows('[part~=entry]', 'Сообщение 10000'),
  tags: ['!autodocs'], // making them takes seconds, which a page of all stories should not
  loaders: [aTalk({ entries: 10_000 })],
};

/** Long names, a long word, many lines, only an emoji. */
export const LongAndOdd: Story = {
  play: shows('[part~=entry]', '<img src=x onerror=alert(1)>'),
  loaders: [
    aTalk({
      ...LONG_NAMED,
      said: [
        ['patient', 'Гипервентиляция'.repeat(30)],
        ['doctor', Array.from({ length: 25 }, (_, i) => `${i + 1}. Утром и вечером, после еды.`).join('\n')],
        ['patient', '👍🏽'],
        ['doctor', '   отступы    и     пробелы   остаются как есть'],
        ['patient', '<b>это не разметка</b> & <img src=x onerror=alert(1)>'],
      ],
    }),
  ],
};

/** Messages that run from right to left, on a page that does. */
export const RightToLeft: Story = {
  play: shows('[part~=entry]', 'שלום'),
  loaders: [
    aTalk({
      patient: SPEAKS_HEBREW,
      said: [
        ['patient', 'שלום דוקטור, כואב לי הראש 3 ימים.'],
        ['doctor', 'Здравствуйте! Температура 37,4 °C — это с утра?'],
        ['patient', 'כן, מהבוקר: 37.4 (מדדתי פעמיים).'],
      ],
    }),
  ],
  parameters: { stage: { dir: 'rtl', width: 'min(46rem, 100%)', height: '36rem' } },
};

/** As wide as the narrowest phone, with the way back to the list. */
export const NarrowPhone: Story = {
  ...Demo,
  args: { 'with-back': true },
  parameters: { stage: { width: '320px', height: '36rem' } },
};

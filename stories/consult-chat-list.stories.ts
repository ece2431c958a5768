import '@consult/elements/define/consult-chat-list.js';
import type { ConsultChatList } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { LONG_NAMED, SPEAKS_HEBREW } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows, type } from './reach.js';
import { aDemo, chatsOfAPatient } from './pictures.js';
import { scene } from './stage.js';

const { args, argTypes, template } = controlsOf<ConsultChatList>('consult-chat-list');

const meta: Meta = {
  title: 'Patient/consult-chat-list',
  component: 'consult-chat-list',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: '26rem', height: '40rem' } },
};
export default meta;

type Story = StoryObj;

/** The manual's own picture: a mother's chats with three doctors and her child's, some of them finished. */
export const Demo: Story = {
  play: shows('[part~=row][part~=finished]'),
  loaders: [aDemo('patient')],
};

/** The same clinic as one of its doctors sees it: rows begin with the patient. */
export const OfADoctor: Story = {
  play: shows('[part~=row]'),
  loaders: [aDemo('doctor')],
};

/** The first page is on its way. The skeleton comes after 300 ms only. */
export const Loading: Story = {
  play: shows('.skeleton'),
  loaders: [
    scene(async (house) => {
      house.network.hold('GET /v1/chats');
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Somebody for whom nothing has been appointed yet. */
export const Empty: Story = {
  play: shows('[part=notice]'),
  loaders: [scene(async (house) => ({ client: house.clientOf('otherPatient') }))],
};

/** A search that finds nothing says what to try. */
export const NoHits: Story = {
  loaders: [
    scene(async (house) => {
      await chatsOfAPatient(house);
      return { client: house.clientOf('patient') };
    }),
  ],
  play: async ({ canvasElement }) => {
    type(await find(canvasElement, 'input'), 'стоматолог');
    await find(canvasElement, '[part=notice]');
  },
};

/** A search by the beginning of a word, whatever the case and with or without «ё». */
export const Hits: Story = {
  ...NoHits,
  play: async ({ canvasElement }) => {
    type(await find(canvasElement, 'input'), 'короле кард');
    await find(canvasElement, '[part~=row]', 'Королёв');
  },
};

/** Counters: one, many, and more than fit. */
export const Unread: Story = {
  play: shows('[part=unread]', '99+'),
  loaders: [
    scene(async (house) => {
      const words = Array.from({ length: 120 }, (_, i) => ['doctor', `Рекомендация ${i + 1}`] as const);
      await house.aChat({ doctor: 'therapist', said: words });
      await house.aChat({ doctor: 'surgeon', said: words.slice(0, 12) });
      await house.aChat({ said: [['doctor', 'Пришлите, пожалуйста, ЭКГ.']] });
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Finished chats are grey and say so in a word: completed, missed, cancelled. */
export const Finished: Story = {
  play: shows('[part~=finished]'),
  loaders: [
    scene(async (house) => {
      await house.aChat({ doctor: 'surgeon', state: 'missed' });
      await house.aChat({ doctor: 'therapist', state: 'cancelled' });
      await house.aChat({ state: 'completed', said: [['patient', 'Спасибо, доктор.']] });
      await house.aChat({ said: [['doctor', 'Добрый день, слушаю вас.']] });
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Names, a title and an organisation longer than any row. */
export const LongNames: Story = {
  play: shows('[part~=row]', 'Константинопольская'),
  loaders: [
    scene(async (house) => {
      await house.aChat({
        patient: LONG_NAMED.patient,
        doctor: LONG_NAMED.doctor,
        title: 'Повторная консультация по результатам суточного мониторирования артериального давления',
        said: [['doctor', 'Гипервентиляционныйсиндромбезпробеловнигдесовсем '.repeat(6)]],
      });
      return { client: house.clientOf(LONG_NAMED.patient) };
    }),
  ],
};

/** Without the patient's consent nothing of what was said is shown. */
export const ConsentNeeded: Story = {
  play: shows('[part=preview] svg'),
  loaders: [
    scene(async (house) => {
      await house.aChat({ withoutConsent: true });
      return { client: house.clientOf('newcomer') };
    }),
  ],
};

/** The network goes away a second after the list has come: the list stays, and says so. */
export const Offline: Story = {
  play: shows('[part=offline]'),
  loaders: [
    scene(async (house) => {
      await chatsOfAPatient(house);
      setTimeout(() => house.network.cut(), 1000);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** No socket can be had, as behind some antiviruses: everything works, by asking. */
export const Polling: Story = {
  play: shows('[part~=row]'),
  loaders: [
    scene(async (house) => {
      await chatsOfAPatient(house);
      house.network.withoutLive();
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** The server fails, and the list offers to try again. */
export const Failed: Story = {
  play: shows('[part=notice]'),
  loaders: [
    scene(async (house) => {
      house.network.failNext('GET /v1/chats', 500, 1000);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Three doctors write in turn: the liveliest chat rises, and the reader keeps their place. */
export const LiveOrder: Story = {
  play: shows('[part=preview]', 'Сообщение номер 1'),
  loaders: [
    scene(async (house) => {
      const chats = await chatsOfAPatient(house);
      let turn = 0;
      const speak = () => {
        if (house.closed) return;
        const chat = chats[turn++ % chats.length]!;
        void chat.says('doctor', `Сообщение номер ${turn}`).then(() => setTimeout(speak, 2500));
      };
      setTimeout(speak, 2500);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** A doctor's two hundred and fifty chats come page by page. */
export const ManyChats: Story = {
  play: shows('[part~=row]', 'Консультация № '),
  tags: ['!autodocs'],
  loaders: [
    scene(async (house) => {
      for (let i = 0; i < 250; i += 25)
        await Promise.all(
          Array.from({ length: 25 }, (_, n) =>
            house.aChat({ title: `Консультация № ${i + n + 1}`, state: 'scheduled' }),
          ),
        );
      return { client: house.clientOf('doctor') };
    }),
  ],
};

/** As wide as the narrowest phone. */
export const NarrowPhone: Story = {
  ...Demo,
  parameters: { stage: { width: '320px', height: '36rem' } },
};

/** On a page that runs from right to left, about a patient whose name does. */
export const RightToLeft: Story = {
  play: shows('[part~=row]', 'שלום'),
  loaders: [
    scene(async (house) => {
      await house.aChat({ patient: SPEAKS_HEBREW, said: [['patient', 'שלום דוקטור, כואב לי הראש 3 ימים.']] });
      return { client: house.clientOf(SPEAKS_HEBREW) };
    }),
  ],
  parameters: { stage: { width: '26rem', height: '30rem', dir: 'rtl' } },
};

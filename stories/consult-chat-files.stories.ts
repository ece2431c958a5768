import '@consult/elements/define/consult-chat.js';
import type { ConsultChat } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { choose, drag } from '../test/support/choosing.js';
import { aPdf, send } from '../test/support/documents.js';
import { memoryStorage } from '../test/support/memory-storage.js';
import { aPhoto } from '../test/support/photos.js';
import { controlsOf } from './controls.js';
import { find } from './reach.js';
import { scene, type Director } from './stage.js';
import type { HouseOptions } from '../test/support/house.js';

const { args, argTypes, template } = controlsOf<ConsultChat>('consult-chat');

const meta: Meta = {
  title: 'Patient/consult-chat/documents',
  component: 'consult-chat',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(46rem, 100%)', height: '44rem' } },
};
export default meta;

type Story = StoryObj;
type Play = NonNullable<Story['play']>;

const UPLOAD = /POST .*\/files\?/;

/** A patient's page on which documents can be attached; `spoil` does something to the house first. */
const aWriter = (
  spoil: (house: Parameters<Director>[0]) => void = () => undefined,
  options: HouseOptions = {},
) =>
  scene(async (house) => {
    const chat = await house.aChat({ said: [['doctor', 'Пришлите, пожалуйста, анализы и снимок.']] });
    spoil(house);
    return { chatId: chat.id, client: house.clientOf('patient') };
  }, options);

/** Chooses documents, and waits for what the story is about. */
const attaches =
  (make: () => Promise<File[]> | File[], selector: string): Play =>
  async ({ canvasElement }) => {
    const button = await find(canvasElement, '[part=attach]');
    choose((button.getRootNode() as ShadowRoot).host, ...(await make()));
    await find(canvasElement, selector);
  };

/** A talk with these documents in it, from the doctor. */
const aTalkWith = (make: () => Promise<File[]> | File[], options: HouseOptions = {}) =>
  scene(async (house) => {
    const chat = await house.aChat({ said: [['patient', 'Результаты уже есть?']] });
    await send(house, chat, 'doctor', 'Да, вот они.', await make());
    return { chatId: chat.id, client: house.clientOf('patient') };
  }, options);

/** A talk with a document of which the antivirus says this once it was sent. */
const aTalkWithOne =
  (verdict: 'infected' | 'unsure'): ReturnType<typeof scene> =>
  (context) => {
    let say!: () => void;
    const said = new Promise<typeof verdict>((resolve) => (say = () => resolve(verdict)));
    return scene(
      async (house) => {
        const chat = await house.aChat();
        await send(house, chat, 'doctor', 'Результаты', [aPdf(200_000, 'анализ')]);
        say();
        return { chatId: chat.id, client: house.clientOf('patient') };
      },
      { config: { scanTries: 1 }, antivirus: { scan: () => said } },
    )(context);
  };

const shown =
  (selector: string): Play =>
  async ({ canvasElement }) => {
    await find(canvasElement, selector);
  };

/** «+» offers «Загрузить файлы», and on phones «Сделать снимок». */
export const Menu: Story = {
  loaders: [aWriter()],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=attach]')).click();
    await find(canvasElement, '[part=attach-menu]');
  },
};

/** On their way: a ring, a percentage, and a way to take each back. */
export const Uploading: Story = {
  loaders: [aWriter((house) => void house.network.hold(UPLOAD))],
  play: attaches(
    () => [
      aPdf(1_400_000, 'Выписка из стационара'),
      aPdf(90_000, 'анализ'),
      new File(['heic'], 'IMG_0042.heic'),
    ],
    '.ring',
  ),
};

/** Uploaded. A photo has been made smaller and has lost its place and day; the original can be sent instead. */
export const Attached: Story = {
  loaders: [aWriter()],
  play: attaches(
    async () => [
      await aPhoto({
        width: 4000,
        height: 3000,
        name: 'IMG_20260410_101500.jpg',
        exif: { orientation: 1, day: '2026:04:10' },
      }),
      aPdf(1_400_000, 'Общий анализ крови и мочи за апрель, страница 2 из 3'),
    ],
    '[part=attachment-original]',
  ),
};

/** The network is gone: they wait, and go on by themselves. */
export const WaitingForTheNetwork: Story = {
  loaders: [aWriter((house) => void house.network.failNext(UPLOAD, 'unreachable', 1000))],
  play: attaches(() => [aPdf()], '.ring'),
};

/** Of a kind that is not taken, empty, and too many: each with its reason; the rest is kept. */
export const Refused: Story = {
  loaders: [aWriter()],
  play: attaches(
    () => [new File(['<html>'], 'страница.html'), new File([], 'пустой.pdf'), aPdf()],
    '[part=attachment] .problem',
  ),
};

/** No more room for documents in this chat. */
export const QuotaRefused: Story = {
  loaders: [aWriter(undefined, { config: { filesPerChat: 1 } })],
  play: attaches(() => [aPdf(400, 'первый'), aPdf(400, 'второй')], '[part=attachment-retry]'),
};

/** This browser keeps nothing: the documents are lost when the page is closed, and the page says so. */
export const NotKept: Story = {
  loaders: [
    scene(async (house) => {
      const chat = await house.aChat();
      const client = house.clientOf('patient', { storage: memoryStorage({ lasting: false }) });
      return { chatId: chat.id, client };
    }),
  ],
  play: attaches(() => [aPdf()], '.fleeting'),
};

/** Held over the chat. */
export const Dragging: Story = {
  loaders: [aWriter()],
  play: async ({ canvasElement }) => {
    const button = await find(canvasElement, '[part=attach]');
    drag((button.getRootNode() as ShadowRoot).host, 'dragover', [aPdf()]);
    await find(canvasElement, '[part=drop]');
  },
};

/** On a message that waits for its documents. */
export const OnAMessageThatWaits: Story = {
  loaders: [aWriter((house) => void house.network.hold(UPLOAD))],
  play: async (context) => {
    await attaches(() => [aPdf(300_000, 'анализ')], '.ring')(context);
    (await find(context.canvasElement, '[part=send]')).click();
    await find(context.canvasElement, '[part~=entry-pending] [part=file]');
  },
};

/** Cards by kind, and a picture that shows itself. */
export const Cards: Story = {
  loaders: [
    aTalkWith(async () => [
      aPdf(1_400_000, 'Общий анализ крови и мочи за апрель, страница 2 из 3'),
      await aPhoto({ width: 1600, height: 1200, name: 'рентген.jpg' }),
    ]),
  ],
  play: shown('canvas.drawn'),
};

/** An antivirus is at work: nobody can open it yet. */
export const Scanning: Story = {
  loaders: [
    aTalkWith(() => [aPdf(200_000, 'анализ')], {
      antivirus: { scan: () => new Promise<never>(() => undefined) },
    }),
  ],
  play: shown('[part=file] .scanning'),
};

/** The antivirus has found something after the message was sent. */
export const Blocked: Story = {
  loaders: [aTalkWithOne('infected')],
  play: shown('[part=file] .blocked'),
};

/** The antivirus can say nothing of it, however often it is asked. */
export const Unchecked: Story = {
  loaders: [aTalkWithOne('unsure')],
  play: shown('[part=file] .unchecked'),
};

/** A picture as large as the window; the arrows go to the others. */
export const Viewer: Story = {
  loaders: [
    aTalkWith(async () => [
      await aPhoto({ width: 1600, height: 1200, name: 'рентген.jpg' }),
      await aPhoto({ width: 900, height: 1400, name: 'направление.jpg' }),
    ]),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=picture]')).click();
    await find(canvasElement, 'dialog canvas.drawn');
  },
};

/** The same on the narrowest phone. */
export const NarrowPhone: Story = {
  ...Cards,
  parameters: { stage: { width: '320px', height: '36rem' } },
};

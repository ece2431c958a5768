import '@consult/elements/define/consent-list.js';
import type { ConsentList } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { agree, NEWER_TEXT, publish, withdraw } from '../test/support/consents.js';
import type { House } from '../test/support/house.js';
import { PEOPLE, type Cast, type PersonKey } from '../test/support/people.js';
import { LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows } from './reach.js';
import { scene } from './stage.js';

const { args, argTypes, template } = controlsOf<ConsentList>('consent-list');

const meta: Meta = {
  title: 'Patient/consent-list',
  component: 'consent-list',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { height: 'auto' } },
};
export default meta;

type Story = StoryObj;

const DATA = 'Я согласен(на) на обработку моих персональных данных: фамилии, имени, даты рождения, телефона.';
const NOTIFIED = 'Я согласен(на) получать уведомления о консультациях и заявках.';

/** Somebody's page in a house with all three documents, that has been furnished further. */
const aList = (who: PersonKey | Cast = 'newcomer', furnish: (house: House) => unknown = () => undefined) =>
  scene(async (house) => {
    await publish(house, 'notifications', NOTIFIED);
    await publish(house, 'personal-data', DATA);
    await furnish(house);
    return { client: house.clientOf(who) };
  });

/** Nothing has been said yet. */
export const NothingGiven: Story = { play: shows('[part=give]'), loaders: [aList()] };

/** For oneself and for a child; some given, some not. */
export const ForOneselfAndAChild: Story = {
  play: shows('[part=person]', PEOPLE.child.name.family),
  loaders: [aList('patient', (house) => agree(house, 'patient', 'notifications'))],
};

/** There is a newer version, with what it says otherwise. */
export const NewVersion: Story = {
  loaders: [
    aList('newcomer', async (house) => {
      await publish(house);
      await agree(house, 'newcomer');
      await publish(house, 'remote-consultation', NEWER_TEXT);
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=news] summary')).click();
    await find(canvasElement, '[part=changes]');
  },
};

const withdrawn = async (house: House) => {
  const { id } = await agree(house, 'newcomer');
  await withdraw(house, 'newcomer', id);
};

/** Withdrawn: it can be given again. */
export const Withdrawn: Story = {
  play: shows('.state.withdrawn'),
  loaders: [aList('newcomer', withdrawn)],
};

/** All that was ever said, with the papers of each. */
export const History: Story = {
  loaders: [
    aList('newcomer', async (house) => {
      await withdrawn(house);
      await house.clock.advance(60_000);
      await agree(house, 'newcomer');
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=history] summary')).click();
    await find(canvasElement, '[part=history][open]');
  },
};

const agreed = aList('newcomer', async (house) => {
  await publish(house);
  await agree(house, 'newcomer');
});

/** The text as it was accepted. */
export const AcceptedText: Story = {
  loaders: [agreed],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=open]')).click();
    await find(canvasElement, 'dialog[open] [part=text]');
  },
};

/** The text does not come. */
export const TextNotOpened: Story = {
  loaders: [
    aList('newcomer', async (house) => {
      await agree(house, 'newcomer');
      await publish(house, 'remote-consultation', NEWER_TEXT);
      house.network.failNext('/versions/', 500, 100);
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=open]')).click();
    await find(canvasElement, 'dialog[open] [part=problem]');
  },
};

const askWhetherTo = async (canvas: HTMLElement) => {
  (await find(canvas, '[part=withdraw]')).click();
  await find(canvas, 'dialog[open] [part=keep]');
};

/** The question before the consent to remote consultation is withdrawn. */
export const Withdrawing: Story = {
  loaders: [agreed],
  play: ({ canvasElement }) => askWhetherTo(canvasElement),
};

/** The same for notifications, with the manual's words. */
export const WithdrawingNotifications: Story = {
  loaders: [aList('newcomer', (house) => agree(house, 'newcomer', 'notifications'))],
  play: ({ canvasElement }) => askWhetherTo(canvasElement),
};

/** The network fails: nothing is withdrawn. */
export const NotWithdrawn: Story = {
  loaders: [
    aList('newcomer', async (house) => {
      await agree(house, 'newcomer');
      house.network.failNext('/withdraw', 'unreachable', 100);
    }),
  ],
  play: async ({ canvasElement }) => {
    await askWhetherTo(canvasElement);
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, 'dialog[open] [part=problem] span');
  },
};

/** A consent is given from here: the list's own dialog. */
export const GivingAgain: Story = {
  loaders: [aList('newcomer', withdrawn)],
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.state.withdrawn');
    (await find(canvasElement, 'article:has(.withdrawn) [part=give]')).click();
    await find(canvasElement, 'dialog[open] [part=tick]');
  },
};

/** The receipt does not come. */
export const ReceiptNotSaved: Story = {
  loaders: [
    aList('newcomer', async (house) => {
      await agree(house, 'newcomer');
      house.network.failNext('/receipt', 'unreachable', 100);
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=receipt]')).click();
    await find(canvasElement, '.list > [part=problem] span');
  },
};

/** Nothing is published and nothing was ever given. */
export const NotPublished: Story = {
  loaders: [scene(async (house) => ({ client: house.clientOf('newcomer') }))],
  play: shows('[part=consent]'),
};

/** A name longer than the page is wide. */
export const LongName: Story = {
  loaders: [
    scene(async (house) => {
      await house.register(LONG_NAMED.patient);
      return { client: house.clientOf(LONG_NAMED.patient) };
    }),
  ],
  play: shows('[part=person]', 'Верхнезадвинская'),
};

/** The consents are on their way. */
export const Loading: Story = {
  loaders: [aList('newcomer', (house) => void house.network.hold('/v1/consents'))],
  play: shows('.loading'),
};

/** The server fails, and the list offers to try again. */
export const Failed: Story = {
  loaders: [aList('newcomer', (house) => house.network.failNext('/v1/consents', 500, 1000))],
  play: shows('[part=retry]'),
};

/** The connection is lost: what was known stays. */
export const Offline: Story = {
  loaders: [agreed],
  play: async ({ canvasElement, loaded }) => {
    await find(canvasElement, '[part=consent]');
    (loaded as { scene: { house: House } }).scene.house.network.cut();
    await find(canvasElement, '[part=offline]');
  },
};

/** No patient: there is nothing to show. */
export const NotForStaff: Story = { loaders: [aList('doctor')], play: shows('[part=notice]') };

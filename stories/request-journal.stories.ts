import '@consult/elements/define/request-journal.js';
import type { RequestJournal } from '@consult/elements/staff';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { House } from '../test/support/house.js';
import { aRegistry, DAY, type Registry } from '../test/support/journal.js';
import { PEOPLE } from '../test/support/people.js';
import { BEGUN_ENTRY, LONG_NAMED } from './cast.js';
import { controlsOf } from './controls.js';
import { find, shows, type } from './reach.js';
import { scene, type Director } from './stage.js';

const { args, argTypes, template } = controlsOf<RequestJournal>('request-journal');

const meta: Meta = {
  title: 'Registry/request-journal',
  component: 'request-journal',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { height: '46rem' } },
};
export default meta;

type Story = StoryObj;

/** The operator's page over a journal that `furnish` fills. */
const journal = (furnish: (registry: Registry) => Promise<unknown> = everything) => {
  const direct: Director = async (house) => {
    await furnish(await aRegistry(house));
    return { client: house.clientOf('operator') };
  };
  return [scene(direct)];
};

/** A request in each state, the late one first. */
async function everything(registry: Registry) {
  const { house } = registry;
  const now = house.clock.now();
  house.clock.set(now - 12 * DAY);
  const late = await registry.aRequest({
    patient: 'newcomer',
    phone: '+79219876543',
    source: 'home-visit',
    specialty: 'Терапевт',
    wishes: [{ from: '2026-03-30', to: '2026-04-30' }],
    comment: 'После обеда. Кашель, температура.',
  });
  await registry.attempt(late, 'no-answer');
  await registry.attempt(late, 'busy', 'Перезвонить после шести');
  house.clock.set(now);
  const refused = await registry.aRequest({ doctor: 'doctor' });
  await registry.refuse(refused, 'В это время на работе');
  await registry.refuse(refused, 'Далеко ехать');
  await registry.attempt(refused, 'reached');
  const offered = await registry.aRequest({ patient: 'otherPatient', specialty: 'Хирург', source: 'visit' });
  await registry.offer(offered, 'surgeon');
  await registry.aRequest({ patient: 'child', specialty: 'Терапевт', phone: '+79215550103' });
  const [slot] = await registry.slots('surgeon');
  const scheduled = await registry.aRequest({ specialty: 'Хирург' });
  const body = { key: house.newKey(), slot };
  await house.call('operator', 'POST', `/v1/journal/${scheduled}/schedule`, body);
}

/** One request that waits, with free times to offer. */
async function waiting(registry: Registry) {
  const id = await registry.aRequest({ doctor: 'doctor' });
  await registry.slots('doctor', MORNING);
  await registry.slots(
    'doctor',
    MORNING.map((at) => at + 9 * DAY),
  );
  return id;
}

const MORNING = [0, 1, 2, 3].map((half) => Date.UTC(2026, 3, 14, 6) + half * 30 * 60_000);

/** The same after three refusals. */
async function thriceRefused(registry: Registry) {
  const id = await registry.aRequest();
  for (const reason of ['В это время на работе', 'Далеко ехать', 'Хочу к другому врачу'])
    await registry.refuse(id, reason);
}

const openFirst = async (canvas: HTMLElement) => {
  (await find(canvas, '[part=opener]')).click();
  await find(canvas, '[part=facts]');
};

const press = async (canvas: HTMLElement, part: string) => {
  await openFirst(canvas);
  (await find(canvas, `[part=${part}]:enabled`)).click();
  await find(canvas, 'dialog[open]');
};

const opened: NonNullable<Story['play']> = ({ canvasElement }) => openFirst(canvasElement);

const asked =
  (part: string): NonNullable<Story['play']> =>
  ({ canvasElement }) =>
    press(canvasElement, part);

/** The whole journal: what is late is marked by a word and a bar. */
export const Journal: Story = { loaders: journal(), play: shows('[part~=overdue]') };

/** On a phone rows are cards. */
export const OnAPhone: Story = {
  ...Journal,
  parameters: { stage: { width: 'min(22.5rem, 100%)', height: '46rem' } },
};

/** A request beside the list: how to reach the patient, what was offered and refused, who was called. */
export const Opened: Story = { loaders: journal(), play: opened };

/** On a phone a request is a screen of its own. */
export const OpenedOnAPhone: Story = { ...Opened, parameters: OnAPhone.parameters! };

/** A time is offered: its answer by telephone can be written down, or the offer taken back. */
export const Offered: Story = {
  loaders: journal(async (registry) => registry.offer(await registry.aRequest())),
  play: async ({ canvasElement }) => {
    await openFirst(canvasElement);
    await find(canvasElement, '[part=accept]:enabled');
  },
};

/** Three refusals: it may be annulled, and what was refused stands there. */
export const MayBeAnnulled: Story = {
  loaders: journal(thriceRefused),
  play: async ({ canvasElement }) => {
    await openFirst(canvasElement);
    await find(canvasElement, '[part=annul]:enabled');
  },
};

/** Annulling asks for the reason the patient will read. */
export const Annulling: Story = { ...MayBeAnnulled, play: asked('annul') };

/** Without a reason it is not annulled. */
export const ReasonMissing: Story = {
  ...MayBeAnnulled,
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'annul');
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, 'textarea[aria-invalid=true]');
  },
};

/** Nothing can happen to it any more. */
export const Annulled: Story = {
  loaders: journal(async (registry) => {
    await thriceRefused(registry);
    const { rows } = await registry.house.call<{ rows: { id: string }[] }>('operator', 'GET', '/v1/journal');
    const body = { reason: 'Пациент трижды отказался от предложенного времени.' };
    await registry.house.call('operator', 'POST', `/v1/journal/${rows[0]!.id}/annul`, body);
  }),
  play: opened,
};

/** A consultation has come of it. */
export const Scheduled: Story = {
  loaders: journal(async (registry) => {
    const id = await registry.aRequest();
    const [slot] = await registry.slots();
    const body = { key: registry.house.newKey(), slot };
    await registry.house.call('operator', 'POST', `/v1/journal/${id}/schedule`, body);
  }),
  play: opened,
};

/** A call and how it ended. */
export const WritingDownACall: Story = { loaders: journal(waiting), play: asked('attempt') };

/** Free times by days; the wished ones are marked, and those later than promised. */
export const OfferingATime: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'offer');
    await find(canvasElement, '[part=slot]');
  },
};

/** The patient has agreed on the telephone: the time is theirs at once. */
export const Appointing: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'schedule');
    await find(canvasElement, '[part=slot]');
  },
};

/** Nothing is free. */
export const NothingFree: Story = {
  loaders: journal((registry) => registry.aRequest({ doctor: 'doctor' })),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'offer');
    await find(canvasElement, 'dialog[open] [part=notice]');
  },
};

/** Somebody else was quicker: what is free is read again. */
export const TimeTaken: Story = {
  loaders: journal(async (registry) => {
    await waiting(registry);
    await registry.aRequest({ patient: 'otherPatient' });
  }),
  play: async ({ canvasElement, loaded }) => {
    await press(canvasElement, 'offer');
    const choice = await find<HTMLInputElement>(canvasElement, '[part=slot] input');
    const { house } = loaded['scene'] as { house: House };
    await house.call('patient', 'POST', '/v1/bookings', {
      key: house.newKey(),
      slot: choice.value,
      patient: PEOPLE.patient.id,
    });
    choice.click();
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, 'dialog[open] [part=problem] span');
  },
};

/** The patient said yes on the telephone. */
export const Accepting: Story = { ...Offered, play: asked('accept') };

/** The patient said no on the telephone. */
export const Refusing: Story = { ...Offered, play: asked('refuse') };

/** The network fails: what was typed stays. */
export const NotWrittenDown: Story = {
  loaders: journal(async (registry) => {
    await waiting(registry);
    registry.house.network.failNext('/attempts', 'unreachable', 1000);
  }),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'attempt');
    type(await find<HTMLTextAreaElement>(canvasElement, '#deed-words'), 'Просит перезвонить вечером');
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, 'dialog[open] [part=problem] span');
  },
};

/** Somebody else works on it. */
export const LockedByAnother: Story = {
  loaders: [
    scene(async (house) => {
      const registry = await aRegistry(house);
      const id = await registry.aRequest();
      const colleague = {
        id: 'per_colleague',
        role: 'operator',
        name: { family: 'Сменова', given: 'Ольга', patronymic: 'Ивановна' },
        organisation: PEOPLE.operator.organisation,
      } as const;
      await house.register(colleague);
      await house.call(colleague, 'POST', `/v1/journal/${id}/lock`, {});
      return { client: house.clientOf('operator') };
    }),
  ],
  play: async ({ canvasElement }) => {
    await openFirst(canvasElement);
    await find(canvasElement, '[part=why-not]');
  },
};

/** A request for a caller. */
export const NewRequest: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=enter]:enabled')).click();
    type(await find<HTMLInputElement>(canvasElement, '#entry-query'), 'мат');
    await find(canvasElement, '[part=person]');
  },
};

/** Begun before a reload, with days that were added. */
export const NewRequestRestored: Story = {
  loaders: [
    scene(async (house) => {
      await waiting(await aRegistry(house));
      const client = house.clientOf('operator');
      const { openJournal } = await import('@consult/client/journal');
      const before = openJournal(client);
      await before.entry.keep(JSON.stringify(BEGUN_ENTRY));
      before.close();
      return { client };
    }),
  ],
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=enter]:enabled')).click();
    await find(canvasElement, '[part=restored]');
    await find(canvasElement, '[part=wish]:nth-child(2)');
  },
};

/** What is missing is said at each field. */
export const NewRequestIncomplete: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=enter]:enabled')).click();
    type(await find<HTMLInputElement>(canvasElement, '#entry-query'), 'сок');
    (await find(canvasElement, '[part=person]')).click();
    (await find(canvasElement, 'dialog[open] [part=confirm]')).click();
    await find(canvasElement, '#entry-comment[aria-invalid=true]');
  },
};

/** A trial explains each pair before anything is offered. */
export const Matching: Story = {
  loaders: journal(async (registry) => {
    await waiting(registry);
    await registry.aRequest({ patient: 'otherPatient', specialty: 'Хирург' });
  }),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, '[part=matching]:enabled')).click();
    await find(canvasElement, '[part=match]');
  },
};

/** A doctor sees and enters the requests of own patients, and works on none. */
export const AsADoctor: Story = {
  loaders: [
    scene(async (house) => {
      const registry = await aRegistry(house);
      await house.aChat();
      await registry.aRequest({ source: 'visit', by: 'doctor' });
      return { client: house.clientOf('doctor') };
    }),
  ],
  play: opened,
};

/** Names and words longer than the columns. */
export const LongNames: Story = {
  loaders: journal(async (registry) => {
    await registry.house.register(LONG_NAMED.patient);
    const path = `/v1/people/${LONG_NAMED.patient.id}/attachments/${PEOPLE.operator.organisation}`;
    await registry.house.call('operator', 'PUT', path, { validFrom: 0, validTo: null });
    await registry.aRequest({ patient: LONG_NAMED.patient, comment: 'Очень давно и подробно. '.repeat(20) });
  }),
  play: opened,
};

/** A few hundred rows, page after page. */
export const Hundreds: Story = {
  loaders: journal(async (registry) => {
    for (const patient of await registry.patients(150)) await registry.aRequest({ patient });
  }),
  play: shows('[part=more]'),
};

/** Nobody has applied yet. */
export const Empty: Story = {
  loaders: journal(() => Promise.resolve()),
  play: shows('[part=notice]'),
};

/** The filters leave nothing. */
export const NothingFound: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement }) => {
    type(await find<HTMLInputElement>(canvasElement, '[part=search]'), 'никого');
    await find(canvasElement, '[part=notice]');
  },
};

/** The rows are on their way. */
export const Loading: Story = {
  loaders: journal(async (registry) => {
    await waiting(registry);
    registry.house.network.hold('/v1/journal');
  }),
  play: shows('.loading'),
};

/** The server fails, and the journal offers to try again. */
export const Failed: Story = {
  loaders: journal(async (registry) => registry.house.network.failNext('/v1/journal', 500, 1000)),
  play: shows('[part=notice]'),
};

/** The network is gone: what was loaded stays, and the line says so. */
export const Offline: Story = {
  loaders: journal(waiting),
  play: async ({ canvasElement, loaded }) => {
    await find(canvasElement, '[part~=row]');
    (loaded['scene'] as { house: House }).house.network.cut();
    await find(canvasElement, '[part=offline]');
  },
};

/** Whoever is no staff is refused in words. */
export const NotAllowed: Story = {
  loaders: [scene(async (house) => ({ client: house.clientOf('patient') }))],
  play: shows('[part=notice]'),
};

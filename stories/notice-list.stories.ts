import '@consult/elements/define/notice-list.js';
import { createStore } from '@consult/client';
import type { NoticesHandle, PushHandle, PushState } from '@consult/client/notices';
import type { NoticeList } from '@consult/elements';
import { NOTICE_KINDS } from '@consult/core';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { everyNotice } from '../test/support/notices.js';
import { controlsOf } from './controls.js';
import { find, shows } from './reach.js';
import { scene } from './stage.js';

const { args, argTypes, template } = controlsOf<NoticeList>('notice-list');

const meta: Meta = {
  title: 'Patient/notice-list',
  component: 'notice-list',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(40rem, 100%)', height: 'auto' } },
};
export default meta;

type Story = StoryObj;

const DAY = 24 * 60 * 60 * 1000;

/** What the real server tells a patient of: appointments, another doctor, a reminder, an end, a conclusion. */
export const Live: Story = {
  play: shows('[part~=new]'),
  loaders: [
    scene(async (house) => {
      await everyNotice(house);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Every kind there is, read and new. */
export const EveryKind: Story = {
  render: () => {
    const now = Date.now();
    const notices = NOTICE_KINDS.map((kind, n) => ({
      id: `ntc_${n}`,
      kind,
      at: now - n * 0.4 * DAY,
      readAt: n < 4 ? null : now,
      chat: kind.startsWith('consultation') ? 'cht_1' : null,
      request: kind.startsWith('request') ? 'req_1' : null,
      moment: now + DAY,
      number: 'Ж-2026-000123',
    }));
    const state = createStore({
      status: 'ready',
      notices,
      unread: 4,
      more: true,
      loadingMore: false,
    } as const);
    const handle: NoticesHandle = {
      state,
      markRead: async () => undefined,
      loadMore: async () => undefined,
      reload: () => undefined,
      close: () => undefined,
    };
    return html`<notice-list .notices=${handle}></notice-list>`;
  },
  play: shows('[part~=row]', 'Ж-2026-000123'),
};

/** Nothing yet. */
export const Empty: Story = {
  play: shows('[part=notice]'),
  loaders: [scene(async (house) => ({ client: house.clientOf('otherPatient') }))],
};

/** The first page is on its way. The skeleton comes after 300 ms only. */
export const Loading: Story = {
  play: shows('.skeleton'),
  loaders: [
    scene(async (house) => {
      house.network.hold('GET /v1/notices');
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** The server answers with a failure: it can be tried again. */
export const Failed: Story = {
  play: shows('[part=notice] .button'),
  loaders: [
    scene(async (house) => {
      house.network.failNext('GET /v1/notices', 500, 100);
      return { client: house.clientOf('patient') };
    }),
  ],
};

/** Somebody who has none: staff. */
export const Refused: Story = {
  play: shows('[part=notice]'),
  loaders: [scene(async (house) => ({ client: house.clientOf('doctor') }))],
};

/** The line is lost: what was loaded stays, and says that it may be old. */
export const Offline: Story = {
  loaders: [
    scene(async (house) => {
      await everyNotice(house);
      return { client: house.clientOf('patient') };
    }),
  ],
  play: async ({ canvasElement, loaded }) => {
    await find(canvasElement, '[part~=row]');
    (loaded as { scene: { house: { network: { cut(): void } } } }).scene.house.network.cut();
    await find(canvasElement, '[part=offline]');
  },
};

/** The switch for this browser, as it stands. */
const withPush = (state: PushState): Story => ({
  ...Empty,
  render: () => {
    const push: PushHandle = {
      state: createStore(state),
      switchOn: async () => undefined,
      switchOff: async () => undefined,
      close: () => undefined,
    };
    return html`<notice-list .push=${push}></notice-list>`;
  },
  play: shows('[part=push]'),
});

/** The browser could tell of notices. */
export const PushOff: Story = withPush({ status: 'off' });
/** It does. */
export const PushOn: Story = withPush({ status: 'on' });
/** The person has told the browser not to let them through: what to do about it. */
export const PushDenied: Story = withPush({ status: 'denied' });
/** It could not be turned on. */
export const PushFailed: Story = withPush({ status: 'off', problem: 'unavailable' });

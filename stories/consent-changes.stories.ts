import '@consult/elements/define/consent-changes.js';
import type { ConsentChanges } from '@consult/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { LONG_TEXT, NEWER_TEXT } from '../test/support/consents.js';
import { controlsOf } from './controls.js';
import { shows } from './reach.js';

const { args, argTypes, template } = controlsOf<ConsentChanges>('consent-changes');

const meta: Meta = {
  title: 'Administrator/consent-changes',
  component: 'consent-changes',
  args,
  argTypes,
  render: (args) => template(args),
  parameters: { stage: { width: 'min(48rem, 100%)', height: 'auto' } },
};
export default meta;

type Story = StoryObj;

const between =
  (before: string, after: string): Story['render'] =>
  () =>
    html`<consent-changes .former=${before} .next=${after}></consent-changes>`;

/** What is new and what is gone, each told in words too; «…» stands for what is the same. */
export const Changed: Story = { render: between(LONG_TEXT, NEWER_TEXT), play: shows('ins') };

/** There is nothing to tell. */
export const Unchanged: Story = { render: between(LONG_TEXT, LONG_TEXT), play: shows('[part=note]') };

import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { setStorybookHelpersConfig } from '@wc-toolkit/storybook-helpers';
import manifest from '../../packages/elements/custom-elements.json';
import { letGo, onStage } from '../stage.js';

setCustomElementsManifest(manifest);
setStorybookHelpersConfig({
  categoryOrder: ['attributes', 'properties', 'slots', 'events', 'cssProps', 'cssParts', 'methods'],
  hideArgRef: true,
  disableArgObserver: true, // a control sets the tag; what the tag sets itself is its own business
});

/** A switch in the toolbar. */
const choice = (
  title: string,
  icon: 'globe' | 'mirror' | 'paragraph',
  items: readonly { value: string; title: string }[],
) => ({
  description: title,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes: {
    lang: choice('Language', 'globe', [
      { value: 'ru', title: 'Русский' },
      { value: 'en', title: 'English' },
    ]),
    theme: choice('Theme', 'mirror', [
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
    ]),
    type: choice('Type size', 'paragraph', [
      { value: 'normal', title: 'Normal type' },
      { value: 'large', title: 'Large type' },
    ]),
  },
  initialGlobals: { lang: 'ru', theme: 'light', type: 'normal' },
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true, sort: 'requiredFirst' },
    docs: { toc: true, story: { inline: true } },
    a11y: { test: 'error' },
    options: { storySort: { order: ['Introduction', 'Patient', 'Doctor', '*'] } },
  },
  decorators: [onStage],
  beforeEach: letGo,
};

export default preview;

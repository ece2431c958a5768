import type { Client, Readable } from '@consult/client';
import type { Decorator } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import wasm from 'sql.js/dist/sql-wasm.wasm?url';
import '@consult/elements/define/consult-provider.js';
import { aHouse, type House, type HouseOptions } from '../test/support/house.js';

/** What stands on the stage: a house of its own, and whose page of it is shown. */
export interface Scene {
  readonly house: House;
  readonly client?: Client;
  /** The chat that is chosen. */
  readonly chatId?: string;
  /** The client of whoever else is shown beside. */
  readonly other?: Client;
}

/** Furnishes a fresh house for one story. */
export type Director = (house: House) => Promise<Omit<Scene, 'house'>>;

/** Scenes by the canvas they are shown on: a story that is drawn again, with other controls, keeps its house. */
const scenes = new Map<HTMLElement, { readonly story: string; readonly scene: Promise<Scene> }>();

/** Where a story is drawn. */
interface Canvas {
  readonly canvasElement: HTMLElement;
  readonly id: string;
}

/** Opens a house with the real server in this page and lets `direct` furnish it. Its clock begins at noon and runs. */
export const scene =
  (direct: Director, options: HouseOptions = {}) =>
  async ({ canvasElement, id }: Canvas): Promise<{ scene: Scene }> => {
    const known = scenes.get(canvasElement);
    if (known?.story === id) return { scene: await known.scene };
    const coming = (async () => {
      const house = await aHouse({ running: true, wasm, ...options });
      return { house, ...(await direct(house)) };
    })();
    scenes.set(canvasElement, { story: id, scene: coming });
    return { scene: await coming };
  };

/** Closes the house when its story leaves the canvas. */
export const letGo =
  ({ canvasElement, id }: Canvas) =>
  async () => {
    const known = scenes.get(canvasElement);
    if (known?.story !== id) return;
    scenes.delete(canvasElement);
    await (await known.scene).house.close();
  };

/** Puts the story into a provider with its client, in the language, scheme and type size of the toolbar. */
export const onStage: Decorator = (story, { globals, loaded, parameters }) => {
  const { client, chatId } = (loaded['scene'] ?? {}) as Partial<Scene>;
  const { width, height = '38rem', dir } = (parameters['stage'] ?? {}) as Stage;
  const dark = globals['theme'] === 'dark';
  const look = {
    colorScheme: dark ? 'dark' : 'light',
    background: dark ? '#14181d' : '#fff',
    color: dark ? '#e8edf2' : '#16202a',
    fontFamily: 'system-ui, sans-serif',
    width: width ?? 'auto',
    height,
    '--consult-font-size': globals['type'] === 'large' ? '1.25rem' : '1rem',
  };
  return html`<div lang=${globals['lang']} dir=${dir ?? nothing} style=${styleMap(look)}>
    ${
      parameters['ownProvider']
        ? story()
        : html`<consult-provider
            style="height: 100%"
            lang=${globals['lang']}
            .client=${client}
            .chatId=${chatId}
            >${story()}</consult-provider
          >`
    }
  </div>`;
};

/** `parameters.stage`: the room a story gets. */
export interface Stage {
  readonly width?: string;
  readonly height?: string;
  readonly dir?: 'rtl';
}

/** Resolves once the handle has read its first page, as in a page that was open for a while. */
export function settled(handle: { readonly state: Readable<{ readonly status: string }> }): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (handle.state.value.status !== 'ready') return;
      stop();
      resolve();
    };
    const stop = handle.state.subscribe(look);
    look();
  });
}

import type { CallHandle } from '@consult/client/call';
import type { CallText } from './stage.js';

/** Document Picture-in-Picture, which TypeScript does not know yet (https://wicg.github.io/document-picture-in-picture/). */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

const ofPage = () =>
  (globalThis as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;

/** Whether the browser can show a picture on top of other windows. */
export const mayFloat = () => ofPage() !== undefined || document.pictureInPictureEnabled;

/**
 * The other person's picture on top of other windows. The window has a view of its own: an element that is moved to
 * another document loses its sheets, and its camera with it.
 */
export class FloatingView {
  readonly #text: CallText;
  #close?: (() => void) | undefined;

  constructor(text: CallText) {
    this.#text = text;
  }

  async open(call: CallHandle, stream: MediaStream) {
    this.close();
    try {
      await (ofPage() ? this.#openWindow(ofPage()!, call, stream) : this.#openVideo(stream));
    } catch {
      // refused by the browser: the call goes on where it is
    }
  }

  close() {
    this.#close?.();
    this.#close = undefined;
  }

  async #openWindow(page: DocumentPictureInPicture, call: CallHandle, stream: MediaStream) {
    const view = (await page.requestWindow({ width: 400, height: 300 })) as Window & typeof globalThis;
    const { document } = view;
    const sheet = new view.CSSStyleSheet(); // a sheet belongs to the document it was made for
    sheet.replaceSync(SHEET);
    document.adoptedStyleSheets = [sheet];
    document.title = this.#text.term('window');
    const video = document.createElement('video');
    video.autoplay = true;
    video.muted = true; // the sound comes from the page
    video.srcObject = stream;
    const button = document.createElement('button');
    button.textContent = this.#text.term('hangUp');
    button.addEventListener('click', () => void call.end());
    document.body.append(video, button);
    const stop = call.state.subscribe(() => {
      if (call.state.value.phase === 'ended') this.close();
    });
    this.#close = () => {
      stop();
      view.close();
    };
    view.addEventListener('pagehide', () => stop());
  }

  async #openVideo(stream: MediaStream) {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await video.requestPictureInPicture();
    this.#close = () => {
      if (document.pictureInPictureElement) document.exitPictureInPicture().catch(() => undefined);
      video.srcObject = null;
    };
  }
}

const SHEET = `
  body { margin: 0; display: grid; grid-template-rows: 1fr auto; block-size: 100vh; background: #0e1216; font: 16px system-ui; }
  video { inline-size: 100%; block-size: 100%; min-block-size: 0; object-fit: contain; }
  button { min-block-size: 44px; border: 0; background: #c22727; color: #fff; font: inherit; font-weight: 600; }
  button:focus-visible { outline: 2px solid #fff; outline-offset: -4px; }
`;

import type { AttachedFile } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { icon } from '../shared/icons.js';
import type { Lang } from '../shared/localize.js';
import type { FilesWords } from '../text/files-ru.js';
import { CROSS, DOWNLOAD, NEXT, PREVIOUS } from './file-icons.js';
import { nameOf } from './file-words.js';
import { drawWithin } from './preview.js';

/** What the viewer needs of the cards around it. */
export interface ViewerSurroundings {
  readonly said: () => FilesWords;
  readonly lang: () => Lang;
  /** All pictures of the chat, oldest first. */
  readonly pictures: () => readonly AttachedFile[];
  readonly load: (file: AttachedFile) => Promise<Blob>;
  readonly onSave: (file: AttachedFile) => void;
}

/** Looks at one picture of the chat, as large as the window, and at those before and after it. */
export class Viewer {
  readonly #host: LitElement;
  readonly #around: ViewerSurroundings;
  readonly #dialog = createRef<HTMLDialogElement>();
  readonly #canvas = createRef<HTMLCanvasElement>();
  #shown?: AttachedFile | undefined;
  #state: 'loading' | 'drawn' | 'failed' = 'loading';

  constructor(host: LitElement, around: ViewerSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  async open(file: AttachedFile) {
    await this.#show(file);
    const dialog = this.#dialog.value;
    dialog?.showModal(); // gives the focus back where it came from by itself
    dialog?.querySelector<HTMLElement>('[part=viewer-close]')?.focus(); // the way back, and no file by a stray Enter
    await this.#draw(file);
  }

  render() {
    const file = this.#shown;
    const said = this.#around.said();
    const pictures = this.#around.pictures();
    const at = pictures.findIndex(({ id }) => id === file?.id);
    const name = file ? nameOf(file.name, this.#around.lang()) : '';
    return html`<dialog
      class="viewer"
      part="viewer"
      aria-label=${name}
      ${ref(this.#dialog)}
      @close=${this.#onClose}
      @keydown=${this.#onKey}
    >
      ${
        file
          ? html`<header>
                <p class="caption">
                  <bdi>${name}</bdi> <span class="how">${said.place(at + 1, pictures.length)}</span>
                </p>
                ${this.#renderTool(DOWNLOAD, said.download, 'viewer-save', () => this.#around.onSave(file))}
                ${this.#renderTool(CROSS, said.close, 'viewer-close', () => this.#dialog.value?.close())}
              </header>
              <div class="sight">
                <canvas
                  ${ref(this.#canvas)}
                  role="img"
                  aria-label=${name}
                  ?hidden=${this.#state === 'failed'}
                ></canvas>
                <p role="status" class="how">${this.#stateWords(said)}</p>
              </div>
              <footer ?hidden=${pictures.length < 2}>
                ${this.#renderTool(PREVIOUS, said.previous, 'viewer-previous', () => this.#step(-1))}
                ${this.#renderTool(NEXT, said.next, 'viewer-next', () => this.#step(1))}
              </footer>`
          : nothing
      }
    </dialog>`;
  }

  #stateWords(said: FilesWords) {
    if (this.#state === 'drawn') return nothing;
    return this.#state === 'loading' ? said.loading : said.notShown;
  }

  #renderTool(drawing: string, words: string, part: string, act: () => void) {
    return html`<button
      type="button"
      class="button"
      part=${part}
      aria-label=${words}
      title=${words}
      @click=${act}
    >
      ${icon(drawing)}
    </button>`;
  }

  /** Round the chat's pictures: after the last comes the first. */
  #step(by: 1 | -1) {
    const pictures = this.#around.pictures();
    const at = pictures.findIndex(({ id }) => id === this.#shown?.id);
    const next = pictures[(at + by + pictures.length) % pictures.length];
    if (next) void this.#show(next).then(() => this.#draw(next));
  }

  async #show(file: AttachedFile) {
    this.#shown = file;
    await this.#turn('loading');
  }

  async #draw(file: AttachedFile) {
    try {
      const bitmap = await createImageBitmap(await this.#around.load(file));
      const canvas = this.#canvas.value;
      if (this.#shown === file && canvas) {
        canvas.width = canvas.height = Math.round(Math.max(innerWidth, innerHeight) * devicePixelRatio);
        drawWithin(canvas, bitmap);
      }
      bitmap.close();
      if (this.#shown === file) await this.#turn('drawn');
    } catch {
      if (this.#shown === file) await this.#turn('failed');
    }
  }

  async #turn(state: 'loading' | 'drawn' | 'failed') {
    this.#state = state;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #onClose = () => {
    this.#shown = undefined;
    this.#host.requestUpdate();
  };

  #onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) this.#step(step as 1 | -1);
    if (event.key === 'Escape') event.stopPropagation(); // it closes this, and not a dialog around the chat
  };
}

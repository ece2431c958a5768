import { html, nothing, type LitElement } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { icon } from '../shared/icons.js';
import type { AttachWords } from '../text/attach-ru.js';
import { CAMERA, PLUS, UPLOAD } from './file-icons.js';

/** The «+» at the box, and what it offers (manual §5.2: «+», then «Загрузить файлы»). */
export class AttachMenu {
  readonly #host: LitElement;
  readonly #onFiles: (files: File[]) => void;
  readonly #button = createRef<HTMLButtonElement>();
  readonly #files = createRef<HTMLInputElement>();
  readonly #camera = createRef<HTMLInputElement>();
  #open = false;

  constructor(host: LitElement, onFiles: (files: File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
  }

  /** Back to where documents come from, e.g. from a card that has gone. */
  focus() {
    this.#button.value?.focus();
  }

  render(said: AttachWords) {
    const hasCamera = matchMedia('(pointer: coarse)').matches; // elsewhere the device's dialog offers it
    return html`<div class="adder" @focusout=${this.#onFocusOut} @keydown=${this.#onKey}>
      <button
        type="button"
        class="button add"
        part="attach"
        aria-haspopup="menu"
        aria-expanded=${this.#open ? 'true' : 'false'}
        aria-label=${said.add}
        title=${said.add}
        ${ref(this.#button)}
        @click=${() => this.#show(!this.#open)}
      >
        ${icon(PLUS)}
      </button>
      ${
        this.#open
          ? html`<div
              class="menu"
              role="menu"
              part="attach-menu"
              aria-label=${said.add}
              @mousedown=${keepFocus}
            >
              ${this.#renderItem(UPLOAD, said.upload, () => this.#files.value?.click())}
              ${hasCamera ? this.#renderItem(CAMERA, said.shoot, this.#shoot) : nothing}
            </div>`
          : nothing
      }
      <input
        type="file"
        multiple
        hidden
        aria-label=${said.upload}
        ${ref(this.#files)}
        @change=${this.#onChange}
      />
      <input
        type="file"
        accept="image/*"
        hidden
        aria-label=${said.shoot}
        ${ref(this.#camera)}
        @change=${this.#onChange}
      />
    </div>`;
  }

  #renderItem(drawing: string, words: string, act: () => void) {
    const onClick = () => {
      this.#show(false);
      this.focus(); // where the device's dialog gives the focus back to
      act();
    };
    return html`<button type="button" class="item" role="menuitem" tabindex="-1" @click=${onClick}>
      ${icon(drawing)}${words}
    </button>`;
  }

  #show(open: boolean) {
    this.#open = open;
    this.#host.requestUpdate();
    if (open) void this.#host.updateComplete.then(() => this.#items()[0]?.focus());
  }

  #shoot = () => {
    this.#camera.value?.setAttribute('capture', 'environment'); // on a phone: the camera itself, not the gallery
    this.#camera.value?.click();
  };

  #items() {
    return [...(this.#button.value?.parentElement?.querySelectorAll<HTMLElement>('.item') ?? [])];
  }

  #onKey = (event: KeyboardEvent) => {
    if (!this.#open) return;
    const items = this.#items();
    const at = items.indexOf(event.target as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items[(next + items.length) % items.length]?.focus();
    } else if (event.key === 'Escape') {
      event.stopPropagation(); // it closes the menu and not, say, a dialog around the chat
      this.#show(false);
      this.focus();
    } else if (event.key === 'Tab') {
      this.#show(false);
    }
  };

  #onFocusOut = (event: FocusEvent) => {
    const inside = (event.currentTarget as Element).contains(event.relatedTarget as Node | null);
    if (this.#open && !inside) this.#show(false);
  };

  #onChange = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // the same file may be chosen again
    this.#onFiles(files);
  };
}

/** Safari gives a pressed button no focus, and the menu would close before the click. */
const keepFocus = (event: Event) => event.preventDefault();

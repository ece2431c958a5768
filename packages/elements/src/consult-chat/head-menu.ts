import { html, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { MENU } from './later-icons.js';

/** One thing the menu offers. */
export interface MenuItem {
  readonly icon: string;
  readonly words: string;
  readonly choose: () => void;
}

/**
 * The menu in a chat's head, as the ARIA practices ask: it opens at its first item, arrows go round, Escape goes back.
 * https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class HeadMenu {
  readonly #host: LitElement;
  #open = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  render(label: string, items: readonly MenuItem[]) {
    return html`<div class="head-menu" @keydown=${this.#onKey} @focusout=${this.#onLeave}>
      <button
        type="button"
        class="tool"
        part="menu"
        aria-haspopup="menu"
        aria-expanded=${this.#open ? 'true' : 'false'}
        aria-controls="head-menu"
        aria-label=${label}
        title=${label}
        @click=${this.#onToggle}
      >
        ${icon(MENU)}
      </button>
      <div
        id="head-menu"
        class="head-items"
        part="menu-items"
        role="menu"
        aria-label=${label}
        ?hidden=${!this.#open}
      >
        ${items.map(
          ({ icon: path, words, choose }) =>
            html`<button
              type="button"
              class="head-item"
              part="menu-item"
              role="menuitem"
              tabindex="-1"
              @click=${() => this.#choose(choose)}
            >
              ${icon(path)}<span>${words}</span>
            </button>`,
        )}
      </div>
    </div>`;
  }

  /** The focus goes back to the button first, so that whatever opens next can give it back there. */
  #choose(choose: () => void) {
    this.#close();
    choose();
  }

  async #show(at: 'first' | 'last') {
    this.#open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const items = this.#items;
    (at === 'first' ? items[0] : items[items.length - 1])?.focus();
  }

  #close() {
    this.#button?.focus();
    this.#hide();
  }

  #hide() {
    this.#open = false;
    this.#host.requestUpdate();
  }

  get #button() {
    return this.#host.renderRoot.querySelector<HTMLElement>('[part=menu]');
  }

  get #items() {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[part=menu-item]')];
  }

  #onToggle = () => {
    if (this.#open) this.#close();
    else void this.#show('first');
  };

  #onKey = (event: KeyboardEvent) => {
    const { key } = event;
    if (!this.#open) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      event.preventDefault();
      return void this.#show(key === 'ArrowDown' ? 'first' : 'last');
    }
    if (key === 'Tab') return this.#hide();
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
    if (key !== 'Escape' && next === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the menu and not, say, a dialog around the chat
    if (next === undefined) this.#close();
    else items[(next + items.length) % items.length]?.focus();
  };

  #onLeave = ({ relatedTarget, currentTarget }: FocusEvent) => {
    const inside = relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget);
    if (this.#open && !inside) this.#hide();
  };
}

import type { ChatHandle } from '@consult/client';
import {
  codeOf,
  fullName,
  moscowDay,
  type Conclusion,
  type ConclusionVersion,
  type ErrorCode,
} from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { openDocument, saveDocument } from '../shared/documents.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { conclusionCardRu } from '../text/conclusion-card-ru.js';
import { SHEET, SIGNED, UNSIGNED } from './conclusion-icons.js';
import { conclusion } from './conclusion.styles.js';

const words = createWords(
  conclusionCardRu,
  async () => (await import('../text/conclusion-card-en.js')).conclusionCardEn,
);

/** What the card needs of the chat around it. */
export interface ConclusionSurroundings {
  readonly chat: () => ChatHandle | undefined;
  readonly now: () => number;
}

/** What the reader has asked of a document. */
interface Asked {
  readonly version: number;
  readonly problem?: ErrorCode;
}

/**
 * The doctor's conclusion in the thread (manual §6.1): what it is, of whom, from when, signed or not, and the document
 * itself to open and to keep. It is loaded when there is one to show.
 */
export class ConclusionCard {
  readonly #host: LitElement;
  readonly #around: ConclusionSurroundings;
  readonly #text: LocalizeController<typeof conclusionCardRu>;
  #ready = false;
  #asked?: Asked | undefined;
  /** Grows with every change of what is shown. */
  #changes = 0;

  constructor(host: LitElement, around: ConclusionSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    adopt(host, conclusion);
    void this.#text.ready().then(() => {
      this.#ready = true;
      this.#change(undefined);
    });
  }

  /** Changes when the card has. */
  get signature(): number {
    return this.#changes;
  }

  render({ author, versions }: Conclusion) {
    if (!this.#ready) return undefined;
    const text = this.#text;
    const [first, current] = [versions[0]!, versions.at(-1)!];
    return html`<div class="conclusion" part="conclusion" role="group" aria-label=${text.term('title')}>
      <p class="conclusion-title" part="conclusion-title">${icon(SHEET)}<span>${text.term('title')}</span></p>
      <p class="conclusion-fact"><bdi>${plain(fullName(author.name))}</bdi></p>
      <p class="conclusion-fact" part="conclusion-date">${text.term('given', this.#when(first))}</p>
      ${
        current === first
          ? nothing
          : html`<p class="conclusion-fact" part="conclusion-corrected">
              <strong>${text.term('corrected', current.version, this.#when(current))}</strong>
            </p>`
      }
      ${this.#renderSignature(current)} ${this.#renderActions(current, text.term('open'), text.term('save'))}
      ${versions.length > 1 ? this.#renderEarlier(versions.slice(0, -1)) : nothing}
    </div>`;
  }

  #renderSignature({ signedBy }: ConclusionVersion) {
    return html`<p
      class="conclusion-fact ${signedBy === null ? 'unsigned' : 'signed'}"
      part="conclusion-signature"
    >
      ${icon(signedBy === null ? UNSIGNED : SIGNED)}
      <span
        >${
          signedBy === null
            ? this.#text.term('unsigned')
            : html`<bdi>${plain(this.#text.term('signed', signedBy))}</bdi>`
        }</span
      >
    </p>`;
  }

  #renderActions(version: ConclusionVersion, open: string, save: string) {
    const asked = this.#asked?.version === version.version ? this.#asked : undefined;
    const busy = asked !== undefined && asked.problem === undefined;
    return html`<div class="conclusion-actions">
        <button
          type="button"
          class="button"
          part="conclusion-open"
          aria-disabled=${busy}
          @click=${() => this.#open(version)}
        >
          ${open}
        </button>
        <button
          type="button"
          class="button"
          part="conclusion-save"
          aria-disabled=${busy}
          @click=${() => this.#save(version)}
        >
          ${save}
        </button>
      </div>
      <p class="conclusion-fact" role="status" ?hidden=${!busy}>
        ${busy ? this.#text.term('fetching') : nothing}
      </p>
      <p class="problem" role="alert" ?hidden=${!asked?.problem}>
        ${asked?.problem ? html`${icon(ALERT)}<span>${this.#text.error(asked.problem)}</span>` : nothing}
      </p>`;
  }

  #renderEarlier(earlier: readonly ConclusionVersion[]) {
    const text = this.#text;
    return html`<details class="conclusion-earlier" part="conclusion-earlier">
      <summary>${text.term('earlier')}: ${earlier.length}</summary>
      <ul>
        ${[...earlier].reverse().map(
          (one) =>
            html`<li>
              <span>${text.term('version', one.version, this.#when(one))}</span>
              ${this.#renderActions(
                one,
                text.term('openVersion', one.version),
                text.term('saveVersion', one.version),
              )}
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #when({ at }: ConclusionVersion): string {
    return this.#text.moment(at, this.#around.now());
  }

  #nameOf({ version, at }: ConclusionVersion): string {
    return this.#text.term('fileName', moscowDay(at).split('-').reverse().join('.'), version);
  }

  #open(version: ConclusionVersion) {
    const [title, loading] = [this.#text.term('title'), this.#text.term('fetching')];
    return this.#ask(version, (fetch) => openDocument({ title, loading }, this.#nameOf(version), fetch));
  }

  #save(version: ConclusionVersion) {
    return this.#ask(version, (fetch) => saveDocument(this.#nameOf(version), fetch));
  }

  async #ask({ version }: ConclusionVersion, how: (fetch: () => Promise<Blob>) => Promise<void>) {
    const chat = this.#around.chat();
    if (!chat || (this.#asked && !this.#asked.problem)) return;
    this.#change({ version });
    try {
      await how(() => chat.openConclusion(version));
      this.#change(undefined);
    } catch (error) {
      this.#change({ version, problem: codeOf(error) });
    }
  }

  #change(asked: Asked | undefined) {
    this.#asked = asked;
    this.#changes++;
    this.#host.requestUpdate();
  }
}

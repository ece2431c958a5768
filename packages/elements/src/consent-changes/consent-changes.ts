import type { ParagraphChange } from '@consult/core';
import { html, LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { renderChanges } from '../shared/changed-text.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { consentChangesRu } from '../text/consent-changes-ru.js';
import { styles } from './consent-changes.styles.js';

const words = createWords(
  consentChangesRu,
  async () => (await import('../text/consent-changes-en.js')).consentChangesEn,
);

type Compare = typeof import('../shared/compare.js').compare;

/**
 * What a text says otherwise than one before it, by paragraphs and by words: as whoever has agreed to the former one will
 * read it in the dialog of the consent. For whoever writes the next version.
 *
 * @tagname consent-changes
 * @csspart changes - The paragraphs that are not the same; «…» stands for the others.
 * @csspart note - What stands in their place: the texts do not differ, or could not be compared.
 */
export class ConsentChanges extends LitElement {
  static override styles = styles;

  /** The text before. */
  @property({ attribute: false }) former = '';

  /** The text after it. */
  @property({ attribute: false }) next = '';

  /** `null`: what compares could not be fetched. */
  @state() private _compare?: Compare | null;

  readonly #text = new LocalizeController(this, words);
  #paragraphs: readonly ParagraphChange[] = [];

  override connectedCallback() {
    super.connectedCallback();
    if (!this._compare) void this.#fetch();
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (this._compare && ['former', 'next', '_compare'].some((name) => changed.has(name)))
      this.#paragraphs = this._compare(this.former, this.next);
  }

  protected override render() {
    const { said, lang } = this.#text;
    return html`<div lang=${lang}>${this.#renderWithin(said)}</div>`;
  }

  #renderWithin(said: typeof consentChangesRu) {
    if (this.#paragraphs.some(({ kind }) => kind !== 'same')) return renderChanges(this.#paragraphs, said);
    const note =
      this._compare === undefined ? said.comparing : this._compare ? said.unchanged : said.notCompared;
    return html`<p part="note" class="hint">${note}</p>`;
  }

  async #fetch() {
    this._compare = await import('../shared/compare.js').then(
      ({ compare }) => compare,
      () => null,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'consent-changes': ConsentChanges;
  }
}

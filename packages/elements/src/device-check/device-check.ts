import type { CheckHandle, CheckState } from '@consult/client/check';
import type { Probe } from '@consult/core';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { clientContext, selectionContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { icon } from '../shared/icons.js';
import { LaterController } from '../shared/later-controller.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { StoreController } from '../shared/store-controller.js';
import { checkRu } from '../text/check-ru.js';
import { styles } from './device-check.styles.js';
import { CheckFinishedEvent } from './events.js';
import { READINESS_SHAPES } from '../shared/state-icons.js';
import { renderItem } from './item-view.js';
import { itemsOf, probesAgain, type Item } from './items.js';
import { LevelBar } from './level-bar.js';

const words = createWords(checkRu, async () => (await import('../text/check-en.js')).checkEn);

/**
 * Looks before a call whether it will work: permissions, camera, microphone, speaker, browser and line, as the manual's
 * list of troubles has them. For each it says what is wrong in plain words and the one thing to do about it. Camera and
 * microphone come on when the person begins the check, and go off when the element leaves the page.
 *
 * @tagname device-check
 * @fires {CheckFinishedEvent} consult-check-finished - All has been asked; carries how ready the person is.
 * @csspart intro - What stands before the check has begun.
 * @csspart start - The button that begins it.
 * @csspart summary - How ready the person is, in words.
 * @csspart progress - What is being looked at.
 * @csspart preview - The person's own picture and the level meter.
 * @csspart picture - The person's own picture.
 * @csspart level - How loud the microphone is.
 * @csspart turn-off - The button that turns camera and microphone off.
 * @csspart items - The list of items.
 * @csspart item - One item.
 * @csspart item-state - How an item stands, in words.
 * @csspart cause - Why something does not work.
 * @csspart action - The one thing to do about it.
 * @csspart evidence - What shows it, in figures.
 * @csspart retry - The button that looks at an item again.
 * @csspart again - The button that looks at everything again.
 * @csspart speaker - The test of the speaker.
 * @csspart play - The button that plays a tone.
 * @csspart heard - The answer that it was heard.
 * @csspart not-heard - The answer that it was not.
 */
export class DeviceCheck extends LitElement {
  static override styles = styles;

  /** The check to show. The page opens and closes it; without it the element opens one on the provider's connection. */
  @property({ attribute: false }) check?: CheckHandle | undefined;

  /** The chat whose doctor is told how ready the person is; without it, the one selected in the list. */
  @property({ attribute: 'chat-id' }) chatId?: string | undefined;

  /** The devices have been asked for and not been turned off since. */
  @state() private _on = false;
  @state() private _playing = false;
  /** The browser did not play the tone. */
  @state() private _notPlayed = false;
  /** A tone was played, and nobody has said whether it was heard. */
  @state() private _asksAboutTone = false;

  @query('meter') private _bar!: HTMLMeterElement | null;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  /** What looks into the devices: it comes after the first paint. */
  readonly #probes = new LaterController(
    this,
    () => import('@consult/client/check'),
    ({ openCheck }) => openCheck,
    () => this.#connection.value?.state,
  );
  readonly #own = new HandleController(
    this,
    () => {
      const [client, open] = [this.#client.value, this.#probes.value];
      return client && open && !this.check ? [client, open] : undefined;
    },
    (client, open) => open(client),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #preview = new StoreController(this, () => this.#handle?.preview);

  constructor() {
    super();
    new LevelBar(
      this,
      () => this.#handle?.level,
      () => this._bar,
    );
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override updated(_changed: PropertyValues<this>) {
    this.#own.value?.tell(this.chatId || this.#selection.value?.chatId);
  }

  protected override render() {
    const state = this.#state.value;
    const begun = state && (state.running || state.findings.length > 0);
    return html`<section class="check" lang=${this.#text.lang} aria-labelledby="title">
      <h2 id="title">${this.#text.said.title}</h2>
      ${begun ? [this.#renderHead(state), this.#renderPreview(state), this.#renderItems(state)] : this.#renderIntro()}
    </section>`;
  }

  #renderIntro() {
    const said = this.#text.said;
    return html`<div part="intro" class="intro">
      <p>${said.intro}</p>
      <button
        type="button"
        class="button main"
        part="start"
        ?disabled=${!this.#handle}
        @click=${() => this.#run()}
      >
        ${said.start}
      </button>
      ${this.#probes.lost && !this.check ? html`<p role="alert">${said.incomplete}</p>` : nothing}
    </div>`;
  }

  #renderHead({ running, current, readiness }: CheckState) {
    const said = this.#text.said;
    return html`<div part="summary" class="summary ${running ? 'running' : readiness}" tabindex="-1">
        ${running ? nothing : icon(READINESS_SHAPES[readiness])}
        <div role="status">
          ${
            running
              ? html`<p part="progress" class="progress">
                    ${current ? said.checking(said.probes[current]) : ''}
                  </p>
                  <p>${this.#hintFor(current)}</p>`
              : html`<p class="verdict">${said[readiness]}</p>
                  <p>${said[`${readiness}Text`]}</p>`
          }
        </div>
      </div>
      <button
        type="button"
        class="button"
        part="again"
        aria-disabled=${running}
        @click=${() => !running && this.#run()}
      >
        ${said.again}
      </button>`;
  }

  /** What the person can do while something is looked at. */
  #hintFor(probe: Probe | undefined): string {
    if (probe === 'sound') return this.#text.said.speak;
    return probe === 'camera-permission' || probe === 'microphone-permission'
      ? this.#text.said.answerBrowser
      : '';
  }

  #renderPreview({ running, findings }: CheckState) {
    const stream = this.#preview.value;
    const hears = this._on && findings.some(({ probe, result }) => probe === 'microphone' && result === 'ok');
    if (!stream && !hears) return nothing;
    const said = this.#text.said;
    return html`<div part="preview" class="preview">
      ${
        stream
          ? html`<video
              part="picture"
              .srcObject=${stream}
              .muted=${true}
              autoplay
              playsinline
              aria-label=${said.preview}
            ></video>`
          : nothing
      }
      <label class="level">
        <span>${said.level}</span>
        <meter part="level" min="0" max="1" value="0"></meter>
      </label>
      ${
        running
          ? nothing
          : html`<button type="button" class="button" part="turn-off" @click=${this.#onTurnOff}>
              ${said.turnOff}
            </button>`
      }
    </div>`;
  }

  #renderItems(state: CheckState) {
    return html`<ol part="items" class="items">
      ${itemsOf(state).map((view) =>
        renderItem(view, {
          said: this.#text.said,
          agent: this.#handle?.agent,
          busy: state.running,
          more: view.item === 'devices' ? this.#renderSpeaker(state) : nothing,
          onRetry: () => !state.running && this.#retry(view.item),
        }),
      )}
    </ol>`;
  }

  #renderSpeaker({ findings }: CheckState) {
    if (!findings.some(({ probe }) => probe === 'speaker')) return nothing;
    const said = this.#text.said;
    return html`<div part="speaker" class="speaker" role="group" aria-label=${said.probes.speaker}>
      <p role="status">
        ${this._notPlayed ? said.notPlayed : this._asksAboutTone ? said.heardText : said.speakerText}
      </p>
      <button type="button" class="button" part="play" aria-disabled=${this._playing} @click=${this.#onPlay}>
        ${this._playing ? said.playing : said.play}
      </button>
      ${
        this._asksAboutTone
          ? html`<button type="button" class="button" part="heard" @click=${() => this.#onHeard(true)}>
                ${said.heard}
              </button>
              <button type="button" class="button" part="not-heard" @click=${() => this.#onHeard(false)}>
                ${said.notHeard}
              </button>`
          : nothing
      }
    </div>`;
  }

  get #handle(): CheckHandle | undefined {
    return this.check ?? this.#own.value;
  }

  #onTurnOff = () => {
    this.#handle?.release();
    this._on = false;
    this.#focus('again'); // the button that had it is gone
  };

  #onPlay = async () => {
    const check = this.#handle;
    if (!check || this._playing) return;
    this._playing = true;
    this._notPlayed = false;
    try {
      await check.playTone();
      this._asksAboutTone = true;
    } catch {
      this._notPlayed = true;
    } finally {
      this._playing = false;
    }
  };

  #onHeard(yes: boolean) {
    this.#handle?.heard(yes);
    this._asksAboutTone = false;
    this.#focus('play');
    this.#tellFinished();
  }

  async #run(probes?: readonly Probe[]) {
    const check = this.#handle;
    if (!check) return;
    const begins = check.state.value.findings.length === 0;
    this._on = true;
    const running = check.run(probes);
    await this.updateComplete;
    if (begins) this.#focus('summary'); // the button that had it is gone
    await running;
    if (check === this.#handle && this.isConnected) this.#tellFinished();
  }

  #retry(item: Item) {
    void this.#run(probesAgain(item));
  }

  #tellFinished() {
    this.dispatchEvent(new CheckFinishedEvent(this.#handle?.state.value.readiness ?? 'unknown'));
  }

  #focus(part: string) {
    this.renderRoot.querySelector<HTMLElement>(`[part=${part}]`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-check': DeviceCheck;
  }
}

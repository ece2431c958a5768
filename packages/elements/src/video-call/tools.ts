import type { CallHandle, CallSessionState, Device, DeviceKind, DevicesState } from '@consult/client/call';
import { html, nothing } from 'lit';
import { adopt } from '../shared/adopt.js';
import { plain } from '../shared/plain.js';
import { StoreController } from '../shared/store-controller.js';
import type { ControlSurroundings } from './controls.js';
import { FloatingView, mayFloat } from './floating-view.js';
import { toolStyles } from './tools.styles.js';
import type { VideoCall } from './video-call.js';

const LIST = { microphone: 'microphones', camera: 'cameras', speaker: 'speakers' } as const;

/** How long a line of text may be. */
const CAPTION = 500;

/** What is needed now and then in a call: other devices, the spoken code, typed words, a window on top of others. */
export class CallTools {
  readonly #host: VideoCall;
  readonly #around: ControlSurroundings;
  readonly #floating: FloatingView;
  readonly #devices: StoreController<DevicesState>;

  constructor(host: VideoCall, around: ControlSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#floating = new FloatingView(around.text);
    adopt(host, toolStyles);
    this.#devices = new StoreController(host, () => around.calls()?.devices.state);
  }

  leave() {
    this.#floating.close();
  }

  render(call: CallHandle, state: CallSessionState) {
    const { text } = this.#around;
    return html`<div class="tools" part="tools">
      ${this.#renderDevices()}
      <div class="row">
        <label class="tick">
          <input
            type="checkbox"
            .checked=${state.audioOnly}
            @change=${(event: Event) => void call.setAudioOnly((event.target as HTMLInputElement).checked)}
          />
          ${text.term('audioOnly')}
        </label>
        ${document.fullscreenEnabled ? html`<button type="button" class="button" @click=${this.#onFullScreen}>${text.term('fullScreen')}</button>` : nothing}
        ${mayFloat() && state.remote ? html`<button type="button" class="button" @click=${() => void this.#floating.open(call, state.remote!)}>${text.term('float')}</button>` : nothing}
      </div>
      ${this.#renderCode(state.code)} ${this.#renderCaptions(call, state)}
    </div>`;
  }

  #renderDevices() {
    const kinds: DeviceKind[] = ['microphone', 'camera', 'speaker'];
    return html`<div class="devices">${kinds.map((kind) => this.#renderDevice(kind))}</div>
      ${this.#devices.value?.lost ? html`<p role="status">${this.#around.text.term('deviceLost')}</p>` : nothing}`;
  }

  /** A choice between one thing is none. */
  #renderDevice(kind: DeviceKind) {
    const list = this.#devices.value?.[LIST[kind]] ?? [];
    if (list.length < 2) return nothing;
    const { text } = this.#around;
    const chosen = this.#devices.value?.chosen[kind];
    return html`<label>
      ${text.term(LIST[kind])}
      <select part="device" class="field" @change=${(event: Event) => this.#choose(kind, event)}>
        ${list.map(({ id, label }: Device, at) => html`<option value=${id} ?selected=${id === chosen}>${plain(label) || text.term('device', at + 1)}</option>`)}
      </select>
    </label>`;
  }

  #renderCode(code: string | undefined) {
    const { text } = this.#around;
    return html`<details>
      <summary>${text.term('code')}</summary>
      ${code ? html`<p part="code" class="code">${code.replace(/^(\d{3})/, '$1 ')}</p>` : nothing}
      <p>${text.term(code ? 'codeHint' : 'codeNone')}</p>
    </details>`;
  }

  #renderCaptions(call: CallHandle, { captions }: CallSessionState) {
    const { text } = this.#around;
    return html`<section class="captions" aria-label=${text.term('captions')}>
      <p class="hint">${text.term('captionsHint')}</p>
      <div role="log" tabindex="0">
        <ol part="captions">
          ${captions.map(
            ({ own, text: said }) =>
              html`<li class=${own ? 'own' : ''}>
                ${own ? html`<span class="visually-hidden">${text.term('you')}:</span>` : nothing}<span
                  dir="auto"
                  .textContent=${said}
                ></span>
              </li>`,
          )}
        </ol>
      </div>
      <form class="row" @submit=${(event: SubmitEvent) => this.#onSay(call, event)}>
        <input
          class="field"
          name="said"
          autocomplete="off"
          maxlength=${CAPTION}
          aria-label=${text.term('captions')}
        />
        <button class="button">${text.term('sendCaption')}</button>
      </form>
    </section>`;
  }

  #choose(kind: DeviceKind, event: Event) {
    void this.#around.calls()?.devices.choose(kind, (event.target as HTMLSelectElement).value);
  }

  #onSay(call: CallHandle, event: SubmitEvent) {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('said') as HTMLInputElement;
    const said = field.value.trim();
    if (said) void call.say(said);
    field.value = '';
  }

  #onFullScreen = () => {
    const stage = this.#host.renderRoot.querySelector('.room');
    if (document.fullscreenElement) void document.exitFullscreen();
    else stage?.requestFullscreen().catch(() => undefined); // a page may forbid it
  };
}

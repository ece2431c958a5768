import type { Client, DeskState } from '@consult/client';
import type { CallHandle, Calls } from '@consult/client/call';
import { codeOf, refusalToRing, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { CAMERA } from '../shared/call-icons.js';
import { holdCalls, type CallsHold } from '../shared/calls-of.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { PartWords } from '../shared/part-words.js';
import { callingRu } from '../text/calling-ru.js';
import type { DeskWords } from '../text/desk-ru.js';

type Chat = NonNullable<DeskState['chat']>;

/** What the calling needs of the desk around it. */
export interface CallingSurroundings {
  readonly text: LocalizeController<DeskWords>;
  readonly client: () => Client | undefined;
}

/** The doctor's button that rings the patient (manual §5.3), and what became of the last call. It is loaded after the desk. */
export class Calling {
  readonly #host: LitElement;
  readonly #around: CallingSurroundings;
  readonly #words;
  #client?: Client | undefined;
  #hold?: CallsHold | undefined;
  #calls?: Calls | undefined;
  #stops: (() => void)[] = [];
  #busy = false;
  #problem?: { readonly chatId: string; readonly code: ErrorCode } | undefined;

  constructor(host: LitElement, around: CallingSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#words = new PartWords(
      host,
      around.text,
      callingRu,
      async () => (await import('../text/calling-en.js')).callingEn,
    );
    host.addController({
      hostConnected: () => host.requestUpdate(),
      hostUpdate: () => this.#follow(host.isConnected ? around.client() : undefined),
      // One task later, so that a desk that is moved keeps its call.
      hostDisconnected: () => void setTimeout(() => host.isConnected || this.#follow(undefined)),
    });
  }

  /** Nothing where nobody may be called now, or where the page has no `<video-call>` to see them in. */
  render(chat: Chat) {
    if (!this.#hold?.shown.value || refusalToRing(chat, chat)) return nothing;
    const { said } = this.#words;
    const call = this.#call;
    const mine = call?.chatId === chat.id ? call.state.value : undefined;
    const living = call && call.state.value.phase !== 'ended';
    const problem = this.#problem?.chatId === chat.id ? this.#problem.code : undefined;
    return html`<button
        type="button"
        class="button"
        part="call"
        ?disabled=${this.#busy || living || !this.#calls}
        @click=${() => void this.#ring(chat.id)}
      >
        ${icon(CAMERA)} ${this.#busy ? said.calling : said.call}
      </button>
      <p part="call-state" role="status">${mine ? this.#say(mine) : nothing}</p>
      ${problem ? html`<p class="problem" part="call-problem" role="alert">${icon(ALERT)}<span>${this.#around.text.error(problem)}</span></p>` : nothing}`;
  }

  #say({ phase, end }: CallHandle['state']['value']): string {
    const { said } = this.#words;
    if (phase === 'outgoing') return said.ringing;
    if (phase === 'connecting' || phase === 'active' || phase === 'elsewhere') return said[phase];
    if (phase === 'reconnecting') return said.active;
    return end === 'declined' || end === 'no-answer' || end === 'busy' || end === 'failed' ? said[end] : '';
  }

  get #call(): CallHandle | undefined {
    return this.#calls?.current.value;
  }

  async #ring(chatId: string) {
    this.#problem = undefined;
    this.#busy = true;
    this.#host.requestUpdate();
    try {
      await this.#calls?.ring(chatId);
    } catch (error) {
      this.#problem = { chatId, code: codeOf(error) };
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  #follow(client: Client | undefined) {
    if (client === this.#client) return;
    this.#client = client;
    this.#letGo();
    if (!client) return;
    const hold = (this.#hold = holdCalls(client, false));
    this.#stops = [hold.shown.subscribe(() => this.#host.requestUpdate())];
    hold.calls.then(
      (calls) => this.#hold === hold && this.#watch(calls),
      () => undefined, // without what calls there is no button to press; the desk says what is missing
    );
  }

  #watch(calls: Calls) {
    this.#calls = calls;
    let ofCall: (() => void) | undefined;
    const look = () => {
      ofCall?.();
      ofCall = calls.current.value?.state.subscribe(() => this.#host.requestUpdate());
      this.#host.requestUpdate();
    };
    this.#stops.push(calls.current.subscribe(look), () => ofCall?.());
    look();
  }

  #letGo() {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#calls = undefined;
    this.#hold?.close();
    this.#hold = undefined;
  }
}

import { openAnonymousLookup, type LookupHandle } from '@consult/client/requests';
import { codeOf, lookupPairOf, requestNumberOf, requestSecretOf, type ErrorCode } from '@consult/core';
import type { RequestView } from '@consult/core/wire';
import { html, type LitElement, type ReactiveController } from 'lit';
import { live } from 'lit/directives/live.js';
import { adopt } from '../shared/adopt.js';
import { HandleController } from '../shared/handle-controller.js';
import { OFFLINE } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { StoreController } from '../shared/store-controller.js';
import { trouble } from '../shared/trouble.js';
import { lookupRu } from '../text/lookup-ru.js';
import type { TrackerWords } from '../text/tracker-ru.js';
import { renderCard } from './card.js';
import { lookup } from './lookup.styles.js';
import { renderOrganisationCall } from './organisation-call.js';

const words = createWords(lookupRu, async () => (await import('../text/lookup-en.js')).lookupEn);

/** What the lookup needs of the element around it. */
export interface LookupSurroundings {
  readonly text: LocalizeController<TrackerWords>;
  readonly server: () => string;
  /** The lookup the page hands in. */
  readonly handle: () => LookupHandle | undefined;
  /** Tells a screen reader. */
  readonly tell: (told: string) => void;
}

type Field = 'number' | 'secret';
type Fault = 'empty' | 'wrong';

const NOTHING_TYPED: Record<Field, string> = { number: '', secret: '' };
const PARSERS = { number: requestNumberOf, secret: requestSecretOf };

/**
 * A request of somebody without an account: a form for its number and key, then the request, only to be read. The key
 * stays in memory, and is forgotten when the element leaves the document. Loaded where the element is `anonymous`.
 */
export class Lookup implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: LookupSurroundings;
  readonly #text: LocalizeController<typeof lookupRu>;
  readonly #own: HandleController<readonly [string], LookupHandle>;
  readonly #state;
  #typed = NOTHING_TYPED;
  #faults: { readonly [field in Field]?: Fault } = {};
  #problem?: ErrorCode | undefined;
  #letGo?: ReturnType<typeof setTimeout>;

  constructor(host: LitElement, around: LookupSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#own = new HandleController<readonly [string], LookupHandle>(
      host,
      () => (around.server() && !around.handle() ? [around.server()] : undefined),
      (server) => openAnonymousLookup({ server }),
    );
    this.#state = new StoreController(host, () => this.#handle?.state);
    adopt(host, lookup);
    host.addController(this);
  }

  /** Resolves when the words of the language asked for are here, or cannot be had. */
  ready(): Promise<void> {
    return this.#text.ready();
  }

  /** What is shown now. */
  get request(): RequestView | undefined {
    return this.#state.value?.request;
  }

  /** The server's clock. */
  get now(): number {
    return this.#handle?.now() ?? Date.now();
  }

  hostConnected() {
    clearTimeout(this.#letGo);
  }

  /** An element that is moved within the page is removed and inserted again in one task, and forgets nothing. */
  hostDisconnected() {
    const handle = this.#handle;
    this.#letGo = setTimeout(() => this.#forget(handle));
  }

  render() {
    if (!this.#handle) return undefined;
    const { request } = this;
    return request ? this.#renderFound(request) : this.#renderForm();
  }

  #renderForm() {
    const isBusy = this.#isBusy;
    const isAbsent = this.#problem === 'not-found';
    const problem =
      this.#problem && (isAbsent ? this.#text.term('notFound') : this.#text.error(this.#problem));
    return html`<form
      class="lookup"
      part="lookup"
      novalidate
      aria-labelledby="title"
      @submit=${this.#onSubmit}
    >
      <p>${this.#text.term('intro')}</p>
      ${this.#renderField('number')} ${this.#renderField('secret')}
      <p id="lookup-problem" part="lookup-problem" class="problem" role="alert">
        ${trouble(problem, this.#problem === 'unavailable' ? OFFLINE : undefined)}
      </p>
      <button class="button main" part="find" aria-disabled=${isBusy}>
        ${this.#text.term(isBusy ? 'finding' : 'find')}
      </button>
    </form>`;
  }

  #renderField(name: Field) {
    const fault = this.#faults[name];
    const isWrong = fault !== undefined || this.#problem === 'not-found';
    return html`<div class="input">
      <label for=${name}>${this.#text.term(name)}</label>
      <p id="${name}-hint" class="hint">
        ${this.#text.term(name === 'number' ? 'numberHint' : 'secretHint')}
      </p>
      <input
        id=${name}
        class="field"
        part="lookup-field"
        name=${name}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        dir="ltr"
        aria-required="true"
        aria-invalid=${isWrong}
        aria-describedby="${name}-hint ${name}-problem lookup-problem"
        .value=${live(this.#typed[name])}
        @input=${this.#onInput}
      />
      <p id="${name}-problem" class="problem" part="field-problem">
        ${trouble(fault && this.#text.said[fault][name])}
      </p>
    </div>`;
  }

  #renderFound(request: RequestView) {
    const isBusy = this.#isBusy;
    const { text } = this.#around;
    return html`<div class="found">
      <p part="offline" class="offline" role="status">
        ${trouble(this.#problem === 'unavailable' ? text.term('offline') : undefined, OFFLINE)}
      </p>
      ${renderCard(request, {
        text,
        now: this.now,
        reader: undefined,
        busy: undefined,
        problem: this.#problem === 'unavailable' ? undefined : this.#problem,
      })}
      ${renderOrganisationCall(request, this.#text)}
      <div class="answers">
        <button type="button" class="button" part="refresh" aria-disabled=${isBusy} @click=${this.#onRefresh}>
          ${this.#text.term(isBusy ? 'refreshing' : 'refresh')}
        </button>
        <button type="button" class="button" part="another" @click=${this.#onAnother}>
          ${this.#text.term('another')}
        </button>
      </div>
    </div>`;
  }

  get #handle(): LookupHandle | undefined {
    return this.#around.handle() ?? this.#own.value;
  }

  get #isBusy(): boolean {
    return this.#state.value?.looking === true;
  }

  #onInput = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    // Number and key are copied in one piece.
    this.#typed = lookupPairOf(value) ?? { ...this.#typed, [name]: value };
    this.#faults = { ...this.#faults, [name]: undefined };
    this.#problem = undefined;
    this.#host.requestUpdate();
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const handle = this.#handle;
    if (!handle || this.#isBusy) return;
    const number = this.#read('number');
    const secret = this.#read('secret');
    this.#problem = undefined;
    if (!number || !secret) return this.#focus(this.#faults.number ? 'number' : 'secret');
    try {
      await handle.find(number, secret);
      if (!handle.state.value.request) return; // it was let go of meanwhile
      this.#typed = NOTHING_TYPED;
      await this.#focus(`state-${handle.state.value.request.id}`);
    } catch (error) {
      this.#problem = codeOf(error);
      await this.#focus(this.#problem === 'not-found' ? 'number' : undefined);
    }
  };

  /** What stands in a field, put right; what cannot be put right is said under it. */
  #read(name: Field): string | undefined {
    const typed = this.#typed[name];
    const value = PARSERS[name](typed);
    const fault = value ? undefined : typed.trim() ? 'wrong' : 'empty';
    this.#faults = { ...this.#faults, [name]: fault };
    return value;
  }

  #onRefresh = async () => {
    const handle = this.#handle;
    if (!handle || this.#isBusy) return;
    this.#problem = undefined;
    this.#around.tell('');
    try {
      await handle.refresh();
      const { request } = handle.state.value;
      if (request)
        this.#around.tell(this.#text.term('refreshed', this.#around.text.said.states[request.state]));
    } catch (error) {
      this.#problem = codeOf(error);
      await this.#focus(this.#problem === 'not-found' ? 'number' : undefined);
    }
  };

  #onAnother = () => {
    this.#forget(this.#handle);
    return this.#focus('number');
  };

  #forget(handle: LookupHandle | undefined) {
    handle?.forget();
    this.#typed = NOTHING_TYPED;
    this.#faults = {};
    this.#problem = undefined;
    this.#around.tell('');
    this.#host.requestUpdate();
  }

  /** Waits until it is on the screen, and leads there. */
  async #focus(id?: string) {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (id) this.#host.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }
}

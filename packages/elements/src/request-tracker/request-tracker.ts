import type { LookupHandle, RequestsHandle, RequestsState } from '@consult/client/requests';
import { codeOf, isPassing, type ErrorCode } from '@consult/core';
import type { RequestView } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clientContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { LaterController } from '../shared/later-controller.js';
import { ALERT, OFFLINE } from '../shared/later-icons.js';
import { loading } from '../shared/loading.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { notice } from '../shared/notice.js';
import { INBOX } from '../shared/request-icons.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { trouble } from '../shared/trouble.js';
import { trackerRu } from '../text/tracker-ru.js';
import type { Question } from './answers.js';
import { renderCard } from './card.js';
import {
  OfferAcceptedEvent,
  OfferAcceptEvent,
  OfferRefusedEvent,
  OfferRefuseEvent,
  RequestOpenChatEvent,
  RequestWithdrawEvent,
  RequestWithdrawnEvent,
} from './events.js';
import { HeldTimer } from './held-timer.js';
import type { Lookup } from './lookup.js';
import { openOffer } from './offers.js';
import { styles } from './request-tracker.styles.js';

const words = createWords(trackerRu, async () => (await import('../text/tracker-en.js')).trackerEn);

/**
 * A patient's deferred requests, and those of the children they speak for: how each stands, by when the clinic calls,
 * what is offered and how long it is kept, what was refused, and how it ended. It follows them by itself; nothing is
 * shown as done before the server has said so. With `anonymous`, somebody who applied without an account looks theirs up by
 * its number and key, and only reads.
 *
 * @tagname request-tracker
 * @fires {OfferAcceptEvent} consult-offer-accept - An offered time is about to be accepted; cancel it and nothing happens.
 * @fires {OfferAcceptedEvent} consult-offer-accepted - The person is booked.
 * @fires {OfferRefuseEvent} consult-offer-refuse - An offered time is about to be refused; cancel it to keep the dialog.
 * @fires {OfferRefusedEvent} consult-offer-refused - It is refused.
 * @fires {RequestWithdrawEvent} consult-request-withdraw - A request is about to be withdrawn; cancel it to keep the dialog.
 * @fires {RequestWithdrawnEvent} consult-request-withdrawn - It is withdrawn for good.
 * @fires {RequestOpenChatEvent} consult-request-open-chat - The person wants to see the chat that came of a request.
 * @csspart title - The title of the list.
 * @csspart offline - That the server cannot be reached.
 * @csspart requests - The list.
 * @csspart request - One request.
 * @csspart number - Its number.
 * @csspart state - How it stands, in words.
 * @csspart whom - Whose it is, where that is not the reader.
 * @csspart deadline - What the clinic does next, and by when.
 * @csspart overdue - That the call is late, and what to do.
 * @csspart offer - The time that is offered.
 * @csspart left - How much time is left to answer.
 * @csspart lapsed - That the time to answer is over.
 * @csspart accept - The button that accepts.
 * @csspart refuse - The button that asks to refuse.
 * @csspart past - What was offered before.
 * @csspart refusals - How many refusals there were.
 * @csspart annulment - That the request was annulled, and why.
 * @csspart appointment - When the appointment is.
 * @csspart open-chat - The button that leads to the chat.
 * @csspart details - What the request says.
 * @csspart withdraw - The button that asks to withdraw.
 * @csspart problem - Why something was not done.
 * @csspart more - The button that shows more requests.
 * @csspart notice - What stands in place of the list where there is none to show.
 * @csspart dialog - The question before a refusal or a withdrawal.
 * @csspart refusal-count - Which refusal it will be.
 * @csspart reason - The field of the reason.
 * @csspart question-problem - Why the answer was not taken.
 * @csspart keep - The answer that changes nothing.
 * @csspart sure - The answer that refuses or withdraws.
 * @csspart lookup - The form that looks up a request without an account.
 * @csspart lookup-field - Its field for the number, or for the key.
 * @csspart field-problem - What is wrong with one of them.
 * @csspart lookup-problem - Why no request is shown.
 * @csspart find - The button that looks it up.
 * @csspart call - What is done by telephone, without an account.
 * @csspart refresh - The button that asks how it stands now.
 * @csspart another - The button that leads to another request.
 */
export class RequestTracker extends LitElement {
  static override styles = styles;

  /** Only this request; without it, all. */
  @property({ attribute: 'request-id' }) requestId = '';

  /** For somebody without an account: looks a request up by its number and key. Needs `server`. */
  @property({ type: Boolean, reflect: true }) anonymous = false;

  /** The server's address for a request without an account; others go by the provider's connection. */
  @property() server = '';

  /** The lookup to show where it is `anonymous`. The page opens and closes it; without it the element opens one of its own. */
  @property({ attribute: false }) lookup?: LookupHandle | undefined;

  /** The requests to show. The page opens and closes them; without it the element opens them on the provider's connection. */
  @property({ attribute: false }) requests?: RequestsHandle | undefined;

  /** Why something was not done, by request. */
  @state() private _problems: ReadonlyMap<string, ErrorCode> = new Map();
  /** What a screen reader is told of the last change. */
  @state() private _told = '';

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #opens = new LaterController(
    this,
    () => import('@consult/client/requests'),
    ({ openRequests }) => openRequests,
    () => this.#connection.value?.state,
  );
  readonly #own = new HandleController(
    this,
    () => {
      const [client, open] = [this.#client.value, this.#opens.value];
      return client && open && !this.requests && !this.anonymous ? [open, client, this.requestId] : undefined;
    },
    (open, client, request) => open(client, request ? { request } : {}),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #answers = new LaterController(
    this,
    () => import('./answers.js'),
    ({ Answers }) =>
      new Answers(this, {
        text: this.#text,
        handle: () => this.#handle,
        find: (id) => this.#find(id),
        may: (question) => this.#may(question),
        onDone: (question) => this.#onAnswered(question),
      }),
    () => this.#connection.value?.state,
  );
  /** Only where it is `anonymous`. */
  #lookupPart?: Pick<LaterController<unknown, Lookup>, 'lost' | 'value'>;
  /** What the person has pressed before that part was there. */
  #wanted?: Question | undefined;
  /** How each request stood when it was last drawn. */
  #known?: ReadonlyMap<string, string>;

  constructor() {
    super();
    new SentencesController(this, this.#text);
    new HeldTimer(
      this,
      () => this.#ends,
      () => this.#now,
    );
  }

  protected override async scheduleUpdate() {
    await Promise.all([this.#text.ready(), this.#lookupPart?.value?.ready()]);
    await super.scheduleUpdate();
  }

  protected override willUpdate() {
    if (this.anonymous) this.#lookupPart ??= this.#createLookup();
    const requests = this.#state.value?.requests;
    if (!requests) return;
    const states = new Map(requests.map(({ id, state }) => [id, state]));
    const changed = requests.find(({ id, state }) => this.#known?.has(id) && this.#known.get(id) !== state);
    if (changed)
      this._told = this.#text.term('changed', changed.number, this.#text.said.states[changed.state]);
    this.#known = states;
  }

  protected override updated() {
    if (this.#wanted && this.#answers.value) this.#ask(this.#wanted);
  }

  protected override render() {
    return html`<section class="tracker" lang=${this.#text.lang} aria-labelledby="title">
      <h2 part="title" id="title" class=${this.requestId && !this.anonymous ? 'visually-hidden' : ''}>
        ${this.#text.term(this.anonymous ? 'lookupTitle' : 'title')}
      </h2>
      ${this.anonymous ? this.#renderLookup() : this.#renderBody(this.#state.value)}
      <p class="visually-hidden" role="status">${this._told}</p>
      ${this.#answers.value?.render()}
    </section>`;
  }

  #renderLookup() {
    return this.#lookupPart?.lost
      ? this.#renderIncomplete()
      : (this.#lookupPart?.value?.render() ?? this.#renderLoading());
  }

  #renderBody(state: RequestsState | undefined) {
    if (this.#opens.lost && !state) return this.#renderIncomplete();
    if (state?.status === 'failed') return this.#renderFailure(state.problem ?? 'failed');
    if (state?.status !== 'ready') return this.#renderLoading();
    if (!state.requests.length)
      return notice(INBOX, this.#text.term('emptyTitle'), this.#text.term('emptyText'));
    return html`${this.#renderOffline(state)}
      <div part="requests" class="requests">
        ${repeat(
          state.requests,
          ({ id }) => id,
          (request) => this.#renderCard(request, state),
        )}
      </div>
      ${
        state.more
          ? html`<button
              type="button"
              class="button"
              part="more"
              aria-disabled=${state.loadingMore}
              @click=${() => void this.#handle?.loadMore()}
            >
              ${this.#text.term(state.loadingMore ? 'loadingMore' : 'more')}
            </button>`
          : nothing
      }`;
  }

  #renderIncomplete() {
    return html`<p class="trouble" role="alert">${this.#text.term('incomplete')}</p>`;
  }

  #renderLoading() {
    return loading(this.#text.term('loading'), this.#text.term('slow'));
  }

  #renderCard(request: RequestView, { busy }: RequestsState) {
    const { id } = request;
    return renderCard(request, {
      text: this.#text,
      now: this.#now,
      reader: this.#me.value?.id,
      busy: busy.get(id),
      problem:
        this._problems.get(id) ?? (this.#answers.lost && openOffer(request) ? 'unavailable' : undefined),
      deeds: {
        onAccept: (offerId) => void this.#accept(id, offerId),
        onRefuse: (offerId) => this.#ask({ verb: 'refuse', requestId: id, offerId }),
        onWithdraw: () => this.#ask({ verb: 'withdraw', requestId: id }),
        onOpenChat: (chatId) => this.dispatchEvent(new RequestOpenChatEvent(id, chatId)),
      },
    });
  }

  #renderOffline({ problem }: RequestsState) {
    const isOff = this.#connection.value?.state === 'offline' || problem !== undefined;
    const words = isOff ? this.#text.term('offline') : undefined;
    return html`<p part="offline" class="offline" role="status">${trouble(words, OFFLINE)}</p>`;
  }

  #renderFailure(code: ErrorCode) {
    const isAbsent = code === 'not-found';
    return html`<div role="alert">
      ${notice(
        ALERT,
        this.#text.term(isAbsent ? 'absentTitle' : 'notLoaded'),
        isAbsent ? this.#text.term('absentText') : this.#text.error(code),
        isPassing(code)
          ? html`<button type="button" class="button" @click=${() => this.#handle?.reload()}>
              ${this.#text.term('retry')}
            </button>`
          : nothing,
      )}
    </div>`;
  }

  get #handle(): RequestsHandle | undefined {
    return this.requests ?? this.#own.value;
  }

  #createLookup() {
    return new LaterController(
      this,
      () => import('./lookup.js'),
      ({ Lookup }) =>
        new Lookup(this, {
          text: this.#text,
          server: () => (this.anonymous ? this.server : ''),
          handle: () => (this.anonymous ? this.lookup : undefined),
          tell: (told) => (this._told = told),
        }),
      () => this.#connection.value?.state,
    );
  }

  get #now(): number {
    return (this.anonymous ? this.#lookupPart?.value?.now : this.#client.value?.now()) ?? Date.now();
  }

  /** When something on the screen changes by time alone. */
  get #ends(): number[] {
    const found = this.#lookupPart?.value?.request;
    const requests = this.#state.value?.requests ?? (found ? [found] : []);
    return requests.flatMap((request) => openOffer(request)?.heldUntil ?? []);
  }

  #find(id: string): RequestView | undefined {
    return this.#state.value?.requests.find((request) => request.id === id);
  }

  #setProblem(id: string, code: ErrorCode | undefined) {
    const problems = new Map(this._problems);
    if (code) problems.set(id, code);
    else problems.delete(id);
    this._problems = problems;
  }

  async #accept(requestId: string, offerId: string) {
    const handle = this.#handle;
    if (!handle || !this.dispatchEvent(new OfferAcceptEvent(requestId, offerId))) return;
    this.#setProblem(requestId, undefined);
    try {
      await handle.accept(requestId, offerId);
      this.dispatchEvent(new OfferAcceptedEvent(requestId, offerId));
      await this.#focusState(requestId);
    } catch (error) {
      this.#setProblem(requestId, codeOf(error));
    }
  }

  #ask(question: Question) {
    const answers = this.#answers.value;
    this.#wanted = answers ? undefined : question;
    void answers?.open(question);
  }

  #may(question: Question): boolean {
    this.#setProblem(question.requestId, undefined);
    const { requestId } = question;
    return this.dispatchEvent(
      question.verb === 'refuse'
        ? new OfferRefuseEvent(requestId, question.offerId)
        : new RequestWithdrawEvent(requestId),
    );
  }

  #onAnswered(question: Question) {
    const { requestId } = question;
    this.dispatchEvent(
      question.verb === 'refuse'
        ? new OfferRefusedEvent(requestId, question.offerId)
        : new RequestWithdrawnEvent(requestId),
    );
    void this.#focusState(requestId);
  }

  /** The button that had the focus is gone. */
  async #focusState(requestId: string) {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#state-${requestId}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'request-tracker': RequestTracker;
  }
}

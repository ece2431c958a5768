import type { NoticesHandle, NoticesState, PushHandle, PushState } from '@consult/client/notices';
import { openNotices, openPush } from '@consult/client/notices';
import { isPassing, type ErrorCode } from '@consult/core';
import type { NoticeView } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clientContext, selectionContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { icon } from '../shared/icons.js';
import { ALERT, LOCK, OFFLINE } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { MidnightController } from '../shared/midnight-controller.js';
import { notice } from '../shared/notice.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { noticesRu } from '../text/notices-ru.js';
import { NoticeSelectEvent } from './events.js';
import { BELL, BELL_OFF, KIND_SHAPES } from './icons.js';
import { styles } from './notice-list.styles.js';
import { Seeing } from './seeing.js';

const words = createWords(noticesRu, async () => (await import('../text/notices-en.js')).noticesEn);

/**
 * «Мои уведомления»: what the person was told of outside the chats, the newest first. What is new says so, and counts as
 * read once it has been looked at. Where the server pushes and the page has a service worker, a switch offers to tell this
 * browser too; the browser asks nothing before it is pressed.
 *
 * @tagname notice-list
 * @slot empty - What to say, in place of our words, while there is nothing.
 * @fires {NoticeSelectEvent} consult-notice-select - A notice is about to be opened; cancel it to keep the provider's chat.
 * @csspart heading - «Мои уведомления».
 * @csspart unread - How many are new.
 * @csspart offline - The line that says there is no connection.
 * @csspart push - The switch for this browser, with what it is for.
 * @csspart push-switch - Its button.
 * @csspart rows - The list.
 * @csspart row - One notice.
 * @csspart new - A notice that was not read before.
 * @csspart mark - The drawing of its kind.
 * @csspart detail - What it says further: a time, a number.
 * @csspart date - When it came.
 * @csspart fresh - The word that it is new, with its dot.
 * @csspart notice - What stands in place of the rows: empty, failed, refused.
 * @csspart more - The button that loads earlier ones.
 */
export class NoticeList extends LitElement {
  static override styles = styles;

  /** The notices to show. The page opens and closes them; without it the element opens the provider's person's. */
  @property({ attribute: false }) notices?: NoticesHandle | undefined;

  /** The switch for this browser. The page opens and closes it; without it the element opens one. */
  @property({ attribute: false }) push?: PushHandle | undefined;

  /** Offers no switch for this browser. */
  @property({ type: Boolean, attribute: 'without-push' }) withoutPush = false;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #ownNotices = new HandleController(
    this,
    () => (this.#client.value && !this.notices ? [this.#client.value] : undefined),
    (client) => openNotices(client),
  );
  readonly #ownPush = new HandleController(
    this,
    () => (this.#client.value && !this.push && !this.withoutPush ? [this.#client.value] : undefined),
    (client) => openPush(client),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #push = new StoreController(this, () => (this.withoutPush ? undefined : this.#switch?.state));

  /** What was new when it came before the eyes: it stays marked while the list is open, read or not. */
  readonly #fresh = new Set<string>();
  #shown?: NoticesHandle | undefined;

  constructor() {
    super();
    new SentencesController(this, this.#text);
    new MidnightController(this, () => this.#now);
    new Seeing(
      this,
      () => (this.#state.value?.unread ? this.renderRoot.querySelector('.rows') : null),
      () => this.#markRead(),
    );
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override willUpdate() {
    if (this.#shown !== this.#handle) this.#fresh.clear();
    this.#shown = this.#handle;
    for (const { id, readAt } of this.#state.value?.notices ?? []) if (readAt === null) this.#fresh.add(id);
  }

  protected override render() {
    const state = this.#state.value;
    const { said } = this.#text;
    return html`<section class="frame" lang=${this.#text.lang} aria-labelledby="title">
      <div class="head">
        <h2 id="title" part="heading">${said.title}</h2>
        ${state?.unread ? html`<p part="unread" class="unread">${said.news(state.unread)}</p>` : nothing}
      </div>
      ${state?.status === 'ready' && this.#isOffline ? this.#renderOffline() : nothing} ${this.#renderPush()}
      ${state ? this.#renderBody(state) : nothing}
      <p class="visually-hidden" role="status">${state?.status === 'loading' ? said.loading : nothing}</p>
    </section>`;
  }

  #renderBody(state: NoticesState) {
    const { said } = this.#text;
    if (state.status === 'failed') return this.#renderProblem(state.problem ?? 'failed');
    if (state.status === 'loading')
      return this.#isOffline
        ? notice(OFFLINE, said.offline, this.#text.error('unavailable'), this.#renderRetry())
        : html`<div class="skeleton" aria-hidden="true">${[1, 2, 3].map(() => html`<div></div>`)}</div>
            <p class="slow">${said.slow}</p>`;
    const empty = state.notices.length === 0;
    return html`
      ${empty ? nothing : this.#renderRows(state.notices)}
      <slot name="empty" ?hidden=${!empty}
        >${empty ? notice(BELL, said.empty, said.emptyHint) : nothing}</slot
      >
      ${state.more ? this.#renderMore(state) : nothing}
    `;
  }

  #renderRows(notices: readonly NoticeView[]) {
    return html`<ul part="rows" class="rows" aria-label=${this.#text.said.list}>
      ${repeat(
        notices,
        ({ id }) => id,
        (one) => html`<li>${this.#renderRow(one)}</li>`,
      )}
    </ul>`;
  }

  #renderRow(one: NoticeView) {
    const { said } = this.#text;
    const isNew = this.#fresh.has(one.id);
    const when = one.moment === null ? '' : this.#text.moment(one.moment, this.#now);
    const detail = said.details[one.kind](when, one.number ?? '');
    return html`<button
      type="button"
      part=${isNew ? 'row new' : 'row'}
      class=${isNew ? 'row new' : 'row'}
      @click=${() => this.#choose(one)}
    >
      <span part="mark" class="mark">${icon(KIND_SHAPES[one.kind])}</span>
      <span class="what">
        <span class="kind">${said.kinds[one.kind]}</span>
        ${detail ? html`<span part="detail" class="detail">${detail}</span>` : nothing}
      </span>
      <span class="side">
        <span part="date" class="date">${this.#text.listDate(one.at, this.#now)}</span>
        ${isNew ? html`<span part="fresh" class="fresh">${said.fresh}</span>` : nothing}
      </span>
    </button>`;
  }

  #renderMore({ loadingMore, problem }: NoticesState) {
    const { said } = this.#text;
    return html`
      ${problem && !loadingMore ? html`<p class="problem" role="alert">${said.moreFailed}</p>` : nothing}
      <button
        part="more"
        class="button more"
        type="button"
        aria-disabled=${loadingMore}
        @click=${() => void this.#handle?.loadMore()}
      >
        ${loadingMore ? said.loadingMore : said.more}
      </button>
    `;
  }

  #renderOffline() {
    const { said } = this.#text;
    return html`<div part="offline" class="offline">
      ${icon(OFFLINE)}
      <p><b>${said.offline}.</b> ${said.offlineHint}</p>
      ${this.#renderRetry()}
    </div>`;
  }

  #renderProblem(code: ErrorCode) {
    const { said } = this.#text;
    if (!isPassing(code)) return notice(LOCK, said.refused, this.#text.error(code));
    return notice(ALERT, said.notLoaded, this.#text.error(code), this.#renderRetry());
  }

  #renderRetry() {
    return html`<button class="button" type="button" @click=${this.#onRetry}>
      ${this.#text.said.retry}
    </button>`;
  }

  #renderPush() {
    const push = this.#push.value;
    if (!push || push.status === 'absent') return nothing;
    const { said } = this.#text;
    return html`<div part="push" class="push">
      ${icon(push.status === 'denied' ? BELL_OFF : BELL)}
      <div class="why">
        <b id="push">${said.push}</b>
        <p role="status">${this.#explain(push)}</p>
      </div>
      ${
        push.status === 'denied'
          ? nothing
          : html`<button
              part="push-switch"
              class="button"
              type="button"
              aria-describedby="push"
              aria-disabled=${push.status === 'switching'}
              @click=${this.#onSwitch}
            >
              ${push.status === 'on' ? said.switchOff : said.switchOn}
            </button>`
      }
    </div>`;
  }

  #explain({ status, problem }: PushState): string {
    const { said } = this.#text;
    if (problem) return said.pushFailed;
    if (status === 'denied') return said.pushDenied;
    if (status === 'switching') return said.pushSwitching;
    return status === 'on' ? said.pushOn : said.pushOff;
  }

  get #handle(): NoticesHandle | undefined {
    return this.notices ?? this.#ownNotices.value;
  }

  get #switch(): PushHandle | undefined {
    return this.push ?? this.#ownPush.value;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  get #isOffline(): boolean {
    return this.#connection.value?.state === 'offline';
  }

  #markRead() {
    const newest = this.#state.value?.notices[0];
    // Where it cannot be told now, it is told with the next look at something new.
    if (newest) this.#handle?.markRead(newest.id).catch(() => undefined);
  }

  #choose({ id, kind, chat, request }: NoticeView) {
    const event = new NoticeSelectEvent(id, kind, chat, request);
    if (this.dispatchEvent(event) && chat !== null) this.#selection.value?.select(chat);
  }

  #onRetry = () => {
    this.#client.value?.retryNow();
    this.#handle?.reload();
  };

  #onSwitch = () => {
    const push = this.#switch;
    void (push?.state.value.status === 'on' ? push.switchOff() : push?.switchOn());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'notice-list': NoticeList;
  }
}

import type { ChatListHandle, ChatListState, Client } from '@consult/client';
import { codeOf, isPassing, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { adopt } from '../shared/adopt.js';
import { icon, SEARCH } from '../shared/icons.js';
import { ALERT, CHATS, LOCK, OFFLINE, PHONE } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { MidnightController } from '../shared/midnight-controller.js';
import { notice } from '../shared/notice.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { listHandRu, type AllListWords } from '../text/list-hand-ru.js';
import type { ListWords } from '../text/list-ru.js';
import { hand } from './hand.styles.js';
import { LoadOnSight } from '../shared/load-on-sight.js';
import { ReadingPlace } from './reading-place.js';
import { specialtyIcon } from './specialty-icons.js';

/** What the list's hand needs of the list. */
export interface ListSurroundings {
  readonly text: LocalizeController<ListWords, AllListWords>;
  readonly client: () => Client | undefined;
  readonly handle: () => ChatListHandle | undefined;
  /** The clock dates are told by, ms UTC. */
  readonly now: () => number;
  readonly rows: () => readonly HTMLElement[];
  /** Searches for what stands in the box. */
  readonly search: () => void;
}

/**
 * What answers the reader's hand in a list, and what is there when no rows are: keys, more rows, notices. It is loaded
 * after the first paint of the rows.
 */
export class ListHand {
  /** The drawing of a specialty: a mark without one is still a mark. */
  readonly drawing = specialtyIcon;
  /** The drawing of what may not be read. */
  readonly lock = LOCK;
  /** What decorates the line about emergencies. */
  readonly phone = PHONE;

  readonly #host: LitElement;
  readonly #around: ListSurroundings;
  readonly #text: LocalizeController<AllListWords>;
  #moreProblem?: ErrorCode | undefined;

  constructor(host: LitElement, around: ListSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = around.text.learn(listHandRu);
    adopt(host, actions);
    adopt(host, hand);
    new MidnightController(host, around.now);
    new SentencesController(host, this.#text);
    new LoadOnSight(
      host,
      () => (this.#state?.loadingMore || this.#moreProblem ? null : host.renderRoot.querySelector('.more')),
      () => this.#loadMore(),
    );
  }

  /** Notes where the reader is, before the rows change. */
  noteThePlace(scroller: HTMLElement): ReadingPlace {
    return new ReadingPlace(scroller, this.#around.rows());
  }

  /** The line above rows that may be out of date. */
  renderOffline({ status }: ChatListState) {
    if (status !== 'ready' || !this.#isOffline) return nothing;
    return html`
      <div part="offline" class="offline">
        ${icon(OFFLINE)}
        <p><b>${this.#text.term('offline')}.</b> ${this.#text.term('offlineHint')}</p>
        ${this.#renderRetry()}
      </div>
    `;
  }

  /** What stands where no row is, but for the words the page may put there itself. */
  renderNoRows(list: ChatListState) {
    const text = this.#text;
    if (list.status === 'failed') return this.#renderProblem(list.problem ?? 'failed');
    if (list.status === 'loading') {
      if (!this.#isOffline) return skeleton(text.term('slow'));
      return notice(OFFLINE, text.term('offline'), text.error('unavailable'), this.#renderRetry());
    }
    if (!list.query) return nothing;
    const showAll = html`<button class="button" type="button" @click=${this.#onShowAll}>
      ${text.term('showAll')}
    </button>`;
    return notice(SEARCH, text.term('noHits'), text.term('noHitsHint'), showAll);
  }

  /** The person has no chats. */
  renderEmpty() {
    return notice(CHATS, this.#text.term('noChats'), this.#text.term('noChatsHint'));
  }

  renderMore({ more, loadingMore }: ChatListState) {
    if (!more) return nothing;
    return html`
      ${this.#moreProblem ? html`<p class="problem" role="alert">${this.#text.error(this.#moreProblem)}</p>` : nothing}
      <button part="more" class="button more" type="button" @click=${this.#onMore}>
        ${this.#text.term(loadingMore ? 'loadingMore' : 'more')}
      </button>
    `;
  }

  /** What a screen reader is told when it changes. */
  describe({ status, query, searching, chats, more }: ChatListState) {
    if (this.#isOffline) return this.#text.term('offline');
    if (status === 'loading') return this.#text.term('loading');
    if (!query || searching) return nothing;
    return chats.length ? this.#text.term('found', chats.length, more) : this.#text.term('noHits');
  }

  onSearchKey(event: KeyboardEvent) {
    if (event.key === 'Escape' && this.#box.value) this.#onShowAll();
    else if (event.key === 'ArrowDown') this.#around.rows()[0]?.focus();
    else return;
    event.preventDefault();
  }

  onRowKey(event: KeyboardEvent) {
    const rows = this.#around.rows();
    const at = rows.findIndex((row) => row === event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    rows[to]?.focus();
  }

  #renderProblem(code: ErrorCode) {
    const text = this.#text;
    if (!isPassing(code)) return notice(LOCK, text.term('refused'), text.error(code));
    return notice(ALERT, text.term('notLoaded'), text.error(code), this.#renderRetry());
  }

  #renderRetry() {
    return html`<button class="button" type="button" @click=${this.#onRetry}>
      ${this.#text.term('retry')}
    </button>`;
  }

  get #state(): ChatListState | undefined {
    return this.#around.handle()?.state.value;
  }

  get #isOffline(): boolean {
    return this.#around.client()?.connection.value.state === 'offline';
  }

  get #box(): HTMLInputElement {
    return this.#host.renderRoot.querySelector('input')!;
  }

  async #loadMore() {
    this.#moreProblem = undefined;
    try {
      await this.#around.handle()?.loadMore();
    } catch (error) {
      this.#moreProblem = codeOf(error); // the button stays, to be pressed again
    }
    this.#host.requestUpdate();
  }

  /** Goes on to the first of the new rows: the button may be gone when they are there. */
  #onMore = async () => {
    const known = this.#around.rows().length;
    await this.#loadMore();
    await this.#host.updateComplete;
    this.#around.rows()[known]?.focus();
  };

  #onRetry = () => {
    this.#around.client()?.retryNow();
    if (this.#state?.status === 'failed') this.#around.handle()?.reload();
  };

  #onShowAll = () => {
    this.#box.value = '';
    this.#box.focus();
    this.#around.search();
  };
}

/** The shape of rows to come. It shows after 300 ms and says `slow` after ten seconds, both by the styles alone. */
const skeleton = (slow: string) => html`
  <div class="skeleton" aria-hidden="true">${[0, 1, 2, 3].map(() => html`<div><i></i><b></b></div>`)}</div>
  <p class="slow">${slow}</p>
`;

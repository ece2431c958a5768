import {
  openJournal,
  type JournalFilters,
  type JournalHandle,
  type JournalState,
} from '@consult/client/journal';
import type { ErrorCode } from '@consult/core';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clientContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { LaterController } from '../shared/later-controller.js';
import { loading } from '../shared/loading.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { MidnightController } from '../shared/midnight-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { journalRu } from '../text/journal-ru.js';
import {
  RequestAnnulledEvent,
  RequestEnteredEvent,
  RequestScheduledEvent,
  RequestSelectEvent,
} from './events.js';
import { styles } from './request-journal.styles.js';
import { renderTable } from './table.js';

const words = createWords(journalRu, async () => (await import('../text/journal-en.js')).journalEn);

/**
 * The journal of deferred booking: which patients wait for a time, until when they are to be called, what was offered and
 * refused. For the registry, that works on the requests of its clinic, and for doctors, who see and enter those of their
 * own patients. For staff: no patient's page loads it.
 *
 * It is as tall as it is let be, and then its rows scroll. Where it is narrow, an open request takes the place of the list.
 *
 * Keys: the arrows, Home, End, PageUp and PageDown move among the rows, Enter opens one, Escape goes back to its row, and
 * «/» goes to the search.
 *
 * @tagname request-journal
 * @fires {RequestSelectEvent} consult-request-select - A request was opened, or the reader went back to the list.
 * @fires {RequestScheduledEvent} consult-request-scheduled - A consultation has come of a request; tells its chat.
 * @fires {RequestEnteredEvent} consult-request-entered - A request was entered for a caller or a visitor.
 * @fires {RequestAnnulledEvent} consult-request-annulled - A request was annulled.
 * @csspart head - The title, the counts and what may be done with the journal.
 * @csspart counts - How many requests there are, wait and are overdue.
 * @csspart enter - The button that enters a request.
 * @csspart matching - The button that pairs requests with free times.
 * @csspart csv - The button that saves the journal as a file.
 * @csspart filters - What narrows the journal.
 * @csspart search - The search field.
 * @csspart filter - A list to choose from in the filters.
 * @csspart overdue-only - The tick that leaves the overdue ones.
 * @csspart reset - The button that takes all filters off.
 * @csspart offline - The line that says there is no connection.
 * @csspart rows - What scrolls, with the table in it.
 * @csspart table - The table.
 * @csspart row - One request.
 * @csspart overdue - The row of a request whose call is late.
 * @csspart closed - The row of a request nothing can happen to.
 * @csspart selected - The row of the request that is open.
 * @csspart opener - The button that opens a request: the patient's name.
 * @csspart works - Who else works on the request.
 * @csspart more - The button that loads more rows.
 * @csspart notice - What stands in place of the rows: empty, nothing found, failed, refused.
 * @csspart keys - The hint about the keys.
 * @csspart problem - Why something was not done.
 * @csspart detail - The request that is open.
 * @csspart detail-title - The patient's name in it.
 * @csspart back - The button that goes back to the list.
 * @csspart lock - Who works on the request that is open.
 * @csspart take - The button that takes it to work on.
 * @csspart facts - What there is to know of the request.
 * @csspart offer-row - A time that was offered, and what became of it.
 * @csspart attempt-row - A call, and how it ended.
 * @csspart actions - What may be done with the request.
 * @csspart attempt - The button that writes down a call.
 * @csspart offer - The button that offers a time.
 * @csspart schedule - The button that appoints a time the patient agreed to.
 * @csspart accept - The button for the patient's yes on the telephone.
 * @csspart refuse - The button for the patient's no on the telephone.
 * @csspart retract - The button that takes an offer back.
 * @csspart annul - The button that annuls.
 * @csspart why-not - Why something cannot be done with it now.
 * @csspart dialog - A dialog: a call, an answer, free times, a new request, matching.
 * @csspart close - The answer that changes nothing.
 * @csspart confirm - The answer that does it.
 * @csspart field - A field of a dialog.
 * @csspart restored - That a new request was begun before a reload.
 * @csspart clear - The button that begins it anew.
 * @csspart wishes - The wished days.
 * @csspart wish - One of them.
 * @csspart add-wish - The button that adds further wished days.
 * @csspart remove-wish - The button that takes wished days away.
 * @csspart another - The button that enters one more request.
 * @csspart slot - A free time.
 * @csspart more-slots - The button that shows more of them.
 * @csspart person - A patient that was found.
 * @csspart match - A request and the free time that suits it.
 * @csspart mismatch - A request that was left without a time.
 */
export class RequestJournal extends LitElement {
  static override styles = styles;

  /** The journal to show. The page opens and closes it; without it the element opens its own. */
  @property({ attribute: false }) journal?: JournalHandle | undefined;

  /** The request that is open. */
  @property({ attribute: 'request-id' }) requestId?: string | undefined;

  @state() private _filters: JournalFilters = {};
  /** The request whose row takes part in the order of Tab; the arrows move among the others. */
  @state() private _current?: string | undefined;
  @state() private _saving: 'no' | 'going' | 'done' = 'no';
  @state() private _problem?: ErrorCode | undefined;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #own = new HandleController(
    this,
    () => {
      const client = this.#client.value;
      return client && !this.journal ? [client] : undefined;
    },
    (client) => openJournal(client),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #directory = new StoreController(this, () => this.#handle?.directory);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #work = new LaterController(
    this,
    () => import('./work.js'),
    ({ Work }) =>
      new Work(this, {
        text: this.#text,
        journal: () => this.#handle,
        now: () => this.#now,
        requestId: () => this.requestId,
        isDoctor: () => this.#me.value?.role === 'doctor',
        onBack: () => void this.#select(undefined),
        onScheduled: (id, chat) => this.dispatchEvent(new RequestScheduledEvent(id, chat)),
        onAnnulled: (id) => this.dispatchEvent(new RequestAnnulledEvent(id)),
        onEntered: (id) => {
          this.dispatchEvent(new RequestEnteredEvent(id));
          void this.#select(id);
        },
      }),
    () => this.#connection.value?.state,
  );

  constructor() {
    super();
    new MidnightController(this, () => this.#now);
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override render() {
    const journal = this.#state.value;
    const work = this.#work.value;
    return html`<section
      class="journal ${this.requestId ? 'opened' : ''}"
      lang=${this.#text.lang}
      aria-label=${this.#text.term('title')}
      @keydown=${(event: KeyboardEvent) => work?.onKey(event)}
    >
      ${this.#renderHead(journal)}
      <div part="filters" class="filters" role="search" aria-label=${this.#text.term('title')}>
        ${work?.renderFilters({
          filters: this._filters,
          directory: this.#directory.value ?? [],
          onChange: (change) => this.#filter({ ...this._filters, ...change }),
          onReset: this.#onReset,
        })}
      </div>
      ${journal?.status === 'ready' && this.#isOffline ? work?.renderOffline(this.#onRetry) : nothing}
      <div class="body">
        <div part="rows" class="rows" aria-busy=${journal?.status === 'loading' || !!journal?.filtering}>
          ${this.#renderRows(journal)}
        </div>
        ${this.requestId ? work?.renderDetail() : nothing}
      </div>
      <p part="keys" class="keys" id="keys">${this.#text.term('keys')}</p>
      ${work?.renderDialogs()}
    </section>`;
  }

  #renderHead(journal: JournalState | undefined) {
    const text = this.#text;
    const { counts, status } = journal ?? {};
    const work = this.#work.value;
    const isOperator = this.#me.value?.role === 'operator';
    const problem = this._problem
      ? text.error(this._problem)
      : this.#work.lost
        ? text.term('incomplete')
        : '';
    return html`<header part="head" class="head">
      <h2>${text.term('title')}</h2>
      <p part="counts" class="counts" role="status">
        ${status === 'ready' && counts ? text.term('counted', counts.found, counts.waiting, counts.overdue) : nothing}
      </p>
      <div class="tools">
        <button
          type="button"
          class="button main"
          part="enter"
          ?disabled=${!work}
          @click=${() => work?.enter()}
        >
          ${text.term('enter')}
        </button>
        ${
          isOperator
            ? html`<button
                type="button"
                class="button"
                part="matching"
                ?disabled=${!work}
                @click=${() => work?.match()}
              >
                ${text.term('matching')}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button"
          part="csv"
          ?disabled=${!work || this._saving === 'going'}
          @click=${this.#onCsv}
        >
          ${text.term(this._saving === 'going' ? 'csvGoing' : 'csv')}
        </button>
      </div>
      <p class="visually-hidden" role="status">${this._saving === 'done' ? text.term('csvDone') : nothing}</p>
      <p class="problem" part="problem" role="alert">${problem || nothing}</p>
    </header>`;
  }

  #renderRows(journal: JournalState | undefined) {
    const text = this.#text;
    const work = this.#work.value;
    if (!journal || journal.status === 'loading')
      return this.#isOffline && work
        ? work.renderNoNetwork(this.#onRetry)
        : loading(this.#text.term('loading'), this.#text.term('slow'), 4);
    if (journal.status === 'failed') return work?.renderFailure(journal.problem ?? 'failed', this.#onRetry);
    if (journal.rows.length === 0)
      return work?.renderNone(Object.keys(journal.filters).length > 0, this.#onReset);
    return html`${renderTable(journal.rows, journal.counts.found, {
      text,
      now: this.#now,
      me: this.#me.value?.id,
      open: this.requestId,
      tabStop: this.#tabStop(journal),
      onFocus: (id) => (this._current = id),
      onOpen: (id) => void this.#select(id),
    })}
    ${journal.more ? this.#renderMore(journal) : nothing}`;
  }

  #renderMore({ loadingMore, moreProblem }: JournalState) {
    return html`${moreProblem ? html`<p class="problem" role="alert">${this.#text.error(moreProblem)}</p>` : nothing}
      <button part="more" class="button more" type="button" @click=${() => void this.#handle?.loadMore()}>
        ${this.#text.term(loadingMore ? 'loadingMore' : 'more')}
      </button>`;
  }

  get #handle(): JournalHandle | undefined {
    return this.journal ?? this.#own.value;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  get #isOffline(): boolean {
    return this.#connection.value?.state === 'offline';
  }

  get #openers(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.opener')];
  }

  #tabStop({ rows }: JournalState): string | undefined {
    return [this._current, this.requestId].find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id;
  }

  #filter(filters: JournalFilters) {
    this._filters = filters;
    this.#handle?.filter(filters);
  }

  async #select(id: string | undefined) {
    const before = this.requestId;
    this.requestId = id;
    if (id) this._current = id;
    this.dispatchEvent(new RequestSelectEvent(id ?? null));
    await this.updateComplete;
    if (id) this.#work.value?.focusTitle();
    else (this.#openers.find((opener) => opener.dataset['id'] === before) ?? this.#openers[0])?.focus();
  }

  #onReset = () => {
    this.#filter({});
    this.renderRoot.querySelector<HTMLElement>('[part=search]')?.focus(); // the button that had it is gone
  };

  #onRetry = () => {
    this.#client.value?.retryNow();
    this.#handle?.reload();
  };

  #onCsv = async () => {
    this._saving = 'going';
    this._problem = undefined;
    this._problem = await this.#work.value?.saveCsv(this._filters);
    this._saving = this._problem ? 'no' : 'done';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'request-journal': RequestJournal;
  }
}

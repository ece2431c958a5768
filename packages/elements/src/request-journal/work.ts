import type {
  JournalFilters,
  JournalHandle,
  OpenRequestHandle,
  OpenRequestState,
} from '@consult/client/journal';
import { codeOf, fullName, isOver, isPassing, shortName, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../shared/adopt.js';
import { HandleController } from '../shared/handle-controller.js';
import { saveDocument } from '../shared/documents.js';
import { icon } from '../shared/icons.js';
import { ALERT, LOCK } from '../shared/later-icons.js';
import { LoadOnSight } from '../shared/load-on-sight.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { notice } from '../shared/notice.js';
import { OnDemand } from '../shared/on-demand.js';
import { plain, unbroken } from '../shared/plain.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { journalWorkRu, type JournalWorkWords } from '../text/journal-work-ru.js';
import { renderAttempts, renderFacts, renderOffers, whyNot } from './detail.js';
import { renderFilters, type FiltersSetting } from './filters.js';
import { onJournalKey } from './keys.js';
import { renderFailure, renderNoNetwork, renderNone, renderOffline } from './no-rows.js';
import { Opening } from './opening.js';
import type { JournalSurroundings, Opened } from './surroundings.js';
import { work } from './work.styles.js';

const words = createWords(
  journalWorkRu,
  async () => (await import('../text/journal-work-en.js')).journalWorkEn,
);

/** A dialog of the journal. */
interface Dialog {
  render(): unknown;
}

/**
 * One request in full and what is done with it; also the doors to all dialogs. It is loaded after the rows have been shown.
 */
export class Work implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: JournalSurroundings;
  readonly #text: LocalizeController<JournalWorkWords>;
  readonly #deeds;
  readonly #slots;
  readonly #entry;
  readonly #matching;
  readonly #opening;
  readonly #state;
  /** The one that was taken to work on when it was opened. */
  #taken?: OpenRequestHandle;
  #lost = false;

  constructor(host: LitElement, around: JournalSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    void this.#text.ready().then(() => host.requestUpdate());
    adopt(host, work);
    this.#opening = new HandleController(
      host,
      () => {
        const [journal, id] = [around.journal(), around.requestId()];
        return journal && id ? [journal, id] : undefined;
      },
      (journal: JournalHandle, id: string) => new Opening(journal, id, () => host.requestUpdate()),
    );
    this.#state = new StoreController(host, () => this.#opened?.state);
    host.addController(this);
    new SentencesController(host, around.text);
    new LoadOnSight(
      host,
      () => (this.#mayLoad ? host.renderRoot.querySelector('.more') : null),
      () => void around.journal()?.loadMore(),
    );
    const part = <Part extends Dialog>(load: () => Promise<Part>) =>
      new OnDemand(load, () => host.requestUpdate());
    this.#deeds = part(async () => new (await import('./deeds.js')).Deeds(host, around));
    this.#slots = part(async () => new (await import('./slots.js')).Slots(host, around));
    this.#entry = part(async () => new (await import('./entry.js')).Entry(host, around));
    this.#matching = part(async () => new (await import('./matching.js')).Matching(host, around));
  }

  /** Takes a request to work on as soon as it is open, where that makes sense: others see that somebody does. */
  hostUpdated() {
    const opened = this.#opened;
    const { row, refusalToWork, lock } = this.#state.value ?? {};
    if (!opened || !row || opened === this.#taken) return;
    if (refusalToWork || lock !== 'none' || isOver(row) || row.state === 'scheduled') return;
    this.#taken = opened;
    void opened.lock();
  }

  /** What the keys of the journal do. */
  onKey(event: KeyboardEvent) {
    onJournalKey(event, {
      root: this.#host.renderRoot,
      isOpened: () => this.#around.requestId() !== undefined,
      onBack: this.#around.onBack,
    });
  }

  /** Goes to the request that has just been opened. */
  focusTitle() {
    this.#host.renderRoot.querySelector<HTMLElement>('[part=detail-title]')?.focus();
  }

  /** Enters a request. */
  enter() {
    void this.#with(this.#entry, (entry) => entry.open());
  }

  /** Pairs requests with free times. */
  match() {
    void this.#with(this.#matching, (matching) => matching.open());
  }

  /** Saves what the filters leave; answers why not. */
  async saveCsv(filters: JournalFilters): Promise<ErrorCode | undefined> {
    const journal: JournalHandle | undefined = this.#around.journal();
    try {
      await saveDocument('journal.csv', () => journal!.exportCsv(filters), 'text/csv');
      return undefined;
    } catch (error) {
      return codeOf(error);
    }
  }

  /** What narrows the journal. */
  renderFilters(setting: Omit<FiltersSetting, 'text'>) {
    return renderFilters({ ...setting, text: this.#around.text });
  }

  /** The line above rows that may be out of date. */
  renderOffline(onRetry: () => void) {
    return renderOffline(this.#around.text, onRetry);
  }

  /** What stands in place of rows that cannot come without a network. */
  renderNoNetwork(onRetry: () => void) {
    return renderNoNetwork(this.#around.text, onRetry);
  }

  /** What stands in place of rows that did not come. */
  renderFailure(code: ErrorCode, onRetry: () => void) {
    return renderFailure(this.#around.text, code, onRetry);
  }

  /** What stands where there are no rows. */
  renderNone(isFiltered: boolean, onReset: () => void) {
    return renderNone(this.#around.text, isFiltered, onReset);
  }

  /** The request that is open, or why it is not shown. */
  renderDetail() {
    const text = this.#text;
    const handle = this.#opened;
    const state = this.#state.value ?? {
      status: 'loading',
      lock: 'none',
      problem: this.#opening.value?.problem,
    };
    const { row } = state;
    return html`<aside part="detail" class="detail" lang=${text.lang} aria-labelledby="detail-title">
      <header class="detail-head">
        <button type="button" class="button" part="back" @click=${this.#around.onBack}>
          ${text.term('back')}
        </button>
        <h3 part="detail-title" id="detail-title" tabindex="-1">
          <bdi
            >${row ? plain(fullName(row.patient.name)) : text.term(state.problem ? 'notLoaded' : 'loading')}</bdi
          >
        </h3>
      </header>
      ${row && handle ? this.#renderRow({ handle, state, row }) : this.#renderMissing(state)}
    </aside>`;
  }

  /** The dialogs that have been opened. */
  renderDialogs() {
    return [this.#deeds, this.#slots, this.#entry, this.#matching].map((dialog) => dialog.value?.render());
  }

  get #mayLoad(): boolean {
    const { more = false, loadingMore, moreProblem } = this.#around.journal()?.state.value ?? {};
    return more && !loadingMore && !moreProblem;
  }

  get #opened(): OpenRequestHandle | undefined {
    return this.#opening.value?.handle;
  }

  #renderMissing({ problem }: Pick<OpenRequestState, 'problem'>) {
    const text = this.#text;
    if (!problem)
      return html`<div class="loading">
        <div class="shape"></div>
        <div class="shape"></div>
      </div>`;
    const retry = html`<button type="button" class="button" @click=${this.#onReload}>
      ${text.term('retry')}
    </button>`;
    return notice(ALERT, text.term('notLoaded'), text.error(problem), isPassing(problem) ? retry : nothing);
  }

  #renderRow(opened: Opened) {
    const { row } = opened;
    const text = this.#text;
    const common = this.#around.text;
    const now = this.#around.now();
    const setting = { text, common, now };
    const when = text.moment(row.registeredAt, now);
    return html`<div class="detail-body" tabindex="0" role="group" aria-labelledby="detail-title">
        <p>
          <span class="word ${row.state}">${common.said.states[row.state]}</span>
          <span class="second"
            >${text.term('registered', row.number, when, common.said.sources[row.source])}</span
          >
        </p>
        ${this.#renderLock(opened)} ${renderFacts(row, setting)} ${renderOffers(row, setting)}
        ${renderAttempts(row, setting)}
      </div>
      ${this.#renderActions(opened)}`;
  }

  #renderLock({ state, row, handle }: Opened) {
    const text = this.#text;
    if (isOver(row) || row.state === 'scheduled')
      return row.chat ? html`<p part="lock" class="lock">${text.term('chat')}</p>` : nothing;
    if (state.refusalToWork === 'not-allowed')
      return html`<p part="lock" class="lock">${text.term('notYours')}</p>`;
    const { lock } = row;
    const says =
      state.lock === 'other' && lock
        ? text.term('other', unbroken(shortName(lock.name)), text.time(lock.until))
        : text.term(state.lock === 'other' || state.lock === 'none' ? 'free' : state.lock);
    const mayTake = state.lock === 'none' || state.lock === 'lapsed';
    return html`<div class="lock">
      ${state.lock === 'other' ? icon(LOCK) : nothing}
      <p part="lock" role="status">${says}</p>
      ${
        mayTake
          ? html`<button type="button" class="button" part="take" @click=${() => void handle.lock()}>
              ${text.term('take')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderActions(opened: Opened) {
    const { state, row } = opened;
    const text = this.#text;
    if (isOver(row) || row.state === 'scheduled' || state.refusalToWork === 'not-allowed') return nothing;
    const held = row.offers.find((offer) => offer.state === 'held');
    const busy = state.refusalToWork !== undefined;
    const { refusalToAnnul, refusalToAnswer } = state;
    const act = (part: string, onClick: () => void, look = '', off = busy, why = '') =>
      html`<button
        type="button"
        class="button ${look}"
        part=${part}
        ?disabled=${off}
        aria-describedby=${why || nothing}
        @click=${onClick}
      >
        ${text.term(part as 'offer')}
      </button>`;
    const deed = (kind: 'attempt' | 'accept' | 'refuse' | 'retract' | 'annul') => () =>
      void this.#with(this.#deeds, (deeds) => deeds.open(kind, opened));
    const slot = (kind: 'offer' | 'schedule') => () =>
      void this.#with(this.#slots, (slots) => slots.open(kind, opened));
    return html`<footer part="actions" class="detail-actions">
      ${busy ? whyNot(text.error(state.refusalToWork!), 'why-busy') : nothing}
      ${
        held
          ? html`${act('accept', deed('accept'), 'main', busy || !!refusalToAnswer, 'why-answer')}
            ${act('refuse', deed('refuse'), '', busy || !!refusalToAnswer, 'why-answer')}
            ${act('retract', deed('retract'))}`
          : html`${act('offer', slot('offer'), 'main')} ${act('schedule', slot('schedule'))}`
      }
      ${act('attempt', deed('attempt'))}
      ${held ? nothing : act('annul', deed('annul'), 'danger', busy || !!refusalToAnnul, 'why-annul')}
      ${held && refusalToAnswer && !busy ? whyNot(text.error(refusalToAnswer), 'why-answer') : nothing}
      ${!held && refusalToAnnul && !busy ? whyNot(text.error(refusalToAnnul), 'why-annul') : nothing}
      <p class="problem" part="problem" role="alert">
        ${this.#lost ? html`${icon(ALERT)}<span>${text.term('incomplete')}</span>` : nothing}
      </p>
    </footer>`;
  }

  #onReload = () => {
    if (this.#opened) this.#opened.reload();
    else void this.#opening.value?.open();
  };

  /** Opens a dialog that may have to be fetched first. */
  async #with<Part extends Dialog>(part: OnDemand<Part>, open: (part: Part) => unknown) {
    this.#opened?.touch();
    this.#lost = false;
    try {
      await open(await part.fetch());
    } catch {
      this.#lost = true;
    }
    this.#host.requestUpdate();
  }
}

import { codeOf, ConsultError, isPassing, type ErrorCode } from '@consult/core';
import type {
  FeedFrame,
  JournalPage,
  JournalRow,
  MatchingAnswer,
  ScheduleAnswer,
  ScheduleQuery,
} from '@consult/core/wire';
import { createAsker, type Asker } from '../asker.js';
import type { Client } from '../contracts.js';
import { keptText } from '../kept-text.js';
import { createPaging, type Paging } from '../paging.js';
import { createStore } from '../store.js';
import type { JournalFilters, JournalHandle, JournalSpecialty, JournalState } from './contracts.js';
import type { Entering } from './entering.js';
import { queryOf, tidied } from './journal-paths.js';
import { JOURNAL_TUNING, type JournalTuning } from './journal-tuning.js';
import { meOf } from './me-of.js';
import type { OpenRequest } from './open-request.js';

export interface JournalOptions {
  /** For tests. */
  readonly tuning?: Partial<JournalTuning>;
}

/** Rows on a page. */
const PAGE = 50;
/** How large a journal is waited for on the slowest line, in bytes. */
const LARGEST_CSV = 20 * 1024 * 1024;
const LONGEST_WAIT = 60 * 60 * 1000;
const NONE: JournalPage['counts'] = { found: 0, waiting: 0, overdue: 0 };

/** Opens the journal of deferred booking. For staff. */
export const openJournal = (client: Client, { tuning }: JournalOptions = {}): JournalHandle =>
  new Journal(client, { ...JOURNAL_TUNING, ...tuning }).handle;

class Journal {
  readonly handle: JournalHandle;
  readonly #client: Client;
  readonly #tuning: JournalTuning;
  readonly #state = createStore<JournalState>({
    status: 'loading',
    filters: {},
    filtering: false,
    rows: [],
    counts: NONE,
    more: false,
    loadingMore: false,
  });
  readonly #directory = createStore<readonly JournalSpecialty[]>([], () => void this.#readDirectory());
  readonly #open = new Set<OpenRequest>();
  readonly #nextPages: Paging;
  readonly #stops: (() => void)[];
  /** Reads what is wanted now; another wish gets another reader, and what the old one reads is late. */
  #reader: Asker;
  #page?: JournalPage | undefined;
  /** What `#page` answers to, and what was asked for last. */
  #filters: JournalFilters = {};
  #wanted: JournalFilters = {};
  #problem?: ErrorCode | undefined;
  #moreProblem?: ErrorCode | undefined;
  #enters?: Entering;
  #rereadTimer?: ReturnType<typeof setTimeout> | undefined;
  #overdueTimer?: ReturnType<typeof setTimeout>;
  #pollTimer?: ReturnType<typeof setInterval> | undefined;
  #searchTimer?: ReturnType<typeof setTimeout>;
  #closed = false;

  constructor(client: Client, tuning: JournalTuning) {
    this.#client = client;
    this.#tuning = tuning;
    this.#nextPages = createPaging(
      () => !!this.#page && this.#page.next !== null,
      () => this.#readMore(),
      () => this.#show(),
    );
    this.#reader = this.#createReader();
    this.#stops = [
      client.listen((frame) => this.#onFrame(frame)),
      client.connection.subscribe(() => this.#onConnection()),
    ];
    this.handle = {
      state: this.#state,
      directory: this.#directory,
      filter: (filters) => this.#filter(filters),
      loadMore: () => this.#nextPages.readNext(),
      open: (id) => this.#openRequest(id),
      entry: keptText(client, 'journal/entry'),
      enter: (request) => this.#enter(request),
      people: async (query) => (await this.#entering()).people(query),
      schedule: (query) => this.#schedule(query),
      match: (wish) => this.#match(wish),
      exportCsv: (filters = this.#wanted) =>
        client.download(`/v1/journal.csv${queryOf(tidied(filters))}`, LARGEST_CSV),
      reload: () => this.#readAgain(),
      close: () => this.#close(),
    };
    this.#onConnection();
    void this.#reader.ask();
  }

  #createReader(): Asker {
    return createAsker(
      this.#tuning,
      () => this.#read(),
      (error) => this.#failed(error),
    );
  }

  #filter(filters: JournalFilters) {
    const wanted = tidied(filters);
    if (isSame(wanted, this.#wanted)) return;
    const typed = wanted.q && wanted.q !== this.#wanted.q;
    this.#wanted = wanted;
    this.#reader.close();
    this.#reader = this.#createReader();
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.#reader.ask(), typed ? this.#tuning.searchAfter : 0);
    this.#show();
  }

  /** Reads as far as the journal was loaded, so that nothing vanishes under the reader's eyes. */
  async #read() {
    const wanted = this.#wanted;
    // Asked at each step: the reader may load more meanwhile.
    const reach = () => (isSame(wanted, this.#filters) ? (this.#page?.rows.length ?? 0) : 0);
    let page = await this.#ask(wanted, null);
    while (wanted === this.#wanted && page.next !== null && page.rows.length < reach())
      page = withNext(page, await this.#ask(wanted, page.next));
    if (wanted !== this.#wanted || this.#closed) return;
    this.#filters = wanted;
    this.#page = page;
    this.#problem = this.#moreProblem = undefined;
    this.#show();
  }

  async #readMore() {
    const began = this.#page!;
    const filters = this.#filters;
    this.#moreProblem = undefined;
    try {
      const page = await this.#ask(filters, began.next);
      // Late: other filters, another reading, another life of the database.
      if (filters !== this.#filters || this.#page?.next !== began.next) return;
      if (page.epoch !== began.epoch) return this.#readAgain();
      this.#page = withNext(this.#page, page);
    } catch (error) {
      this.#moreProblem = codeOf(error);
    }
  }

  #ask(filters: JournalFilters, after: string | null): Promise<JournalPage> {
    const query = queryOf({ ...filters, limit: PAGE, ...(after !== null && { after }) });
    return this.#client.call<JournalPage>('GET', `/v1/journal${query}`);
  }

  #failed(error: unknown) {
    const problem = codeOf(error);
    const isKnown = this.#page && isSame(this.#filters, this.#wanted);
    if (isPassing(problem) && isKnown) return; // what is known stays; the connection's state says the rest
    this.#page = undefined;
    this.#problem = problem;
    this.#show();
  }

  #onFrame(frame: FeedFrame) {
    if (frame.type === 'hello') this.#readAgain();
    if (frame.type !== 'request') return;
    for (const open of this.#open) if (open.handle.id === frame.request) open.hint();
    this.#rereadTimer ??= setTimeout(() => {
      this.#rereadTimer = undefined;
      void this.#reader.ask();
    }, this.#tuning.rereadAfter);
  }

  #readAgain() {
    void this.#reader.ask();
    for (const open of this.#open) open.hint();
    if (this.#directory.value.length === 0) void this.#readDirectory();
  }

  #onConnection() {
    const { state } = this.#client.connection.value;
    clearInterval(this.#pollTimer);
    if (state === 'polling') this.#pollTimer = setInterval(() => this.#readAgain(), this.#tuning.pollEvery);
    if (state === 'polling' && this.#problem) this.#readAgain();
    if (state === 'closed' || state === 'refused') this.#clear();
  }

  /** Nobody is signed in any more: nothing of it is held. */
  #clear() {
    this.#reader.close();
    this.#page = undefined;
    this.#problem = 'signed-out';
    for (const open of this.#open) open.clear('signed-out');
    this.#show();
  }

  async #openRequest(id: string) {
    const { OpenRequest } = await import('./open-request.js').catch(unavailable);
    if (this.#closed) throw new ConsultError('unavailable');
    const open: OpenRequest = new OpenRequest(id, {
      client: this.#client,
      tuning: this.#tuning,
      known: this.#page?.rows.find((row) => row.id === id),
      onRow: (row) => this.#learn(row),
      onClose: () => this.#open.delete(open),
    });
    this.#open.add(open);
    return open.handle;
  }

  /** A row that was read by itself stands where it stood; where it belongs now is told by the next reading. */
  #learn(row: JournalRow) {
    const page = this.#page;
    const known = page?.rows.find(({ id }) => id === row.id);
    if (!page || !known || known.revision > row.revision) return;
    this.#page = { ...page, rows: page.rows.map((one) => (one === known ? row : one)) };
    this.#show();
  }

  async #enter(request: Parameters<JournalHandle['enter']>[0]) {
    const entered = await (await this.#entering()).enter(request);
    this.#readAgain();
    return entered;
  }

  /** One for all requests: it knows what it has sent and asked for. */
  async #entering() {
    const { Entering } = await import('./entering.js').catch(unavailable);
    return (this.#enters ??= new Entering(this.#client));
  }

  async #schedule(query: ScheduleQuery = {}): Promise<ScheduleAnswer> {
    const { organisation } = await meOf(this.#client);
    const path = `/v1/clinics/${encodeURIComponent(organisation ?? '')}/schedule`;
    return this.#client.call<ScheduleAnswer>('GET', path + queryOf(query));
  }

  async #readDirectory() {
    try {
      this.#directory.set((await this.#schedule()).specialties);
    } catch {
      // without it one filters by the words of the search; it is read again with the rows
    }
  }

  async #match({ dryRun }: { readonly dryRun: boolean }): Promise<MatchingAnswer> {
    const answer = await this.#client.call<MatchingAnswer>('POST', '/v1/journal/matches', { dryRun });
    if (!dryRun) this.#readAgain();
    return answer;
  }

  #close() {
    this.#closed = true;
    for (const open of [...this.#open]) open.close();
    for (const stop of this.#stops) stop();
    this.#reader.close();
    clearTimeout(this.#rereadTimer);
    clearTimeout(this.#overdueTimer);
    clearTimeout(this.#searchTimer);
    clearInterval(this.#pollTimer);
  }

  #show() {
    if (this.#closed) return;
    const page = this.#page;
    this.#state.set({
      status: page ? 'ready' : this.#problem ? 'failed' : 'loading',
      problem: page ? undefined : this.#problem,
      filters: this.#filters,
      filtering: !isSame(this.#wanted, this.#filters),
      rows: page?.rows ?? [],
      counts: page?.counts ?? NONE,
      more: !!page && page.next !== null,
      loadingMore: this.#nextPages.loading,
      moreProblem: this.#moreProblem,
    });
    this.#lookAgain(page?.rows ?? []);
  }

  /** A request becomes overdue by time alone; the server says of which it is so. */
  #lookAgain(rows: readonly JournalRow[]) {
    clearTimeout(this.#overdueTimer);
    const now = this.#client.now();
    const next = Math.min(...rows.map(({ callBy }) => (callBy > now ? callBy : Infinity)));
    if (next === Infinity) return;
    this.#overdueTimer = setTimeout(() => void this.#reader.ask(), Math.min(next - now + 1000, LONGEST_WAIT));
  }
}

const isSame = (one: JournalFilters, other: JournalFilters) => JSON.stringify(one) === JSON.stringify(other);

const unavailable = (cause: unknown): never => {
  throw new ConsultError('unavailable', { cause });
};

/** A page and the next one as one; a row that has moved between them stands once. */
function withNext(page: JournalPage, next: JournalPage): JournalPage {
  const known = new Set(page.rows.map(({ id }) => id));
  return { ...next, rows: [...page.rows, ...next.rows.filter(({ id }) => !known.has(id))] };
}

import { codeOf, isPassing, LIMITS, lengthOf, refuseIf, type ErrorCode } from '@consult/core';
import type { FeedFrame, RequestAnswer, RequestsPage, RequestView } from '@consult/core/wire';
import { createAsker } from '../asker.js';
import type { Client } from '../contracts.js';
import { createPaging } from '../paging.js';
import { createStore } from '../store.js';
import { TUNING, type Tuning } from '../tuning.js';
import type { RequestsHandle, RequestsState, RequestVerb } from './contracts.js';

/** Requests on a page. */
const PAGE = 20;

/** What a list of requests is opened with. */
export interface RequestsWishes {
  /** Only this one. */
  readonly request?: string | undefined;
  /** For tests. */
  readonly tuning?: Partial<Tuning>;
}

/** Opens the requests of this person, or one of them, and follows them from now on. */
export const openRequests = (client: Client, wishes: RequestsWishes = {}): RequestsHandle =>
  new Requests(client, wishes).handle;

class Requests {
  readonly handle: RequestsHandle;
  readonly #client: Client;
  readonly #only: string | undefined;
  readonly #tuning: Tuning;
  readonly #state = createStore<RequestsState>({
    status: 'loading',
    requests: [],
    more: false,
    loadingMore: false,
    busy: new Map(),
  });
  readonly #reader;
  readonly #paging;
  readonly #stops: (() => void)[];
  #requests: readonly RequestView[] = [];
  #next: string | null = null;
  #known = false;
  #problem?: ErrorCode | undefined;
  #busy: ReadonlyMap<string, RequestVerb> = new Map();
  #poll?: ReturnType<typeof setInterval> | undefined;
  #closed = false;

  constructor(client: Client, { request, tuning }: RequestsWishes) {
    this.#client = client;
    this.#only = request;
    this.#tuning = { ...TUNING, ...tuning };
    this.#reader = createAsker(
      this.#tuning,
      () => this.#read(),
      (error) => this.#failed(error),
    );
    this.#paging = createPaging(
      () => this.#next !== null,
      () => this.#readMore(),
      () => this.#show(),
    );
    this.#stops = [
      client.listen((frame) => this.#onFrame(frame)),
      client.connection.subscribe(() => this.#onConnection()),
    ];
    this.handle = {
      state: this.#state,
      accept: (id, offer) => this.#command(id, 'accept', `offers/${encodeURIComponent(offer)}/accept`, {}),
      refuse: async (id, offer, reason) => {
        const said = reason.trim();
        refuseIf(lengthOf(said) > LIMITS.reason ? 'text-too-long' : undefined);
        const body = said ? { reason: said } : {};
        await this.#command(id, 'refuse', `offers/${encodeURIComponent(offer)}/refuse`, body);
      },
      withdraw: (id) => this.#command(id, 'withdraw', 'withdraw'),
      loadMore: () => this.#paging.readNext(),
      reload: () => void this.#reader.ask(),
      close: () => this.#close(),
    };
    this.#onConnection();
    void this.#reader.ask();
  }

  /** All that is loaded, anew: a patient has few requests, and a page of them is one question. */
  async #read() {
    const only = this.#only;
    if (only !== undefined) {
      const { request } = await this.#client.call<RequestAnswer>('GET', pathOf(only));
      this.#requests = [this.#newer(request)];
    } else {
      const limit = Math.min(LIMITS.page, Math.max(PAGE, this.#requests.length));
      const page = await this.#client.call<RequestsPage>('GET', `/v1/requests?limit=${limit}`);
      this.#requests = page.requests.map((one) => this.#newer(one));
      this.#next = page.next;
    }
    this.#known = true;
    this.#problem = undefined;
    this.#show();
  }

  async #readMore() {
    try {
      const path = `/v1/requests?limit=${PAGE}&after=${encodeURIComponent(this.#next!)}`;
      const { requests, next } = await this.#client.call<RequestsPage>('GET', path);
      const known = new Set(this.#requests.map(({ id }) => id));
      this.#requests = [...this.#requests, ...requests.filter(({ id }) => !known.has(id))];
      this.#next = next;
      this.#problem = undefined;
    } catch (error) {
      this.#problem = codeOf(error);
    }
  }

  /** A late answer never overwrites a newer one. */
  #newer(view: RequestView): RequestView {
    const known = this.#requests.find(({ id }) => id === view.id);
    return known && known.revision > view.revision ? known : view;
  }

  #failed(error: unknown) {
    const code = codeOf(error);
    this.#problem = code;
    if (!isPassing(code)) this.#forget(); // what was seen is not this person's to see any more
    this.#show();
  }

  #onFrame(frame: FeedFrame) {
    if (frame.type === 'hello') void this.#reader.ask();
    if (frame.type !== 'request' || (this.#only !== undefined && frame.request !== this.#only)) return;
    const known = this.#requests.find(({ id }) => id === frame.request);
    if (!known || known.revision < frame.revision) void this.#reader.ask();
  }

  #onConnection() {
    const { state } = this.#client.connection.value;
    clearInterval(this.#poll);
    if (state === 'polling')
      this.#poll = setInterval(() => void this.#reader.ask(), this.#tuning.pollEvery[0]);
    if (state !== 'closed' && state !== 'refused') return;
    this.#problem = 'signed-out';
    this.#forget();
    this.#show();
  }

  #forget() {
    this.#requests = [];
    this.#next = null;
    this.#known = false;
  }

  async #command(id: string, verb: RequestVerb, path: string, body?: object) {
    refuseIf(this.#busy.has(id) ? 'already-done' : undefined);
    this.#setBusy(id, verb);
    try {
      const { request } = await this.#client.call<RequestAnswer>('POST', `${pathOf(id)}/${path}`, body);
      this.#requests = this.#requests.map((one) => (one.id === id ? this.#newer(request) : one));
    } catch (error) {
      void this.#reader.ask(); // something else has happened to it, or nobody knows
      throw error;
    } finally {
      this.#setBusy(id, undefined);
    }
  }

  #setBusy(id: string, verb: RequestVerb | undefined) {
    const busy = new Map(this.#busy);
    if (verb) busy.set(id, verb);
    else busy.delete(id);
    this.#busy = busy;
    this.#show();
  }

  #show() {
    if (this.#closed) return;
    this.#state.set({
      status: this.#known ? 'ready' : this.#problem ? 'failed' : 'loading',
      problem: this.#problem,
      requests: this.#requests,
      more: this.#next !== null,
      loadingMore: this.#paging.loading,
      busy: this.#busy,
    });
  }

  #close() {
    this.#closed = true;
    clearInterval(this.#poll);
    this.#reader.close();
    for (const stop of this.#stops) stop();
  }
}

const pathOf = (id: string) => `/v1/requests/${encodeURIComponent(id)}`;

import {
  codeOf,
  isPassing,
  refusalToAnnul,
  refusalToAnswerOffer,
  refusalToOffer,
  refusalToProcess,
  refusalToTouch,
  relationToRequest,
  type ErrorCode,
} from '@consult/core';
import type { JournalAnswer, JournalRow, RequestAnswer } from '@consult/core/wire';
import { createAsker } from '../asker.js';
import type { Client } from '../contracts.js';
import { createStore } from '../store.js';
import type { OpenRequestHandle, OpenRequestState } from './contracts.js';
import type { JournalTuning } from './journal-tuning.js';
import { RowLock } from './row-lock.js';
import { createSameCommand } from '../same-command.js';

/** Timers of browsers cannot wait longer than 24 days. */
const LONGEST_WAIT = 60 * 60 * 1000;

export interface OpenRequestDeps {
  readonly client: Client;
  readonly tuning: JournalTuning;
  /** The row as it was known before; shown until it has been read. */
  readonly known: JournalRow | undefined;
  /** The row has been read. */
  readonly onRow: (row: JournalRow) => void;
  readonly onClose: () => void;
}

/** One request of the journal: all that is known of it, who works on it, and what may be done. */
export class OpenRequest {
  readonly handle: OpenRequestHandle;
  readonly #deps: OpenRequestDeps;
  readonly #path: string;
  readonly #patientPath: string;
  readonly #state = createStore<OpenRequestState>({ status: 'loading', lock: 'none' });
  readonly #lock;
  readonly #reader;
  readonly #same;
  readonly #stop: () => void;
  #row?: JournalRow | undefined;
  #problem?: ErrorCode | undefined;
  #timer?: ReturnType<typeof setTimeout>;
  #closed = false;

  constructor(id: string, deps: OpenRequestDeps) {
    this.#deps = deps;
    const { client, tuning } = deps;
    this.#path = `/v1/journal/${encodeURIComponent(id)}`;
    this.#patientPath = `/v1/requests/${encodeURIComponent(id)}`;
    this.#row = deps.known;
    this.#same = createSameCommand(() => client.now());
    this.#reader = createAsker(
      tuning,
      () => this.#read(),
      (error) => this.#failed(error),
    );
    this.#lock = new RowLock(
      {
        take: async () => {
          const { row } = await this.#call('POST', '/lock', {});
          return row.lock?.until ?? client.now();
        },
        give: () => client.call('DELETE', `${this.#path}/lock`),
        now: () => client.now(),
        onChange: () => this.#show(),
      },
      tuning,
    );
    this.#stop = client.me.subscribe(() => this.#show());
    this.handle = this.#createHandle(id);
    this.#show();
    void this.#reader.ask();
  }

  /** Somebody has changed it. */
  hint() {
    void this.#reader.ask();
  }

  /** Forgets all that was read: nobody is signed in any more. */
  clear(problem: ErrorCode) {
    this.#row = undefined;
    this.#problem = problem;
    this.#show();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#reader.close();
    this.#lock.close();
    this.#stop();
    this.#deps.onClose();
  }

  #createHandle(id: string): OpenRequestHandle {
    const offerPath = (offer: string) => `${this.#patientPath}/offers/${encodeURIComponent(offer)}`;
    return {
      id,
      state: this.#state,
      lock: async () => {
        await this.#lock.take();
        this.hint(); // where somebody else was quicker, it is told who
      },
      touch: () => this.#lock.touch(),
      addAttempt: (attempt) => this.#command('/attempts', attempt),
      offer: (slot) => this.#command('/offers', { slot }),
      schedule: async (slot) => {
        await this.#command('/schedule', { slot });
        return this.#row?.chat ?? null;
      },
      retract: (offer) => this.#do(() => this.#call('DELETE', `/offers/${encodeURIComponent(offer)}`)),
      annul: (reason) => this.#do(() => this.#call('POST', '/annul', { reason: reason.trim() })),
      acceptByPhone: (offer) => this.#answer(`${offerPath(offer)}/accept`, {}),
      refuseByPhone: async (offer, reason) => {
        await this.#answer(`${offerPath(offer)}/refuse`, reason.trim() ? { reason: reason.trim() } : {});
      },
      reload: () => this.hint(),
      close: () => this.close(),
    };
  }

  /** A command that may be tried again under its key. */
  #command(verb: string, words: object): Promise<void> {
    return this.#do(() => this.#same({ verb, words }, (key) => this.#call('POST', verb, { key, ...words })));
  }

  async #answer(path: string, body: object): Promise<string | null> {
    let chat: string | null = null;
    await this.#do(async () => {
      ({ chat } = (await this.#deps.client.call<RequestAnswer>('POST', path, body)).request);
      void this.#reader.ask(); // what the patient is answered is less than the row
    });
    return chat;
  }

  /** Whatever a command is refused for, the row may have moved: it is read again. */
  async #do(command: () => Promise<unknown>): Promise<void> {
    this.#lock.touch();
    try {
      await command();
    } catch (error) {
      void this.#reader.ask();
      throw error;
    }
  }

  async #call(method: 'GET' | 'POST' | 'DELETE', verb: string, body?: object): Promise<JournalAnswer> {
    const answer = await this.#deps.client.call<JournalAnswer>(method, this.#path + verb, body);
    this.#take(answer.row);
    return answer;
  }

  async #read() {
    await this.#call('GET', '');
  }

  #take(row: JournalRow) {
    if (this.#closed || (this.#row && row.revision < this.#row.revision)) return; // a late answer
    this.#row = row;
    this.#problem = undefined;
    this.#deps.onRow(row);
    this.#show();
  }

  #failed(error: unknown) {
    const problem = codeOf(error);
    if (isPassing(problem) && this.#row) return;
    if (!isPassing(problem)) this.#row = undefined;
    this.#problem = problem;
    this.#show();
  }

  #show() {
    if (this.#closed) return;
    const row = this.#row;
    const now = this.#deps.client.now();
    const held = row?.offers.find(({ state }) => state === 'held');
    const lock = row && this.#lockState(row, now);
    this.#state.set({
      status: row ? 'ready' : this.#problem ? 'failed' : 'loading',
      problem: this.#problem,
      row,
      lock: lock ?? 'none',
      refusalToWork: row && this.#refusalToWork(row, now),
      refusalToOffer: row && refusalToOffer(row),
      refusalToAnswer: row && held && refusalToAnswerOffer(row, held, now),
      refusalToAnnul: row && refusalToAnnul(row, '—'),
    });
    if (row) this.#lookAgainAfter([held?.heldUntil, row.lock?.until], now);
  }

  #lockState({ lock }: JournalRow, now: number): OpenRequestState['lock'] {
    const { state } = this.#lock;
    if (state === 'own' || state === 'asking') return state;
    const me = this.#deps.client.me.value?.id;
    return lock && lock.person !== me && now < lock.until ? 'other' : state;
  }

  #refusalToWork(row: JournalRow, now: number): ErrorCode | undefined {
    const me = this.#deps.client.me.value;
    if (!me) return 'not-allowed';
    const relation = relationToRequest(
      { person: me.id, role: me.role, organisation: me.organisation },
      {
        patient: row.patient.id,
        applicant: row.applicant?.id ?? '',
        source: row.source,
        organisation: row.organisation.id,
        speaksFor: false,
      },
    );
    return refusalToProcess(relation) ?? refusalToTouch(row.lock, me.id, now);
  }

  /** An offer and a lock end by time alone. */
  #lookAgainAfter(moments: readonly (number | undefined)[], now: number) {
    clearTimeout(this.#timer);
    const coming = moments.filter((at) => at !== undefined && at > now) as number[];
    if (coming.length === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#show();
        this.hint();
      },
      Math.min(Math.min(...coming) - now, LONGEST_WAIT),
    );
  }
}

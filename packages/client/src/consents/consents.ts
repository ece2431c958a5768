import { codeOf, isPassing, type ConsentKind } from '@consult/core';
import type {
  ConsentAnswer,
  ConsentDocument,
  ConsentDocumentAnswer,
  ConsentDocuments,
  ConsentRecord,
  ConsentStatus,
  ConsentStatusAnswer,
  ConsentStatuses,
} from '@consult/core/wire';
import type { Client } from '../contracts.js';
import { createSameCommand } from '../same-command.js';
import { createStore } from '../store.js';
import type { ConsentsHandle, ConsentsState } from './contracts.js';

/** How often it is asked where no hint can arrive, in ms. */
const EVERY = 15_000;

/** How large a receipt or a proof is waited for on the slowest line, in bytes. */
const LARGEST = 512 * 1024;

const NOTHING = { statuses: [], documents: [] };

/**
 * Opens what a person has consented to, for themselves and for those they speak for.
 *
 * @param every - How often it is asked where the live feed cannot be had; for tests.
 */
export const openConsents = (client: Client, every = EVERY): ConsentsHandle =>
  new Consents(client, every).handle;

class Consents {
  readonly handle: ConsentsHandle;
  readonly #client: Client;
  readonly #state = createStore<ConsentsState>({ status: 'loading', ...NOTHING });
  /** Texts never change once they are published. */
  readonly #documents = new Map<string, Promise<ConsentDocument>>();
  readonly #stops: (() => void)[];
  /** A second try is the first act again until it is known what came of that: it may arrive after its withdrawal. */
  readonly #once;
  /** Counts questions and answers: a late answer never overwrites a newer one. */
  #asked = 0;
  #closed = false;

  constructor(client: Client, every: number) {
    this.#client = client;
    this.#once = createSameCommand(client.now);
    const poll = setInterval(() => {
      if (client.connection.value.state === 'polling') void this.#ask();
    }, every);
    this.#stops = [
      client.listen(({ type }) => void (type === 'consents' && this.#ask())),
      client.connection.subscribe(() => this.#onConnection()),
      () => clearInterval(poll),
    ];
    this.handle = {
      state: this.#state,
      give: (kind, patient, { version, hash }) => this.#give({ kind, patient, version, hash }),
      withdraw: (id) => this.#withdraw(id),
      readDocument: (kind, version) => this.#readDocument(kind, version),
      receipt: (id) => client.download(`${pathOf(id)}/receipt`, LARGEST),
      proof: (id) => client.download(`${pathOf(id)}/proof`, LARGEST),
      reload: () => void this.#ask(),
      close: () => this.#close(),
    };
    void this.#ask();
  }

  async #ask() {
    if (this.#closed) return;
    const own = ++this.#asked;
    try {
      const [{ statuses }, { documents }] = await Promise.all([
        this.#client.call<ConsentStatuses>('GET', '/v1/consents'),
        this.#client.call<ConsentDocuments>('GET', '/v1/consent-documents'),
      ]);
      if (own === this.#asked) this.#set({ status: 'ready', statuses, documents });
    } catch (error) {
      if (own === this.#asked) this.#fail(error);
    }
  }

  #fail(error: unknown) {
    const problem = codeOf(error);
    const known = this.#state.value.status === 'ready' && isPassing(problem);
    this.#set(known ? { ...this.#state.value, problem } : { status: 'failed', problem, ...NOTHING });
  }

  #onConnection() {
    const { state } = this.#client.connection.value;
    if (state === 'live' || state === 'polling') {
      void this.#ask(); // what happened meanwhile was not hinted at
    } else if (state === 'refused' || state === 'closed') {
      this.#asked++;
      this.#documents.clear();
      this.#set({ status: 'failed', problem: 'signed-out', ...NOTHING });
    }
  }

  async #give(given: Pick<ConsentRecord, 'kind' | 'patient' | 'version' | 'hash'>): Promise<ConsentRecord> {
    try {
      const { consent } = await this.#once({ given, acts: this.#actsOf(given) }, (key) =>
        this.#client.call<ConsentAnswer>('POST', '/v1/consents', { key, ...given }),
      );
      this.#replace(consent.kind, consent.patient, (known) => ({ ...known, state: 'given' }));
      void this.#ask();
      return consent;
    } catch (error) {
      if (codeOf(error) === 'consent-outdated') await this.#ask();
      throw error;
    }
  }

  /** What is known of the patient's earlier answers. */
  #actsOf({ kind, patient }: Pick<ConsentRecord, 'kind' | 'patient'>): string[] {
    const known = this.#state.value.statuses.find((one) => one.kind === kind && one.patient.id === patient);
    return known?.acts.map(({ id, withdrawn }) => `${id} ${withdrawn?.at}`) ?? [];
  }

  async #withdraw(id: string) {
    const { status } = await this.#client.call<ConsentStatusAnswer>('POST', `${pathOf(id)}/withdraw`);
    this.#asked++; // an answer that is on its way is older
    this.#replace(status.kind, status.patient.id, () => status);
    void this.#ask();
  }

  #replace(kind: ConsentKind, patient: string, change: (known: ConsentStatus) => ConsentStatus) {
    const statuses = this.#state.value.statuses.map((known) =>
      known.kind === kind && known.patient.id === patient ? change(known) : known,
    );
    this.#set({ ...this.#state.value, statuses });
  }

  async #readDocument(kind: ConsentKind, version: number): Promise<ConsentDocument> {
    const inForce = this.#state.value.documents.find((one) => one.kind === kind && one.version === version);
    if (inForce) return inForce;
    const key = `${kind}/versions/${version}`;
    const reading =
      this.#documents.get(key) ??
      this.#client
        .call<ConsentDocumentAnswer>('GET', `/v1/consent-documents/${key}`)
        .then(({ document }) => document);
    this.#documents.set(key, reading);
    reading.catch(() => this.#documents.delete(key));
    return reading;
  }

  #set(state: ConsentsState) {
    if (!this.#closed) this.#state.set(state);
  }

  #close() {
    this.#closed = true;
    for (const stop of this.#stops) stop();
  }
}

const pathOf = (id: string) => `/v1/consents/${encodeURIComponent(id)}`;

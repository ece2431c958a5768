import {
  codeOf,
  isPassing,
  LIMITS,
  refuseIf,
  refusalToComplete,
  refusalToLead,
  refusalToOpen,
  refusalToReason,
  type ErrorCode,
} from '@consult/core';
import type { PatientCard } from '@consult/core/wire';
import type { Client } from './contracts.js';
import type { DeskHandle, DeskState } from './desk-contracts.js';
import { createDeskConclusion } from './desk-conclusion.js';
import { createDeskReadiness } from './desk-readiness.js';
import { createStore } from './store.js';

/** Timers of browsers cannot wait longer than 24 days; looking at the clock once an hour is enough for all waits. */
const LONGEST_WAIT = 60 * 60 * 1000;

/** Opens the doctor's side of one consultation: whom it is about, and what may be done with it now. */
export function openDesk(client: Client, chatId: string): DeskHandle {
  return new Desk(client, chatId).handle;
}

class Desk {
  readonly handle: DeskHandle;
  readonly #client: Client;
  readonly #chat;
  readonly #path: string;
  readonly #state = createStore<DeskState>({ status: 'loading' });
  readonly #unsubscribe: (() => void)[];
  #card?: PatientCard;
  #problem?: ErrorCode;
  #loading = false;
  #timer?: ReturnType<typeof setTimeout>;
  #closed = false;

  constructor(client: Client, chatId: string) {
    this.#client = client;
    this.#path = `/v1/chats/${encodeURIComponent(chatId)}`;
    this.#chat = client.chat(chatId);
    this.#unsubscribe = [
      this.#chat.state.subscribe(() => this.#show()),
      client.connection.subscribe(() => this.#onConnection()),
    ];
    this.handle = {
      id: chatId,
      state: this.#state,
      readiness: createDeskReadiness(client, this.#path, chatId, this.#chat.state),
      open: () => this.#command('open'),
      complete: async (reason) => {
        refuseIf(refusalToReason(reason));
        await this.#command('complete', { outcome: 'no-conclusion', reason });
      },
      // The hint may be late or lost, be it of this or of what a refusal comes from.
      ...createDeskConclusion(client, chatId, this.#path, () => this.#chat.reload()),
      reload: () => {
        this.#chat.reload();
        void this.#load();
      },
      close: () => this.#close(),
    };
    void this.#load();
  }

  /**
   * Each reading of the card is written into the audit, so that it is read once and not at each change: what may change in
   * it, the consent, comes with the chat.
   */
  async #load() {
    if (this.#loading || this.#closed) return;
    this.#loading = true;
    try {
      this.#card = await this.#client.call<PatientCard>('GET', `${this.#path}/card`);
      this.#problem = undefined;
    } catch (error) {
      this.#problem = codeOf(error);
    } finally {
      this.#loading = false;
    }
    this.#show();
  }

  #onConnection() {
    const { state } = this.#client.connection.value;
    if (state === 'closed' || state === 'refused') {
      this.#card = undefined;
      this.#problem = 'signed-out';
      this.#show();
    } else if ((state === 'live' || state === 'polling') && this.#problem && isPassing(this.#problem)) {
      void this.#load();
    }
  }

  async #command(verb: 'open' | 'complete', body?: object) {
    try {
      await this.#client.call('POST', `${this.#path}/${verb}`, body);
    } finally {
      this.#chat.reload(); // the hint may be late or lost; so may be the one of what a refusal comes from
    }
  }

  #show() {
    if (this.#closed) return;
    const { chat, problem: chatProblem } = this.#chat.state.value;
    const problem = this.#problem ?? chatProblem;
    if (chatProblem === 'not-found') this.#card = undefined; // the consultation has been given to somebody else
    const card = this.#card && { ...this.#card, consented: chat?.consented ?? this.#card.consented };
    const now = this.#client.now();
    const leads = chat && refusalToLead(chat);
    this.#state.set({
      status: card && chat && !problem ? 'ready' : problem ? 'failed' : 'loading',
      problem,
      card,
      chat,
      refusalToOpen: chat && (leads ?? refusalToOpen(chat, now)),
      refusalToComplete: chat && (leads ?? refusalToComplete(chat)),
    });
    this.#lookAgainAt(chat && chat.startsAt - LIMITS.openEarly, now);
  }

  /** Opening early becomes possible by time alone. */
  #lookAgainAt(at: number | undefined, now: number) {
    clearTimeout(this.#timer);
    if (at === undefined || at <= now) return;
    this.#timer = setTimeout(() => this.#show(), Math.min(at - now, LONGEST_WAIT));
  }

  #close() {
    this.#closed = true;
    this.handle.leaveConclusion();
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#chat.close();
  }
}

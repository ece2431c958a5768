import {
  codeOf,
  ConsultError,
  isPassing,
  moscowDay,
  problemsOfApplication,
  refuseIf,
  type ErrorCode,
} from '@consult/core';
import type { ConsentAct } from '@consult/core/wire';
import type { Client } from '../contracts.js';
import { createStore } from '../store.js';
import { draftOf, newDraft, type ApplicationDraft } from './application-draft.js';
import type { ApplicationPorts } from './application-ports.js';
import { signedInPorts } from './signed-in.js';
import type {
  ApplicationContext,
  ApplicationFields,
  ApplicationHandle,
  ApplicationState,
  Registered,
} from './contracts.js';

/** Opens an application of somebody signed in, for themselves or for one they speak for. */
export const openApplication = (client: Client, context: ApplicationContext): ApplicationHandle =>
  openApplicationOn(signedInPorts(client, context));

/** Opens an application, by whatever way it goes. */
export const openApplicationOn = (ports: ApplicationPorts): ApplicationHandle =>
  new Application(ports).handle;

class Application {
  readonly handle: ApplicationHandle;
  readonly #ports: ApplicationPorts;
  readonly #state = createStore<ApplicationState>({ status: 'loading', subjects: [], sending: false });
  readonly #stop: () => void;
  #draft?: ApplicationDraft | undefined;
  #loading = false;
  /** Counts looks: a late answer about one patient is not taken for another's. */
  #looks = 0;
  #closed = false;

  constructor(ports: ApplicationPorts) {
    this.#ports = ports;
    this.handle = {
      context: ports.context,
      state: this.#state,
      choose: (patient) => this.#choose(patient),
      keepDraft: (fields) => this.#keepFields(fields),
      submit: (fields, consent) => this.#submit(fields, consent),
      now: () => ports.now(),
      reload: () => void this.#load(),
      close: () => this.#close(),
    };
    this.#stop = ports.watch(
      () =>
        this.#state.value.status === 'failed' && isPassing(this.#state.value.problem!) && void this.#load(),
      () => this.#leave(),
    );
    void this.#load();
  }

  async #load() {
    if (this.#loading || this.#closed) return;
    this.#loading = true;
    try {
      const [known, text] = await Promise.all([
        this.#ports.read(),
        this.#ports.readDraft().catch(() => undefined), // a browser that keeps nothing lets one apply all the same
      ]);
      this.#draft ??= draftOf(text);
      this.#set({ status: 'ready', problem: undefined, ...known, draft: this.#draft?.fields });
    } catch (error) {
      this.#set({ status: 'failed', problem: codeOf(error) });
    } finally {
      this.#loading = false;
    }
  }

  async #choose(patient: string) {
    const own = ++this.#looks;
    const { obstacle } = this.#state.value;
    if (obstacle && obstacle.patient !== patient) this.#set({ obstacle: undefined });
    const found = await this.#ports.look(patient).catch(() => undefined); // sending tells it too
    if (own === this.#looks) this.#set({ obstacle: found });
  }

  async #keepFields(fields: ApplicationFields) {
    this.#draft = this.#draft ? { ...this.#draft, fields } : newDraft(fields, this.#ports.now());
    await this.#keep();
  }

  async #keep() {
    await this.#ports.keepDraft(this.#draft ? JSON.stringify(this.#draft) : '');
  }

  async #submit(fields: ApplicationFields, consent: ConsentAct): Promise<Registered> {
    const facts = { today: moscowDay(this.#ports.now()), known: this.#ports.known };
    refuseIf(problemsOfApplication(fields, facts)[0]?.code);
    refuseIf(this.#state.value.sending ? 'already-done' : undefined);
    const draft = this.#draft ?? newDraft(fields, this.#ports.now());
    const attempt = { fields, consent };
    const before = draft.sent.filter((one) => JSON.stringify(one) !== JSON.stringify(attempt));
    this.#set({ sending: true });
    try {
      await this.#remember({ ...draft, fields, sent: [attempt, ...before] });
      const registered = await this.#send();
      await this.#remember(undefined);
      this.#set({ draft: undefined, obstacle: undefined });
      return registered;
    } catch (error) {
      const code = codeOf(error);
      // What was refused has not been registered; of what was lost nobody knows.
      if (!isPassing(code)) await this.#remember({ ...draft, fields, sent: before });
      await this.#learn(code, fields.patient);
      throw error;
    } finally {
      this.#set({ sending: false });
    }
  }

  /** Where an earlier try has arrived with other words, what it registered is the application. */
  async #send(): Promise<Registered> {
    const { key, sent } = this.#draft!;
    for (const attempt of sent) {
      try {
        return await this.#ports.send({ key, ...attempt });
      } catch (error) {
        if (codeOf(error) !== 'key-reused') throw error;
      }
    }
    throw new ConsultError('key-reused');
  }

  /** It is sent all the same where it cannot be kept. */
  async #remember(draft: ApplicationDraft | undefined) {
    this.#draft = draft;
    await this.#keep().catch(() => undefined);
  }

  async #learn(code: ErrorCode, patient: string | null) {
    if (code === 'consent-outdated') await this.#load();
    if (patient && code === 'not-attached') this.#set({ obstacle: { patient, code } });
    if (patient && code === 'request-duplicate') {
      const found = await this.#ports.look(patient).catch(() => undefined);
      this.#set({ obstacle: found ?? { patient, code } });
    }
  }

  /** Nothing of a person stays on the screen of the next one. */
  #leave() {
    this.#draft = undefined;
    this.#state.set({ status: 'failed', problem: 'signed-out', subjects: [], sending: false });
  }

  #set(change: Partial<ApplicationState>) {
    if (!this.#closed) this.#state.set({ ...this.#state.value, ...change });
  }

  #close() {
    this.#closed = true;
    this.#stop();
  }
}

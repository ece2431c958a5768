import type { ApplicationHandle, ApplicationState } from '@consult/client/requests';
import { codeOf, moscowDay, problemsOfApplication, type DateRange } from '@consult/core';
import type { LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { rangeWords } from '../shared/days.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { OnDemand } from '../shared/on-demand.js';
import { withoutWish, withWish } from '../shared/wishes.js';
import { requestFormRu, type RequestFormWords } from '../text/request-form-ru.js';
import { renderFields } from './fields.js';
import { fieldsFor, type Filling, type Step } from './filling.js';
import { PhoneField } from './phone-field.js';
import { steps } from './steps.styles.js';

const words = createWords(
  requestFormRu,
  async () => (await import('../text/request-form-en.js')).requestFormEn,
);

/** What the steps need of the element around them. */
export interface StepsSurroundings {
  readonly handle: () => ApplicationHandle | undefined;
  /** Whether what is kept survives a reload here. */
  readonly lasting: () => boolean;
  readonly isOffline: () => boolean;
  /** Whether there is a notice to go back to. */
  readonly hasNotice: () => boolean;
  readonly onLeave: () => void;
  /** The id of the patient whom the page was asked to book for; empty if it does not say. */
  readonly patient: () => string;
  /** Asks the page; `false`: it does not want the request to leave now. */
  readonly maySubmit: (organisation: string, patient: string | null) => boolean;
  readonly onSubmitted: (requestId: string) => void;
  readonly onOpen: (requestId: string | null) => void;
}

/** What a step is drawn from. */
export interface StepView {
  readonly text: LocalizeController<RequestFormWords>;
  readonly filling: Filling;
  readonly state: ApplicationState;
  readonly now: number;
  readonly around: StepsSurroundings;
  readonly on: Steps;
}

/**
 * The application step by step: the fields, the consent as a document of its own, all of it once more, and what came of
 * it. Loaded after the notice has been shown. Nothing that fails loses what was typed.
 */
export class Steps {
  readonly #host: LitElement;
  readonly #around: StepsSurroundings;
  readonly #text: LocalizeController<RequestFormWords>;
  /** The steps after the first: fetched while somebody fills it in. */
  readonly #last = new OnDemand(
    () => import('./last-steps.js'),
    () => this.#host.requestUpdate(),
  );
  #filling?: Filling | undefined;

  constructor(host: LitElement, around: StepsSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    new PhoneField(host);
    adopt(host, steps);
  }

  /** Whether somebody has begun to fill in the application that is shown. */
  get begun(): boolean {
    return this.#current !== undefined;
  }

  /** Resolves when the words of the language asked for are here, or cannot be had. */
  ready(): Promise<void> {
    return this.#text.ready();
  }

  /** Begins once it is known who may apply. @param focus - The person has asked for it just now. */
  async begin(focus: boolean) {
    const handle = this.#around.handle();
    if (!handle || handle === this.#filling?.handle || handle.state.value.status !== 'ready') return;
    await this.ready();
    if (handle !== this.#around.handle() || handle === this.#filling?.handle) return;
    const { subjects, draft } = handle.state.value;
    const self = subjects.find(({ isSelf }) => isSelf);
    const wanted = [draft?.patient, this.#around.patient()];
    const subject =
      wanted.flatMap((one) => subjects.filter(({ id }) => id === one))[0] ?? self ?? subjects[0];
    this.#filling = {
      handle,
      step: 'fields',
      fields: fieldsFor(subject, self, draft),
      problems: [],
      told: '',
      draft: draft ? 'restored' : 'none',
      agreed: false,
    };
    if (subject) void handle.choose(subject.id);
    await this.#drawn(focus ? 'title' : undefined);
  }

  render(state: ApplicationState) {
    const filling = this.#current;
    if (!filling) return undefined;
    const view: StepView = {
      text: this.#text,
      filling,
      state,
      now: filling.handle.now(),
      around: this.#around,
      on: this,
    };
    const last = this.#last.wanted;
    if (filling.step === 'fields' || !last) return renderFields(view);
    if (filling.step === 'consent') return last.renderConsent(view);
    return filling.step === 'review' ? last.renderReview(view) : last.renderDone(view);
  }

  /* What the person does. */

  readonly onInput = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    if (!this.#filling) return;
    const problems = this.#filling.problems.filter(
      ({ field }) => field !== name && !(field === 'wishes' && (name === 'from' || name === 'to')),
    );
    this.#set({ fields: { ...this.#filling.fields, [name]: value }, problems, refusal: undefined });
    void this.#keep();
  };

  readonly onSubject = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    const { handle, fields } = this.#filling!;
    const { subjects } = handle.state.value;
    const [subject, self] = [subjects.find(({ id }) => id === value), subjects.find(({ isSelf }) => isSelf)];
    this.#set({ fields: fieldsFor(subject, self, fields), agreed: false });
    void handle.choose(value);
    void this.#keep();
  };

  readonly onAddWish = async () => {
    const { fields, problems } = this.#filling!;
    const others = problems.filter(({ field }) => field !== 'wishes');
    const next = withWish(fields, this.#today);
    if (typeof next === 'string') {
      this.#set({ problems: [...others, { field: 'wishes', code: next }], told: '' });
      return this.#drawn('from');
    }
    const added = next.wishes.find((wish) => !fields.wishes.includes(wish));
    this.#set({
      fields: next,
      problems: others,
      told: added ? this.#text.term('added', this.#range(added)) : '',
    });
    void this.#keep();
    await this.#drawn('from');
  };

  readonly onRemoveWish = async (wish: DateRange) => {
    const { fields } = this.#filling!;
    this.#set({ fields: withoutWish(fields, wish), told: this.#text.term('removed', this.#range(wish)) });
    void this.#keep();
    await this.#drawn('from'); // the button that had the focus is gone
  };

  readonly onTick = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    this.#set({ agreed: checked, consentProblem: undefined });
  };

  /** Says something beside the step that is shown. */
  readonly tell = (told: string) => this.#set({ told });

  /** Leads to a step, to one of its fields if that is named. */
  readonly goTo = (step: Step, place = 'title') => {
    this.#set({ step, refusal: undefined });
    return this.#drawn(place);
  };

  readonly onBack = async () => {
    const { step } = this.#filling!;
    if (step === 'fields') return this.#leave();
    await this.goTo(step === 'review' ? 'consent' : 'fields');
  };

  readonly onSubmit = async (event: Event) => {
    event.preventDefault();
    const { step, agreed, handle } = this.#filling!;
    if (step === 'review') return this.#send();
    if (step === 'fields') return this.#leaveFields();
    if (!handle.state.value.document) return this.#drawn('missing');
    if (agreed) return this.goTo('review');
    this.#set({ consentProblem: 'missing' });
    await this.#drawn('agreed');
  };

  get #today(): string {
    return moscowDay(this.#filling!.handle.now());
  }

  get #current(): Filling | undefined {
    return this.#filling?.handle === this.#around.handle() ? this.#filling : undefined;
  }

  #range(wish: DateRange): string {
    return rangeWords(this.#text.lang, wish, this.#filling!.handle.now());
  }

  async #leaveFields() {
    this.#takeHalfAWish();
    const { fields, agreed, handle } = this.#filling!;
    if (await this.#refuseProblems()) return;
    const { obstacle } = handle.state.value;
    if (obstacle && obstacle.patient === fields.patient) return this.#drawn('obstacle');
    try {
      await this.#last.fetch();
      await this.goTo(agreed ? 'review' : 'consent');
    } catch {
      this.#set({ refusal: 'unavailable' });
    }
  }

  /** Whoever chose a day and did not press «Добавить» has chosen it all the same. */
  #takeHalfAWish() {
    const { fields } = this.#filling!;
    if (!fields.from && !fields.to) return;
    const next = withWish(fields, this.#today);
    if (typeof next === 'string') return;
    this.#set({ fields: next });
    void this.#keep();
  }

  /** Says what is wrong and goes to the first of it. */
  async #refuseProblems(): Promise<boolean> {
    const { fields } = this.#filling!;
    const found = problemsOfApplication(fields, { today: this.#today, known: fields.patient !== null });
    const half = fields.from || fields.to ? withWish(fields, this.#today) : undefined;
    const problems =
      typeof half === 'string' && !found.some(({ field }) => field === 'wishes')
        ? [...found, { field: 'wishes', code: half } as const]
        : found;
    this.#set({ problems, told: '' });
    const first = problems[0];
    if (!first) return false;
    await this.#drawn(first.field === 'wishes' ? 'from' : first.field);
    return true;
  }

  async #send() {
    const { handle, fields } = this.#filling!;
    const { document, sending } = handle.state.value;
    if (sending || !document || !this.#around.maySubmit(handle.context.organisation, fields.patient)) return;
    this.#set({ refusal: undefined });
    try {
      const { version, hash } = document;
      const registered = await handle.submit(fields, { version, hash });
      if (this.#filling?.handle !== handle) return;
      this.#set({ registered, step: 'done', told: '' });
      this.#around.onSubmitted(registered.request.id);
      await this.#drawn('title');
    } catch (error) {
      if (this.#filling?.handle === handle) await this.#refused(error);
    }
  }

  async #refused(error: unknown) {
    const code = codeOf(error);
    if (code === 'consent-outdated') {
      this.#set({ step: 'consent', agreed: false, consentProblem: 'outdated' });
      return this.#drawn('title');
    }
    const { fields } = this.#filling!;
    const known = fields.patient !== null;
    if (problemsOfApplication(fields, { today: this.#today, known }).length) {
      this.#set({ step: 'fields' }); // the days have passed meanwhile
      await this.#refuseProblems();
      return;
    }
    this.#set({ refusal: code });
    await this.#drawn(code === 'not-attached' || code === 'request-duplicate' ? 'obstacle' : undefined);
  }

  #leave() {
    this.#filling = undefined;
    this.#around.onLeave();
  }

  /** Only what was kept last says so. */
  async #keep() {
    const { handle, fields } = this.#filling!;
    this.#set({ draft: 'keeping' });
    const kept = await handle.keepDraft(fields).then(
      () => true,
      () => false,
    );
    if (this.#filling?.fields === fields) this.#set({ draft: kept ? 'kept' : 'lost' });
  }

  #set(change: Partial<Filling>) {
    if (this.#filling) this.#filling = { ...this.#filling, ...change };
    this.#host.requestUpdate();
  }

  /** Waits until it is on the screen, and leads there. */
  async #drawn(place?: string) {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (place) this.#host.renderRoot.querySelector<HTMLElement>(`#${place}`)?.focus();
  }
}

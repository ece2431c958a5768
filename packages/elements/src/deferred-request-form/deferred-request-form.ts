import type { ApplicationHandle, ApplicationState } from '@consult/client/requests';
import { isPassing, type RequestKind } from '@consult/core';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clientContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { icon } from '../shared/icons.js';
import { LaterController } from '../shared/later-controller.js';
import { ALERT } from '../shared/later-icons.js';
import { loading } from '../shared/loading.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { requestNoticeRu } from '../text/request-notice-ru.js';
import { styles } from './deferred-request-form.styles.js';
import { RequestOpenEvent, RequestSubmitEvent, RequestSubmittedEvent } from './events.js';

const words = createWords(
  requestNoticeRu,
  async () => (await import('../text/request-notice-en.js')).requestNoticeEn,
);

/**
 * Where a patient finds no free slot: the notice of the manual (§3), and from it the application to the journal of
 * deferred booking, for oneself or for one's child, with the consent to the processing of personal data as a document of
 * its own, and the number under which the request was registered. What is typed outlives a reload.
 *
 * @tagname deferred-request-form
 * @fires {RequestSubmitEvent} consult-request-submit - The request is about to leave; cancel it to keep it here.
 * @fires {RequestSubmittedEvent} consult-request-submitted - It is registered.
 * @fires {RequestOpenEvent} consult-request-open - The person wants to see the request, or the one there was already.
 * @csspart no-slots - The manual's words in red.
 * @csspart notice - What stands in place of the form: the manual's notice, or why there is none.
 * @csspart apply - The button that begins.
 * @csspart title - The title of a step.
 * @csspart progress - Which step of how many it is.
 * @csspart summary - How many fields are to be mended.
 * @csspart obstacle - Why this patient cannot apply here.
 * @csspart open-existing - The button that leads to the request there is already.
 * @csspart subject - The choice for whom the request is.
 * @csspart field - A field.
 * @csspart problem - What is wrong with a field.
 * @csspart wishes - The days that were chosen.
 * @csspart wish - One of them.
 * @csspart remove-wish - The button that takes it away.
 * @csspart add-wish - The button that adds one.
 * @csspart draft - What became of the text that is typed.
 * @csspart back - The button to the step before.
 * @csspart next - The button to the step after.
 * @csspart document - The consent document.
 * @csspart tick - The box to tick.
 * @csspart review - All that was written, once more.
 * @csspart change - A button that leads back to what it stands at.
 * @csspart send - The button that sends.
 * @csspart refusal - Why the request was not sent.
 * @csspart registered - What came of it.
 * @csspart number - The number of the request.
 * @csspart call-by - Until when the clinic telephones.
 * @csspart secret - The key to a request without an account.
 * @csspart copy - The button that copies the number and the key.
 * @csspart print - The button that prints.
 * @csspart open - The button that leads to the request.
 */
export class DeferredRequestForm extends LitElement {
  static override styles = styles;

  /** The id of the organisation one was about to book at. */
  @property() organisation = '';

  /** The specialty, as the schedule names it. */
  @property() specialty = '';

  /** The id of the doctor one wished for; without it, anybody of the specialty. */
  @property() doctor = '';

  /** The id of the patient one was about to book for; without it, oneself. */
  @property() patient = '';

  /** What one was about to book: a remote consultation, or to be seen in person. */
  @property() kind: RequestKind = 'remote';

  /** Leaves the notice out and begins with the form: for a portal that shows slots of which none suits. */
  @property({ type: Boolean, reflect: true, attribute: 'without-notice' }) withoutNotice = false;

  /** For somebody without an account, where the installation lets it: name and birth date are typed. Needs `server`. */
  @property({ type: Boolean, reflect: true }) anonymous = false;

  /** The server's address for an anonymous application; others go by the provider's connection. */
  @property() server = '';

  /** The application to show. The page opens and closes it; without it the element opens one of its own. */
  @property({ attribute: false }) application?: ApplicationHandle | undefined;

  @state() private _begun = false;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #opens = new LaterController(
    this,
    () => import('@consult/client/requests'),
    (client) => client,
    () => this.#connection.value?.state,
  );
  readonly #own = new HandleController(
    this,
    () => {
      const [client, opens] = [this.#client.value, this.#opens.value];
      if (this.application || !opens || !this.organisation || !this.specialty) return undefined;
      const way = this.anonymous ? this.server : client;
      return way ? [opens, way, this.organisation, this.specialty, this.doctor, this.kind] : undefined;
    },
    (opens, way, organisation, specialty, doctor, kind) => {
      const context = { organisation, specialty, doctor: doctor || null, kind };
      return typeof way === 'string'
        ? opens.openAnonymousApplication({ server: way }, context)
        : opens.openApplication(way, context);
    },
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #steps = new LaterController(
    this,
    () => import('./steps.js'),
    ({ Steps }) =>
      new Steps(this, {
        handle: () => this.#handle,
        patient: () => this.patient,
        lasting: () => this.#client.value?.lasting ?? true,
        isOffline: () => this.#connection.value?.state === 'offline',
        hasNotice: () => !this.withoutNotice,
        onLeave: () => void this.#onLeave(),
        maySubmit: (organisation, patient) =>
          this.dispatchEvent(new RequestSubmitEvent(organisation, patient)),
        onSubmitted: (id) => this.dispatchEvent(new RequestSubmittedEvent(id)),
        onOpen: (id) => this.dispatchEvent(new RequestOpenEvent(id)),
      }),
    () => this.#connection.value?.state,
  );

  constructor() {
    super();
    new SentencesController(this, this.#text);
  }

  protected override async scheduleUpdate() {
    await Promise.all([this.#text.ready(), this.#steps.value?.ready()]);
    await super.scheduleUpdate();
  }

  protected override updated(changed: PropertyValues<this>) {
    super.updated(changed);
    if (this.#isShown) void this.#steps.value?.begin(this._begun);
  }

  protected override render() {
    return html`<div class="request" lang=${this.#text.lang}>
      ${this.#isShown ? this.#renderForm(this.#state.value) : this.#renderNotice()}
    </div>`;
  }

  #renderNotice() {
    const said = this.#text.said;
    return html`<section part="notice" class="intro" aria-labelledby="no-slots">
      <h2 id="no-slots" part="no-slots" class="no-slots">${said.noSlots}</h2>
      <p>${said.noticeText}</p>
      ${this.#state.value?.draft ? html`<p class="begun">${said.begun}</p>` : nothing}
      <button type="button" class="button main" part="apply" @click=${this.#onApply}>${said.apply}</button>
    </section>`;
  }

  #renderForm(state: ApplicationState | undefined) {
    const steps = this.#steps.value;
    if (state?.status === 'failed' && !steps?.begun) return this.#renderFailure(state);
    if ((this.#steps.lost || this.#opens.lost) && !steps?.begun)
      return html`<p class="trouble" role="alert">${this.#text.said.incomplete}</p>`;
    return (state && steps?.render(state)) || loading(this.#text.said.loading, this.#text.said.slow, 3);
  }

  #renderFailure({ problem = 'failed' }: ApplicationState) {
    const said = this.#text.said;
    return html`<div part="notice" class="notice" role="alert">
      ${icon(ALERT)}
      <p class="title">${said.notLoaded}</p>
      <p>${this.#text.error(problem)}</p>
      ${
        isPassing(problem)
          ? html`<button type="button" class="button" @click=${this.#onReload}>${said.retry}</button>`
          : nothing
      }
    </div>`;
  }

  get #handle(): ApplicationHandle | undefined {
    return this.application ?? this.#own.value;
  }

  get #isShown(): boolean {
    return this._begun || this.withoutNotice;
  }

  #onApply = () => {
    this._begun = true;
  };

  #onReload = () => this.#handle?.reload();

  async #onLeave() {
    this._begun = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[part=apply]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'deferred-request-form': DeferredRequestForm;
  }
}

import { openConsents, type ConsentsHandle, type ConsentsState } from '@consult/client/consents';
import { codeOf, fullName, isPassing, moscowDay, type ErrorCode } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConsentAskEvent } from '../consent-dialog/events.js';
import { clientContext } from '../shared/client-context.js';
import { saveDocument } from '../shared/documents.js';
import { HandleController } from '../shared/handle-controller.js';
import { icon } from '../shared/icons.js';
import { ALERT, OFFLINE } from '../shared/later-icons.js';
import { loading } from '../shared/loading.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { MidnightController } from '../shared/midnight-controller.js';
import { notice } from '../shared/notice.js';
import { plain } from '../shared/plain.js';
import { saveFile } from '../shared/save-file.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { UNKNOWN } from '../shared/state-icons.js';
import { StoreController } from '../shared/store-controller.js';
import { TextChanges } from '../shared/text-changes.js';
import { consentListRu } from '../text/consent-list-ru.js';
import { AcceptedText, type Act } from './accepted-text.js';
import { renderCard } from './card.js';
import { styles } from './consent-list.styles.js';
import { ConsentWithdrawEvent, ConsentWithdrawnEvent } from './events.js';
import { peopleOf, type PersonConsents } from './people.js';
import { WithdrawalDialog } from './withdrawal.js';

const words = createWords(
  consentListRu,
  async () => (await import('../text/consent-list-en.js')).consentListEn,
);

/**
 * «Мои согласия на доступ» (manual §4.3): what the person has consented to for themselves and for the children they speak
 * for, the text as it was accepted, its receipt and its proof, and the way to withdraw it or to give it again.
 *
 * @tagname consent-list
 * @fires {ConsentAskEvent} consult-consent-ask - A consent is to be read and given; the dialog of the list takes it, unless another does.
 * @fires {ConsentWithdrawEvent} consult-consent-withdraw - A consent is about to be withdrawn; cancel it to keep the question open.
 * @fires {ConsentWithdrawnEvent} consult-consent-withdrawn - It is withdrawn.
 * @csspart heading - «Мои согласия на доступ».
 * @csspart offline - The line that says there is no connection.
 * @csspart person - Whose consents follow.
 * @csspart consent - One consent.
 * @csspart name - Which it is.
 * @csspart state - How it stands, in words.
 * @csspart news - What a newer version says otherwise.
 * @csspart changes - Its words.
 * @csspart tools - What can be done about a consent.
 * @csspart give - The button that opens the dialog in which it is given.
 * @csspart open - The button that shows the text as it was accepted.
 * @csspart receipt - The button that saves the receipt.
 * @csspart proof - The button that saves the record that proves it.
 * @csspart withdraw - The button that asks whether to withdraw it.
 * @csspart history - All that was ever said.
 * @csspart act - One acceptance, and its end.
 * @csspart text-dialog - The dialog with the accepted text.
 * @csspart accepted - When and by whom it was accepted.
 * @csspart text - The text of the document.
 * @csspart print - The button that prints it.
 * @csspart close - The button that closes it.
 * @csspart withdrawal - The question before a withdrawal.
 * @csspart consequences - What follows from it.
 * @csspart keep - The answer that withdraws nothing.
 * @csspart confirm - The answer that withdraws.
 * @csspart problem - Why something was not done.
 * @csspart notice - What stands in place of the list: empty, failed.
 * @csspart retry - The button that asks again.
 */
export class ConsentList extends LitElement {
  static override styles = styles;

  /** The consents to show. The page opens and closes them; default: those of the provider's person. */
  @property({ attribute: false }) consents?: ConsentsHandle | undefined;

  @state() private _fetching?: string | undefined;
  /** What was not fetched, and why. */
  @state() private _problem?: ErrorCode | undefined;
  /** What a screen reader is told. */
  @state() private _spoken = '';

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #own = new HandleController(
    this,
    () => (this.#client.value && !this.consents ? [this.#client.value] : undefined),
    (client) => openConsents(client),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #accepted = new AcceptedText(this, this.#text, () => this.#now);
  readonly #withdrawal = new WithdrawalDialog(this, {
    text: this.#text,
    handle: () => this.#handle,
    mayWithdraw: ({ status, consentId }) =>
      this.dispatchEvent(new ConsentWithdrawEvent(status.kind, status.patient.id, consentId)),
    onWithdrawn: ({ status, consentId }) => {
      this._spoken = this.#text.said.done;
      this.dispatchEvent(new ConsentWithdrawnEvent(status.kind, status.patient.id, consentId));
      void this.#focusState(status);
    },
  });
  /** Defined beside this tag; made here and not in the template, since an element knows no other. */
  readonly #dialog = Object.assign(document.createElement('consent-dialog'), { whenAsked: true });
  /** What newer versions say otherwise, by the acceptance they are compared with and their number. */
  readonly #changes = new Map<string, TextChanges>();

  constructor() {
    super();
    new SentencesController(this, this.#text);
    new MidnightController(this, () => this.#now);
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override willUpdate() {
    this.#dialog.consents = this.#handle;
  }

  protected override render() {
    const { said } = this.#text;
    const connection = this.#connection.value?.state;
    return html`<section class="list" lang=${this.#text.lang} aria-labelledby="heading">
        <h2 id="heading" part="heading">${said.title}</h2>
        <div role="status">
          ${connection === 'offline' ? html`<p part="offline" class="offline">${icon(OFFLINE)}<span>${said.offline}</span></p>` : nothing}
        </div>
        ${this.#renderBody(this.#state.value)}
        <p part="problem" class="problem" role="alert">
          ${
            this._problem
              ? html`${icon(ALERT)}<span>${said.notSaved} ${this.#text.error(this._problem)}</span>`
              : nothing
          }
        </p>
        <p class="visually-hidden" role="status">${this._spoken}</p>
      </section>
      ${this.#accepted.render(this.#handle)} ${this.#withdrawal.render()} ${this.#dialog}`;
  }

  #renderBody(state: ConsentsState | undefined) {
    const { said } = this.#text;
    if (state?.status === 'failed') return this.#renderFailure(state.problem ?? 'failed');
    if (state?.status !== 'ready') return loading(said.listLoading, said.slow, 3);
    const people = peopleOf(state.statuses, this.#me.value?.id);
    if (!people.length) return notice(UNKNOWN, said.empty, said.emptyHint);
    return repeat(
      people,
      ({ patient }) => patient.id,
      (person) => this.#renderPerson(person),
    );
  }

  #renderPerson({ patient, own, statuses }: PersonConsents) {
    const { said } = this.#text;
    const name = plain(fullName(patient.name));
    return html`<section class="person" aria-labelledby="person-${patient.id}">
      <h3 id="person-${patient.id}" part="person">
        <bdi>${own ? said.forSelf(name) : said.forChild(name)}</bdi>
      </h3>
      ${repeat(
        statuses,
        ({ kind }) => kind,
        (status) => this.#renderConsent(status),
      )}
    </section>`;
  }

  #renderConsent(status: ConsentStatus) {
    return renderCard(status, {
      text: this.#text,
      now: this.#now,
      fetching: this._fetching,
      changes: this.#changes.get(changesKey(status))?.value,
      onText: (act) => void (this.#handle && this.#accepted.open(this.#handle, status, act)),
      onFile: (what, act) => void this.#fetch(what, act),
      onGive: () => this.dispatchEvent(new ConsentAskEvent(status.kind, status.patient.id)),
      onWithdraw: ({ id }) => void this.#withdrawal.open({ status, consentId: id }),
      onCompare: (event) => this.#compare(event, status),
    });
  }

  #renderFailure(code: ErrorCode) {
    const { said } = this.#text;
    const retry = html`<button type="button" class="button main" part="retry" @click=${this.#onRetry}>
      ${said.retry}
    </button>`;
    return html`<div role="alert">
      ${notice(ALERT, said.notLoaded, this.#text.error(code), isPassing(code) ? retry : nothing)}
    </div>`;
  }

  get #handle(): ConsentsHandle | undefined {
    return this.consents ?? this.#own.value;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  #onRetry = () => this.#handle?.reload();

  #compare(event: Event, status: ConsentStatus) {
    const document = this.#state.value?.documents.find(({ kind }) => kind === status.kind);
    const [handle, given] = [this.#handle, status.acts[0]?.version];
    if (!(event.target as HTMLDetailsElement).open || !handle || !document || given === undefined) return;
    const key = changesKey(status);
    const changes = this.#changes.get(key) ?? new TextChanges(this);
    this.#changes.set(key, changes);
    if (!changes.value?.paragraphs) void changes.show(handle, given, document);
    this.requestUpdate();
  }

  async #fetch(what: 'receipt' | 'proof', { id, at }: Act) {
    const handle = this.#handle;
    if (!handle || this._fetching) return;
    this._fetching = `${what} ${id}`;
    this._problem = undefined;
    try {
      const name = `consent-${moscowDay(at)}-${id}`;
      if (what === 'receipt') await saveDocument(`${name}.pdf`, () => handle.receipt(id));
      else saveFile(await handle.proof(id), `${name}.json`);
    } catch (error) {
      this._problem = codeOf(error);
    } finally {
      this._fetching = undefined;
    }
  }

  /** The button that had the focus is gone. */
  async #focusState({ kind, patient }: ConsentStatus) {
    await this.updateComplete;
    this.renderRoot
      .querySelector<HTMLElement>(`#${CSS.escape(`${kind}-${patient.id}`)} ~ [part=state]`)
      ?.focus();
  }
}

const changesKey = ({ acts, published }: ConsentStatus) => `${acts[0]?.id} ${published?.version}`;

declare global {
  interface HTMLElementTagNameMap {
    'consent-list': ConsentList;
  }
}

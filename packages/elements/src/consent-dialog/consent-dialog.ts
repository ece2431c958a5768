import {
  consentsToAsk,
  openConsents,
  type ConsentsHandle,
  type ConsentsState,
} from '@consult/client/consents';
import { codeOf, fullName, isPassing, type ConsentKind, type ErrorCode } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chatsContext, clientContext } from '../shared/client-context.js';
import { paragraphsOf } from '../shared/consent-text.js';
import { HandleController } from '../shared/handle-controller.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { PrintKey } from '../shared/print-key.js';
import { printText } from '../shared/print-text.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { StoreController } from '../shared/store-controller.js';
import { consentDialogRu } from '../text/consent-dialog-ru.js';
import { Asks, type Asked } from './asks.js';
import { styles } from './consent-dialog.styles.js';
import { ConsentAcceptedEvent, ConsentAcceptEvent, ConsentDeclinedEvent } from './events.js';
import { Reading, type Sheet } from './reading.js';
import { renderFoot, renderInstead, renderSheet, type SheetView } from './sheet.js';

const words = createWords(
  consentDialogRu,
  async () => (await import('../text/consent-dialog-en.js')).consentDialogEn,
);

/**
 * The informed consent (manual §4.3): a modal dialog in which a document is read to its end, ticked and accepted.
 *
 * It opens by itself where the consent of the person, or of a child they speak for, is missing or speaks of an older
 * version, and asks for one after the other. Nothing but an answer closes it. Whoever does not agree finds the chats
 * closed, and may be asked again: by a chat that is closed, or by `ask()`.
 *
 * @tagname consent-dialog
 * @fires {ConsentAcceptEvent} consult-consent-accept - An acceptance is about to be sent; cancel it and the dialog stays as it is.
 * @fires {ConsentAcceptedEvent} consult-consent-accepted - The server has it.
 * @fires {ConsentDeclinedEvent} consult-consent-declined - The person does not agree; the page decides where they go.
 * @csspart dialog - The dialog.
 * @csspart title - The title of the document.
 * @csspart scroll - What scrolls in it.
 * @csspart whom - For whom the consent is given.
 * @csspart edition - Which version it is, and of when.
 * @csspart note - That the text is a new one.
 * @csspart changes - What it says otherwise than the version before.
 * @csspart text - The text of the document.
 * @csspart end - The line that says that this was all.
 * @csspart print - The button that prints the text.
 * @csspart tick - The box to tick.
 * @csspart hint - What is to be done before the text can be accepted.
 * @csspart to-end - The button that goes to the end of the text.
 * @csspart problem - Why the acceptance was not taken.
 * @csspart decline - The button of those who do not agree.
 * @csspart accept - The button that accepts.
 * @csspart notice - What stands in place of the text where there is none.
 * @csspart retry - The button that reads it again.
 * @csspart close - The button that closes the dialog where there is no text.
 */
export class ConsentDialog extends LitElement {
  static override styles = styles;

  /** Which document it asks for. */
  @property() kind: ConsentKind = 'remote-consultation';

  /** It never opens by itself, only when something asks for it: where it does not guard the chats. */
  @property({ type: Boolean, attribute: 'when-asked' }) whenAsked = false;

  /** The consents to ask for. The page opens and closes them; default: those of the provider's person. */
  @property({ attribute: false }) consents?: ConsentsHandle | undefined;

  @state() private _asked?: Asked | undefined;
  /** For whom an acceptance is on its way. */
  @state() private _sending?: string | undefined;
  @state() private _problem?: ErrorCode | undefined;
  /** Somebody pressed «accept», or the box, too early: the hint says so more loudly. */
  @state() private _hasty = false;

  @query('dialog') private _dialog!: HTMLDialogElement;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #chats = new ContextConsumer(this, { context: chatsContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #own = new HandleController(
    this,
    () => (this.#client.value && !this.consents ? [this.#client.value] : undefined),
    (client) => openConsents(client),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #reading = new Reading(this);
  /** What the person does not agree to, until somebody asks for it again. */
  readonly #declined = new Set<string>();
  /** Sees the end of the text come into sight. */
  readonly #sight = new IntersectionObserver((entries) => this.#onSight(entries));
  #end?: Element | undefined;
  #begins = false;

  constructor() {
    super();
    new SentencesController(this, this.#text);
    new PrintKey(this);
    new Asks(
      this,
      () => this.#chats.value,
      ({ kind, patientId }) => this.ask(kind, patientId),
    );
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sight.disconnect();
    this.#end = undefined;
  }

  /** Asks for a consent that is missing, also of somebody who did not agree before; without `patientId` everybody's. */
  ask(kind: ConsentKind = this.kind, patientId?: string): void {
    for (const key of this.#declined) if (isAbout(key, kind, patientId)) this.#declined.delete(key);
    this._asked = { kind, patientId };
  }

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override willUpdate() {
    const state = this.#state.value;
    const [status] = this.#wanted(state);
    const document = state?.documents.find(({ kind }) => kind === status?.kind);
    if (state?.status === 'ready' && !status && this.#published(state)) this._asked = undefined; // all is given
    if (!this.#reading.follow(status && document && { status, document }, this.#handle)) return;
    this.#begins = true;
    this._problem = undefined;
    this._hasty = false;
  }

  protected override updated() {
    const dialog = this._dialog;
    const opens = this.#isWanted && !dialog.open;
    if (!this.isConnected) return;
    if (opens) dialog.showModal();
    else if (!this.#isWanted && dialog.open) dialog.close();
    if (this.#isWanted && (opens || this.#begins)) this.#toBeginning();
    this.#watchEnd();
  }

  protected override render() {
    const { sheet } = this.#reading;
    return html`<dialog
      class="dialog"
      part="dialog"
      lang=${this.#text.lang}
      .closedBy=${'none'}
      aria-labelledby="title"
      @cancel=${this.#onCancel}
      @keydown=${this.#onKeyDown}
      @close=${() => this.requestUpdate()}
    >
      ${sheet ? this.#renderSheet(sheet) : this._asked ? this.#renderInstead() : nothing}
    </dialog>`;
  }

  #renderSheet(sheet: Sheet) {
    const [, next] = this.#wanted(this.#state.value);
    const view: SheetView = {
      said: this.#text.said,
      own: sheet.status.patient.id === this.#me.value?.id,
      name: nameOf(sheet.status),
      next: next && nameOf(next),
      published: this.#text.moment(sheet.document.publishedAt, this.#now),
      reading: this.#reading,
      sending: this._sending === sheet.status.patient.id,
      hasty: this._hasty,
      problem: this._problem && this.#say(this._problem),
      onTick: this.#onTick,
      onToEnd: this.#onToEnd,
      onPrint: () =>
        printText(this.renderRoot, plain(sheet.document.title), paragraphsOf(sheet.document.text)),
      onDecline: () => this.#decline(sheet),
    };
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#onSubmit(event, sheet)}>
      <h2 id="title" part="title">${plain(sheet.document.title)}</h2>
      ${renderSheet(sheet, view)} ${renderFoot(view)}
    </form>`;
  }

  #renderInstead() {
    const state = this.#state.value;
    const failed = state?.status === 'failed' ? (state.problem ?? 'failed') : undefined;
    return renderInstead({
      said: this.#text.said,
      title: this.#text.said.names[this._asked!.kind],
      state: state?.status === 'ready' ? 'unpublished' : failed ? 'failed' : 'loading',
      problem: failed && this.#text.error(failed),
      onRetry: failed && isPassing(failed) ? () => this.#handle?.reload() : undefined,
      onClose: () => (this._asked = undefined),
    });
  }

  #say(code: ErrorCode): string {
    const said = this.#text.said;
    return `${said.notSent} ${code === 'not-found' ? said.notSpeaking : this.#text.error(code)}`;
  }

  get #handle(): ConsentsHandle | undefined {
    return this.consents ?? this.#own.value;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  get #isWanted(): boolean {
    return this.#reading.sheet !== undefined || this._asked !== undefined;
  }

  /** Whose consent is asked for now, in turn. */
  #wanted(state: ConsentsState | undefined): ConsentStatus[] {
    if (state?.status !== 'ready' || (this.whenAsked && !this._asked)) return [];
    const { kind, patientId } = this._asked ?? { kind: this.kind };
    return consentsToAsk(state.statuses, kind, this.#me.value?.id).filter(
      (one) => (!patientId || one.patient.id === patientId) && !this.#declined.has(keyOf(one)),
    );
  }

  #published({ documents }: ConsentsState): boolean {
    return documents.some(({ kind }) => kind === this._asked?.kind);
  }

  #toBeginning() {
    this.#begins = false;
    const scroll = this.renderRoot.querySelector<HTMLElement>('.scroll');
    scroll?.scrollTo(0, 0);
    (scroll ?? this.renderRoot.querySelector<HTMLElement>('[part=close]'))?.focus();
  }

  #watchEnd() {
    const end = this.renderRoot.querySelector('[part=end]') ?? undefined;
    if (end === this.#end) return;
    this.#sight.disconnect();
    this.#end = end;
    if (end) this.#sight.observe(end);
  }

  #onSight(entries: readonly IntersectionObserverEntry[]) {
    if (!entries.some(({ isIntersecting, target }) => isIntersecting && target === this.#end)) return;
    this.#reading.atEnd = true;
    this._hasty = false;
    this.requestUpdate();
  }

  #onCancel = (event: Event) => {
    if (this.#reading.sheet) event.preventDefault();
    else this._asked = undefined;
  };

  /** A second Escape in a row would close a dialog whatever is said to `cancel`. */
  #onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.#reading.sheet) event.preventDefault();
    else if (event.key === 'Escape') this._asked = undefined;
  };

  #onToEnd = () => this.renderRoot.querySelector<HTMLElement>('[part=end]')?.focus();

  #onTick = (event: Event) => {
    const box = event.target as HTMLInputElement;
    if (this.#reading.atEnd) {
      this.#reading.ticked = box.checked;
      this._hasty = false;
    } else {
      box.checked = false;
      this._hasty = true;
    }
    this.requestUpdate();
  };

  async #onSubmit(event: SubmitEvent, { status, document }: Sheet) {
    event.preventDefault();
    const { atEnd, ticked } = this.#reading;
    const [handle, patient, { kind, version, hash }] = [this.#handle, status.patient.id, document];
    this._hasty = !atEnd || !ticked;
    if (this._hasty) this.renderRoot.querySelector<HTMLElement>(atEnd ? '[part=tick]' : '.scroll')?.focus();
    if (this._hasty || !handle || this._sending) return;
    if (!this.dispatchEvent(new ConsentAcceptEvent(kind, patient, version))) return;

    this._sending = patient;
    this._problem = undefined;
    try {
      const { id } = await handle.give(kind, patient, { version, hash });
      this.dispatchEvent(new ConsentAcceptedEvent(kind, patient, id));
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'consent-outdated') this._problem = code; // the new text is there, and says so itself
      if (!isPassing(code)) handle.reload();
    } finally {
      this._sending = undefined;
    }
  }

  #decline({ status }: Sheet) {
    this.#declined.add(keyOf(status));
    const left = this.#wanted(this.#state.value).length;
    if (left === 0) this._asked = undefined;
    this.requestUpdate();
    this.dispatchEvent(new ConsentDeclinedEvent(status.kind, status.patient.id, left));
  }
}

const nameOf = ({ patient }: ConsentStatus) => plain(fullName(patient.name));

/** A new version is a new question. */
const keyOf = ({ kind, patient, published }: ConsentStatus) => `${kind} ${patient.id} ${published?.version}`;

const isAbout = (key: string, kind: ConsentKind, patientId = '') => key.startsWith(`${kind} ${patientId}`);

declare global {
  interface HTMLElementTagNameMap {
    'consent-dialog': ConsentDialog;
  }
}

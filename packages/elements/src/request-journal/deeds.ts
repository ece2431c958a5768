import {
  ATTEMPT_RESULTS,
  codeOf,
  lengthOf,
  LIMITS,
  refusalToAnnul,
  shortName,
  type AttemptResult,
  type ErrorCode,
} from '@consult/core';
import type { OfferView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { unbroken } from '../shared/plain.js';
import { journalDeedsRu, type JournalDeedsWords } from '../text/journal-deeds-ru.js';
import { JournalDialog } from './journal-dialog.js';
import type { JournalSurroundings, Opened } from './surroundings.js';

const words = createWords(
  journalDeedsRu,
  async () => (await import('../text/journal-deeds-en.js')).journalDeedsEn,
);

/** What is done with a request by one question and one answer. */
export type DeedKind = 'attempt' | 'accept' | 'refuse' | 'retract' | 'annul';

interface Deed extends Opened {
  readonly kind: DeedKind;
  /** The offer it is about. */
  readonly offer?: OfferView | undefined;
  readonly result: AttemptResult;
  readonly busy: boolean;
  readonly problem?: ErrorCode | undefined;
}

/** The questions before something is done with a request. What was typed stays through a refusal and a closed dialog. */
export class Deeds {
  readonly #around: JournalSurroundings;
  readonly #text: LocalizeController<JournalDeedsWords>;
  readonly #dialog: JournalDialog;
  readonly #typed = new Map<string, string>();
  #deed?: Deed | undefined;

  constructor(host: LitElement, around: JournalSurroundings) {
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#dialog = new JournalDialog(host, 'deed', {
      isBusy: () => this.#deed?.busy === true,
      onGone: () => (this.#deed = undefined),
    });
  }

  async open(kind: DeedKind, opened: Opened) {
    await Promise.all([this.#text.ready(), this.#dialog.gone()]);
    const offer = opened.row.offers.find(({ state }) => state === 'held');
    this.#deed = { ...opened, kind, offer, result: 'reached', busy: false };
    await this.#dialog.show();
  }

  render() {
    const deed = this.#deed;
    if (!deed) return nothing;
    const text = this.#text;
    const { kind, busy, problem } = deed;
    return html`<dialog
      class="dialog deed"
      part="dialog"
      lang=${text.lang}
      aria-labelledby="deed-title"
      aria-describedby="deed-text"
      @close=${this.#dialog.onClosed}
      @cancel=${this.#dialog.onCancel}
    >
      <form novalidate @submit=${this.#onSubmit}>
        <h2 id="deed-title">${text.said.titles[kind]}</h2>
        <div class="scroll">
          <p id="deed-text">${this.#question(deed)}</p>
          ${kind === 'attempt' ? this.#renderResults(deed) : nothing}
          ${kind === 'accept' || kind === 'retract' ? nothing : this.#renderWords(deed)}
          <p class="problem" part="problem" id="deed-problem" role="alert">
            ${problem ? html`${icon(ALERT)}<span>${this.#say(problem)}</span>` : nothing}
          </p>
        </div>
        <div class="actions">
          <button
            type="button"
            class="button"
            part="close"
            ?disabled=${busy}
            @click=${() => this.#dialog.close()}
          >
            ${text.term('close')}
          </button>
          <button class="button ${kind === 'annul' ? 'danger' : 'main'}" part="confirm" ?disabled=${busy}>
            ${busy ? text.term('going') : text.said.confirms[kind]}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #question({ kind, offer, row }: Deed): string {
    const text = this.#text;
    if (kind === 'attempt') return text.term('attemptText');
    if (kind === 'annul' || !offer) return text.term('annulText');
    const when = text.moment(offer.startsAt, this.#around.now());
    const doctor = unbroken(shortName(offer.doctor.name));
    if (kind === 'refuse') return text.term('refuseText', when, doctor, row.refusals + 1);
    return text.term(kind === 'accept' ? 'acceptText' : 'retractText', when, doctor);
  }

  #renderResults({ result }: Deed) {
    const { results } = this.#around.text.said;
    return html`<fieldset aria-labelledby="deed-text">
      ${ATTEMPT_RESULTS.map(
        (one) =>
          html`<label class="check">
            <input
              type="radio"
              name="result"
              part="field"
              value=${one}
              .checked=${one === result}
              @change=${() => this.#set({ result: one })}
            />
            ${results[one]}
          </label>`,
      )}
    </fieldset>`;
  }

  #renderWords(deed: Deed) {
    const text = this.#text;
    const label = { attempt: 'note', refuse: 'words', annul: 'reason' } as const;
    const typed = this.#words(deed);
    const excess = lengthOf(typed) - LIMITS.reason;
    return html`<div class="input">
      <label for="deed-words">${text.term(label[deed.kind as 'annul'])}</label>
      <textarea
        id="deed-words"
        class="field"
        part="field"
        rows="3"
        dir="auto"
        aria-required=${deed.kind === 'annul'}
        aria-invalid=${deed.problem === 'reason-needed' || deed.problem === 'text-too-long'}
        aria-describedby="deed-left deed-problem"
        .value=${typed}
        @input=${this.#onInput}
      ></textarea>
      <p id="deed-left" class=${excess > 0 ? 'problem' : 'hint'}>
        ${excess > 0 ? text.term('tooLong', excess) : text.term('left', -excess)}
      </p>
    </div>`;
  }

  #words = (deed: Deed) => this.#typed.get(placeOf(deed)) ?? '';

  #say(code: ErrorCode): string {
    return code === 'text-too-long' ? this.#text.term('noteTooLong') : this.#text.error(code);
  }

  #set(change: Partial<Deed>) {
    if (this.#deed) this.#deed = { ...this.#deed, ...change };
    this.#dialog.redraw();
  }

  #onInput = (event: InputEvent) => {
    this.#typed.set(placeOf(this.#deed!), (event.target as HTMLTextAreaElement).value);
    this.#deed!.handle.touch();
    this.#set({ problem: undefined });
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const deed = this.#deed;
    if (!deed || deed.busy) return;
    const said = this.#words(deed).trim();
    const row = deed.handle.state.value.row ?? deed.row;
    const problem =
      deed.kind === 'annul'
        ? refusalToAnnul(row, said)
        : lengthOf(said) > LIMITS.reason
          ? 'text-too-long'
          : undefined;
    this.#set({ problem });
    if (problem) return this.#dialog.focus('textarea');
    this.#set({ busy: true });
    try {
      await this.#do(deed, said);
      this.#typed.delete(placeOf(deed));
      this.#dialog.close();
    } catch (error) {
      this.#set({ busy: false, problem: codeOf(error) });
    }
  };

  async #do({ kind, handle, offer, result }: Deed, said: string) {
    if (kind === 'attempt') return handle.addAttempt({ result, ...(said && { note: said }) });
    if (kind === 'refuse') return handle.refuseByPhone(offer!.id, said);
    if (kind === 'retract') return handle.retract(offer!.id);
    if (kind === 'annul') {
      await handle.annul(said);
      return this.#around.onAnnulled(handle.id);
    }
    this.#around.onScheduled(handle.id, await handle.acceptByPhone(offer!.id));
  }
}

/** Where what was typed for a deed is kept. */
const placeOf = ({ kind, handle }: Deed) => `${kind}/${handle.id}`;

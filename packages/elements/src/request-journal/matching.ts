import { codeOf, fullName, isPassing, shortName, type ErrorCode } from '@consult/core';
import type { MatchingAnswer, MatchView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { notice } from '../shared/notice.js';
import { plain, unbroken } from '../shared/plain.js';
import { CALENDAR } from '../shared/request-icons.js';
import { journalMatchingRu, type JournalMatchingWords } from '../text/journal-matching-ru.js';
import { JournalDialog } from './journal-dialog.js';
import { matchingStyles } from './matching.styles.js';
import type { JournalSurroundings } from './surroundings.js';

const words = createWords(
  journalMatchingRu,
  async () => (await import('../text/journal-matching-en.js')).journalMatchingEn,
);

/** How far the matching has come. */
interface Matched {
  readonly step: 'trying' | 'tried' | 'offering' | 'offered';
  readonly trial?: MatchingAnswer | undefined;
  /** Requests that were offered their time. */
  readonly offered?: readonly string[] | undefined;
  readonly problem?: ErrorCode | undefined;
}

/** The dialog that pairs waiting requests with free times: a trial that explains each pair, then the offers. */
export class Matching {
  readonly #around: JournalSurroundings;
  readonly #text: LocalizeController<JournalMatchingWords>;
  readonly #dialog: JournalDialog;
  #matched?: Matched | undefined;

  constructor(host: LitElement, around: JournalSurroundings) {
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#dialog = new JournalDialog(host, 'matching', {
      isBusy: () => this.#matched?.step === 'offering',
      onGone: () => (this.#matched = undefined),
    });
    adopt(host, matchingStyles);
  }

  async open() {
    await Promise.all([this.#text.ready(), this.#dialog.gone()]);
    this.#matched = { step: 'trying' };
    await Promise.all([this.#dialog.show(), this.#try()]);
  }

  render() {
    const matched = this.#matched;
    if (!matched) return nothing;
    const text = this.#text;
    const { step, trial, problem } = matched;
    const busy = step === 'offering';
    return html`<dialog
      class="dialog matching"
      part="dialog"
      lang=${text.lang}
      aria-labelledby="matching-title"
      @close=${this.#dialog.onClosed}
      @cancel=${this.#dialog.onCancel}
    >
      <div>
        <h2 id="matching-title">${text.term('title')}</h2>
        <div class="scroll" tabindex="0" role="group" aria-labelledby="matching-title">
          <p class="hint" role="status">${this.#status(matched)}</p>
          ${trial ? this.#renderTrial(matched, trial) : problem ? this.#renderFailure(problem) : nothing}
        </div>
        <p class="problem foot-problem" part="problem" role="alert">
          ${problem && trial ? html`${icon(ALERT)}<span>${text.error(problem)}</span>` : nothing}
        </p>
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
          ${
            trial?.matches.length && step !== 'offered'
              ? html`<button
                  type="button"
                  class="button main"
                  part="confirm"
                  ?disabled=${busy}
                  @click=${this.#onOffer}
                >
                  ${busy ? text.term('offering') : text.term('offer', trial.matches.length)}
                </button>`
              : nothing
          }
        </div>
      </div>
    </dialog>`;
  }

  #status({ step, trial, offered }: Matched): string {
    const text = this.#text;
    if (step === 'trying') return text.term('loading');
    if (step !== 'offered' || !offered) return trial?.matches.length ? text.term('text') : '';
    const all = trial?.matches.length ?? 0;
    const said = text.term('offered', offered.length, all);
    return offered.length === all ? said : `${said} ${text.term('taken')}`;
  }

  #renderTrial(matched: Matched, { matches, unmatched }: MatchingAnswer) {
    const text = this.#text;
    if (matches.length + unmatched.length === 0)
      return notice(CALENDAR, text.term('none'), text.term('noneHint'));
    return html`<h3>${text.term('pairs', matches.length)}</h3>
      <ul class="pairs">
        ${matches.map((match) => this.#renderMatch(match, matched))}
      </ul>
      ${
        unmatched.length
          ? html`<h3>${text.term('left', unmatched.length)}</h3>
              <ul class="pairs">
                ${unmatched.map(
                  ({ request, number, reason }) =>
                    html`<li part="mismatch">
                      <b>${this.#nameOf(request, number)}</b>
                      <span class="second">${text.said.mismatches[reason]}</span>
                    </li>`,
                )}
              </ul>`
          : nothing
      }`;
  }

  #renderMatch({ request, number, doctor, startsAt, reasons }: MatchView, { step, offered }: Matched) {
    const text = this.#text;
    const when = text.moment(startsAt, this.#around.now());
    const isOffered = offered?.includes(request);
    return html`<li part="match">
      <b>${this.#nameOf(request, number)}</b>
      <span>${text.term('slot', when, unbroken(shortName(doctor.name)))}</span>
      <span class="second"
        >${text.term('why', reasons.map((reason) => text.said.reasons[reason]).join(', '))}</span
      >
      ${
        step === 'offered'
          ? html`<span class="word ${isOffered ? 'done' : 'late'}"
              >${text.term(isOffered ? 'isOffered' : 'notOffered')}</span
            >`
          : nothing
      }
    </li>`;
  }

  #renderFailure(code: ErrorCode) {
    const text = this.#text;
    const retry = html`<button type="button" class="button" @click=${this.#onRetry}>
      ${text.term('retry')}
    </button>`;
    return notice(ALERT, text.term('notMatched'), text.error(code), isPassing(code) ? retry : nothing);
  }

  /** «Ж-2026-000123, Матросова Елена Викторовна», where the row is loaded. */
  #nameOf(id: string, number: string) {
    const row = this.#around.journal()?.state.value.rows.find((one) => one.id === id);
    return row ? html`${number}, <bdi>${plain(fullName(row.patient.name))}</bdi>` : number;
  }

  async #try() {
    this.#set({ step: 'trying', problem: undefined });
    try {
      const trial = await this.#around.journal()!.match({ dryRun: true });
      this.#set({ step: 'tried', trial });
    } catch (error) {
      this.#set({ step: 'tried', problem: codeOf(error) });
    }
  }

  #set(change: Partial<Matched>) {
    if (this.#matched) this.#matched = { ...this.#matched, ...change };
    this.#dialog.redraw();
  }

  #onRetry = () => void this.#try();

  #onOffer = async () => {
    this.#set({ step: 'offering', problem: undefined });
    try {
      const { offered } = await this.#around.journal()!.match({ dryRun: false });
      this.#set({ step: 'offered', offered });
    } catch (error) {
      this.#set({ step: 'tried', problem: codeOf(error) });
    }
    await this.#dialog.drawn();
    this.#dialog.focus('[part=close]'); // the button that had it is gone
  };
}

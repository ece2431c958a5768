import type { JournalSpecialty } from '@consult/client/journal';
import { codeOf, fullName, moscowDay, REQUEST_KINDS, REQUEST_SOURCES, type ErrorCode } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { journalEntryRu, type JournalEntryWords } from '../text/journal-entry-ru.js';
import {
  emptyEntry,
  problemsOfEntry,
  requestOf,
  type EntryContent,
  type EntryField,
} from './entry-content.js';
import { PatientSearch } from './entry-patient.js';
import { entryStyles } from './entry.styles.js';
import { renderWishes } from './entry-wishes.js';
import { JournalDialog } from './journal-dialog.js';
import type { JournalSurroundings } from './surroundings.js';

const words = createWords(
  journalEntryRu,
  async () => (await import('../text/journal-entry-en.js')).journalEntryEn,
);

/** Where one goes to mend a field. */
const PLACES: Record<EntryField, string> = {
  patient: '#entry-query',
  specialty: '#entry-specialty',
  phone: '#entry-phone',
  email: '#entry-email',
  wishes: '#entry-from',
  comment: '#entry-comment',
};

/** The form in which the staff enters a request for a caller or a visitor. What was typed stays until it is entered. */
export class Entry {
  readonly #around: JournalSurroundings;
  readonly #text: LocalizeController<JournalEntryWords>;
  readonly #dialog: JournalDialog;
  readonly #patient: PatientSearch;
  #content?: EntryContent | undefined;
  #shown = false;
  #busy = false;
  #problems = new Map<EntryField, ErrorCode>();
  #refusal?: ErrorCode | undefined;

  constructor(host: LitElement, around: JournalSurroundings) {
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#dialog = new JournalDialog(host, 'entry', {
      isBusy: () => this.#busy,
      onGone: () => {
        this.#shown = false;
        this.#patient.stop();
      },
    });
    this.#patient = new PatientSearch({
      text: this.#text,
      dialog: this.#dialog,
      find: async (query) => this.#around.journal()?.people(query),
      onChange: (change) => {
        if (change.patient) this.#problems.delete('patient');
        this.#set(change);
      },
      onRefused: (code) => (this.#refusal = code),
    });
    adopt(host, entryStyles);
  }

  async open() {
    await Promise.all([this.#text.ready(), this.#dialog.gone()]);
    this.#content ??= emptyEntry(this.#sources[0]!);
    this.#shown = true;
    this.#refusal = undefined;
    await this.#dialog.show(this.#content.patient ? '[part=close]' : '#entry-query');
  }

  render() {
    const content = this.#content;
    if (!content || !this.#shown) return nothing;
    const text = this.#text;
    const common = this.#around.text.said;
    const directory = this.#around.journal()?.directory.value ?? [];
    return html`<dialog
      class="dialog entry"
      part="dialog"
      lang=${text.lang}
      aria-labelledby="entry-title"
      aria-describedby="entry-text"
      @close=${this.#dialog.onClosed}
      @cancel=${this.#dialog.onCancel}
    >
      <form novalidate @submit=${this.#onSubmit}>
        <h2 id="entry-title">${text.term('title')}</h2>
        <div class="scroll">
          <p id="entry-text" class="hint">${text.term('text')}</p>
          ${this.#patient.render(content, {
            isWrong: this.#problems.has('patient'),
            said: this.#renderProblem('patient'),
          })}
          <div class="pair">
            ${this.#select(
              'source',
              content.source,
              this.#sources.map((one) => [one, common.sources[one]]),
            )}
            ${this.#select(
              'kind',
              content.kind,
              REQUEST_KINDS.map((one) => [one, common.kinds[one]]),
            )}
            ${
              // Where the clinic has no schedule yet, there is nothing to choose from.
              directory.length === 0
                ? this.#field('specialty', content.specialty, 'text')
                : this.#select('specialty', content.specialty, [
                    ['', text.term('chooseSpecialty')],
                    ...directory.map(({ name }): Option => [name, plain(name)]),
                  ])
            }
            ${this.#select('doctor', content.doctor, [
              ['', text.term('anybody')],
              ...doctorsOf(directory, content.specialty),
            ])}
            ${this.#field('phone', content.phone, 'tel')} ${this.#field('email', content.email, 'email')}
          </div>
          ${renderWishes({
            text,
            content,
            now: this.#around.now(),
            problem: this.#says('wishes'),
            onInput: this.#onInput,
            onChange: (change) => this.#set(change),
          })}
          <div class="input">
            <label for="entry-comment">${text.term('comment')}</label>
            <textarea
              id="entry-comment"
              name="comment"
              class="field"
              part="field"
              rows="3"
              dir="auto"
              aria-required="true"
              aria-invalid=${this.#problems.has('comment')}
              aria-describedby="entry-comment-problem"
              .value=${content.comment}
              @input=${this.#onInput}
            ></textarea>
            ${this.#renderProblem('comment')}
          </div>
        </div>
        <p class="problem foot-problem" part="problem" role="alert">
          ${this.#refusal ? html`${icon(ALERT)}<span>${text.error(this.#refusal)}</span>` : nothing}
        </p>
        <div class="actions">
          <button
            type="button"
            class="button"
            part="close"
            ?disabled=${this.#busy}
            @click=${() => this.#dialog.close()}
          >
            ${text.term('close')}
          </button>
          <button class="button main" part="confirm" ?disabled=${this.#busy}>
            ${text.term(this.#busy ? 'going' : 'confirm')}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #select(name: 'source' | 'kind' | 'specialty' | 'doctor', value: string, options: readonly Option[]) {
    const isNeeded = name === 'specialty';
    return html`<div class="input">
      <label for="entry-${name}">${this.#text.term(name)}</label>
      <select
        id="entry-${name}"
        name=${name}
        class="field"
        part="field"
        aria-required=${isNeeded}
        aria-invalid=${isNeeded && this.#problems.has('specialty')}
        aria-describedby=${isNeeded ? 'entry-specialty-problem' : nothing}
        @change=${this.#onInput}
      >
        ${options.map(([of, said]) => html`<option value=${of} ?selected=${of === value}>${said}</option>`)}
      </select>
      ${isNeeded ? this.#renderProblem('specialty') : nothing}
    </div>`;
  }

  #field(name: 'phone' | 'email' | 'specialty', value: string, type: 'tel' | 'email' | 'text') {
    return html`<div class="input">
      <label for="entry-${name}">${this.#text.term(name)}</label>
      <input
        id="entry-${name}"
        name=${name}
        class="field"
        part="field"
        type=${type}
        autocomplete="off"
        aria-required=${name !== 'email'}
        aria-invalid=${this.#problems.has(name)}
        aria-describedby="entry-${name}-problem"
        .value=${value}
        @input=${this.#onInput}
      />
      ${this.#renderProblem(name)}
    </div>`;
  }

  #renderProblem(field: EntryField) {
    const says = this.#says(field);
    return html`<p class="problem" id="entry-${field}-problem">
      ${says ? html`${icon(ALERT)}<span>${says}</span>` : nothing}
    </p>`;
  }

  #says(field: EntryField): string | undefined {
    const code = this.#problems.get(field);
    const { needed } = this.#text.said;
    if (!code) return undefined;
    if (code === 'text-too-long') return needed.long;
    if (code === 'text-empty' || field === 'email') return needed[field as 'patient'];
    return this.#text.error(code);
  }

  /** A doctor enters whom they have seen, and takes no calls. */
  get #sources() {
    const { isDoctor } = this.#around;
    return REQUEST_SOURCES.filter((one) => one !== 'portal' && !(isDoctor() && one === 'call-centre'));
  }

  #set(change: Partial<EntryContent>) {
    if (this.#content) this.#content = { ...this.#content, ...change };
    this.#refusal = undefined;
    this.#dialog.redraw();
  }

  #onInput = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement;
    this.#problems.delete((name === 'from' || name === 'to' ? 'wishes' : name) as EntryField);
    this.#set({ [name]: value, ...(name === 'specialty' && { doctor: '' }) });
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const content = this.#content;
    const journal = this.#around.journal();
    if (!content || !journal || this.#busy) return;
    const problems = problemsOfEntry(content, moscowDay(this.#around.now()));
    this.#problems = new Map(problems);
    this.#refusal = undefined;
    await this.#dialog.drawn();
    if (problems[0]) return this.#dialog.focus(PLACES[problems[0][0]]);
    this.#busy = true;
    this.#dialog.redraw();
    try {
      const { id } = await journal.enter(requestOf(content));
      this.#content = undefined;
      this.#patient.forget();
      this.#dialog.close();
      this.#around.onEntered(id);
    } catch (error) {
      this.#refusal = codeOf(error);
    } finally {
      this.#busy = false;
      this.#dialog.redraw();
    }
  };
}

type Option = readonly [value: string, words: string];

const doctorsOf = (directory: readonly JournalSpecialty[], specialty: string): Option[] =>
  directory
    .filter(({ name }) => name === specialty)
    .flatMap(({ doctors }) => doctors.map(({ id, name }): Option => [id, plain(fullName(name))]));

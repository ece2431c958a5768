import type { JournalSpecialty } from '@consult/client/journal';
import {
  codeOf,
  fullName,
  moscowDay,
  REQUEST_KINDS,
  REQUEST_SOURCES,
  type DateRange,
  type ErrorCode,
} from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { rangeWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { renderWishes, withoutWish, withWish } from '../shared/wishes.js';
import { wishes as wishesStyles } from '../shared/wishes.styles.js';
import { journalEntryRu, type JournalEntryWords } from '../text/journal-entry-ru.js';
import {
  emptyEntry,
  entryOf,
  problemsOfEntry,
  requestOf,
  type EntryContent,
  type EntryField,
} from './entry-content.js';
import { entryFields, type Option } from './entry-fields.js';
import { PatientSearch } from './entry-patient.js';
import { entryStyles } from './entry.styles.js';
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

/** The form in which the staff enters a request for a caller or a visitor. What was typed stays until it is entered, over a reload too. */
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
  /** What the reader is told beside: days were added, or taken away. */
  #told = '';
  /** What stands in the form was typed before a reload. */
  #restored = false;

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
    adopt(host, wishesStyles);
    adopt(host, entryStyles);
  }

  async open() {
    await Promise.all([this.#text.ready(), this.#dialog.gone(), this.#restore()]);
    this.#shown = true;
    this.#refusal = undefined;
    await this.#dialog.show(this.#content?.patient ? '[part=close]' : '#entry-query');
  }

  render() {
    const content = this.#content;
    if (!content || !this.#shown) return nothing;
    const text = this.#text;
    const common = this.#around.text.said;
    const directory = this.#around.journal()?.directory.value ?? [];
    const fields = entryFields({ text, problems: this.#problems, onInput: this.#onInput });
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
          ${this.#restored ? this.#renderRestored() : nothing}
          ${this.#patient.render(content, {
            isWrong: this.#problems.has('patient'),
            said: fields.problem('patient'),
          })}
          <div class="pair">
            ${fields.select(
              'source',
              content.source,
              this.#sources.map((one) => [one, common.sources[one]]),
            )}
            ${fields.select(
              'kind',
              content.kind,
              REQUEST_KINDS.map((one) => [one, common.kinds[one]]),
            )}
            ${
              // Where the clinic has no schedule yet, there is nothing to choose from.
              directory.length === 0
                ? fields.line('specialty', content.specialty, 'text')
                : fields.select('specialty', content.specialty, [
                    ['', text.term('chooseSpecialty')],
                    ...directory.map(({ name }): Option => [name, plain(name)]),
                  ])
            }
            ${fields.select('doctor', content.doctor, [
              ['', text.term('anybody')],
              ...doctorsOf(directory, content.specialty),
            ])}
            ${fields.line('phone', content.phone, 'tel')} ${fields.line('email', content.email, 'email')}
          </div>
          ${renderWishes({
            lang: text.lang,
            now: this.#around.now(),
            days: content,
            said: { ...text.said, legend: text.said.wishes, hint: text.said.wishesHint },
            prefix: 'entry-',
            isWrong: this.#problems.has('wishes'),
            problem: fields.problem('wishes'),
            told: this.#told,
            onInput: this.#onInput,
            onAdd: () => void this.#onAddWish(),
            onRemove: (wish) => void this.#onRemoveWish(wish),
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
            ${fields.problem('comment')}
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

  #renderRestored() {
    const text = this.#text;
    return html`<div class="restored" part="restored">
      <p>${text.term('restored')}</p>
      <button type="button" class="button" part="clear" @click=${this.#onClear}>${text.term('clear')}</button>
    </div>`;
  }

  /** A doctor enters whom they have seen, and takes no calls. */
  get #sources() {
    const { isDoctor } = this.#around;
    return REQUEST_SOURCES.filter((one) => one !== 'portal' && !(isDoctor() && one === 'call-centre'));
  }

  /** Goes on with what was typed before a reload. */
  async #restore() {
    if (this.#content) return;
    const empty = emptyEntry(this.#sources[0]!);
    const text = await this.#around
      .journal()
      ?.entry.read()
      .catch(() => undefined); // a browser that keeps nothing lets one enter all the same
    const kept = entryOf(text, empty);
    this.#restored = kept !== undefined;
    this.#content ??= kept ?? empty;
  }

  #set(change: Partial<EntryContent>) {
    if (!this.#content) return;
    this.#content = { ...this.#content, ...change };
    this.#refusal = undefined;
    this.#keep(JSON.stringify(this.#content));
    this.#dialog.redraw();
  }

  #keep(text: string) {
    void this.#around
      .journal()
      ?.entry.keep(text)
      .catch(() => undefined); // it stands in the form all the same
  }

  #onClear = async () => {
    this.#content = emptyEntry(this.#sources[0]!);
    this.#problems.clear();
    this.#refusal = undefined;
    this.#restored = false;
    this.#patient.forget();
    this.#keep('');
    await this.#dialog.drawn();
    this.#dialog.focus('#entry-query');
  };

  #onAddWish = async () => {
    const content = this.#content!;
    const next = withWish(content, moscowDay(this.#around.now()));
    this.#problems.delete('wishes');
    if (typeof next === 'string') this.#problems.set('wishes', next);
    else {
      const added = next.wishes.find((wish) => !content.wishes.includes(wish));
      this.#told = added ? this.#text.term('added', this.#days(added)) : '';
      this.#set(next);
    }
    await this.#dialog.drawn();
    this.#dialog.focus('#entry-from');
  };

  #onRemoveWish = async (wish: DateRange) => {
    this.#told = this.#text.term('removed', this.#days(wish));
    this.#set(withoutWish(this.#content!, wish));
    await this.#dialog.drawn();
    this.#dialog.focus('#entry-from'); // the button that had the focus is gone
  };

  #days(wish: DateRange): string {
    return rangeWords(this.#text.lang, wish, this.#around.now());
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
      this.#keep('');
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

const doctorsOf = (directory: readonly JournalSpecialty[], specialty: string): Option[] =>
  directory
    .filter(({ name }) => name === specialty)
    .flatMap(({ doctors }) => doctors.map(({ id, name }): Option => [id, plain(fullName(name))]));

import { codeOf, fullName, type ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { dateOfBirth } from '../shared/days.js';
import type { LocalizeController } from '../shared/localize.js';
import { phoneWords } from '../shared/phone.js';
import { plain } from '../shared/plain.js';
import type { JournalEntryWords } from '../text/journal-entry-ru.js';
import type { EntryContent, FoundPerson } from './entry-content.js';
import type { JournalDialog } from './journal-dialog.js';

/** How long the search waits for the next letter, in ms. */
const SEARCH_AFTER = 250;

export interface PatientSearchDeps {
  readonly text: LocalizeController<JournalEntryWords>;
  readonly dialog: JournalDialog;
  /** Looks for people; `undefined`: a newer search is on its way. */
  readonly find: (query: string) => Promise<readonly FoundPerson[] | undefined>;
  readonly onChange: (change: Partial<EntryContent>) => void;
  readonly onRefused: (code: ErrorCode) => void;
}

/** What is wrong with the patient's field. */
export interface PatientProblem {
  readonly isWrong: boolean;
  /** As it is drawn. */
  readonly said: unknown;
}

/** Whom the request is for: searched for, chosen, and chosen anew. */
export class PatientSearch {
  readonly #deps: PatientSearchDeps;
  #found?: readonly FoundPerson[] | undefined;
  #searching = false;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(deps: PatientSearchDeps) {
    this.#deps = deps;
  }

  /** The form is gone. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** What was found belongs to a request that is entered. */
  forget() {
    this.#found = undefined;
  }

  render({ patient, query }: EntryContent, problem: PatientProblem) {
    return patient ? this.#renderChosen(patient) : this.#renderSearch(query, problem);
  }

  #renderChosen({ name, birthDate }: FoundPerson) {
    const { text } = this.#deps;
    return html`<div class="chosen">
      <p>
        <b><bdi>${plain(fullName(name))}</bdi></b>
        ${birthDate ? html`<span class="second">${this.#born(birthDate)}</span>` : nothing}
      </p>
      <button type="button" class="button" part="another" @click=${this.#onAnother}>
        ${text.term('another')}
      </button>
    </div>`;
  }

  #renderSearch(query: string, { isWrong, said }: PatientProblem) {
    const { text } = this.#deps;
    return html`<div class="input">
      <label for="entry-query">${text.term('search')}</label>
      <p id="entry-query-hint" class="hint">${text.term('searchHint')}</p>
      <input
        id="entry-query"
        class="field"
        part="field"
        type="search"
        autocomplete="off"
        maxlength="100"
        aria-required="true"
        aria-invalid=${isWrong}
        aria-describedby="entry-query-hint entry-patient-problem"
        .value=${query}
        @input=${this.#onQuery}
        @keydown=${this.#onKey}
      />
      ${said}
      <p class="hint" role="status">${this.#status}</p>
      <ul class="people">
        ${(this.#found ?? []).map((person) => html`<li>${this.#renderFound(person)}</li>`)}
      </ul>
    </div>`;
  }

  #renderFound(person: FoundPerson) {
    const { name, birthDate, phone } = person;
    return html`<button
      type="button"
      class="button person"
      part="person"
      @click=${() => void this.#choose(person)}
    >
      <bdi>${plain(fullName(name))}</bdi>
      <span class="second">
        ${birthDate ? this.#born(birthDate) : nothing} ${phone ? phoneWords(phone) : nothing}
      </span>
    </button>`;
  }

  get #status(): string {
    const { text } = this.#deps;
    if (this.#searching) return text.term('searching');
    if (!this.#found) return '';
    return this.#found.length ? text.term('found', this.#found.length) : text.term('nobody');
  }

  #born(birthDate: string): string {
    const { text } = this.#deps;
    return text.term('born', dateOfBirth(text.lang, birthDate));
  }

  async #choose(patient: FoundPerson) {
    const { dialog, onChange } = this.#deps;
    onChange({ patient, ...(patient.phone && { phone: phoneWords(patient.phone) }) });
    await dialog.drawn();
    dialog.focus('#entry-source');
  }

  #onAnother = async () => {
    const { dialog, onChange } = this.#deps;
    onChange({ patient: undefined });
    await dialog.drawn();
    dialog.focus('#entry-query');
  };

  #onQuery = (event: Event) => {
    const query = (event.target as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#searching = query.trim() !== '';
    if (!this.#searching) this.#found = undefined;
    else this.#timer = setTimeout(() => void this.#search(query), SEARCH_AFTER);
    this.#deps.onChange({ query });
  };

  /** Enter in the search would send the form; the way to the people is one step down. */
  #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#deps.dialog.focus('[part=person]');
  };

  async #search(query: string) {
    const { dialog, find, onRefused } = this.#deps;
    try {
      const found = await find(query);
      if (!found) return;
      this.#found = found;
    } catch (error) {
      onRefused(codeOf(error));
    }
    this.#searching = false;
    dialog.redraw();
  }
}

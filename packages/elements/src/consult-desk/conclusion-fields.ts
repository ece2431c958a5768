import { lengthOf, type ConclusionContent, type ConclusionProblem } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { ConclusionFormWords } from '../text/conclusion-form-ru.js';
import { lengthIn, problemWords, valueIn, type Field } from './conclusion-content.js';

/** What the fields show. */
interface Written {
  readonly content: ConclusionContent;
  readonly problems: readonly ConclusionProblem[];
}

/** What a field is drawn from, beside what it is. */
interface Around extends Written {
  readonly text: LocalizeController<ConclusionFormWords>;
  /** Nothing can be written now. */
  readonly closed: boolean;
  readonly onInput: (event: Event) => void;
}

/** A field's counter is shown when so many code points are left. */
const NEAR_THE_END = 500;

/** The fields of a conclusion, in the order of the document; the id of each is its name in the rules. */
export function renderFields(
  text: LocalizeController<ConclusionFormWords>,
  written: Written,
  closed: boolean,
  onInput: (event: Event) => void,
) {
  const around: Around = { ...written, text, closed, onInput };
  return [
    renderText('complaints', 'complaints', 4, around),
    renderText('findings', 'findings', 6, around),
    renderLine('diagnosis-code', 'diagnosisCode', 'text', around),
    renderText('diagnosis-text', 'diagnosisText', 2, around),
    renderText('recommendations', 'recommendations', 6, around),
    renderLine('next-visit', 'nextVisit', 'date', around),
  ];
}

function renderText(
  field: Exclude<Field, 'diagnosis-code' | 'next-visit'>,
  term: 'complaints' | 'findings' | 'diagnosisText' | 'recommendations',
  rows: number,
  around: Around,
) {
  const { text, content, closed, onInput } = around;
  const value = valueIn(content, field);
  const left = lengthIn(field) - lengthOf(value);
  /** Said while it is typed; once the doctor has asked to go on, it stands among what is wrong. */
  const excess = left < 0 && !isWrong(field, around) ? text.term('tooLong', -left) : undefined;
  const required = field !== 'diagnosis-text';
  return html`<div class="input">
    <label for=${field}>${text.term(term)}${required ? ' *' : nothing}</label>
    <textarea
      id=${field}
      class="field"
      part="field"
      rows=${rows}
      dir="auto"
      aria-required=${required}
      aria-invalid=${isWrong(field, around)}
      aria-describedby="${field}-left ${field}-problem"
      ?readonly=${closed}
      .value=${value}
      @input=${onInput}
    ></textarea>
    <p id="${field}-left" class=${excess ? 'problem' : 'hint'} ?hidden=${left > NEAR_THE_END}>
      ${excess ?? (left < 0 ? nothing : text.term('left', left))}
    </p>
    ${renderProblem(field, around)}
  </div>`;
}

function renderLine(
  field: 'diagnosis-code' | 'next-visit',
  term: 'diagnosisCode' | 'nextVisit',
  type: 'text' | 'date',
  around: Around,
) {
  const { text, content, closed, onInput } = around;
  return html`<div class="input">
    <label for=${field}>${text.term(term)}</label>
    <p id="${field}-hint" class="hint">${text.term(`${term}Hint`)}</p>
    <input
      id=${field}
      class="field short"
      part="field"
      type=${type}
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${isWrong(field, around)}
      aria-describedby="${field}-hint ${field}-problem"
      ?readonly=${closed}
      .value=${valueIn(content, field)}
      @change=${onInput}
      @input=${type === 'text' ? nothing : onInput}
    />
    ${renderProblem(field, around)}
  </div>`;
}

function renderProblem(field: Field, { text, problems, content }: Around) {
  const problem = problems.find((one) => one.field === field);
  return html`<p id="${field}-problem" class="problem">
    ${problem ? html`${icon(ALERT)}<span>${problemWords(text, problem, content)}</span>` : nothing}
  </p>`;
}

const isWrong = (field: Field, { problems }: Around) => problems.some((problem) => problem.field === field);

import { lengthOf, LIMITS, type ApplicationField } from '@consult/core';
import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { dateOfBirth } from '../shared/days.js';
import { trouble } from '../shared/trouble.js';
import { draftWords, renderHead, renderObstacle, renderProblem, wordsOf } from './frame.js';
import { renderSubjects } from './subjects.js';
import type { StepView } from './steps.js';
import { renderWished } from './wishes.js';

/** A field's counter is shown when so many code points are left. */
const NEAR_THE_END = 300;

/** The first step: who, how to reach them, when and why (manual §3). The name of each field is that of the rules. */
export function renderFields(view: StepView) {
  const { text, filling, state, around, on } = view;
  const known = filling.fields.patient !== null;
  return html`<form class="form" novalidate aria-labelledby="title" @submit=${on.onSubmit}>
    ${renderHead(view, text.term('title'), 1)}
    <p class="hint">${text.term('stars')}</p>
    <p part="summary" class="summary" role="alert">${summaryOf(view)}</p>
    ${state.subjects.length > 1 ? renderSubjects(view) : nothing} ${renderObstacle(view)}
    <div class="fields">
      ${known ? html`<p id="known" class="hint wide">${text.term('knownReason')}</p>` : nothing}
      ${renderName(view, 'family', 'family-name', true)} ${renderName(view, 'given', 'given-name', true)}
      ${renderName(view, 'patronymic', 'additional-name', false)} ${renderBirthDate(view)}
      ${renderLine(view, 'email', { type: 'email', autocomplete: 'email', hint: text.term('emailHint') })}
      ${renderLine(view, 'phone', {
        type: 'tel',
        autocomplete: 'tel',
        required: true,
        hint: text.term('phoneHint'),
      })}
      ${renderWished(view)} ${renderComment(view)}
    </div>
    <p part="draft" class="hint" role="status">${draftWords(view)}</p>
    <p part="refusal" class="problem" role="alert">
      ${trouble(filling.refusal && text.error(filling.refusal))}
    </p>
    <div class="actions">
      ${
        around.hasNotice()
          ? html`<button type="button" class="button" part="back" @click=${on.onBack}>
              ${text.term('back')}
            </button>`
          : nothing
      }
      <button class="button main" part="next">${text.term('next')}</button>
    </div>
  </form>`;
}

const summaryOf = ({ text, filling: { problems } }: StepView) =>
  problems.length ? text.term('problems', problems.length) : nothing;

/** What the browser may fill in by itself (WCAG 1.3.5). */
type Fill = 'family-name' | 'given-name' | 'additional-name' | 'bday' | 'email' | 'tel' | 'off';

interface Line {
  readonly type?: 'text' | 'email' | 'tel' | 'date';
  readonly autocomplete?: Fill;
  readonly required?: boolean;
  readonly hint?: string;
  readonly min?: string;
  readonly max?: string;
}

type LineField = Exclude<ApplicationField, 'wishes' | 'comment'>;

function renderName(view: StepView, field: LineField, autocomplete: Fill, required: boolean) {
  const { patient, [field]: value } = view.filling.fields;
  return patient === null
    ? renderLine(view, field, { autocomplete, required })
    : renderKnown(view, field, value, required);
}

/** What the account knows is no field: a long name is read whole. */
function renderKnown({ text }: StepView, field: LineField, value: string, required = true) {
  return html`<div class="input">
    <label for=${field}>${text.term(field)}${required ? ' *' : nothing}</label>
    <output id=${field} class="field known" part="field" aria-describedby="known" dir="auto">${value}</output>
  </div>`;
}

function renderBirthDate(view: StepView) {
  const { text, filling, now } = view;
  const { patient, birthDate } = filling.fields;
  if (patient === null) {
    const max = new Date(now).toISOString().slice(0, 10);
    return renderLine(view, 'birthDate', {
      type: 'date',
      autocomplete: 'bday',
      required: true,
      min: '1900-01-01',
      max,
    });
  }
  const value = birthDate ? dateOfBirth(text.lang, birthDate) : text.term('notKnown');
  return renderKnown(view, 'birthDate', value);
}

function renderLine(view: StepView, field: LineField, line: Line) {
  const { text, filling, on } = view;
  const { type = 'text', required = false } = line;
  const problem = wordsOf(view, field);
  return html`<div class="input">
    <label for=${field}>${text.term(field)}${required ? ' *' : nothing}</label>
    <input
      id=${field}
      name=${field}
      class="field"
      part="field"
      type=${type}
      dir="auto"
      autocomplete=${line.autocomplete ?? 'off'}
      spellcheck="false"
      min=${ifDefined(line.min)}
      max=${ifDefined(line.max)}
      aria-required=${required}
      aria-invalid=${problem !== undefined}
      aria-describedby="${line.hint ? `${field}-hint ` : ''}${field}-problem"
      .value=${live(filling.fields[field])}
      @input=${on.onInput}
    />
    ${line.hint ? html`<p id="${field}-hint" class="hint">${line.hint}</p>` : nothing}
    ${renderProblem(field, problem)}
  </div>`;
}

function renderComment(view: StepView) {
  const { text, filling, on } = view;
  const { comment } = filling.fields;
  const left = LIMITS.comment - lengthOf(comment.trim());
  const problem = wordsOf(view, 'comment');
  return html`<div class="input wide">
    <label for="comment">${text.term('comment')} *</label>
    <textarea
      id="comment"
      name="comment"
      class="field"
      part="field"
      rows="4"
      dir="auto"
      aria-required="true"
      aria-invalid=${problem !== undefined}
      aria-describedby="comment-left comment-problem"
      .value=${live(comment)}
      @input=${on.onInput}
    ></textarea>
    <p id="comment-left" class="hint" ?hidden=${left > NEAR_THE_END}>
      ${left < 0 ? text.term('tooLong', -left) : text.term('left', left)}
    </p>
    ${renderProblem('comment', problem)}
  </div>`;
}

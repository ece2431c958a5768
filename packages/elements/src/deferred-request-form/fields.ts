import { lengthOf, LIMITS, type ApplicationField } from '@consult/core';
import { html, nothing } from 'lit';
import { dateOfBirth } from '../shared/days.js';
import { draftWords, renderHead, renderObstacle, renderProblem } from './frame.js';
import { renderSubjects } from './subjects.js';
import type { StepView } from './steps.js';
import { renderWishes } from './wishes.js';

/** A field's counter is shown when so many code points are left. */
const NEAR_THE_END = 300;

/** The first step: who, how to reach them, when and why (manual §3). The name of each field is that of the rules. */
export function renderFields(view: StepView) {
  const { text, filling, state, around, on } = view;
  const known = filling.fields.patient !== null;
  return html`<form class="form" novalidate aria-labelledby="title" @submit=${on.onSubmit}>
    ${renderHead(view, text.term('title'), 1)}
    <p class="hint">${text.term('stars')}</p>
    <p part="summary" class="summary" role="alert">
      ${filling.problems.length ? text.term('problems', filling.problems.length) : nothing}
    </p>
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
      ${renderWishes(view)} ${renderComment(view)}
    </div>
    <p part="draft" class="hint" role="status">${draftWords(view)}</p>
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

/** What is wrong with a field, in words. */
export function wordsOf({ text, filling }: StepView, field: ApplicationField): string | undefined {
  const problem = filling.problems.find((one) => one.field === field);
  if (!problem) return undefined;
  const { empty, wrong } = text.said;
  if (field === 'wishes') return problem.code === 'dates-needed' ? empty.wishes : text.error(problem.code);
  return (problem.code === 'text-empty' ? empty : wrong)[field];
}

interface Line {
  readonly type?: 'text' | 'email' | 'tel' | 'date';
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly hint?: string;
  /** Shown and not editable. */
  readonly closed?: boolean;
  readonly value?: string;
  readonly max?: string;
  readonly min?: string;
}

type LineField = Exclude<ApplicationField, 'wishes' | 'comment'>;

function renderName(view: StepView, field: LineField, autocomplete: string, required: boolean) {
  const closed = view.filling.fields.patient !== null;
  return renderLine(view, field, { autocomplete, required, closed });
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
  return renderLine(view, 'birthDate', { required: true, closed: true, value });
}

function renderLine(view: StepView, field: LineField, line: Line) {
  const { text, filling, on } = view;
  const { type = 'text', required = false, closed = false, value = filling.fields[field] } = line;
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
      autocomplete=${closed ? 'off' : (line.autocomplete ?? 'off')}
      spellcheck="false"
      min=${line.min ?? nothing}
      max=${line.max ?? nothing}
      ?readonly=${closed}
      aria-required=${required && !closed}
      aria-invalid=${problem !== undefined}
      aria-describedby="${closed ? 'known ' : ''}${line.hint ? `${field}-hint ` : ''}${field}-problem"
      .value=${value}
      @input=${closed ? nothing : on.onInput}
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
      .value=${comment}
      @input=${on.onInput}
    ></textarea>
    <p id="comment-left" class="hint" ?hidden=${left > NEAR_THE_END}>
      ${left < 0 ? text.term('tooLong', -left) : text.term('left', left)}
    </p>
    ${renderProblem('comment', problem)}
  </div>`;
}

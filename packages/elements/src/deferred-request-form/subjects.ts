import { fullName } from '@consult/core';
import { html } from 'lit';
import { plain } from '../shared/plain.js';
import type { StepView } from './steps.js';

/** The choice for whom the request is: oneself, or a child one speaks for. */
export function renderSubjects({ text, state, filling, on }: StepView) {
  return html`<fieldset part="subject" class="choice">
    <legend>${text.term('subject')}</legend>
    ${state.subjects.map(
      ({ id, isSelf, name }) =>
        html`<label>
          <input
            type="radio"
            name="patient"
            value=${id}
            .checked=${id === filling.fields.patient}
            @change=${on.onSubject}
          />
          <span><bdi>${text.term(isSelf ? 'self' : 'child', plain(fullName(name)))}</bdi></span>
        </label>`,
    )}
  </fieldset>`;
}

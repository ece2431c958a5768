import { fullName, moscowDay } from '@consult/core';
import { html, nothing } from 'lit';
import { dayWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { plain } from '../shared/plain.js';
import { renderHead, renderProblem } from './frame.js';
import type { StepView } from './steps.js';

/** The second step: the consent to the processing of personal data, a document of its own with its own tick (152-ФЗ art. 9). */
export function renderConsent(view: StepView) {
  const { text, filling, state, on } = view;
  const { document } = state;
  const wrong = filling.consentProblem === 'missing' ? text.term('consentNeeded') : undefined;
  return html`<form class="form" novalidate aria-labelledby="title" @submit=${on.onSubmit}>
    ${renderHead(view, text.term('consentTitle'), 2)}
    <p class="warning" role="alert">
      ${filling.consentProblem === 'outdated' ? text.term('consentOutdated') : nothing}
    </p>
    <p>${text.term('consentIntro')}</p>
    ${renderWhom(view)} ${document ? renderDocument(view, document) : renderMissing(view)}
    ${
      document
        ? html`<label class="tick">
              <input
                id="agreed"
                part="tick"
                type="checkbox"
                aria-required="true"
                aria-invalid=${wrong !== undefined}
                aria-describedby="agreed-problem"
                .checked=${filling.agreed}
                @change=${on.onTick}
              />
              <span>${text.term('consentTick')}</span>
            </label>
            ${renderProblem('agreed', wrong)}`
        : nothing
    }
    <div class="actions">
      <button type="button" class="button" part="back" @click=${on.onBack}>${text.term('back')}</button>
      ${document ? html`<button class="button main" part="next">${text.term('next')}</button>` : nothing}
    </div>
  </form>`;
}

function renderDocument({ text, now }: StepView, document: NonNullable<StepView['state']['document']>) {
  const published = dayWords(text.lang, moscowDay(document.publishedAt), now);
  return html`<div
    part="document"
    class="document"
    role="region"
    tabindex="0"
    aria-labelledby="document-title"
  >
    <h3 id="document-title">${text.term('consentLine')}</h3>
    <p class="words" dir="auto" .textContent=${document.text}></p>
    <p class="hint">${document.title}. ${text.term('consentVersion', document.version, published)}</p>
  </div>`;
}

const renderMissing = ({ text }: StepView) =>
  html`<p id="missing" class="warning" role="alert" tabindex="-1">
    ${icon(ALERT)}<span>${text.term('consentMissing')}</span>
  </p>`;

/** A parent consents for the child. */
function renderWhom({ text, state, filling }: StepView) {
  const subject = state.subjects.find(({ id }) => id === filling.fields.patient);
  if (!subject || subject.isSelf) return nothing;
  return html`<p class="whom">${text.term('consentFor', plain(fullName(subject.name)))}</p>`;
}

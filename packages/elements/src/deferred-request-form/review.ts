import { fullName, isPassing } from '@consult/core';
import { html, nothing } from 'lit';
import { dateOfBirth, rangeWords } from '../shared/days.js';
import { plain, unbroken } from '../shared/plain.js';
import { trouble } from '../shared/trouble.js';
import { renderHead, renderObstacle } from './frame.js';
import type { StepView } from './steps.js';

/** The third step: all that was written, once more, each part with the way back to it. */
export function renderReview(view: StepView) {
  const { text, filling, state, now, on } = view;
  const { fields } = filling;
  const { sending, document } = state;
  const { family, given, patronymic } = fields;
  const patient = plain(fullName({ family, given, patronymic: patronymic || undefined }));
  const born = fields.birthDate ? dateOfBirth(text.lang, fields.birthDate) : text.term('notKnown');
  const kind = filling.handle.context.kind;
  const change = (what: string, step: 'fields' | 'consent', place: string) =>
    html`<button
      type="button"
      class="link"
      part="change"
      aria-label=${text.term('changeOf', what)}
      ?disabled=${sending}
      @click=${() => on.goTo(step, place)}
    >
      ${text.term('change')}
    </button>`;
  const row = (what: string, value: unknown, step?: 'fields' | 'consent', place = 'title') =>
    html`<div>
      <dt>${what}</dt>
      <dd>${value}</dd>
      ${step ? html`<dd class="way">${change(what, step, place)}</dd>` : nothing}
    </div>`;

  return html`<form class="form" novalidate aria-labelledby="title" @submit=${on.onSubmit}>
    ${renderHead(view, text.term('reviewTitle'), 3)}
    <dl part="review" class="review">
      ${row(text.term('patient'), html`<bdi>${patient}</bdi>, ${born}`, 'fields')}
      ${row(text.term('specialty'), filling.handle.context.specialty)}
      ${row(text.term('kind'), text.said.kinds[kind])}
      ${row(text.term('phone'), fields.phone, 'fields', 'phone')}
      ${row(text.term('email'), fields.email.trim() || text.term('none'), 'fields', 'email')}
      ${row(
        text.term('wishes'),
        fields.wishes.map((wish) => unbroken(rangeWords(text.lang, wish, now))).join(', '),
        'fields',
        'from',
      )}
      ${row(
        text.term('comment'),
        html`<span class="words" dir="auto">${plain(fields.comment.trim())}</span>`,
        'fields',
        'comment',
      )}
      ${row(text.term('consent'), text.term('consentGiven', document?.version ?? 0), 'consent')}
    </dl>
    ${renderObstacle(view)} ${renderRefusal(view)}
    <div class="actions">
      <button type="button" class="button" part="back" ?disabled=${sending} @click=${on.onBack}>
        ${text.term('back')}
      </button>
      <button class="button main" part="send" aria-disabled=${sending}>
        ${text.term(sending ? 'sending' : 'send')}
      </button>
    </div>
  </form>`;
}

function renderRefusal(view: StepView) {
  return html`<p part="refusal" class="problem" role="alert">${trouble(refusalWords(view))}</p>`;
}

function refusalWords({ text, filling, state, around }: StepView): string | undefined {
  const { refusal } = filling;
  if (!refusal || refusal === state.obstacle?.code) return undefined;
  if (isPassing(refusal) && around.isOffline()) return text.term('offline');
  return `${text.term('notSent')} ${text.error(refusal)}`;
}

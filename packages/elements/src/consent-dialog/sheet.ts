import type { ConsentDocument } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { renderChanges } from '../shared/changed-text.js';
import { renderText } from '../shared/consent-text.js';
import { icon } from '../shared/icons.js';
import { ALERT, LOCK } from '../shared/later-icons.js';
import { loading } from '../shared/loading.js';
import type { ConsentDialogWords } from '../text/consent-dialog-ru.js';
import type { Reading, Sheet } from './reading.js';

// What stands in the dialog.

/** What the reader's side of it needs to be drawn. */
export interface SheetView {
  readonly said: ConsentDialogWords;
  /** The reader consents for themselves. */
  readonly own: boolean;
  readonly name: string;
  /** Who is asked for afterwards. */
  readonly next: string | undefined;
  /** When the text was published, in words. */
  readonly published: string;
  readonly reading: Reading;
  readonly sending: boolean;
  readonly hasty: boolean;
  /** Why the acceptance was not taken, in words. */
  readonly problem: string | undefined;
  readonly onTick: (event: Event) => void;
  readonly onToEnd: () => void;
  readonly onPrint: () => void;
  readonly onDecline: () => void;
}

/** What scrolls: for whom, which version, what is new, the text. */
export function renderSheet({ status, document }: Sheet, view: SheetView) {
  const { said, own, name, next } = view;
  return html`<div class="scroll" part="scroll" tabindex="0" role="region" aria-labelledby="title">
    <p part="whom" class="whom"><bdi>${own ? said.forSelf(name) : said.forChild(name)}</bdi></p>
    ${next ? html`<p class="hint">${said.next(next)}</p>` : nothing}
    <div class="tools">
      <p part="edition" class="hint">${said.edition(document.version, view.published)}</p>
      <button type="button" class="button" part="print" @click=${view.onPrint}>${said.print}</button>
    </div>
    <p><strong>${said.read}</strong></p>
    ${renderNews(status.acts[0]?.version, document, view)}
    ${keyed(
      `${status.patient.id} ${document.hash}`,
      html`${renderText(document.text)}
        <p part="end" class="end" tabindex="-1">${said.end}</p>`,
    )}
  </div>`;
}

/** That there is a newer text than the one they know, and what it says otherwise. */
function renderNews(given: number | undefined, { version }: ConsentDocument, { said, reading }: SheetView) {
  const known = reading.swapped ? version - 1 : given;
  if (known === undefined || known >= version) return nothing;
  const { from = known, to = version, paragraphs } = reading.changes.value ?? {};
  return html`<div class="news">
    <p part="note" class="note" role=${reading.swapped ? 'alert' : 'note'}>
      ${icon(ALERT)}<span>${reading.swapped ? said.changedMeanwhile : said.newEdition(known)}</span>
    </p>
    ${paragraphs === null ? html`<p class="hint">${said.notCompared}</p>` : nothing}
    ${
      paragraphs
        ? html`<h3>${said.changes}</h3>
            <p class="hint">${said.changesFrom(from, to)}</p>
            ${renderChanges(paragraphs, said)}
            <h3>${said.fullText}</h3>`
        : nothing
    }
  </div>`;
}

/** What stays in sight: the tick, what is still to be done, and the two answers. */
export function renderFoot(view: SheetView) {
  const { said, own, name, reading, sending, problem } = view;
  const { atEnd, ticked } = reading;
  const todo = !atEnd ? said.readFirst : !ticked ? said.tickFirst : said.mayAccept;
  return html`<div class="foot">
      <label class="tick">
        <input
          type="checkbox"
          part="tick"
          .checked=${ticked}
          aria-disabled=${atEnd ? 'false' : 'true'}
          aria-describedby="todo"
          @change=${view.onTick}
        />
        <span>${own ? said.tickSelf : said.tickChild(name)}</span>
      </label>
      <div class="todo ${view.hasty ? 'hasty' : ''}">
        <p id="todo" part="hint" role="status">${view.hasty ? icon(ALERT) : nothing}<span>${todo}</span></p>
        ${
          atEnd
            ? nothing
            : html`<button type="button" class="button" part="to-end" @click=${view.onToEnd}>
                ${said.toEnd}
              </button>`
        }
      </div>
      <p class="problem" part="problem" role="alert">
        ${problem ? html`${icon(ALERT)}<span>${problem}</span>` : nothing}
      </p>
    </div>
    <div class="actions">
      <button type="button" class="button" part="decline" @click=${view.onDecline}>${said.decline}</button>
      <button
        class="button main"
        part="accept"
        aria-disabled=${atEnd && ticked && !sending ? 'false' : 'true'}
        aria-describedby="todo"
      >
        ${sending ? said.accepting : said.accept}
      </button>
    </div>`;
}

/** What there is where no text can be shown yet, or at all. */
export interface InsteadView {
  readonly said: ConsentDialogWords;
  readonly title: string;
  readonly state: 'loading' | 'failed' | 'unpublished';
  readonly problem: string | undefined;
  readonly onRetry: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Why there is no text to read, and what to do about it. */
export function renderInstead({ said, title, state, problem, onRetry, onClose }: InsteadView) {
  return html`<div>
    <h2 id="title" part="title">${title}</h2>
    ${
      state === 'loading'
        ? loading(said.opening, said.slow)
        : html`<div class="notice" part="notice" role="alert">
            ${icon(state === 'failed' ? ALERT : LOCK)}
            <p class="title">${state === 'failed' ? said.notLoaded : said.notPublished}</p>
            <p>${state === 'failed' ? problem : said.notPublishedHint}</p>
            ${
              onRetry
                ? html`<button type="button" class="button main" part="retry" @click=${onRetry}>
                    ${said.retry}
                  </button>`
                : nothing
            }
          </div>`
    }
    <div class="actions">
      <button type="button" class="button" part="close" @click=${onClose}>${said.close}</button>
    </div>
  </div>`;
}

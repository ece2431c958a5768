import type { PendingMessage } from '@consult/client';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';
import type { Actions } from './actions.js';
import { renderAuthor, renderSaid, renderTime } from './entry.js';
import type { FileParts } from './file-parts.js';
import { CLOCK } from './later-icons.js';

/** What becomes of a message that was refused. */
export interface PendingActions {
  /** `undefined` where sending again cannot help. */
  readonly retry: ((key: string) => void) | undefined;
  readonly discard: (key: string) => void;
  /** What shows what it answers; `undefined` until it has arrived. */
  readonly actions: Actions | undefined;
}

/** Own messages the server does not have. */
export const renderPending = (
  messages: readonly PendingMessage[],
  text: LocalizeController<AllChatWords>,
  actions: PendingActions,
  files: FileParts,
) =>
  html`<ol class="pending-list">
    ${messages.map((message) => renderMessage(message, text, actions, files))}
  </ol>`;

/** One the server does not have yet, or would not take. */
function renderMessage(
  message: PendingMessage,
  text: LocalizeController<AllChatWords>,
  actions: PendingActions,
  files: FileParts,
) {
  const { key, text: said, at, state, replyTo } = message;
  const failed = state === 'failed';
  return html`<li class="entry own" part="entry entry-own entry-pending" data-key=${key}>
    ${renderAuthor(text.term('you'), false)}
    <div class="bubble ${failed ? 'failed' : 'pending'}" part="bubble">
      ${replyTo && actions.actions?.quotes.renderWaiting(replyTo)} ${said ? renderSaid(said) : nothing}
      ${files.renderLeaving(message.files)}
      <p class="meta">
        ${renderTime(at, text)}
        <span class="mark">${icon(failed ? ALERT : CLOCK)} ${text.term(state)}</span>
      </p>
    </div>
    ${failed ? renderAnswers(message, text, actions, files) : nothing}
  </li>`;
}

/** Why the message was refused, and what can be done about it. */
function renderAnswers(
  message: PendingMessage,
  text: LocalizeController<AllChatWords>,
  { retry, discard, actions }: PendingActions,
  files: FileParts,
) {
  const { key, problem, replyTo } = message;
  return html`<div class="refused">
    <p class="problem">
      ${actions?.problemOf(replyTo, problem) ?? (files.attach ?? text).error(problem ?? 'failed')}
    </p>
    <div class="answers">
      ${
        retry
          ? html`<button type="button" class="button" part="retry" @click=${() => retry(key)}>
              ${text.term('retrySend')}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="button"
        part="discard"
        title=${text.term('discardHint')}
        @click=${() => discard(key)}
      >
        ${text.term('discard')}
      </button>
    </div>
  </div>`;
}

import { isPassing, type ErrorCode } from '@consult/core';
import { html } from 'lit';
import { icon, SEARCH } from '../shared/icons.js';
import { ALERT, LOCK, OFFLINE } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { notice } from '../shared/notice.js';
import { INBOX } from '../shared/request-icons.js';
import type { JournalWords } from '../text/journal-ru.js';

type Text = LocalizeController<JournalWords>;

const retryButton = (text: Text, onRetry: () => void) =>
  html`<button class="button" type="button" @click=${onRetry}>${text.term('retry')}</button>`;

/** The line above rows that may be out of date. */
export const renderOffline = (text: Text, onRetry: () => void) => html`
  <div part="offline" class="offline" role="status">
    ${icon(OFFLINE)}
    <p><b>${text.term('offline')}.</b> ${text.term('offlineHint')}</p>
    ${retryButton(text, onRetry)}
  </div>
`;

/** The rows cannot come: there is no network. */
export const renderNoNetwork = (text: Text, onRetry: () => void) =>
  notice(OFFLINE, text.term('offline'), text.error('unavailable'), retryButton(text, onRetry));

/** The rows did not come. */
export function renderFailure(text: Text, code: ErrorCode, onRetry: () => void) {
  if (!isPassing(code)) return notice(LOCK, text.term('refused'), text.error(code));
  return notice(ALERT, text.term('notLoaded'), text.error(code), retryButton(text, onRetry));
}

/** There are no rows: none at all, or none that the filters leave. */
export function renderNone(text: Text, isFiltered: boolean, onReset: () => void) {
  if (!isFiltered) return notice(INBOX, text.term('none'), text.term('noneHint'));
  const showAll = html`<button class="button" type="button" @click=${onReset}>
    ${text.term('showAll')}
  </button>`;
  return notice(SEARCH, text.term('noHits'), text.term('noHitsHint'), showAll);
}

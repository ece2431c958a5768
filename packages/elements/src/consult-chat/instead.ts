import type { ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT, CHATS } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { AllChatWords } from '../text/chat-hand-ru.js';

// What stands in place of the messages while there are none to show.

type Text = LocalizeController<AllChatWords>;

/** Nothing is chosen yet. */
export const renderNothingChosen = (text: Text) =>
  html`<div class="notice" part="notice">
    ${icon(CHATS)}
    <p class="title">${text.term('choose')}</p>
  </div>`;

/** The messages did not come; `onRetry` where asking again can help. */
export const renderFailure = (text: Text, code: ErrorCode, onRetry: (() => void) | undefined) =>
  html`<div class="notice" part="notice" role="alert">
    ${icon(ALERT)}
    <p class="title">${text.term('notLoaded')}</p>
    <p>${text.error(code)}</p>
    ${
      onRetry
        ? html`<button type="button" class="button" @click=${onRetry}>${text.term('retry')}</button>`
        : nothing
    }
  </div>`;

/** Shapes of messages to come. Styles show them after 300 ms, and words of patience after 10 s. */
export const renderLoading = (text: Text) =>
  html`<div class="loading" role="status">
    <p class="visually-hidden">${text.term('loading')}</p>
    <div class="shape"></div>
    <div class="shape mine"></div>
    <div class="shape"></div>
    <p class="slow">${text.term('slow')}</p>
  </div>`;

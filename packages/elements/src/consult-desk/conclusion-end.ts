import type { DeskHandle } from '@consult/client';
import { isFinished, isPassing, type ConclusionContent, type ErrorCode } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { LocalizeController } from '../shared/localize.js';
import type { ConclusionFormWords } from '../text/conclusion-form-ru.js';
import { isEmpty } from './conclusion-content.js';

// What the form of a conclusion shows where the consultation has ended elsewhere while it was open.

type Text = LocalizeController<ConclusionFormWords>;

/** What can become of a text that can end nothing any more. */
export interface WaysOn {
  readonly onClose: () => void;
  readonly onCopy: () => void;
  readonly onCorrect: () => void;
}

/**
 * The consultation as it has ended elsewhere; `undefined`: it has not, or what ended it may be the very command whose
 * answer was lost: asking once more tells.
 */
export function endOf({
  desk,
  corrects,
  step,
  refusal,
}: {
  readonly desk: DeskHandle;
  readonly corrects: boolean;
  readonly step: 'writing' | 'asking' | 'sending' | 'previewing';
  readonly refusal?: ErrorCode | undefined;
}): ChatView | undefined {
  const { chat } = desk.state.value;
  if (!chat || corrects || step === 'sending') return undefined;
  if (step === 'asking' && refusal && isPassing(refusal)) return undefined;
  return isFinished(chat) || refusal === 'chat-finished' ? chat : undefined;
}

/** How it has ended, and what there is to do with what was written. */
export function renderEnd(text: Text, ended: string, { outcome }: ChatView, content: ConclusionContent) {
  const way = text.term(outcome === 'conclusion' ? 'maySendAsCorrection' : 'mayOnlyCopy');
  return html`${icon(ALERT)}<span>${isEmpty(content) ? ended : `${ended} ${way}`}</span>`;
}

/** A given conclusion can be corrected by these words; where there is none they are taken along. */
export function renderWaysOn(text: Text, { outcome }: ChatView, content: ConclusionContent, ways: WaysOn) {
  const way =
    outcome === 'conclusion'
      ? html`<button type="button" class="button main" part="as-correction" @click=${ways.onCorrect}>
          ${text.term('asCorrection')}
        </button>`
      : html`<button type="button" class="button main" part="copy-conclusion" @click=${ways.onCopy}>
          ${text.term('copy')}
        </button>`;
  return html`<div class="actions">
    <button type="button" class="button" part="close-form" @click=${ways.onClose}>
      ${text.term('close')}
    </button>
    ${isEmpty(content) ? nothing : way}
  </div>`;
}

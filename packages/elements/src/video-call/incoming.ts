import type { CallHandle } from '@consult/client/call';
import { fullName } from '@consult/core';
import { html } from 'lit';
import { icon } from '../shared/icons.js';
import { PHONE } from '../shared/later-icons.js';
import { plain } from '../shared/plain.js';
import { renderProblem } from './after-call.js';
import { HANDSET_OFF, PERSON } from './icons.js';
import type { CallText } from './stage.js';

/** Who calls, and the two answers far apart (manual §5.3). Escape is neither of them. */
export function renderIncoming(call: CallHandle, text: CallText, onAccept: (audioOnly: boolean) => void) {
  const { doctor } = call.state.value.call;
  return html`<dialog
    class="incoming"
    part="incoming"
    lang=${text.lang}
    aria-labelledby="incoming"
    aria-describedby="caller"
    tabindex="-1"
    @cancel=${(event: Event) => event.preventDefault()}
  >
    <div class="who" aria-hidden="true">${icon(PERSON)}</div>
    <h2 id="incoming">${text.term('incoming')}</h2>
    <p id="caller" part="caller" class="caller">
      <bdi>${plain(fullName(doctor.name))}</bdi>
      <span>${plain(doctor.specialty)}</span>
    </p>
    <p class="hint">${text.term('cameraHint')}</p>
    ${renderProblem(call.state.value.problem, text)}
    <div class="answers">
      <button type="button" class="round negative" part="decline" @click=${() => void call.end()}>
        <span class="disc">${icon(HANDSET_OFF)}</span>${text.term('decline')}
      </button>
      <button type="button" class="round positive" part="accept" @click=${() => onAccept(false)}>
        <span class="disc">${icon(PHONE)}</span>${text.term('accept')}
      </button>
    </div>
    <button type="button" class="link" part="accept-audio" @click=${() => onAccept(true)}>
      ${text.term('acceptAudio')}
    </button>
  </dialog>`;
}

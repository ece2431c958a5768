import type { ChatState } from '@consult/client';
import { fullName, isFinished } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { ChatWords } from '../text/chat-ru.js';
import { BACK } from './icons.js';

type Text = LocalizeController<ChatWords>;

/** What the head shows beside the names, once it has arrived: whether the others are there, what can be done. */
export interface HeadParts {
  renderSigns(state: ChatState | undefined): unknown;
  renderTools(state: ChatState | undefined): unknown;
}

/** Who speaks with whom: the patient reads of the doctor, the doctor of the patient. */
export function renderHead(
  text: Text,
  state: ChatState | undefined,
  now: number,
  onBack: (() => void) | undefined,
  parts: HeadParts | undefined,
) {
  const chat = state?.chat;
  if (!chat && !onBack) return nothing;
  return html`<div part="head" class="head">
    ${onBack ? renderBack(text, onBack) : nothing}${chat ? renderPeople(text, chat, now, parts?.renderSigns(state)) : nothing}${parts?.renderTools(state)}
  </div>`;
}

function renderBack(text: Text, onBack: () => void) {
  const words = text.term('back');
  return html`<button
    type="button"
    class="back"
    part="back"
    aria-label=${words}
    title=${words}
    @click=${onBack}
  >
    ${icon(BACK)}
  </button>`;
}

function renderPeople(text: Text, chat: ChatView, now: number, signs: unknown) {
  const [doctor, patient] = [plain(fullName(chat.doctor.name)), plain(fullName(chat.patient.name))];
  const ofDoctor = chat.relation === 'doctor';
  return html`<div class="people">
      <h2 part="title"><bdi>${ofDoctor ? patient : chat.specialty}</bdi></h2>
      <p>
        ${ofDoctor ? chat.title : html`${text.term('doctor')}: <bdi>${doctor}</bdi>`}
        ${isFinished(chat) ? nothing : html`<span class="signs">${signs}</span>`}
      </p>
      ${
        chat.relation === 'representative'
          ? html`<p>${text.term('patient')}: <bdi>${patient}</bdi></p>`
          : nothing
      }
    </div>
    <p part="state" class="chip ${chat.state}">${stateWords(text, chat, now)}</p>`;
}

/** The state of the consultation as the head's chip says it. */
function stateWords(text: Text, { state, startsAt }: ChatView, now: number): string {
  if (state !== 'scheduled') return text.term(state);
  return startsAt > now ? text.term('scheduled', text.moment(startsAt, now)) : text.term('soon');
}

import type { RequestVerb } from '@consult/client/requests';
import {
  fullName,
  isWaiting,
  moscowDay,
  phoneOf,
  refusalToWithdraw,
  shortName,
  type ErrorCode,
} from '@consult/core';
import type { RequestView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { dayWords, rangeWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { phoneWords } from '../shared/phone.js';
import { plain, unbroken } from '../shared/plain.js';
import { ATTENTION, BROKEN, FINE, UNDER_WAY } from '../shared/state-icons.js';
import { CLOCK } from '../shared/request-icons.js';
import { trouble } from '../shared/trouble.js';
import type { TrackerWords } from '../text/tracker-ru.js';
import { renderOffer, renderPast } from './offers.js';

/** What a request is drawn from, beside itself. */
export interface CardView {
  readonly text: LocalizeController<TrackerWords>;
  readonly now: number;
  /** Who looks: a request of somebody else says whose it is. */
  readonly reader: string | undefined;
  /** What waits for the server's word. */
  readonly busy: RequestVerb | undefined;
  readonly problem: ErrorCode | undefined;
  /** What the reader may do; somebody without an account only reads. */
  readonly deeds?: CardDeeds;
}

/** What follows from the buttons of a card. */
export interface CardDeeds {
  readonly onAccept: (offerId: string) => void;
  readonly onRefuse: (offerId: string) => void;
  readonly onWithdraw: () => void;
  readonly onOpenChat: (chatId: string) => void;
}

/** A shape for each state: colour alone says nothing. */
const SHAPES: Record<RequestView['state'], string> = {
  registered: UNDER_WAY,
  'in-progress': UNDER_WAY,
  offered: CLOCK,
  refused: UNDER_WAY,
  scheduled: FINE,
  annulled: BROKEN,
  withdrawn: BROKEN,
  done: FINE,
};

/** One request: its number, how it stands, what happens next and by when. */
export function renderCard(request: RequestView, view: CardView) {
  const { text, busy, problem, deeds } = view;
  const { id, number, state, patient } = request;
  return html`<article part="request" class="card ${state}" aria-labelledby="number-${id}">
    <div class="head">
      <h3 part="number" id="number-${id}">${text.term('request', number)}</h3>
      <p part="state" id="state-${id}" class="chip ${state}" tabindex="-1">
        ${icon(SHAPES[state])}<span>${text.said.states[state]}</span>
      </p>
    </div>
    ${
      patient.id === view.reader
        ? nothing
        : html`<p part="whom" class="whom">
            ${text.term('patient')}: <bdi>${plain(fullName(patient.name))}</bdi>
          </p>`
    }
    <p class="what">
      ${request.specialty}${request.doctor ? html`, <bdi>${unbroken(shortName(request.doctor.name))}</bdi>` : nothing}.
      ${text.said.kinds[request.kind]}. ${request.organisation.name}
    </p>
    ${renderNext(request, view)} ${renderOffer(request, view)} ${renderPast(request, view)}
    <p part="problem" class="problem" role="alert">${trouble(problem && text.error(problem))}</p>
    ${renderDetails(request, view)}
    ${
      !deeds || refusalToWithdraw(request)
        ? nothing
        : html`<button
            type="button"
            class="link"
            part="withdraw"
            id="withdraw-${id}"
            ?disabled=${busy !== undefined}
            @click=${deeds.onWithdraw}
          >
            ${text.term(busy === 'withdraw' ? 'withdrawing' : 'withdraw')}
          </button>`
    }
  </article>`;
}

/** What happens next, or how it ended. */
function renderNext(request: RequestView, view: CardView) {
  const { state } = request;
  if (isWaiting(request)) return renderWaiting(request, view);
  if (state === 'scheduled') return renderScheduled(request, view);
  const { text, now } = view;
  if (state === 'annulled' && request.annulment) {
    const { at, reason } = request.annulment;
    return html`<div part="annulment" class="end">
      <p>${text.term('annulled', text.moment(at, now))}</p>
      <p>${text.term('annulledWhy')}: <span class="words" dir="auto">${plain(reason)}</span></p>
      <p>${text.term('annulledNext')}</p>
    </div>`;
  }
  if (state === 'withdrawn' && request.withdrawnAt !== null)
    return html`<p class="end">${text.term('withdrawn', text.moment(request.withdrawnAt, now))}</p>`;
  return nothing;
}

function renderWaiting(request: RequestView, view: CardView) {
  const { text, now } = view;
  const day = dayWords(text.lang, moscowDay(request.consultBy), now);
  const moment = text.moment(request.callBy, now);
  // A request nobody has touched is late from the deadline on, also while no new word of it has come.
  const isLate = request.overdue || (request.state === 'registered' && now > request.callBy);
  return html`<div part="deadline" class="next">
    ${
      request.state === 'refused'
        ? html`<p>${text.term('anotherTime')}</p>`
        : isLate
          ? renderLate(request, view, moment)
          : html`<p class="when">${text.term('callBy', moment)}</p>
              ${request.callByProvisional ? html`<p class="hint">${text.term('provisional')}</p>` : nothing}`
    }
    ${now < request.consultBy ? html`<p class="hint">${text.term('consultBy', day)}</p>` : nothing}
  </div>`;
}

function renderLate({ organisation }: RequestView, { text }: CardView, moment: string) {
  const { phone } = organisation;
  return html`<div part="overdue" class="overdue">
    ${icon(ATTENTION)}
    <div>
      <p class="when">${text.term('overdue')}</p>
      <p>${text.term('overdueText', moment)}</p>
      <p>${phone ? html`${text.term('overdueCall')} ${renderPhone(phone)}` : text.term('overdueRegistry')}</p>
    </div>
  </div>`;
}

/** A clinic's number may have an extension, or be several: only one that can be dialled as it stands is a link. */
export function renderPhone(phone: string) {
  const number = phoneOf(phone);
  return number ? html`<a href="tel:${number}">${phoneWords(number)}</a>` : html`<b>${phone}</b>`;
}

function renderScheduled(request: RequestView, { text, now, deeds }: CardView) {
  const accepted = request.offers.findLast(({ state }) => state === 'accepted');
  const { chat } = request;
  return html`<div part="appointment" class="next">
    <p class="when">
      ${accepted ? text.term('scheduled', text.moment(accepted.startsAt, now)) : text.term('scheduledChat')}
    </p>
    ${
      chat && deeds
        ? html`<button
            type="button"
            class="button main"
            part="open-chat"
            @click=${() => deeds.onOpenChat(chat)}
          >
            ${text.term('openChat')}
          </button>`
        : html`<p>${text.term('scheduledInPerson')}</p>`
    }
  </div>`;
}

function renderDetails(request: RequestView, { text, now }: CardView) {
  const row = (what: string, value: unknown) =>
    html`<div>
      <dt>${what}</dt>
      <dd>${value}</dd>
    </div>`;
  const { doctor, wishes } = request;
  return html`<details part="details">
    <summary>${text.term('details')}</summary>
    <dl>
      ${row(text.term('doctor'), doctor ? html`<bdi>${plain(fullName(doctor.name))}</bdi>` : text.term('anyDoctor'))}
      ${row(text.term('wishes'), wishes.map((wish) => rangeWords(text.lang, wish, now)).join(', '))}
      ${row(text.term('phone'), phoneWords(request.phone))}
      ${row(text.term('comment'), html`<span class="words" dir="auto">${plain(request.comment)}</span>`)}
    </dl>
    <p class="hint">${text.term('registered', text.moment(request.registeredAt, now))}</p>
  </details>`;
}

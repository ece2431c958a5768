import { REFUSALS_TO_ANNUL, refusalToAnswerOffer, shortName } from '@consult/core';
import type { OfferView, RequestView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { plain, unbroken } from '../shared/plain.js';
import { CLOCK } from '../shared/request-icons.js';
import type { CardView } from './card.js';
import { clockWords, minutesToSay, secondsLeft } from './held-timer.js';

/** The offer of a request that waits for an answer. */
export const openOffer = ({ offers }: RequestView): OfferView | undefined =>
  offers.findLast(({ state }) => state === 'held');

/** What is offered now, how long it is kept, and the two answers. */
export function renderOffer(request: RequestView, view: CardView) {
  const offer = openOffer(request);
  if (!offer || request.state !== 'offered') return nothing;
  const { text, now } = view;
  const isOver = refusalToAnswerOffer(request, offer, now) !== undefined;
  return html`<section part="offer" class="offer" aria-labelledby="offer-${offer.id}">
    <h4 id="offer-${offer.id}">${text.term('offer')}</h4>
    <p class="when">${text.moment(offer.startsAt, now)}</p>
    <p><bdi>${unbroken(shortName(offer.doctor.name))}</bdi>, ${offer.doctor.specialty}</p>
    ${
      isOver
        ? html`<p part="lapsed" role="status">${text.term('lapsed')}</p>`
        : html`${renderTime(offer, view)} ${renderAnswers(offer, view)}`
    }
  </section>`;
}

function renderAnswers(offer: OfferView, { text, busy, deeds }: CardView) {
  if (!deeds) return nothing;
  return html`<div class="answers">
    <button
      type="button"
      class="button main"
      part="accept"
      aria-disabled=${busy !== undefined}
      @click=${() => busy ?? deeds.onAccept(offer.id)}
    >
      ${text.term(busy === 'accept' ? 'accepting' : 'accept')}
    </button>
    <button
      type="button"
      class="button"
      part="refuse"
      aria-disabled=${busy !== undefined}
      @click=${() => busy ?? deeds.onRefuse(offer.id)}
    >
      ${text.term(busy === 'refuse' ? 'refusing' : 'refuse')}
    </button>
  </div>`;
}

/** The seconds are for the eye; a screen reader is told at a few moments. */
function renderTime({ heldUntil }: OfferView, { text, now }: CardView) {
  const left = secondsLeft(heldUntil, now);
  const said = minutesToSay(left);
  return html`<p class="held">
      ${icon(CLOCK)}<span>${text.term('held', text.moment(heldUntil, now))}</span>
      <span part="left" class="left" aria-hidden="true">
        ${text.term('left')} ${clockWords(left, text.said.hours)}
      </span>
    </p>
    <p class="visually-hidden" role="status">
      ${said === undefined ? nothing : text.term('leftSoon', said)}
    </p>`;
}

/** What was offered before and what became of each: so that nobody wonders what exactly was refused. */
export function renderPast(request: RequestView, view: CardView) {
  const { text, now } = view;
  const past = request.offers.filter(({ state }) => state !== 'held' && state !== 'accepted');
  if (!past.length) return nothing;
  const { refusals } = request;
  const isFull = refusals >= REFUSALS_TO_ANNUL;
  return html`<section class="past" aria-labelledby="past-${request.id}">
    <h4 id="past-${request.id}">${text.term('past')}</h4>
    <ol part="past">
      ${past.map(
        ({ startsAt, doctor, state, byPhone, reason }) =>
          html`<li>
            ${text.moment(startsAt, now)}, <bdi>${unbroken(shortName(doctor.name))}</bdi>:
            <b
              >${text.said.pastStates[state]}${state === 'refused' && byPhone ? ` ${text.term('byPhone')}` : nothing}</b
            >
            ${reason ? html`<span class="hint" dir="auto">${text.term('because', plain(reason))}</span>` : nothing}
          </li>`,
      )}
    </ol>
    ${
      refusals
        ? html`<p part="refusals" class="hint">
            ${text.term('refusals', refusals, REFUSALS_TO_ANNUL)}.
            ${request.state === 'annulled' || request.state === 'withdrawn' ? nothing : text.term(isFull ? 'refusalsFull' : 'refusalsText')}
          </p>`
        : nothing
    }
  </section>`;
}

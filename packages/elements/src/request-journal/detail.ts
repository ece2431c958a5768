import { ageAt, fullName, moscowDay, shortName, type ErrorCode } from '@consult/core';
import type { AttemptView, JournalRow, OfferView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { dateOfBirth, dayWords, rangeWords } from '../shared/days.js';
import type { LocalizeController } from '../shared/localize.js';
import { phoneWords } from '../shared/phone.js';
import { plain, unbroken } from '../shared/plain.js';
import type { JournalWords } from '../text/journal-ru.js';
import type { JournalWorkWords } from '../text/journal-work-ru.js';
import { renderDeadline } from './table.js';

/** The two vocabularies of an open request and the clock. */
export interface DetailSetting {
  readonly text: LocalizeController<JournalWorkWords>;
  readonly common: LocalizeController<JournalWords>;
  readonly now: number;
}

/** What there is to know of a request: of whom, how to reach them, what is wished, until when. */
export function renderFacts(row: JournalRow, { text, common, now }: DetailSetting) {
  const { patient, applicant, doctor } = row;
  const fact = (label: string, content: unknown) =>
    html`<div>
      <dt>${label}</dt>
      <dd>${content}</dd>
    </div>`;
  const born = patient.birthDate;
  const isForAnother = applicant && applicant.id !== patient.id;
  return html`<dl part="facts" class="facts">
    ${fact(text.term('phone'), html`<a class="call" href=${`tel:${row.phone}`}>${phoneWords(row.phone)}</a>`)}
    ${born ? fact(text.term('born'), `${dateOfBirth(text.lang, born)} (${text.term('age', ageAt(born, now))})`) : nothing}
    ${row.email ? fact(text.term('email'), html`<bdi>${plain(row.email)}</bdi>`) : nothing}
    ${isForAnother ? fact(text.term('applicant'), html`<bdi>${plain(fullName(applicant.name))}</bdi>`) : nothing}
    ${applicant ? nothing : fact(text.term('applicant'), text.term('noAccount'))}
    ${fact(text.term('callBy'), renderDeadline(common, row, now))}
    ${fact(text.term('consultBy'), dayWords(text.lang, moscowDay(row.consultBy), now))}
    ${fact(text.term('kind'), common.said.kinds[row.kind])}
    ${fact(text.term('specialty'), plain(row.specialty))}
    ${fact(
      text.term('doctor'),
      doctor ? html`<bdi>${plain(fullName(doctor.name))}</bdi>` : text.term('anybody'),
    )}
    ${fact(
      text.term('wishes'),
      row.wishes.map((wish) => html`<span class="wish">${rangeWords(text.lang, wish, now)}</span> `),
    )}
    ${fact(text.term('comment'), html`<span class="words" dir="auto">${row.comment}</span>`)}
    ${row.annulment ? fact(text.term('annulled'), html`<span class="words" dir="auto">${row.annulment.reason}</span>`) : nothing}
    ${row.withdrawnAt === null ? nothing : fact(text.term('withdrawn'), text.moment(row.withdrawnAt, now))}
  </dl>`;
}

/** Every time that was offered, and what became of it: what three refusals are counted from. */
export function renderOffers({ offers, refusals }: JournalRow, setting: DetailSetting) {
  const { text } = setting;
  return html`<section aria-labelledby="offers">
    <h4 id="offers">${text.term('offers', refusals)}</h4>
    ${
      offers.length === 0
        ? html`<p class="second">${text.term('noOffers')}</p>`
        : html`<ol class="history">
            ${offers.map((offer) => renderOffer(offer, setting))}
          </ol>`
    }
  </section>`;
}

function renderOffer(offer: OfferView, { text, now }: DetailSetting) {
  const when = text.moment(offer.startsAt, now);
  return html`<li part="offer-row">
    <span>${text.term('offered', when, unbroken(shortName(offer.doctor.name)))}</span>
    <span class="word offer-${offer.state}">
      ${text.said.offerStates[offer.state]}${offer.byPhone ? html`, ${text.term('byPhone')}` : nothing}
    </span>
    ${offer.state === 'held' ? html`<span class="second">${text.term('heldUntil', text.moment(offer.heldUntil, now))}</span>` : nothing}
    ${offer.reason ? html`<span class="words second" dir="auto">${text.term('reasonOf', offer.reason)}</span>` : nothing}
  </li>`;
}

/** Every call and how it ended. */
export function renderAttempts({ attempts }: JournalRow, setting: DetailSetting) {
  const { text } = setting;
  return html`<section aria-labelledby="attempts">
    <h4 id="attempts">${text.term('attempts')}</h4>
    ${
      attempts.length === 0
        ? html`<p class="second">${text.term('noAttempts')}</p>`
        : html`<ol class="history">
            ${attempts.map((attempt) => renderAttempt(attempt, setting))}
          </ol>`
    }
  </section>`;
}

function renderAttempt({ at, by, result, note }: AttemptView, { text, common, now }: DetailSetting) {
  return html`<li part="attempt-row">
    <span class="word">${common.said.results[result]}</span>
    <span class="second">${text.moment(at, now)}, ${unbroken(shortName(by.name))}</span>
    ${note ? html`<span class="words" dir="auto">${note}</span>` : nothing}
  </li>`;
}

/** Why something cannot be done, in a sentence. */
export const whyNot = (words: string, id = 'why-not') =>
  html`<p part="why-not" class="second" id=${id}>${words}</p>`;

/** Whether a refusal is about the reader, not the request. */
export const isForOthers = (code: ErrorCode | undefined) => code === 'not-allowed';

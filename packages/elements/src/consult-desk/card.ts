import type { DeskState } from '@consult/client';
import { ageAt, fullName } from '@consult/core';
import type { PatientCard } from '@consult/core/wire';
import { html } from 'lit';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { DeskWords } from '../text/desk-ru.js';

type Text = LocalizeController<DeskWords>;

/** Whom the consultation is about, in full: a mistake in the person is dangerous. */
export function renderCard(text: Text, card: PatientCard, now: number) {
  const { patient, representatives, comment, startsAt, consented } = card;
  return html`<dl part="card" class="card">
    ${renderFact(text.term('born'), birth(text, patient.birthDate, now))}
    ${
      representatives.length
        ? renderFact(
            text.term('writers'),
            representatives.map(({ name }) => html`<bdi class="writer">${plain(fullName(name))}</bdi>`),
          )
        : ''
    }
    ${renderFact(text.term('appointed'), text.moment(startsAt, now))}
    ${renderFact(
      text.term('consent'),
      html`<span class=${consented ? 'yes' : 'no'}
        >${text.term(consented ? 'consented' : 'notConsented')}</span
      >`,
    )}
    ${renderFact(
      text.term('comment'),
      comment ? html`<span class="words" dir="auto" .textContent=${comment}></span>` : text.term('noComment'),
    )}
  </dl>`;
}

function renderFact(name: string, value: unknown) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function birth(text: Text, birthDate: string | null, now: number): string {
  if (birthDate === null) return text.term('unknown');
  return `${text.term('day', birthDate)} (${text.term('age', ageAt(birthDate, now))})`;
}

/** That the consultation has ended meanwhile, and how, in a sentence. */
export function endedWords(text: Text, { state, outcome }: NonNullable<DeskState['chat']>): string {
  if (state === 'missed') return text.term('endedMissed');
  if (!outcome) return text.term('ended'); // how is not known yet, or is nothing that can happen to an open one
  return text.term(outcome === 'conclusion' ? 'endedWithConclusion' : 'endedWithoutConclusion');
}

/** The state of the consultation, in words. */
export function deskStateWords(text: Text, { state, outcome }: NonNullable<DeskState['chat']>): string {
  if (state === 'open') return text.term('opened');
  if (state === 'completed' && outcome)
    return text.term(outcome === 'conclusion' ? 'withConclusion' : 'withoutConclusion');
  return text.term(state);
}

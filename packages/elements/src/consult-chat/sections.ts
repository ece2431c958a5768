import { moscowDay } from '@consult/core';
import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { renderEntry, type EntrySurroundings } from './entry.js';
import { placeOf, revisionOf, type Section } from './timeline.js';

/** What a section needs to be drawn, beside its entries. */
export interface SectionSurroundings extends EntrySurroundings {
  readonly now: number;
  /** Where «Новые сообщения» stands: before this entry. */
  readonly dividerSeq: number | undefined;
  /** Changes when somebody else is the reader: own messages change sides then. */
  readonly reader: string;
}

/** The drawn part of the log, a list per section. A section is drawn again only when something in it has changed. */
export function renderSections(sections: readonly Section[], around: SectionSurroundings) {
  return repeat(
    sections,
    ({ index }) => index,
    (section) =>
      html`<ol class="section" part="section">
        ${guard(signatureOf(section, around), () => renderSection(section, around))}
      </ol>`,
  );
}

function renderSection({ entries, before }: Section, around: SectionSurroundings) {
  return repeat(
    entries,
    ({ seq }) => seq,
    (entry, at) => {
      const { startsDay, startsRun } = placeOf(entry, at > 0 ? entries[at - 1] : before);
      const startsNew = entry.seq === around.dividerSeq;
      return html`${startsDay ? renderDay(entry.sentAt, around) : nothing}
      ${startsNew ? renderDivider(around) : nothing} ${renderEntry(entry, startsRun || startsNew, around)}`;
    },
  );
}

function renderDay(at: number, { text, now }: SectionSurroundings) {
  return html`<li class="day" part="day">
    <time datetime=${moscowDay(at)}>${text.daySeparator(at, now)}</time>
  </li>`;
}

function renderDivider({ text }: SectionSurroundings) {
  return html`<li class="divider" part="divider"><span>${text.term('newMessages')}</span></li>`;
}

function signatureOf({ entries, before }: Section, around: SectionSurroundings): unknown[] {
  const first = entries[0]?.seq ?? 0; // none: the section is a gap
  const last = first + entries.length - 1;
  const { dividerSeq = 0 } = around;
  return [
    first,
    last,
    revisionOf(entries),
    before?.seq,
    Math.min(last, Math.max(first - 1, around.othersReadSeq)),
    dividerSeq >= first && dividerSeq <= last ? dividerSeq : 0,
    around.actions?.signature(first, last),
    around.decor?.signature(first, last),
    around.reader,
    around.text.lang,
    moscowDay(around.now),
  ];
}

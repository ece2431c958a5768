import {
  fullName,
  type Author,
  type Conclusion,
  type Entry,
  type Message,
  type Note,
  type Tombstone,
} from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import type { ChatWords } from '../text/chat-ru.js';
import type { Actions } from './actions.js';

/** What one entry needs to be drawn, beside itself. */
export interface EntrySurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly isOwn: (author: Author) => boolean;
  readonly othersReadSeq: number;
  /** What can be done with a message; `undefined` until it has arrived. */
  readonly actions: Actions | undefined;
  /** What comes after the first paint; `undefined` until it has arrived. */
  readonly decor: EntryDecor | undefined;
}

/** What an entry shows beside its words. It is no part of the first paint: entries are drawn again when it arrives. */
export interface EntryDecor {
  noteIcon(note: Note['note']): string;
  /** Who has written, and for whom, where it is not the patient themselves; `undefined`: the name says it all. */
  speaker(author: Author): string | undefined;
  /** Above the words: what the message answers. */
  quote(message: Message): unknown;
  /** The words themselves where plain text will not do, e.g. with links in them. */
  words(message: Message): unknown;
  /** Below the words: the files that hang on the message. */
  files(message: Message): unknown;
  /** How far an own message has got, in a shape and a word. */
  mark(seq: number, read: boolean): unknown;
  /** The card of the doctor's conclusion. */
  conclusion(entry: Conclusion): unknown;
  /** Changes when what it shows of the entries from `first` to `last` has changed, though they have not. */
  signature(first: number, last: number): unknown;
}

/** An entry of the log. Whatever people wrote becomes a text node and nothing else. */
export function renderEntry(entry: Entry, startsRun: boolean, around: EntrySurroundings) {
  return entry.kind === 'note' ? renderNote(entry, around) : renderWords(entry, startsRun, around);
}

function renderNote(entry: Note, { text, decor }: EntrySurroundings) {
  return html`<li class="entry note" part="entry system-note" data-seq=${entry.seq}>
    ${icon(decor?.noteIcon(entry.note) ?? '')}
    <span dir="auto" .textContent=${text.note(entry)}></span>
    ${renderTime(entry.sentAt, text)}
  </li>`;
}

function renderWords(entry: Message | Tombstone | Conclusion, startsRun: boolean, around: EntrySurroundings) {
  const own = around.isOwn(entry.author);
  const deleted = entry.kind === 'tombstone';
  const actions = entry.kind === 'message' && around.actions?.render(entry);
  return html`<li
    class="entry ${own ? 'own' : 'other'} ${startsRun ? 'starts' : ''} ${actions ? 'acting' : ''}"
    part="entry ${own ? 'entry-own' : 'entry-other'}"
    data-seq=${entry.seq}
  >
    ${renderAuthor(nameOf(entry.author, own, around.text, around.decor), !own && startsRun)}
    <div class="bubble ${deleted ? 'deleted' : ''}" part="bubble">
      ${renderContent(entry, around)}
      <p class="meta">
        ${renderTime(entry.sentAt, around.text)}${own && entry.kind === 'message' ? renderMark(entry.seq, around) : nothing}
      </p>
    </div>
    ${actions || nothing}
  </li>`;
}

function renderContent(entry: Message | Tombstone | Conclusion, { text, decor }: EntrySurroundings) {
  if (entry.kind === 'message')
    return [decor?.quote(entry), decor?.words(entry) ?? renderSaid(entry.text), decor?.files(entry)];
  return (
    (entry.kind === 'conclusion' && decor?.conclusion(entry)) ||
    html`<p class="said">${text.term(entry.kind === 'conclusion' ? 'conclusion' : 'deleted')}</p>`
  );
}

/** Who has written, as the reader is told. */
export function nameOf(
  author: Author,
  own: boolean,
  text: EntrySurroundings['text'],
  decor: EntryDecor | undefined,
): string {
  return own ? text.term('you') : (decor?.speaker(author) ?? plain(fullName(author.name)));
}

/** Grouping is for the eye; who listens hears the author of each message. */
export function renderAuthor(name: string, shown: boolean) {
  return html`<p class=${shown ? 'author' : 'visually-hidden'}><bdi>${name}</bdi></p>`;
}

/** Set as a property, so that no formatting of this file can add white space to what a person wrote. */
export function renderSaid(said: string) {
  return html`<p class="said" part="said" dir="auto" lang=${languageOf(said)} .textContent=${said}></p>`;
}

export function renderTime(at: number, text: Pick<LocalizeController<ChatWords>, 'time'>) {
  return html`<time datetime=${new Date(at).toISOString()}>${text.time(at)}</time>`;
}

/** How far an own message has got. Its room is there before it: nothing jumps. */
function renderMark(seq: number, { othersReadSeq, decor }: EntrySurroundings) {
  return html`<span class="mark">${decor?.mark(seq, seq <= othersReadSeq)}</span>`;
}

/** People write in a language of their own, whatever the page speaks: Cyrillic is Russian here, the rest is not known. */
export function languageOf(said: string): string {
  return /\p{Script=Cyrillic}/u.test(said) ? 'ru' : '';
}

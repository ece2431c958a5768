import { isFinished, shortName } from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain, unbroken } from '../shared/plain.js';
import type { ListWords } from '../text/list-ru.js';

/** What a row needs to know beside its chat. */
export interface RowSetting {
  readonly text: LocalizeController<ListWords>;
  /** The clock dates are told by, ms UTC. */
  readonly now: number;
  /** The reader's id, once known: own words are marked. */
  readonly me: string | undefined;
  /** The drawing for a specialty, once the drawings have arrived. */
  readonly drawing: ((specialty: string) => string) | undefined;
  /** The drawing for what may not be read. */
  readonly lock: string | undefined;
}

/** Letters of a message that can be seen in one line at most; the rest is not worth laying out. */
const PREVIEW = 160;

/** Between two things on one line; it never begins the next. */
const DOT = '\u00a0· ';

/** The parts of a row's button, which are its classes too. */
export function rowParts(chat: ChatView, chosen: boolean): string {
  return ['row', chosen && 'selected', isFinished(chat) && 'finished'].filter(Boolean).join(' ');
}

/** The three lines of a row: whom it is with, whom it is about, what was said last. */
export function rowContent(chat: ChatView, { text, now, me, drawing, lock }: RowSetting) {
  const doctor = [chat.specialty, unbroken(shortName(chat.doctor.name))].filter(Boolean).join(DOT);
  const title = text.term('title', unbroken(shortName(chat.patient.name)), plain(chat.title));
  // A doctor's rows would all begin with the doctor; what tells them apart is the patient.
  const lines = chat.relation === 'doctor' ? [title, doctor] : [doctor, title];
  return html`
    <span part="mark" class="mark">${drawing && icon(drawing(chat.specialty))}</span>
    <span class="line">
      <bdi class="first">${lines[0]}</bdi>
      <time part="date" datetime=${new Date(chat.activeAt).toISOString()}>
        ${text.listDate(chat.activeAt, now)}
      </time>
    </span>
    <span class="second"><bdi>${lines[1]}</bdi>${DOT}<bdi>${plain(chat.organisation.name)}</bdi></span>
    <span class="line">
      ${renderState(chat, text, now)}
      <span part="preview" class="preview">${renderPreview(chat, { text, me, lock })}</span>
      ${renderUnread(chat.unread, text)}
    </span>
  `;
}

/** In which state the consultation is: always a word, never the colour alone. */
function renderState(chat: ChatView, text: RowSetting['text'], now: number) {
  const word =
    chat.state === 'scheduled'
      ? text.term('starts', text.shortMoment(chat.startsAt, now))
      : text.term(chat.state);
  return html`<span part="state" class="state ${isFinished(chat) ? '' : chat.state}">${word}</span>`;
}

function renderPreview(
  { lastEntry, refusal }: ChatView,
  { text, me, lock }: Pick<RowSetting, 'text' | 'me' | 'lock'>,
) {
  if (refusal) return html`${icon(lock ?? '')} ${text.term('needsConsent')}`;
  if (!lastEntry) return text.term('nothingSaid');
  if (lastEntry.kind === 'note') return text.note(lastEntry);
  if (lastEntry.kind === 'tombstone') return html`<i>${text.term('deleted')}</i>`;
  const words =
    lastEntry.kind === 'message'
      ? lastEntry.text || lastEntry.files?.[0]?.name || ''
      : text.term('conclusion');
  const said = plain([...words.slice(0, PREVIEW * 2)].slice(0, PREVIEW).join(''));
  return html`<bdi>${lastEntry.author.id === me ? text.term('you', said) : said}</bdi>`;
}

function renderUnread(unread: number, text: RowSetting['text']) {
  if (!unread) return nothing;
  return html`
    <span part="unread" class="unread" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>
    <span class="visually-hidden">${text.term('unread', unread)}</span>
  `;
}

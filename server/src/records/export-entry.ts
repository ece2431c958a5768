import { clockOf, downloadName, fullName, type Author, type Quote } from '@consult/core';
import type { ExportedChat } from '@consult/core/wire';
import { PDF, type Enclosed } from './enclose.js';
import type { Dates } from './export-dates.js';
import type { ExportText } from './export-text-ru.js';
import type {
  ExportedConclusion,
  ExportedEntry,
  ExportedFile,
  ExportedMessage,
  ExportedVersion,
} from './exported.js';
import { markup, type Markup } from './markup.js';

/** What an entry needs to be written, beside itself. */
export interface EntryPaper {
  readonly text: ExportText;
  readonly dates: Dates;
  /** The documents that are in the page itself. */
  readonly enclosed: Enclosed;
  /** Whom the conversation is about. */
  readonly patient: ExportedChat['patient'];
}

/** One entry of an exported conversation. */
export function renderEntry(entry: ExportedEntry, paper: EntryPaper): Markup {
  const { text, dates } = paper;
  const when = markup`<time datetime="${new Date(entry.sentAt).toISOString()}">${dates.time(entry.sentAt)}</time>`;
  const number = markup`<small>${text.number(entry.seq)}</small>`;
  if (entry.kind === 'note') {
    const { person, note, reason, duration = 0 } = entry;
    const name = person ? `${fullName(person.name)} (${person.specialty})` : '';
    return markup`<article class="note" id="e${entry.seq}"><p class="said">${when} ${number} <bdi>${text.notes[note](name, reason ?? '', clockOf(duration))}</bdi></p></article>\n`;
  }
  return markup`<article id="e${entry.seq}">
<p class="who"><bdi>${fullName(entry.author.name)}</bdi> <small>${roleOf(entry.author, paper)}</small> ${when} ${number}</p>
${renderContent(entry, paper)}</article>
`;
}

/** In which capacity somebody wrote: as the doctor, as the patient, or for the patient. */
function roleOf({ id, side }: Author, { text, patient }: EntryPaper): Markup {
  return side === 'patient' && id !== patient.id
    ? markup`${text.onBehalf} <bdi>${fullName(patient.name)}</bdi>`
    : markup`${text[side].toLowerCase()}`;
}

function renderContent(entry: Exclude<ExportedEntry, { kind: 'note' }>, paper: EntryPaper): Markup {
  const { text, dates } = paper;
  if (entry.kind === 'tombstone')
    return markup`<p class="said deleted">${text.deleted(dates.moment(entry.deletedAt))}</p>\n`;
  return entry.kind === 'message' ? renderMessage(entry, paper) : renderConclusion(entry, paper);
}

function renderMessage({ text: said, files = [], replyTo }: ExportedMessage, paper: EntryPaper): Markup {
  return markup`${replyTo ? renderQuote(replyTo, paper) : NOTHING}${
    said ? markup`<p class="said" dir="auto">${said}</p>\n` : NOTHING
  }${files.length ? renderFiles(files, paper) : NOTHING}`;
}

function renderQuote({ seq, author, text: said, files }: Quote, paper: EntryPaper): Markup {
  const { text } = paper;
  const words = said ?? text.takenBack;
  return markup`<blockquote dir="auto"><small>${text.answering} <a href="#e${seq}">${text.number(seq)}</a>, <bdi>${fullName(author.name)}</bdi>, ${roleOf(author, paper)}</small><br>${words || text.noFiles(files)}</blockquote>\n`;
}

function renderFiles(files: readonly ExportedFile[], { text, enclosed }: EntryPaper): Markup {
  const rows = files.map((file) => {
    const { name, type, size, state, hash } = file;
    const trouble = state === 'clean' ? '' : `, ${text[state]}`;
    return markup`<li><bdi>${name}</bdi> <small>(${type}, ${text.bytes(String(size))}${trouble})</small><br><span class="hash">${text.fingerprint}: ${hash}</span>${
      state === 'clean' ? renderBytes(file, enclosed.get(hash), text) : NOTHING
    }</li>\n`;
  });
  return markup`<ul aria-label="${text.files}">\n${rows}</ul>\n`;
}

/** A picture as every browser draws it; any other document as a link to save it by; or where else it is. */
function renderBytes(
  { name, type }: Pick<ExportedFile, 'name' | 'type'>,
  address: string | undefined,
  text: ExportText,
): Markup {
  if (!address) return markup`<p class="hint">${text.elsewhere}</p>`;
  if (/^image\/(jpeg|png)$/.test(type)) return markup`<img alt="${name}" src="${address}">`;
  const named = downloadName(name, type);
  return markup`<p><a download="${named}" href="${address}">${text.save(named)}</a></p>`;
}

function renderConclusion({ versions }: ExportedConclusion, paper: EntryPaper): Markup {
  return markup`<p class="said">${paper.text.conclusion}</p>\n${versions.map((version) => renderVersion(version, paper))}`;
}

function renderVersion(
  { version, at, signedBy, size, hash, content }: ExportedVersion,
  paper: EntryPaper,
): Markup {
  const { text, dates, enclosed } = paper;
  const { diagnosis, nextVisit } = content;
  const row = (name: string, value: string) =>
    value ? markup`<dt>${name}</dt><dd class="said" dir="auto">${value}</dd>\n` : NOTHING;
  return markup`<section class="conclusion">
<p class="who">${text.version(version)} <time datetime="${new Date(at).toISOString()}">${dates.moment(at)}</time></p>
<p>${signedBy === null ? text.unsigned : text.signed(signedBy)}</p>
<dl>
${[
  row(text.complaints, content.complaints),
  row(text.findings, content.findings),
  row(text.diagnosis, [diagnosis.code, diagnosis.text].filter(Boolean).join(' ')),
  row(text.recommendations, content.recommendations),
  row(text.nextVisit, nextVisit === null ? '' : dates.day(Date.parse(nextVisit))), // the same day in Moscow
]}</dl>
<p class="hash">${text.document}: ${text.bytes(String(size))}, ${text.fingerprint}: ${hash}</p>
${renderBytes({ name: text.documentName(version), type: PDF }, enclosed.get(hash), text)}
</section>
`;
}

const NOTHING = markup``;

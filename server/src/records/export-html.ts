import { fullName, moscowDay } from '@consult/core';
import type { ExportAbout } from '@consult/core/chain';
import type { ExportedChat, ExportQuery } from '@consult/core/wire';
import { createEncloser, type ReadBytes } from './enclose.js';
import { renderEntry } from './export-entry.js';
import { linked } from './export-json.js';
import { EXPORT_POLICY, EXPORT_STYLE } from './export-page.js';
import { exportEn } from './export-text-en.js';
import { exportRu, type ExportText } from './export-text-ru.js';
import { datesOf, type Dates } from './export-dates.js';
import type { ExportedPage } from './exported.js';
import { markup, Markup } from './markup.js';

const TEXTS: Readonly<Record<ExportQuery['lang'], ExportText>> = { ru: exportRu, en: exportEn };

/** The conversation for people: one file that needs nothing else, to be read and printed for as long as there is HTML. */
export async function* exportHtml(
  about: ExportAbout & { readonly chat: ExportedChat },
  pages: AsyncIterable<ExportedPage>,
  lang: ExportQuery['lang'],
  read: ReadBytes,
): AsyncGenerator<string> {
  const text = TEXTS[lang];
  const dates = datesOf(text);
  const paper = { text, dates, patient: about.chat.patient };
  const enclose = createEncloser(read);
  yield renderHead(about, lang, text, dates).text;

  const links = linked(about, pages);
  let day = '';
  let next = await links.next();
  for (; !next.done; next = await links.next()) {
    const { entry, places } = next.value;
    const today = moscowDay(entry.sentAt);
    if (today !== day) yield markup`<h2>${dates.day(entry.sentAt)}</h2>\n`.text;
    day = today;
    yield renderEntry(entry, { ...paper, enclosed: await enclose(entry, places) }).text;
  }
  yield renderFoot(about, next.value, text, dates).text;
}

function renderHead(
  { chat, exportedAt }: ExportAbout & { readonly chat: ExportedChat },
  lang: string,
  text: ExportText,
  dates: Dates,
): Markup {
  const doctor = fullName(chat.doctor.name);
  const row = (name: string, value: string | number) =>
    markup`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>\n`;
  return markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${EXPORT_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${text.title}, ${dates.day(chat.startsAt)}</title>
<style>${new Markup(EXPORT_STYLE)}</style>
</head>
<body>
<h1>${text.title}</h1>
<dl>
${[
  row(text.subject, chat.title),
  row(text.patient, fullName(chat.patient.name)),
  row(text.doctor, `${doctor}, ${chat.specialty}`),
  row(text.organisation, chat.organisation.name),
  row(text.appointed, dates.moment(chat.startsAt)),
  row(text.state, text.states[chat.state]),
  row(text.messages, chat.seq),
  row(text.made, dates.moment(exportedAt)),
]}</dl>
<main>
`;
}

const renderFoot = (
  { exportedAt }: ExportAbout,
  hash: string,
  text: ExportText,
  dates: Dates,
): Markup => markup`</main>
<footer>
<p>${text.checksum}:<br><span class="hash">${hash}</span></p>
<p class="hint">${text.checksumHint}</p>
<p class="hint">${text.made}: ${dates.moment(exportedAt)}</p>
</footer>
</body>
</html>
`;

import type { PendingFile } from '@consult/client';
import { mayUploadAgain, type ErrorCode } from '@consult/core';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import type { Lang } from '../shared/localize.js';
import type { AttachWords } from '../text/attach-ru.js';
import { AGAIN, CROSS } from './file-icons.js';
import { iconOf, kindOf, nameOf, renderName, sizeWords } from './file-words.js';
import { preview } from './preview.js';
import { renderRing } from './ring.js';
import type { Prepared } from './shrink.js';

/** What the tray knows of an attachment beside its upload. */
export interface Origin {
  /** What the reader has chosen. */
  readonly original: File;
  /** What became of it; `undefined`: it goes as it is, by the reader's will. */
  readonly prepared?: Prepared | undefined;
}

/** A document that was chosen in a chat and is not attached to it, or not yet. */
export interface Chosen {
  readonly chatId: string;
  readonly name: string;
}

/** One that could not be attached. */
export interface Refused extends Chosen {
  readonly code: ErrorCode;
}

export interface TrayView {
  readonly said: AttachWords;
  readonly lang: Lang;
  readonly attachments: readonly PendingFile[];
  readonly refused: readonly Refused[];
  /** Photos that are being drawn anew. */
  readonly preparing: readonly Chosen[];
  readonly originOf: (key: string) => Origin | undefined;
  readonly error: (code: ErrorCode) => string;
  readonly read: (key: string) => Promise<Blob | undefined>;
  /** Whether a picture has turned out not to be one the browser can show. */
  readonly isHidden: (key: string) => boolean;
  readonly onHidden: (key: string) => void;
  readonly onRemove: (key: string) => void;
  readonly onRetry: (key: string) => void;
  readonly onOriginal: (key: string) => void;
  readonly onDismiss: (refused: Refused) => void;
}

/** What goes with the next message; before it, where it is seen at once in a tray that scrolls, what could not be taken. */
export function renderTray(view: TrayView) {
  const { said, attachments, refused, preparing } = view;
  const count = attachments.length + preparing.length;
  return html`<div class="tray" part="tray" ?hidden=${count + refused.length === 0}>
    <ul class="cards" aria-label=${said.tray}>
      ${refused.map((each) => renderRefused(each, view))}
      ${repeat(
        attachments,
        ({ key }) => key,
        (file) => renderCard(file, view),
      )}
      ${preparing.map((each) => renderPreparing(each, view))}
    </ul>
    <p class="visually-hidden" role="status">${count ? said.attached(count) : nothing}</p>
  </div>`;
}

function renderCard(file: PendingFile, view: TrayView) {
  const { said, lang, onRemove, onRetry } = view;
  const { key, state, problem } = file;
  const name = nameOf(file.name, lang);
  const bad = state === 'failed' || state === 'lost';
  return html`<li class="card ${bad ? 'bad' : ''}" part="attachment" data-key=${key}>
    ${renderThumb(file, view)}
    <div class="about">
      ${renderName(file.name, lang)}
      <p class="how">${sizeWords(file.size, lang)} · ${stateWords(file, said)}</p>
      ${bad ? renderProblem(name, problem ? view.error(problem) : said.lost) : renderNote(file, view)}
    </div>
    ${state === 'waiting' || state === 'uploading' ? renderRing(file.progress, said.progress(name)) : nothing}
    ${problem && mayUploadAgain(problem) ? renderTool(AGAIN, said.retry(name), 'attachment-retry', () => onRetry(key)) : nothing}
    ${renderTool(CROSS, said.remove(name), 'attachment-remove', () => onRemove(key))}
  </li>`;
}

function renderThumb(file: PendingFile, { read, isHidden, onHidden }: TrayView) {
  const kind = kindOf(file);
  const { key } = file;
  if (kind !== 'picture' || isHidden(key)) return html`<span class="thumb">${icon(iconOf(kind))}</span>`;
  const source = { key, load: () => read(key), onFailed: () => onHidden(key) };
  return html`<span class="thumb"
    ><canvas width="96" height="96" aria-hidden="true" ${preview(source)}></canvas
  ></span>`;
}

function stateWords({ state, progress }: PendingFile, said: AttachWords): string {
  if (state === 'uploading') return said.uploading(Math.round(progress * 100));
  return state === 'lost' ? said.failed : said[state];
}

/** What was done to a photo, and what was not. */
function renderNote(file: PendingFile, view: TrayView) {
  const { said, lang, originOf, onOriginal } = view;
  if (kindOf(file) === 'heic') return html`<p class="hint">${said.heic}</p>`;
  const origin = originOf(file.key);
  if (!origin) return nothing;
  const { prepared, original } = origin;
  if (!prepared) return html`<p class="hint">${said.isOriginal}</p>`;
  if (prepared.how === 'as-is') return html`<p class="hint">${said.asIs}</p>`;
  const pixels = `${prepared.width}\u00a0×\u00a0${prepared.height}`;
  return html`<p class="hint">${prepared.how === 'smaller' ? said.smaller(pixels) : said.stripped}</p>
    <button
      type="button"
      class="as-link"
      part="attachment-original"
      title=${said.originalMeans}
      @click=${() => onOriginal(file.key)}
    >
      ${said.original(sizeWords(original.size, lang))}
    </button>
    <p class="hint">${said.originalMeans}</p>`;
}

const renderPreparing = ({ name }: Chosen, { said, lang }: TrayView) =>
  html`<li class="card" part="attachment">
    <span class="thumb">${icon(iconOf('picture'))}</span>
    <div class="about">
      ${renderName(name, lang)}
      <p class="how">${said.preparing}</p>
    </div>
  </li>`;

const renderRefused = (refused: Refused, { said, lang, error, onDismiss }: TrayView) =>
  html`<li class="card bad" part="attachment-refused">
    <span class="thumb">${icon(ALERT)}</span>
    <div class="about">
      ${renderName(refused.name, lang)} ${renderProblem(nameOf(refused.name, lang), error(refused.code))}
    </div>
    <button type="button" class="button" @click=${() => onDismiss(refused)}>${said.dismiss}</button>
  </li>`;

/** Why it is not taken. Whoever listens hears of which one: the upload ends while they do something else. */
const renderProblem = (name: string, words: string) =>
  html`<p class="problem" role="alert"><span class="visually-hidden">${name}: </span>${words}</p>`;

const renderTool = (drawing: string, words: string, part: string, act: () => void) =>
  html`<button type="button" class="tool" part=${part} aria-label=${words} title=${words} @click=${act}>
    ${icon(drawing)}
  </button>`;

import type { OwnFile, PendingFile } from '@consult/client';
import { refusalToOpenFile, type AttachedFile } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { Lang } from '../shared/localize.js';
import type { FilesWords } from '../text/files-ru.js';
import { DOWNLOAD, ELSEWHERE, HOURGLASS, THREAT } from './file-icons.js';
import { iconOf, kindOf, nameOf, renderName, sizeWords, typeWords } from './file-words.js';
import { fit, preview } from './preview.js';
import { renderRing } from './ring.js';

/** What a card needs besides its document. */
export interface CardView {
  readonly said: FilesWords;
  readonly lang: Lang;
  /** Its bytes are on their way here. */
  readonly isOpening: (id: string) => boolean;
  /** What went wrong with it last. */
  readonly problemOf: (id: string) => string | undefined;
  /** The browser cannot show this picture. */
  readonly isHidden: (id: string) => boolean;
  readonly onHidden: (id: string) => void;
  readonly load: (file: AttachedFile) => Promise<Blob>;
  readonly onOpen: (file: AttachedFile) => void;
}

/** The longer side of a preview in pixels of the canvas; on the screen it is half of it. */
const PREVIEW = 640;
/** The room of a picture that does not say how large it is. */
const UNKNOWN = { width: 640, height: 480 };

/** A document on a message: a picture shows itself, the rest says what it is. */
export function renderFile(file: AttachedFile, view: CardView) {
  const problem = view.problemOf(file.id);
  const shows = isShown(file) && !view.isHidden(file.id);
  return html`<li part="file" data-file=${file.id}>
    ${shows ? renderPicture(file, view) : renderCard(file, view)}
    <div class="file-problem" role="status">
      ${problem ? html`<p class="problem">${problem}</p>` : nothing}
    </div>
  </li>`;
}

/** Whether it is a picture that may be drawn. */
export const isShown = (file: AttachedFile): boolean =>
  kindOf(file) === 'picture' && !refusalToOpenFile(file);

function renderPicture(file: AttachedFile, view: CardView) {
  const { width, height } = file;
  const size = width && height ? fit({ width, height }, PREVIEW) : UNKNOWN;
  const source = { key: file.id, load: () => view.load(file), onFailed: () => view.onHidden(file.id) };
  const words = view.said.view(nameOf(file.name, view.lang));
  return html`<button
    type="button"
    class="picture"
    part="picture"
    aria-label=${words}
    title=${words}
    @click=${() => view.onOpen(file)}
  >
    <canvas width=${size.width} height=${size.height} aria-hidden="true" ${preview(source)}></canvas>
  </button>`;
}

function renderCard(file: AttachedFile, view: CardView) {
  const { said, lang } = view;
  const kind = kindOf(file);
  const about = html`${icon(drawingOf(file))}<span class="about">
      ${renderName(file.name, lang)}
      <span class="how">${typeWords(file)}, ${sizeWords(file.size, lang)}</span>
      ${noteOf(file, view)}
    </span>`;
  if (refusalToOpenFile(file)) return html`<div class="paper">${about}</div>`;
  const opening = view.isOpening(file.id);
  const words = kind === 'pdf' ? said.open : said.download;
  return html`<button
    type="button"
    class="paper"
    aria-disabled=${opening ? 'true' : 'false'}
    @click=${() => view.onOpen(file)}
  >
    ${about}<span class="act"
      >${opening ? said.opening : html`${icon(kind === 'pdf' ? ELSEWHERE : DOWNLOAD)}<span>${words}</span>`}</span
    >
  </button>`;
}

function drawingOf(file: AttachedFile): string {
  if (file.state === 'blocked' || file.state === 'unchecked') return THREAT;
  return file.state === 'scanning' ? HOURGLASS : iconOf(kindOf(file));
}

function noteOf(file: AttachedFile, { said, isHidden }: CardView) {
  const words =
    file.state !== 'clean'
      ? said[file.state]
      : kindOf(file) === 'heic'
        ? said.heic
        : isHidden(file.id)
          ? said.notShown
          : undefined;
  return words && html`<span class="how ${file.state}">${words}</span>`;
}

/** A document on an own message that waits. */
export function renderLeaving(file: OwnFile, pending: PendingFile | undefined, lang: Lang) {
  const name = nameOf(file.name, lang);
  const moves = pending?.state === 'uploading';
  return html`<li part="file">
    <div class="paper">
      ${icon(iconOf(kindOf(file)))}<span class="about">
        ${renderName(file.name, lang)}
        <span class="how">${typeWords(file)}, ${sizeWords(file.size, lang)}</span>
      </span>
      ${moves ? renderRing(pending.progress, name) : nothing}
    </div>
  </li>`;
}

import { downloadName } from '@consult/core';
import { html } from 'lit';
import type { Lang } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { FILE, PDF, PICTURE } from './file-icons.js';

/** What a document is to its reader. */
export type Kind = 'pdf' | 'picture' | 'heic' | 'other';

/** By its media type, and by its name where the browser knows no type for it. */
export function kindOf({ type, name }: { readonly type: string; readonly name: string }): Kind {
  if (type === 'application/pdf') return 'pdf';
  if (type === 'image/jpeg' || type === 'image/png') return 'picture';
  if (type === 'image/heic' || type === 'image/heif' || (!type && /\.hei[cf]$/i.test(name))) return 'heic';
  return 'other';
}

const ICONS: Record<Kind, string> = { pdf: PDF, picture: PICTURE, heic: PICTURE, other: FILE };

export const iconOf = (kind: Kind): string => ICONS[kind];

/** How much of a name's end always shows: enough to tell two pages of one analysis apart, and the extension. */
const TAIL = 9;
const UNNAMED: Record<Lang, string> = { ru: 'Без названия', en: 'Untitled' };

/** A document's name as it may be shown. */
export const nameOf = (name: string, lang: Lang): string => plain(name).trim() || UNNAMED[lang];

/** A name that is cut in its middle where there is no room for it, so that the extension stays: «анализ…крови.pdf». */
export function renderName(name: string, lang: Lang) {
  const points = [...nameOf(name, lang)];
  const cut = points.length > TAIL * 2 ? points.length - TAIL : points.length;
  const [stem, tail] = [points.slice(0, cut).join(''), points.slice(cut).join('')];
  return html`<bdi class="file-name" title=${stem + tail}
    ><span class="stem">${stem}</span><span>${tail}</span></bdi
  >`;
}

const UNITS: Record<Lang, readonly string[]> = { ru: ['Б', 'КБ', 'МБ'], en: ['B', 'KB', 'MB'] };

/** «1,2 МБ». */
export function sizeWords(bytes: number, lang: Lang): string {
  const unit = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** unit;
  const digits = new Intl.NumberFormat(lang, { maximumFractionDigits: value < 10 && unit ? 1 : 0 });
  return `${digits.format(value)}\u00a0${UNITS[lang][unit]}`;
}

/** «PDF», «JPG»: what it is, short; where the browser knows no type for it, what its name says. */
export function typeWords({ type, name }: { readonly type: string; readonly name: string }): string {
  const extension = /\.([\p{L}\d]{1,5})$/u.exec(type ? downloadName(name, type) : name)?.[1] ?? '';
  return extension.toUpperCase();
}

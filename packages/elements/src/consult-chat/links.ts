import { html } from 'lit';
import type { tokenize } from 'linkifyjs';
import { languageOf } from './entry.js';

export { links } from './links.styles.js';

/** Draws a text with links in it; `undefined` where there is none. */
export type LinkWords = (text: string) => unknown;

/** How links are found in a text. */
export type FindLinks = typeof tokenize;

/** Where a link may lead (security rule T7); everything else stays text. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Marks that turn the reading direction, or are not seen at all: with them a link could look like another. */
const DISGUISE = /[\p{Cc}\p{Cf}]/u;

/** A piece of a text: as it was written, and where it leads if it is a link. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
  /** The host it really leads to, where the text shows another or one that could be taken for another. */
  readonly host?: string | undefined;
}

/** Cuts a text into links and what is between them. Joined again, the pieces are the text. */
export function piecesOf(text: string, find: FindLinks): Piece[] {
  return find(text).map((token) => {
    const said = token.toString();
    const url = token.isLink && !DISGUISE.test(said) ? urlOf(token.toHref('https')) : undefined;
    return url
      ? { text: said, href: url.href, host: isHonest(said, url) ? undefined : url.host }
      : { text: said };
  });
}

/** Draws the words of a message with their links. */
export const createLinkWords =
  (find: FindLinks): LinkWords =>
  (text) => {
    const pieces = piecesOf(text, find);
    if (!pieces.some(({ href }) => href)) return undefined;
    const content = pieces.map((piece) => (piece.href ? renderLink(piece) : piece.text));
    return html`<p class="said" part="said" dir="auto" lang=${languageOf(text)}>${content}</p>`;
  };

/** The real host is drawn by styles: a copied text stays as it was written. */
const renderLink = ({ text, href, host }: Piece) =>
  html`<a
    class="link"
    href=${href!}
    target="_blank"
    rel="noopener noreferrer nofollow"
    data-host=${host ?? ''}
    >${text}</a
  >`;

function urlOf(href: string): URL | undefined {
  try {
    const url = new URL(href);
    return SCHEMES.has(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the text shows the host it leads to, in letters that cannot be taken for others. */
function isHonest(said: string, { protocol, host, hostname, username }: URL): boolean {
  if (protocol === 'tel:') return true;
  const shown =
    protocol === 'mailto:' ? said.split('@').pop()! : said.replace(/^[a-z]+:\/\//i, '').split(/[/?#]/)[0]!;
  if (protocol === 'mailto:') return isPlain(shown);
  if (username || !isPlain(shown.replace(/:\d*$/, ''))) return false;
  return asHost(shown) === host || asHost(shown) === hostname;
}

/** All Latin, or all Cyrillic to the last label: a name in two scripts, or `аррӏе.com`, is somebody's disguise. */
const isPlain = (host: string) => /^[a-z\d.-]+$/i.test(host) || /^[а-яё\d.-]+$/i.test(host);

const asHost = (shown: string) => urlOf(`https://${shown}`)?.host;

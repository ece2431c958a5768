import type { DocumentsTexts } from '../../text/documents-ru.js';
import { button, el } from '../dom.js';
import { momentOf } from '../moment.js';
import { type ConsentDocument, type InForce, type Kind, KINDS } from './document.js';

export interface ListDeps {
  readonly said: DocumentsTexts;
  readonly inForce: InForce;
  /** Has a draft in this tab. */
  readonly isBegun: (kind: Kind) => boolean;
  readonly readFormer: (document: ConsentDocument) => Promise<readonly ConsentDocument[]>;
  readonly onWrite: (kind: Kind) => void;
}

/** Every kind of document, with the version in force and those before it. */
export const listScreen = (deps: ListDeps): HTMLElement[] => [
  el('p', { className: 'lead' }, deps.said.lead),
  ...KINDS.map((kind) => card(kind, deps)),
];

function card(kind: Kind, deps: ListDeps): HTMLElement {
  const { said, inForce, isBegun, onWrite } = deps;
  const document = inForce[kind];
  const title = el('h2', { id: kind, tabIndex: -1 }, said.names[kind]);
  return el(
    'section',
    { className: 'card', attributes: { 'aria-labelledby': kind } },
    title,
    el('p', { className: 'more' }, said.purposes[kind]),
    ...(document ? [...edition(document, deps), former(document, deps)] : [el('p', {}, said.noneYet)]),
    el(
      'p',
      { className: 'actions' },
      button(isBegun(kind) ? said.goOn : document ? said.writeNext : said.writeFirst, () => onWrite(kind)),
    ),
  );
}

/** One version: its number and date, its name, its hash and its text. */
function edition(document: ConsentDocument, { said }: ListDeps): HTMLElement[] {
  const { version, title, hash, text, publishedAt } = document;
  return [
    el('p', {}, el('strong', {}, `${said.edition} ${version}`), `, ${momentOf(publishedAt, said)}`),
    el(
      'dl',
      { className: 'facts' },
      el('dt', {}, said.title),
      el('dd', {}, title),
      el('dt', {}, said.hash),
      el('dd', {}, el('code', {}, hash)),
    ),
    details(`${said.textOf} ${version}`, el('div', { className: 'document-text', dir: 'auto' }, text)),
  ];
}

const details = (summary: string, ...content: Node[]): HTMLDetailsElement =>
  el('details', {}, el('summary', {}, summary), ...content);

/** The versions before, read when somebody wants to see them. */
function former(document: ConsentDocument, deps: ListDeps): HTMLElement | null {
  const { said } = deps;
  if (document.version === 1) return null;
  const list = el('div', { className: 'former' });
  const box = details(`${said.former}: ${document.version - 1}`, list);

  async function fill() {
    list.replaceChildren(el('p', { attributes: { role: 'status' } }, said.loading));
    try {
      const documents = await deps.readFormer(document);
      list.replaceChildren(...documents.map((one) => el('div', {}, ...edition(one, deps))));
    } catch {
      list.replaceChildren(
        el('p', { className: 'problem', attributes: { role: 'alert' } }, said.failed),
        button(said.again, () => void fill()),
      );
    }
  }
  box.addEventListener('toggle', () => void (box.open && !list.hasChildNodes() && fill()));
  return box;
}

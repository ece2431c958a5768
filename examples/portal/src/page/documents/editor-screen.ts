import type { DocumentsTexts } from '../../text/documents-ru.js';
import { button, el } from '../dom.js';
import type { ConsentDocument, Kind } from './document.js';
import type { Draft } from './draft.js';
import type { Faults } from './faults.js';

export interface EditorDeps {
  readonly said: DocumentsTexts;
  readonly kind: Kind;
  readonly inForce: ConsentDocument | undefined;
  readonly draft: Draft;
  /** Answers whether it is kept in this tab. */
  readonly onChange: (draft: Draft) => boolean;
  readonly onPublish: (draft: Draft) => void;
  readonly onRestart: () => void;
  readonly onLeave: () => void;
}

/** The screen on which the next version is written. */
export interface Editor {
  readonly nodes: readonly HTMLElement[];
  /** Tells at the fields what is wrong with them, and goes to the first that is. */
  tell(faults: Faults): void;
}

/** Comparing follows the writer at this distance, in ms. */
const PAUSE = 250;

export function editorScreen(deps: EditorDeps): Editor {
  const { said, kind, inForce, draft, onChange, onPublish } = deps;
  const title = el('input', { id: 'title', type: 'text', value: draft.title, autocomplete: 'off' });
  const text = el('textarea', { id: 'text', rows: 18, value: draft.text });
  const fields = { title, text };
  const kept = el('p', { className: 'more kept' });
  const preview = previewOf(deps);
  let after = draft.after;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = (): Draft => ({ title: title.value, text: text.value, after });
  for (const field of [title, text])
    field.addEventListener('input', () => {
      kept.textContent = onChange(now()) ? said.kept : said.notKept;
      clearTimeout(timer);
      timer = setTimeout(() => preview.show(text.value), PAUSE);
    });

  const form = el(
    'form',
    { className: 'editor', noValidate: true },
    labelled(title, said.title, said.titleHint),
    labelled(text, said.text, said.textHint),
    kept,
    preview.node,
    el(
      'p',
      { className: 'actions' },
      el('button', { className: 'button main' }, said.publish),
      button(said.leave, deps.onLeave),
      button(said.restart, deps.onRestart),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onPublish(now());
  });

  const published = inForce?.version ?? 0;
  const overtaken = draft.after < published;
  after = published; // what is compared below is what it follows
  const heading = el('h2', { tabIndex: -1, id: 'editor' }, said.names[kind]);
  const nodes = [
    heading,
    el('p', { className: 'more' }, `${said.next}: ${published + 1}`),
    overtaken
      ? el(
          'p',
          { className: 'note', attributes: { role: 'alert' } },
          said.overtaken.replace('{version}', String(published)),
        )
      : null,
    form,
  ].filter((node) => node !== null);
  return { nodes, tell: (faults) => tellFaults(fields, faults) };
}

/** What the patients will see: the changes against the version in force, or that everything is new. */
function previewOf({ said, inForce, draft }: EditorDeps) {
  const changes = document.createElement('consent-changes');
  const show = (text: string) => void Object.assign(changes, { former: inForce?.text ?? '', next: text });
  show(draft.text);
  const node = el(
    'section',
    { className: 'preview', attributes: { 'aria-labelledby': 'preview' } },
    el('h3', { id: 'preview' }, said.preview),
    el(
      'p',
      { className: 'more' },
      inForce ? said.previewHint.replace('{version}', String(inForce.version)) : said.previewFirst,
    ),
    inForce ? changes : null,
  );
  return { node, show };
}

function labelled(field: HTMLInputElement | HTMLTextAreaElement, words: string, hint: string): HTMLElement {
  field.setAttribute('aria-describedby', `${field.id}-hint ${field.id}-fault`);
  field.required = true;
  return el(
    'div',
    { className: 'field' },
    el('label', { htmlFor: field.id }, words),
    el('small', { id: `${field.id}-hint` }, hint),
    field,
    el('p', { id: `${field.id}-fault`, className: 'problem' }),
  );
}

function tellFaults(fields: Record<keyof Faults, HTMLElement>, faults: Faults): void {
  let first: HTMLElement | undefined;
  for (const name of ['title', 'text'] as const) {
    const [field, words] = [fields[name], faults[name]];
    field.setAttribute('aria-invalid', String(words !== undefined));
    document.getElementById(`${name}-fault`)!.textContent = words ?? '';
    if (words !== undefined) first ??= field;
  }
  first?.focus();
}

import { documentsEn } from '../text/documents-en.js';
import { documentsRu, type DocumentsTexts } from '../text/documents-ru.js';
import { codeOf } from './code-of.js';
import { button, el } from './dom.js';
import { type InForce, type Kind, KINDS, readFormer, readInForce } from './documents/document.js';
import { type Draft, type Drafts, openDrafts } from './documents/draft.js';
import { type Editor, editorScreen } from './documents/editor-screen.js';
import { faultsOf } from './documents/faults.js';
import { listScreen } from './documents/list-screen.js';
import { openOwnPage } from './own-page.js';
import { ask } from './question.js';

/** «Документы согласий»: what is published, and the next version of it. Which one is written stands in the address. */
const { client, place, lang, say } = openOwnPage();
const said: DocumentsTexts = lang === 'en' ? documentsEn : documentsRu;

/** Counts what was asked to be shown: an answer that comes late is not. */
let asked = 0;
let drafts: Drafts | undefined;

const kindInAddress = (): Kind | undefined => {
  const wanted = new URLSearchParams(location.search).get('kind');
  return KINDS.find((kind) => kind === wanted);
};

function go(kind?: Kind, focus?: string) {
  if (kind) say('');
  history.pushState(null, '', kind ? `?kind=${kind}` : location.pathname);
  return show(focus ?? 'editor');
}

/** Draws what the address says, and puts the focus where somebody's choice has led. */
async function show(focus?: string): Promise<void> {
  const turn = ++asked;
  if (!place.hasChildNodes()) place.append(el('p', { attributes: { role: 'status' } }, said.loading));
  try {
    const [inForce, me] = await Promise.all([
      readInForce(client),
      client.call<{ id: string }>('GET', '/v1/me'),
    ]);
    if (turn !== asked) return;
    if (drafts?.person !== me.id) drafts = openDrafts(me.id);
    const kind = kindInAddress();
    place.replaceChildren(...(kind ? edit(kind, inForce, drafts) : list(inForce, drafts)));
    if (focus) document.getElementById(focus)?.focus();
  } catch (error) {
    if (turn !== asked) return;
    place.replaceChildren(
      el('p', { className: 'problem', attributes: { role: 'alert' } }, wordsOf(error)),
      button(said.again, () => void show(focus), 'button main'),
    );
  }
}

const wordsOf = (error: unknown) => (codeOf(error) === 'not-allowed' ? said.notAllowed : said.failed);

const list = (inForce: InForce, { read }: Drafts) =>
  listScreen({
    said,
    inForce,
    isBegun: (kind) => read(kind) !== undefined,
    readFormer: (document) => readFormer(client, document),
    onWrite: (kind) => void go(kind),
  });

function edit(kind: Kind, inForce: InForce, kept: Drafts): readonly HTMLElement[] {
  const known = inForce[kind];
  const fresh = {
    title: known?.title ?? said.names[kind],
    text: known?.text ?? '',
    after: known?.version ?? 0,
  };
  const editor: Editor = editorScreen({
    said,
    kind,
    inForce: known,
    draft: kept.read(kind) ?? fresh,
    onChange: (draft) => kept.write(kind, draft),
    onPublish: (draft) => void publish(kind, draft, inForce, editor),
    onRestart: () => void restart(kind),
    onLeave: () => void go(undefined, kind),
  });
  return editor.nodes;
}

/** Asks, publishes, and tells how it went; whatever fails, the draft stays. */
async function publish(kind: Kind, { title, text, after }: Draft, inForce: InForce, { tell }: Editor) {
  const faults = faultsOf({ title, text }, inForce[kind], said);
  tell(faults);
  if (faults.title ?? faults.text) return;
  let version = after + 1;
  try {
    const done = await ask({
      title: said.sure.replace('{version}', String(version)),
      lines: [after ? said.followsAgain : said.followsFirst, said.follows[kind], said.forGood],
      yes: said.sureYes,
      no: said.sureNo,
      busy: said.publishing,
      async act() {
        // The very same text sent again is the same version: another try publishes nothing twice.
        const body = { kind, title: title.trim(), text: text.trim(), after };
        const { document } = await client.call<{ document: { version: number } }>(
          'POST',
          '/v1/consent-documents',
          body,
        );
        version = document.version;
      },
      failed: (error) => (FINAL.includes(codeOf(error)) ? undefined : said.notPublished),
    });
    if (!done) return;
    drafts?.forget(kind);
    await go(undefined, kind);
    say(said.published.replace('{version}', String(version)).replace('{name}', said.names[kind]));
  } catch (error) {
    await explain(error, tell);
  }
}

/** What another try would not change. */
const FINAL = ['consent-outdated', 'too-large', 'invalid', 'not-allowed'];

async function explain(error: unknown, tell: Editor['tell']) {
  const code = codeOf(error);
  if (code === 'consent-outdated') return show('editor'); // which tells what has been published meanwhile
  tell({ text: code === 'too-large' ? said.tooLarge : code === 'invalid' ? said.invalid : said.notAllowed });
}

/** Throws the draft away, upon a yes. */
async function restart(kind: Kind) {
  const sure = await ask({
    title: said.restartSure,
    lines: [said.restartLost],
    yes: said.restartYes,
    no: said.sureNo,
    busy: said.restartYes,
    act: async () => drafts?.forget(kind),
    failed: () => said.failed,
  });
  if (sure) await show('editor');
}

addEventListener('popstate', () => void show(kindInAddress() ? 'editor' : undefined));
void show();

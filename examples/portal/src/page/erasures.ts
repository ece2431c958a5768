import { erasuresEn } from '../text/erasures-en.js';
import { erasuresRu, type ErasuresTexts } from '../text/erasures-ru.js';
import { codeOf } from './code-of.js';
import { button, el } from './dom.js';
import { approveErasure, type Erasure, readErasures } from './erasures/erasure.js';
import { erasuresScreen } from './erasures/screen.js';
import { openOwnPage } from './own-page.js';
import { ask } from './question.js';

/** «Удаление данных»: what patients have asked to be erased, the two steps to it, and what was done. */
const { client, place, lang, say } = openOwnPage();
const said: ErasuresTexts = lang === 'en' ? erasuresEn : erasuresRu;

/** Counts what was asked to be shown: an answer that comes late is not. */
let asked = 0;

async function show(focus?: string): Promise<void> {
  const turn = ++asked;
  if (!place.hasChildNodes()) place.append(el('p', { attributes: { role: 'status' } }, said.loading));
  try {
    const [erasures, me] = await Promise.all([
      readErasures(client),
      client.call<{ id: string }>('GET', '/v1/me'),
    ]);
    if (turn !== asked) return;
    const onRefresh = () => void show('waiting');
    place.replaceChildren(
      ...erasuresScreen(erasures, { said, me: me.id, onStep: (erasure) => void step(erasure), onRefresh }),
    );
    if (focus) document.getElementById(focus)?.focus();
  } catch (error) {
    if (turn !== asked) return;
    const words = codeOf(error) === 'not-allowed' ? said.notAllowed : said.failed;
    place.replaceChildren(
      el('p', { className: 'problem', attributes: { role: 'alert' } }, words),
      button(said.again, () => void show(focus), 'button main'),
    );
  }
}

/** What another try would not change: it has been done, or it is for another administrator to do. */
const FINAL: Readonly<Record<string, keyof ErasuresTexts & `said${string}`>> = {
  'already-done': 'saidAlready',
  'not-allowed': 'saidNotYours',
};

/** One of the two steps, upon a yes. */
async function step(erasure: Erasure): Promise<void> {
  const isFirst = erasure.state === 'asked';
  let outcome = '';
  try {
    const done = await ask({
      title: isFirst ? said.approveSure : said.eraseSure,
      lines: [
        `${said.patient} ${erasure.person}`,
        isFirst ? said.approveFollows : said.eraseFollows,
        said.forGood,
      ],
      yes: isFirst ? said.approve : said.erase,
      no: said.no,
      busy: said.busy,
      async act() {
        const { state } = await approveErasure(client, erasure);
        outcome = state === 'done' ? said.saidDone : said.saidApproved;
      },
      failed: (error) => (FINAL[codeOf(error)] ? undefined : said.notDone),
    });
    if (!done) return;
  } catch (error) {
    outcome = said[FINAL[codeOf(error)]!];
  }
  await show(erasure.id);
  say(outcome); // after the focus has moved, which would talk over it
}

void show();

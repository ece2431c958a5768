import { erasuresEn } from '../text/erasures-en.js';
import { erasuresRu } from '../text/erasures-ru.js';
import { ownDataEn } from '../text/own-data-en.js';
import { ownDataRu, type OwnDataTexts } from '../text/own-data-ru.js';
import type { Subject } from './booking/answers.js';
import { codeOf } from './code-of.js';
import { button, el } from './dom.js';
import type { Erasure } from './erasures/erasure.js';
import { openOwnPage } from './own-page.js';
import { ownDataScreen } from './own-data/screen.js';
import { ask } from './question.js';

/** «Копия и удаление данных»: what is kept of a person to take home, and the wish to have erased what need not be kept. */
const { client, place, lang, say } = openOwnPage();
const said: OwnDataTexts = lang === 'en' ? ownDataEn : ownDataRu;
const kinds = lang === 'en' ? erasuresEn : erasuresRu;

/** As large a copy as a slow line is waited for, in bytes. */
const LARGEST = 20 * 1024 * 1024;

/** Counts what was asked to be shown: an answer that comes late is not. */
let asked = 0;
/** Whose data are looked at; empty: one's own. */
let patient = '';

const of = () => (patient ? `?patient=${encodeURIComponent(patient)}` : '');

async function show(focus = ''): Promise<void> {
  const turn = ++asked;
  if (!place.hasChildNodes()) place.append(el('p', { attributes: { role: 'status' } }, said.loading));
  try {
    const [{ subjects }, { erasures }] = await Promise.all([
      client.call<{ subjects: readonly Subject[] }>('GET', '/v1/me/subjects'),
      client.call<{ erasures: readonly Erasure[] }>('GET', `/v1/me/erasure${of()}`),
    ]);
    if (turn !== asked) return;
    const self = subjects.find(({ isSelf }) => isSelf)?.id ?? '';
    place.replaceChildren(
      ...ownDataScreen(erasures, {
        said,
        kinds,
        subjects,
        patient: patient || self,
        onChoose(next) {
          patient = next === self ? '' : next;
          say('');
          void show('input[name="patient"]:checked');
        },
        onDownload: (pressed) => void download(pressed),
        onAsk: () => void wish(),
      }),
    );
    if (focus) place.querySelector<HTMLElement>(focus)?.focus();
  } catch (error) {
    // Who is not let in at all is told so by the provider, with what to do about it.
    if (turn !== asked || codeOf(error) === 'account-simplified') return;
    place.replaceChildren(
      el('p', { className: 'problem', attributes: { role: 'alert' } }, said.failed),
      button(said.again, () => void show(focus), 'button main'),
    );
  }
}

/** Saves the copy as the browser saves files; nothing of it is kept by the page. */
async function download(pressed: HTMLButtonElement): Promise<void> {
  if (pressed.getAttribute('aria-disabled')) return;
  const problem = document.getElementById('copy-problem')!;
  pressed.setAttribute('aria-disabled', 'true');
  pressed.textContent = said.downloading;
  problem.textContent = '';
  say('');
  try {
    const file = await client.download(`/v1/me/export${of()}`, LARGEST);
    const name = `consult-data-${new Date().toISOString().slice(0, 10)}.json`;
    const link = el('a', { href: URL.createObjectURL(file), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
    say(said.saved.replace('{name}', name));
  } catch (error) {
    problem.textContent = codeOf(error) === 'too-many-requests' ? said.tooOften : said.failed;
  } finally {
    pressed.removeAttribute('aria-disabled');
    pressed.textContent = said.download;
  }
}

async function wish(): Promise<void> {
  const done = await ask({
    title: said.sure,
    lines: [said.eraseLead, said.follows, said.forGood],
    yes: said.ask,
    no: said.no,
    busy: said.busy,
    act: async () => void (await client.call('POST', '/v1/me/erasure', patient ? { patient } : {})),
    failed: () => said.notSent,
  });
  if (!done) return;
  await show('#erase');
  say(said.asked); // after the focus has moved, which would talk over it
}

void show();

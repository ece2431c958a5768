import type { ErasuresTexts } from '../../text/erasures-ru.js';
import { button, el } from '../dom.js';
import { facts } from '../facts.js';
import { dayOf, daysIn, momentOf } from '../moment.js';
import type { Erasure, Erasures } from './erasure.js';

const DAY = 24 * 60 * 60 * 1000;

export interface ScreenDeps {
  readonly said: ErasuresTexts;
  /** Who looks. */
  readonly me: string;
  readonly onStep: (erasure: Erasure) => void;
  readonly onRefresh: () => void;
}

/** What is to be erased, and what was. */
export function erasuresScreen({ now, waiting, done }: Erasures, deps: ScreenDeps): HTMLElement[] {
  const { said, onRefresh } = deps;
  return [
    el('p', { className: 'lead' }, said.lead),
    el('p', { className: 'more' }, said.kept),
    el('p', { className: 'actions' }, button(said.refresh, onRefresh)),
    el('h2', { id: 'waiting', tabIndex: -1 }, said.waiting),
    ...(waiting.length
      ? waiting.map((one) => waitingCard(one, now, deps))
      : [el('p', {}, said.nothingWaits)]),
    el('h2', { id: 'done', tabIndex: -1 }, said.done),
    ...(done.length ? done.map((one) => doneCard(one, deps)) : [el('p', {}, said.nothingDone)]),
  ];
}

function waitingCard(erasure: Erasure, now: number, { said, me, onStep }: ScreenDeps): HTMLElement {
  const { id, person, askedAt, dueAt, state, overdue, refusal } = erasure;
  const isFirst = state === 'asked';
  return el(
    'section',
    { className: 'card', attributes: { 'aria-labelledby': id } },
    el('h3', { id, tabIndex: -1 }, `${said.patient} ${person}`),
    overdue ? el('p', { className: 'overdue' }, lateWords(now - dueAt, said)) : null,
    facts(
      [said.askedAt, momentOf(askedAt, said)],
      [said.dueAt, `${dayOf(dueAt, said)}${overdue ? '' : `, ${leftWords(dueAt - now, said)}`}`],
      [said.state, said.states[refusal ? (person === me ? 'own' : 'mine') : isFirst ? 'asked' : 'approved']],
    ),
    refusal
      ? null
      : el(
          'p',
          { className: 'actions' },
          describedBy(
            id,
            button(isFirst ? said.approve : said.erase, () => onStep(erasure), 'button main'),
          ),
        ),
  );
}

/** Which of many like buttons it is, a screen reader hears after its name. */
function describedBy(id: string, made: HTMLButtonElement): HTMLButtonElement {
  made.setAttribute('aria-describedby', id);
  return made;
}

function lateWords(late: number, said: ErasuresTexts): string {
  const days = Math.floor(late / DAY);
  return days ? said.overdue.replace('{days}', daysIn(days, said)) : said.justOverdue;
}

function leftWords(left: number, said: ErasuresTexts): string {
  const days = Math.ceil(left / DAY);
  return days > 1 ? said.left.replace('{days}', daysIn(days, said)) : said.lastDay;
}

function doneCard({ id, person, askedAt, doneAt, erased }: Erasure, { said }: ScreenDeps): HTMLElement {
  return el(
    'section',
    { className: 'card', attributes: { 'aria-labelledby': id } },
    el('h3', { id, tabIndex: -1 }, `${said.patient} ${person}`),
    facts(
      [said.askedAt, momentOf(askedAt, said)],
      [said.doneAt, momentOf(doneAt ?? askedAt, said)],
      [said.erased, erasedList(erased, said)],
    ),
  );
}

/** What was erased, by kind, how many. */
export function erasedList(
  erased: Erasure['erased'],
  { kinds, nothingErased }: Pick<ErasuresTexts, 'kinds' | 'nothingErased'>,
): HTMLElement | string {
  const counts = Object.entries(erased ?? {}).filter(([, count]) => count > 0);
  if (!counts.length) return nothingErased;
  return el('ul', {}, ...counts.map(([kind, count]) => el('li', {}, `${kinds[kind] ?? kind}: ${count}`)));
}

import type { ErasuresTexts } from '../../text/erasures-ru.js';
import type { OwnDataTexts } from '../../text/own-data-ru.js';
import type { Subject } from '../booking/answers.js';
import { nameOf } from '../booking/screens.js';
import { button, el, radios } from '../dom.js';
import type { Erasure } from '../erasures/erasure.js';
import { erasedList } from '../erasures/screen.js';
import { facts } from '../facts.js';
import { dayOf, momentOf } from '../moment.js';

export interface ScreenDeps {
  readonly said: OwnDataTexts;
  readonly kinds: Pick<ErasuresTexts, 'kinds' | 'nothingErased' | 'erased'>;
  /** Oneself and those one speaks for, and whose data are looked at. */
  readonly subjects: readonly Subject[];
  readonly patient: string;
  readonly onChoose: (patient: string) => void;
  readonly onDownload: (pressed: HTMLButtonElement) => void;
  readonly onAsk: () => void;
}

/** The copy, the erasure, and what came of earlier wishes, the newest first. */
export function ownDataScreen(erasures: readonly Erasure[], deps: ScreenDeps): HTMLElement[] {
  const { said, subjects, patient, onChoose, onDownload, onAsk } = deps;
  const download = button(said.download, () => onDownload(download), 'button main');
  const waits = erasures.some(({ state }) => state !== 'done');
  return [
    el('p', { className: 'lead' }, said.lead),
    ...(subjects.length > 1
      ? [
          radios(
            said.of,
            'patient',
            subjects.map(({ id, isSelf, name }) => [id, isSelf ? said.self : nameOf(name)] as const),
            patient,
            onChoose,
          ),
        ]
      : []),
    el('h2', { id: 'copy' }, said.copy),
    el('p', {}, said.copyLead),
    el('p', { className: 'actions' }, download),
    el('p', { id: 'copy-problem', className: 'problem', attributes: { role: 'alert' } }),
    el('h2', { id: 'erase', tabIndex: -1 }, said.erase),
    el('p', {}, said.eraseLead),
    ...(waits ? [] : [el('p', { className: 'actions' }, button(said.ask, onAsk))]),
    ...(erasures.length ? [el('h3', {}, said.wishes)] : []),
    ...erasures.map((erasure) => wishCard(erasure, deps)),
  ];
}

function wishCard({ askedAt, dueAt, doneAt, erased }: Erasure, { said, kinds }: ScreenDeps): HTMLElement {
  const known = [[said.askedAt, momentOf(askedAt, said)]] as const;
  return el(
    'section',
    { className: 'card' },
    doneAt === null
      ? facts(...known, [said.dueAt, dayOf(dueAt, said)], [said.state, said.waits])
      : facts(
          ...known,
          [said.doneAt, momentOf(doneAt, said)],
          [said.state, said.done],
          [kinds.erased, erasedList(erased, kinds)],
        ),
  );
}

import type { DeskHandle, DeskState, PatientReadiness } from '@consult/client';
import { isFinished } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { PartWords } from '../shared/part-words.js';
import { READINESS_SHAPES } from '../shared/state-icons.js';
import { StoreController } from '../shared/store-controller.js';
import type { DeskWords } from '../text/desk-ru.js';
import { readinessRu } from '../text/readiness-ru.js';
import { styles } from './readiness.styles.js';

/** Tells the doctor before a call whether the patient's devices and line are ready for it. */
export class ReadinessLine {
  readonly #text: LocalizeController<DeskWords>;
  readonly #now: () => number;
  readonly #words;
  readonly #state: StoreController<PatientReadiness>;

  constructor(
    host: LitElement,
    text: LocalizeController<DeskWords>,
    desk: () => DeskHandle | undefined,
    now: () => number,
  ) {
    this.#text = text;
    this.#now = now;
    this.#words = new PartWords(
      host,
      text,
      readinessRu,
      async () => (await import('../text/readiness-en.js')).readinessEn,
    );
    this.#state = new StoreController(host, () => desk()?.readiness);
    adopt(host, styles);
  }

  /** Nothing while it is not known, and once there is nobody to call. */
  render(chat: NonNullable<DeskState['chat']>) {
    const state = this.#state.value;
    if (!state || state.status !== 'ready' || isFinished(chat)) return nothing;
    const { readiness, checkedAt } = state;
    return html`<p part="readiness" class="readiness ${readiness}" role="status">
      ${icon(READINESS_SHAPES[readiness])}
      <span>${checkedAt === null ? this.#words.said.unknown() : this.#sayChecked(state, checkedAt)}</span>
    </p>`;
  }

  #sayChecked({ readiness, findings }: PatientReadiness, checkedAt: number): string {
    const { said } = this.#words;
    const when = this.#text.moment(checkedAt, this.#now());
    const wrong = findings.filter(({ result }) => result === 'failed' || result === 'warning');
    // A newer page may look into what this one has no word for.
    const what = [...new Set(wrong.flatMap(({ probe }) => said.probes[probe] ?? []))].join(', ');
    return said[readiness](when, what);
  }
}

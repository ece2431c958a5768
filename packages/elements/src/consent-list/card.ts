import { fullName } from '@consult/core';
import type { ConsentStatus } from '@consult/core/wire';
import { html, nothing } from 'lit';
import { renderChanges } from '../shared/changed-text.js';
import { icon } from '../shared/icons.js';
import type { LocalizeController } from '../shared/localize.js';
import { plain } from '../shared/plain.js';
import { ATTENTION, BROKEN, FINE, UNKNOWN } from '../shared/state-icons.js';
import type { Changes } from '../shared/text-changes.js';
import type { ConsentListWords } from '../text/consent-list-ru.js';
import type { Act } from './accepted-text.js';

/** What one may want of a consent. */
export interface CardHands {
  readonly text: LocalizeController<ConsentListWords>;
  readonly now: number;
  /** The file that is being fetched: `receipt` or `proof`, and of which acceptance. */
  readonly fetching: string | undefined;
  /** What the newer version says otherwise, once somebody wants to know. */
  readonly changes: Changes | undefined;
  readonly onText: (act: Act) => void;
  readonly onFile: (what: 'receipt' | 'proof', act: Act) => void;
  readonly onGive: () => void;
  readonly onWithdraw: (act: Act) => void;
  readonly onCompare: (event: Event) => void;
}

/** A shape for each state: colour alone says nothing. */
const SHAPES: Record<ConsentStatus['state'], string> = {
  none: UNKNOWN,
  given: FINE,
  superseded: ATTENTION,
  withdrawn: BROKEN,
};

/** One consent of one person: how it stands, and what can be done about it. */
export function renderCard(status: ConsentStatus, hands: CardHands) {
  const { said } = hands.text;
  const [newest, ...older] = status.acts;
  const name = said.names[status.kind];
  const headingId = `${status.kind}-${status.patient.id}`;
  return html`<article part="consent" class="consent" aria-labelledby=${headingId}>
    <h4 id=${headingId} part="name">${name}</h4>
    <p part="state" class="state ${status.state}" tabindex="-1">
      ${icon(SHAPES[status.state])}<span>${stateWords(status, hands)}</span>
    </p>
    ${status.state === 'superseded' && newest ? renderNews(newest, hands) : nothing}
    ${status.published || newest ? nothing : html`<p class="hint">${said.unpublished}</p>`}
    <div part="tools" class="tools">
      ${
        status.published && status.state !== 'given'
          ? html`<button type="button" class="button main" part="give" @click=${hands.onGive}>
              ${status.state === 'superseded' ? said.giveNew : said.give}
            </button>`
          : nothing
      }
      ${newest ? renderTools(newest, hands) : nothing}
      ${
        newest && (status.state === 'given' || status.state === 'superseded')
          ? html`<button
              type="button"
              class="button danger"
              part="withdraw"
              @click=${() => hands.onWithdraw(newest)}
            >
              ${said.withdraw}
            </button>`
          : nothing
      }
    </div>
    ${newest ? renderHistory([newest, ...older], hands) : nothing}
  </article>`;
}

function stateWords({ state, acts }: ConsentStatus, { text, now }: CardHands): string {
  const { said } = text;
  const [newest] = acts;
  if (!newest || state === 'none') return said.none;
  if (state === 'superseded') return said.superseded;
  return newest.withdrawn
    ? said.withdrawn(text.moment(newest.withdrawn.at, now))
    : said.given(newest.version, text.moment(newest.at, now));
}

function renderNews(given: Act, { text, changes, onCompare }: CardHands) {
  const { said } = text;
  return html`<p class="hint">${said.supersededHint(given.version)}</p>
    <details part="news" @toggle=${onCompare}>
      <summary>${said.changes}</summary>
      ${
        changes?.paragraphs
          ? html`<p class="hint">${said.changesFrom(changes.from, changes.to)}</p>
              ${renderChanges(changes.paragraphs, said)}`
          : html`<p role="status">${changes?.paragraphs === null ? said.notCompared : said.comparing}</p>`
      }
    </details>`;
}

function renderTools(act: Act, { text, fetching, onText, onFile }: CardHands) {
  const { said } = text;
  const file = (what: 'receipt' | 'proof') => {
    const busy = fetching === `${what} ${act.id}`;
    return html`<button
      type="button"
      class="button"
      part=${what}
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${() => onFile(what, act)}
    >
      ${busy ? said.preparing : said[what]}
    </button>`;
  };
  return html`<button type="button" class="button" part="open" @click=${() => onText(act)}>
      ${said.openText}
    </button>
    ${file('receipt')} ${file('proof')}`;
}

function renderHistory(acts: readonly Act[], hands: CardHands) {
  const { said } = hands.text;
  return html`<details part="history">
    <summary>${said.history}</summary>
    <ol>
      ${acts.map((act, index) => html`<li part="act">${renderAct(act, hands)}${index ? html`<div class="tools">${renderTools(act, hands)}</div>` : nothing}</li>`)}
    </ol>
  </details>`;
}

function renderAct({ at, version, by, level, withdrawn }: Act, { text, now }: CardHands) {
  const { said } = text;
  const who = (person: Act['by']) => html`<bdi>${said.by(plain(fullName(person.name)))}</bdi>`;
  return html`${
      withdrawn
        ? html`<p>${capital(said.actWithdrawn(text.moment(withdrawn.at, now)))}</p>
            <p class="hint">${who(withdrawn.by)}</p>`
        : nothing
    }
    <p>${capital(said.actGiven(text.moment(at, now), version))}</p>
    <p class="hint">${who(by)}${level ? html`<br />${said.level(level)}` : nothing}</p>`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

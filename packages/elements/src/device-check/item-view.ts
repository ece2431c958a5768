import type { Agent, CheckFinding } from '@consult/client/check';
import type { ProbeCause } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import type { CheckWords } from '../text/check-ru.js';
import { ATTENTION, BROKEN, FINE, UNDER_WAY, UNKNOWN } from '../shared/state-icons.js';
import type { ItemState, ItemView } from './items.js';

/** A shape for each state: colour alone says nothing. */
const SHAPES: Record<ItemState, string> = {
  waiting: UNKNOWN,
  running: UNDER_WAY,
  ok: FINE,
  warning: ATTENTION,
  failed: BROKEN,
  skipped: UNKNOWN,
};

/** What an item needs to be drawn. */
export interface ItemDrawing {
  readonly said: CheckWords;
  readonly agent: Agent | undefined;
  readonly busy: boolean;
  /** What belongs to the item besides: the test of the speaker. */
  readonly more?: unknown;
  readonly onRetry: () => void;
}

/** One of the manual's items: how it stands, why, and the one thing to do about it. */
export function renderItem({ item, state, findings, problems }: ItemView, drawing: ItemDrawing) {
  const { said, agent, busy, more = nothing, onRetry } = drawing;
  const cause = problems[0]?.cause;
  return html`<li part="item" class="item ${state}">
    <div class="line">
      ${icon(SHAPES[state])}
      <h3>${said.items[item]}</h3>
      <span part="item-state" class="state">${said.states[state]}</span>
    </div>
    ${causesOf(problems).map(
      ([name, probes]) =>
        html`<p part="cause" class="cause">
          <b>${capital(probes.map(({ probe }) => said.probes[probe]).join(', '))}.</b> ${said.causes[name]}
        </p>`,
    )}
    ${cause && agent ? html`<p part="action" class="action">${said.actions[cause](agent)}</p>` : nothing}
    ${more}
    ${
      findings.length
        ? html`<div class="line feet">
            ${renderEvidence(findings, said)}
            <button
              type="button"
              class="button"
              part="retry"
              aria-disabled=${busy}
              aria-label=${said.retryOf(said.items[item])}
              @click=${onRetry}
            >
              ${said.retry}
            </button>
          </div>`
        : nothing
    }
  </li>`;
}

function renderEvidence(findings: readonly CheckFinding[], said: CheckWords) {
  return html`<details part="evidence">
    <summary>${said.details}</summary>
    <dl>
      ${findings.map(
        ({ probe, result, evidence }) =>
          html`<div>
            <dt>${capital(said.probes[probe])}</dt>
            <dd>
              ${said.states[result]}${evidence ? html` <span class="figures">${evidence}</span>` : nothing}
            </dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

/** The same trouble of several things is said once. */
function causesOf(problems: readonly CheckFinding[]): [ProbeCause, CheckFinding[]][] {
  const causes = new Map<ProbeCause, CheckFinding[]>();
  for (const problem of problems)
    if (problem.cause) causes.set(problem.cause, [...(causes.get(problem.cause) ?? []), problem]);
  return [...causes];
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

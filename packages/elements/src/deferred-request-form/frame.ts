import { moscowDay, type ApplicationField } from '@consult/core';
import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { ATTENTION } from '../shared/state-icons.js';
import { trouble } from '../shared/trouble.js';
import { faultOfWishes } from '../shared/wishes.js';
import type { StepView } from './steps.js';

/** The head of a step: what it is, and which of how many. */
export const renderHead = ({ text }: StepView, title: string, step: number) =>
  html`<div class="head">
    <h2 id="title" part="title" tabindex="-1">${title}</h2>
    <p part="progress" class="hint">${text.term('step', step)}</p>
  </div>`;

/** What is wrong with one thing, under it. Its place is always there, for screen readers know it by its id. */
export const renderProblem = (id: string, words: string | undefined) =>
  html`<p id="${id}-problem" class="problem" part="problem">${trouble(words)}</p>`;

/** What is wrong with a field, in words. */
export function wordsOf({ text, filling, now }: StepView, field: ApplicationField): string | undefined {
  const problem = filling.problems.find((one) => one.field === field);
  if (!problem) return undefined;
  const { empty, wrong, wrongDates } = text.said;
  if (problem.code === 'dates-wrong') return wrongDates[faultOfWishes(filling.fields, moscowDay(now))];
  if (field === 'wishes') return problem.code === 'dates-needed' ? empty.wishes : text.error(problem.code);
  return (problem.code === 'text-empty' ? empty : wrong)[field];
}

/** Why this patient cannot apply here, and the way out. */
export function renderObstacle({ text, state, filling, around }: StepView) {
  const { obstacle } = state;
  if (!obstacle || obstacle.patient !== filling.fields.patient) return nothing;
  const isDuplicate = obstacle.code === 'request-duplicate';
  return html`<div id="obstacle" part="obstacle" class="obstacle" role="alert" tabindex="-1">
    ${icon(ATTENTION)}
    <div>
      <p class="title">${text.said.obstacleTitle[obstacle.code]}</p>
      <p>${text.said.obstacle[obstacle.code]}</p>
      ${
        isDuplicate
          ? html`<button
              type="button"
              class="button"
              part="open-existing"
              @click=${() => around.onOpen(obstacle.request ?? null)}
            >
              ${text.said.openExisting}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

/** What became of what is typed. */
export function draftWords({ text, filling, around }: StepView): string {
  const { draft } = filling;
  if (draft === 'none') return '';
  if (draft === 'restored') return text.term('restored');
  if (draft === 'keeping') return text.term('keeping');
  if (draft === 'lost') return text.term('notKept');
  return text.term(around.lasting() ? 'kept' : 'keptFleetingly');
}

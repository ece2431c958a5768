import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { controls } from '../shared/controls.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const tracker = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--_surface);
  }

  h2,
  h3,
  h4,
  p,
  dl,
  dd,
  ol {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.3;
  }

  h3 {
    flex: 1 1 10rem;
    font-size: calc(var(--_size) * 1.125);
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }

  h4 {
    font-size: var(--_size);
  }

  .tracker,
  .requests {
    display: grid;
    gap: calc(var(--_space) * 4);
    justify-items: start;
  }

  .tracker {
    max-inline-size: 46rem;
    padding: calc(var(--_space) * 4);
  }

  .requests,
  .card {
    inline-size: 100%;
    min-inline-size: 0;
  }

  .tracker > .notice,
  .tracker > [role='alert'],
  .loading {
    inline-size: 100%;
  }

  .card {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    overflow-wrap: anywhere;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    inline-size: 100%;
  }

  .chip {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: var(--_space) calc(var(--_space) * 3);
    border: 1px solid currentColor;
    border-radius: 999px;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .chip > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .chip.offered {
    color: var(--_accent);
  }

  .chip.scheduled,
  .chip.done {
    color: var(--_positive);
  }

  .chip.annulled {
    color: var(--_negative);
  }

  .whom,
  .when {
    font-weight: 600;
  }

  .next,
  .end,
  .past,
  .offer,
  .overdue > div {
    display: grid;
    gap: calc(var(--_space) * 2);
    justify-items: start;
  }

  .hint,
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .overdue {
    display: flex;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_warning);
    border-inline-start-width: 6px;
    border-radius: var(--_radius);
  }

  .overdue > .icon {
    color: var(--_warning);
  }

  .overdue a {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_target);
    color: var(--_accent);
    font-weight: 600;
    white-space: nowrap;
  }

  .offer {
    inline-size: 100%;
    padding: calc(var(--_space) * 4) calc(var(--_space) * 3);
    border: 2px solid var(--_accent);
    border-radius: var(--_radius);
  }

  .offer .when {
    font-size: calc(var(--_size) * 1.125);
  }

  .held {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_space) calc(var(--_space) * 2);
  }

  .left {
    grid-column: 2;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
  }

  .answers > .button {
    flex: 1 1 9rem;
    max-inline-size: 16rem;
  }

  .button[aria-disabled='true'] {
    opacity: 0.75;
    cursor: default;
  }

  .danger {
    border-color: var(--_negative);
    color: var(--_negative);
  }

  .past ol {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 5);
  }

  .past li > .hint {
    display: block;
  }

  .words {
    white-space: pre-wrap;
  }

  .problem,
  .offline {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  .problem {
    color: var(--_negative);
  }

  .problem:empty,
  .offline:empty {
    display: none;
  }

  .offline > .icon,
  .problem > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  details {
    inline-size: 100%;
  }

  summary {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_target);
    color: var(--_accent);
    text-decoration: underline;
    cursor: pointer;
  }

  details dl {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 2);
  }

  .link {
    min-block-size: var(--_target);
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    cursor: pointer;
  }

  .link:disabled {
    color: var(--_muted);
    cursor: default;
  }

  @media print {
    .answers,
    .link {
      display: none;
    }

    summary {
      color: inherit;
      text-decoration: none;
    }

    /* What lies folded on the screen is whole on paper. */
    details::details-content {
      content-visibility: visible;
    }
  }
`;

export const styles = [tokens, controls, actions, loading, tracker];

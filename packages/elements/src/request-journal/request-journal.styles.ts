import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { controls } from '../shared/controls.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const journal = css`
  :host {
    display: block;
    block-size: 100%;
    container: journal / inline-size;
    min-block-size: 0;
    background: var(--_surface);
  }

  .journal {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
  }

  p,
  h2,
  h3,
  h4 {
    margin: 0;
  }

  .head,
  .filters,
  .tools,
  .offline {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  .filters {
    min-block-size: calc(var(--_target) + var(--_space) * 4);
  }

  .head,
  .filters,
  .keys,
  .offline {
    flex: none;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  h2 {
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.2;
  }

  .counts {
    flex: 1 1 12rem;
  }

  .tools > .button {
    padding-inline: calc(var(--_space) * 3);
  }

  .counts,
  .keys,
  .second {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .problem {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    color: var(--_negative);
    font-size: var(--_small);
  }

  .problem:empty {
    display: none;
  }

  .body {
    display: grid;
    flex: 1 1 auto;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    border-block: 1px solid var(--_border);
  }

  .rows {
    container: rows / inline-size;
    min-block-size: 0;
    overflow: auto;
  }

  .more {
    display: flex;
    margin: calc(var(--_space) * 3) auto;
  }

  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--_small);
    line-height: 1.3;
  }

  th,
  td {
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_border);
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: break-word;
  }

  thead th {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    background: var(--_sunken);
    color: var(--_muted);
    font-weight: 600;
    overflow-wrap: break-word;
  }

  .row {
    cursor: pointer;
  }

  .row:hover {
    background: var(--_sunken);
  }

  .row.selected {
    background: var(--_accent-tint);
  }

  .row.closed {
    color: var(--_muted);
  }

  th:first-child {
    border-inline-start: 4px solid transparent;
  }

  .row.overdue > :first-child {
    border-inline-start-color: var(--_negative);
  }

  .row.selected > :first-child {
    border-inline-start: 4px double var(--_accent);
  }

  .opener {
    display: block;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
    cursor: pointer;
  }

  .opener:hover {
    text-decoration: underline;
  }

  .born,
  .phone {
    white-space: nowrap;
  }

  .second {
    display: block;
  }

  .word.late,
  .word.refused {
    color: var(--_negative);
    font-weight: 600;
  }

  .word.offered,
  .works {
    color: var(--_warning);
    font-weight: 600;
  }

  .word.scheduled,
  .word.done {
    color: var(--_positive);
    font-weight: 600;
  }

  @container journal (min-width: 60rem) {
    .head {
      display: grid;
      grid-template: auto auto / 1fr auto;
      gap: 0 calc(var(--_space) * 2);
    }

    .tools {
      grid-area: 1 / 2 / 3;
    }

    .head > .problem {
      grid-column: 1 / -1;
    }

    .opened > .body {
      grid-template-columns: minmax(0, 1fr) minmax(22rem, 36%);
    }
  }

  @container journal (max-width: 59.99rem) {
    .opened > :is(.head, .filters, .keys, .body > .rows),
    .opened > .body > .rows {
      display: none;
    }
  }

  /* On a phone the filters would leave no room: all of it scrolls. */
  @container journal (max-width: 44rem) {
    .journal:not(.opened) {
      display: block;
      overflow: auto;
    }

    .journal:not(.opened) .rows {
      overflow: visible;
    }
  }

  /* Where there is no room for all, what an open request tells itself goes first. */
  @container rows (max-width: 78rem) {
    .born,
    .source {
      display: none;
    }
  }

  @container rows (max-width: 62rem) {
    .phone,
    .notified {
      display: none;
    }
  }

  @container rows (max-width: 46rem) {
    .wishes,
    .doctor {
      display: none;
    }
  }

  @container rows (max-width: 34rem) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .row > td {
      display: revert;
    }

    .row {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 9rem), 1fr));
      border-block-end: 1px solid var(--_border);
      border-inline-start: 4px solid transparent;
    }

    .row.overdue {
      border-inline-start-color: var(--_negative);
    }

    .row > :first-child,
    .row.overdue > :first-child,
    .row.selected > :first-child {
      grid-column: 1 / -1;
      border-inline-start: 0;
    }

    .opener {
      min-block-size: var(--_target);
    }

    th,
    td {
      border: 0;
      overflow-wrap: anywhere;
    }

    td::before {
      display: block;
      color: var(--_muted);
      content: attr(data-label);
    }
  }

  @media (max-height: 40rem), (max-width: 30rem) {
    .keys {
      display: none;
    }
  }
`;

export const styles = [tokens, controls, actions, loading, journal];

import { css } from 'lit';
import { dialogFrame } from '../shared/dialog.styles.js';

/** The filters, an open request, and what its dialogs share. */
export const work = css`
  ${dialogFrame}

  .filters .field {
    text-overflow: ellipsis;
  }

  .filters > .field {
    flex: 1 1 8rem;
    inline-size: auto;
    min-inline-size: 0;
  }

  .search {
    position: relative;
    flex: 2 1 12rem;
  }

  @container journal (max-width: 44rem) {
    .search {
      flex-basis: 100%;
    }
  }

  .search > .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: calc(var(--_space) * 3);
    inline-size: 1.25em;
    block-size: 1.25em;
    transform: translateY(-50%);
    color: var(--_muted);
    pointer-events: none;
  }

  .search > .field {
    padding-inline-start: calc(var(--_space) * 3 + 1.75em);
  }

  .check {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
    cursor: pointer;
  }

  .check > input {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    accent-color: var(--_accent);
  }

  .offline > p {
    flex: 1 1 14em;
  }

  .offline > .icon {
    color: var(--_warning);
  }

  select {
    font: inherit;
    margin: 0;
  }

  .offline {
    border-block: 1px solid var(--_border);
    background: var(--_sunken);
  }

  @media (forced-colors: active) {
    .row.overdue > :first-child {
      border-inline-start-color: Mark;
    }

    .row.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  .detail {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-inline-start: 1px solid var(--_border);
    background: var(--_raised);
  }

  .detail-head,
  .detail-actions {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .detail-head > h3 {
    flex: 1 1 10rem;
    min-inline-size: 0;
    font-size: calc(var(--_size) * 1.125);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .detail-body {
    display: grid;
    flex: 1 1 auto;
    align-content: start;
    gap: calc(var(--_space) * 3);
    min-block-size: 0;
    padding: 0 calc(var(--_space) * 3) calc(var(--_space) * 3);
    overflow: auto;
  }

  .detail-body:focus-visible {
    outline-offset: -2px;
  }

  .detail-actions {
    max-block-size: 50%;
    border-block-start: 1px solid var(--_border);
    overflow: auto;
  }

  .detail-actions > .button {
    padding-inline: calc(var(--_space) * 3);
  }

  .detail-actions > p {
    flex: 1 1 100%;
  }

  .lock {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: calc(var(--_radius) / 2);
    background: var(--_sunken);
    font-size: var(--_small);
  }

  .lock > p {
    flex: 1 1 10rem;
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    margin: 0;
  }

  .facts dt {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .call {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_target);
    color: var(--_accent);
    font-weight: 600;
    white-space: nowrap;
  }

  .wish {
    display: inline-block;
  }

  .wish:not(:last-child)::after {
    content: ',';
  }

  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  h4 {
    font-size: 1em;
  }

  .history {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: var(--_space) 0 0;
    padding-inline-start: 1.5em;
  }

  .history > li > span {
    display: block;
  }

  .offer-refused,
  .offer-lapsed {
    color: var(--_negative);
  }

  .offer-accepted {
    color: var(--_positive);
  }

  .offer-held {
    color: var(--_warning);
  }

  .danger {
    border-color: var(--_negative);
    color: var(--_negative);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .dialog .hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .dialog fieldset {
    display: grid;
    gap: var(--_space);
    margin: 0;
    padding: 0;
    border: 0;
  }

  .dialog legend,
  .dialog .input > label {
    padding: 0;
    font-weight: 600;
  }

  .dialog .input {
    display: grid;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
  }

  .dialog textarea {
    resize: vertical;
  }

  .dialog .field[aria-invalid='true'] {
    border-color: var(--_negative);
    border-width: 2px;
  }

  .dialog .foot-problem {
    padding-inline: calc(var(--_space) * 5);
  }

  @media print {
    .tools,
    .filters,
    .keys,
    .more,
    .detail-actions {
      display: none;
    }

    :host,
    .journal,
    .body,
    .rows,
    .detail {
      display: block;
      block-size: auto;
    }

    .journal,
    .rows,
    .detail-body {
      overflow: visible;
    }
  }
`;

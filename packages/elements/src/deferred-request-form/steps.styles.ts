import { css } from 'lit';
import { wishes } from '../shared/wishes.styles.js';

/** The steps of an application. */
export const steps = css`
  ${wishes}

  input,
  textarea,
  fieldset {
    font: inherit;
    color: inherit;
    margin: 0;
  }

  .form {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .form > p:empty {
    display: none;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--_space) calc(var(--_space) * 4);
  }

  h2 {
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  h2:focus {
    outline: none; /* led to by the page, not by the person */
  }

  h2:focus-visible {
    outline: 2px solid var(--_accent);
  }

  .hint,
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .summary {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 2px solid var(--_negative);
    border-radius: var(--_radius);
    color: var(--_negative);
    font-weight: 600;
  }

  .fields {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .input {
    display: grid;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
  }

  label,
  legend {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  legend {
    padding: 0;
  }

  .field {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
  }

  textarea.field {
    resize: vertical;
  }

  .known.field {
    border-style: dashed;
    background: var(--_sunken);
    overflow-wrap: anywhere;
  }

  .field[aria-invalid='true'] {
    border: 2px solid var(--_negative);
  }

  .problem,
  .warning {
    display: flex;
    gap: calc(var(--_space) * 2);
    color: var(--_negative);
    font-size: var(--_small);
  }

  .warning {
    color: var(--_warning);
    font-weight: 600;
  }

  .problem > .icon,
  .warning > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .problem:empty {
    display: none;
  }

  fieldset {
    display: grid;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    padding: 0;
    border: 0;
  }

  .choice > label,
  .tick {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_target);
    font-weight: 400;
    cursor: pointer;
  }

  .tick {
    font-weight: 600;
  }

  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    accent-color: var(--_accent);
  }

  .obstacle {
    display: flex;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_warning);
    border-inline-start-width: 6px;
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .obstacle > .icon {
    color: var(--_warning);
  }

  .obstacle > div {
    display: grid;
    justify-items: start;
    gap: calc(var(--_space) * 2);
  }

  .obstacle .title,
  .whom {
    font-weight: 600;
  }

  .document {
    display: grid;
    gap: calc(var(--_space) * 3);
    max-block-size: min(26rem, 60vh);
    overflow: auto;
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  h3 {
    font-size: var(--_size);
  }

  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .review,
  .facts {
    display: grid;
  }

  .review > div,
  .facts > div {
    display: grid;
    gap: 0 calc(var(--_space) * 4);
    align-items: center;
    padding-block: calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_border);
  }

  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
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

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: calc(var(--_space) * 3);
  }

  .button[aria-disabled='true'] {
    opacity: 0.75;
    cursor: default;
  }

  .registered h2 {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    color: var(--_positive);
  }

  .number,
  .secret {
    font-size: calc(var(--_size) * 1.5);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    user-select: all;
  }

  .secret {
    font-size: var(--_size);
  }

  @container (min-width: 36rem) {
    .fields {
      grid-template-columns: 1fr 1fr;
    }

    .wide {
      grid-column: 1 / -1;
    }

    .review > div {
      grid-template-columns: 11rem 1fr auto;
    }

    .facts > div {
      grid-template-columns: 11rem 1fr;
    }

    .facts .hint {
      grid-column: 2;
    }
  }

  @media print {
    .document {
      max-block-size: none;
      overflow: visible;
    }

    h2:focus-visible {
      outline: none;
    }

    .way {
      display: none;
    }
  }
`;

import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { controls } from '../shared/controls.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';
import { dialog } from './finish-dialog.styles.js';

const desk = css`
  :host {
    display: block;
    container-type: inline-size;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }

  p,
  h2,
  dl,
  dd {
    margin: 0;
  }

  .head,
  .card,
  .desk > .actions {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding-block-end: 0;
  }

  h2 {
    flex: 1 1 10rem;
    min-inline-size: 0;
    font-size: calc(var(--_size) * 1.125);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .chip {
    padding: var(--_space) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: 999px;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .chip.open {
    border-color: var(--_positive);
    color: var(--_positive);
  }

  .chip.scheduled {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  .card {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
  }

  dt,
  .hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  dd {
    overflow-wrap: anywhere;
  }

  .writer {
    display: block;
  }

  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .no {
    color: var(--_warning);
    font-weight: 600;
  }

  .yes {
    color: var(--_positive);
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .desk > .actions {
    padding-block-start: 0;
  }

  .danger {
    border-color: var(--_negative);
    color: var(--_negative);
  }

  .note,
  .problem {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  .note {
    color: var(--_muted);
  }

  .problem {
    color: var(--_negative);
  }

  .problem > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  @media print {
    .actions {
      display: none;
    }
  }
`;

export const styles = [tokens, controls, actions, loading, desk, dialog];

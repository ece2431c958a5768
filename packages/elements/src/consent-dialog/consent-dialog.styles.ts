import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { consentText } from '../shared/consent-text.styles.js';
import { controls } from '../shared/controls.styles.js';
import { dialogFrame } from '../shared/dialog.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const dialog = css`
  :host {
    display: contents;
  }

  p,
  h2,
  h3 {
    margin: 0;
  }

  h2 {
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  h3 {
    margin-block-start: calc(var(--_space) * 2);
    font-size: var(--_size);
  }

  .whom {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .hint {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
  }

  .news {
    display: grid;
    gap: calc(var(--_space) * 2);
  }

  .note,
  .problem,
  .todo > p {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  .note {
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_warning);
    border-radius: var(--_radius);
  }

  .note > .icon,
  .hasty .icon {
    color: var(--_warning);
  }

  .end {
    margin-block-start: calc(var(--_space) * 2);
    padding-block-start: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .foot {
    flex: none;
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
    border-block-start: 1px solid var(--_border);
  }

  .tick {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_target);
    font-weight: 600;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  .tick > span {
    min-inline-size: 0;
  }

  .tick > input {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    accent-color: var(--_accent);
  }

  .todo {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .todo > p {
    flex: 1 1 14rem;
  }

  .hasty {
    color: var(--_text);
    font-weight: 600;
  }

  .problem {
    color: var(--_negative);
  }

  .problem:empty {
    display: none;
  }

  .dialog .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .button[aria-disabled='true'] {
    border-color: var(--_edge);
    border-style: dashed;
    background: var(--_raised);
    color: var(--_muted);
    cursor: default;
  }

  /* Where there is no room for what stays in sight, all of it scrolls. */
  @media (max-height: 32rem) {
    .dialog > * {
      display: block;
      overflow: auto;
    }

    .dialog .scroll {
      overflow: visible;
    }
  }

  @media print {
    .foot {
      display: none;
    }
  }
`;

export const styles = [tokens, controls, actions, loading, dialogFrame, consentText, dialog];

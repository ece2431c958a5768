import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { consentText } from '../shared/consent-text.styles.js';
import { controls } from '../shared/controls.styles.js';
import { dialogFrame } from '../shared/dialog.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const list = css`
  :host {
    display: block;
    background: var(--_surface);
  }

  h2,
  h3,
  h4,
  p,
  ol {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  h3,
  h4 {
    font-size: var(--_size);
    overflow-wrap: anywhere;
  }

  h3 {
    font-size: calc(var(--_size) * 1.125);
  }

  .list {
    display: grid;
    gap: calc(var(--_space) * 4);
    max-inline-size: 60rem;
    padding: calc(var(--_space) * 4);
  }

  .person {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  .person + .person {
    margin-block-start: calc(var(--_space) * 4);
  }

  .consent {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-inline-start: 6px solid var(--_tone, var(--_edge));
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .state,
  .problem,
  .offline {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  .state {
    font-weight: 600;
  }

  .state > .icon {
    color: var(--_tone);
  }

  .consent:has(> .given) {
    --_tone: var(--_positive);
  }

  .consent:has(> .superseded) {
    --_tone: var(--_warning);
  }

  .consent:has(> .withdrawn) {
    --_tone: var(--_negative);
  }

  .consent:has(> .none) {
    --_tone: var(--_edge);
  }

  .hint,
  .offline {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .hint {
    overflow-wrap: anywhere;
  }

  .tools,
  .dialog .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .tools:empty {
    display: none;
  }

  @media (max-width: 30rem) {
    .tools > .button {
      flex: 1 1 100%;
    }
  }

  .danger {
    border-color: var(--_negative);
    color: var(--_negative);
  }

  .button[aria-disabled='true'] {
    border-style: dashed;
    color: var(--_muted);
    cursor: default;
  }

  .problem {
    color: var(--_negative);
  }

  .problem:empty {
    display: none;
  }

  summary {
    display: list-item;
    inline-size: fit-content;
    min-block-size: var(--_target);
    padding-block: calc(var(--_space) * 2.5);
    font-weight: 600;
    cursor: pointer;
  }

  details > ol,
  details > p {
    margin-block: calc(var(--_space) * 2);
  }

  ol {
    display: grid;
    gap: calc(var(--_space) * 3);
    list-style: none;
  }

  li {
    display: grid;
    gap: var(--_space);
    padding-inline-start: calc(var(--_space) * 3);
    border-inline-start: 2px solid var(--_border);
  }

  .name {
    font-weight: 600;
  }

  /* What lies folded on the screen is whole on paper. */
  @media print {
    details::details-content {
      content-visibility: visible;
    }
  }
`;

export const styles = [tokens, controls, actions, loading, dialogFrame, consentText, list];

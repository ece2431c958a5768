import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const list = css`
  :host {
    display: block;
    background: var(--_surface);
  }

  button {
    font: inherit;
    color: inherit;
    margin: 0;
  }

  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
  }

  h2 {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: calc(var(--_size) * 1.25);
    line-height: 1.3;
  }

  .unread,
  .fresh {
    color: var(--_accent);
    font-size: var(--_small);
    font-weight: 600;
  }

  .offline,
  .push {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
    background: var(--_sunken);
    font-size: var(--_small);
  }

  .offline > .icon {
    color: var(--_warning);
  }

  .push > .icon {
    color: var(--_accent);
  }

  .offline > p,
  .why {
    flex: 1 1 14em;
    min-inline-size: 0;
    max-inline-size: 72ch;
    overflow-wrap: anywhere;
  }

  .button[aria-disabled='true'] {
    border-style: dashed;
    color: var(--_muted);
    cursor: default;
  }

  .rows {
    border-block-start: 1px solid var(--_border);
    list-style: none;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space) calc(var(--_space) * 3);
    inline-size: 100%;
    min-block-size: calc(var(--_target) * 1.5);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 0;
    border-block-end: 1px solid var(--_border);
    border-inline-start: 4px solid transparent;
    border-radius: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    transition: background var(--_quick);
  }

  .row:hover {
    background: var(--_sunken);
  }

  .row:focus-visible {
    outline-offset: -3px;
  }

  .row.new {
    border-inline-start-color: var(--_accent);
    background: var(--_accent-tint);
  }

  .mark {
    flex: none;
    color: var(--_muted);
  }

  .new > .mark {
    color: var(--_accent);
  }

  .what {
    display: grid;
    flex: 1 1 12em;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .new .kind {
    font-weight: 600;
  }

  .detail,
  .date {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .new .detail,
  .new .date {
    color: var(--_text);
  }

  .side {
    display: grid;
    flex: none;
    align-content: start;
    justify-items: end;
    gap: var(--_space);
    margin-inline-start: auto;
  }

  .fresh {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
  }

  .fresh::before {
    content: '';
    inline-size: 0.6em;
    block-size: 0.6em;
    border-radius: 50%;
    background: currentColor;
    forced-color-adjust: none;
  }

  .problem {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4) 0;
    color: var(--_negative);
  }

  .more {
    display: flex;
    margin: calc(var(--_space) * 3) auto;
  }

  .skeleton,
  .slow {
    visibility: hidden;
    animation: show 1ms 300ms forwards;
  }

  .slow {
    padding: calc(var(--_space) * 4);
    color: var(--_muted);
    text-align: center;
    animation-delay: 10s;
  }

  .skeleton > div {
    block-size: calc(var(--_target) * 1.5);
    margin: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }

  @keyframes show {
    to {
      visibility: visible;
    }
  }

  @media print {
    .more {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .row.new {
      border-inline-start-color: Highlight;
    }

    .fresh::before {
      background: Highlight;
    }
  }
`;

/** Of `<notice-list>`. */
export const styles = [tokens, actions, list];

import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const check = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--_surface);
  }

  button {
    font: inherit;
    margin: 0;
  }

  .check {
    display: grid;
    gap: calc(var(--_space) * 4);
    max-inline-size: 60rem;
    padding: calc(var(--_space) * 4);
  }

  h2,
  h3,
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
    min-inline-size: 0;
    font-size: var(--_size);
    overflow-wrap: anywhere;
  }

  .button[aria-disabled='true'] {
    border-style: dashed;
    color: var(--_muted);
    cursor: default;
  }

  .intro {
    display: grid;
    justify-items: start;
    gap: calc(var(--_space) * 4);
    max-inline-size: 60ch;
  }

  .summary {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: calc(var(--_target) * 1.75);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-inline-start: 6px solid var(--_tone, var(--_edge));
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .summary > .icon {
    inline-size: 2rem;
    block-size: 2rem;
    color: var(--_tone);
  }

  .verdict,
  .progress {
    font-weight: 600;
  }

  .verdict {
    color: var(--_tone);
    font-size: calc(var(--_size) * 1.125);
  }

  .ready,
  .ok {
    --_tone: var(--_positive);
  }

  .limited,
  .warning {
    --_tone: var(--_warning);
  }

  .not-ready,
  .failed {
    --_tone: var(--_negative);
  }

  .running {
    --_tone: var(--_accent);
  }

  .unknown,
  .waiting,
  .skipped {
    --_tone: var(--_muted);
  }

  [part='again'] {
    justify-self: start;
  }

  .preview {
    display: grid;
    justify-items: start;
    gap: calc(var(--_space) * 3);
  }

  video {
    inline-size: min(100%, 20rem);
    aspect-ratio: 4 / 3;
    object-fit: contain;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: #101418;
    transform: scaleX(-1); /* as in a mirror: that is how one knows oneself */
  }

  .level {
    display: grid;
    gap: var(--_space);
    inline-size: min(100%, 20rem);
    color: var(--_muted);
    font-size: var(--_small);
  }

  meter {
    inline-size: 100%;
    block-size: 1rem;
  }

  .items {
    display: grid;
    gap: calc(var(--_space) * 2);
    list-style: none;
  }

  .item {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .line > .icon,
  .state {
    color: var(--_tone);
  }

  .state {
    font-size: var(--_small);
    font-weight: 600;
  }

  .cause,
  .action {
    max-inline-size: 72ch;
    overflow-wrap: anywhere;
  }

  .action {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-inline-start: 4px solid var(--_accent);
    border-radius: calc(var(--_radius) / 2);
    background: var(--_accent-tint);
  }

  .feet {
    align-items: start;
    justify-content: space-between;
    font-size: var(--_small);
  }

  .feet > .button {
    padding-inline: calc(var(--_space) * 3);
  }

  .speaker {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .speaker > p {
    flex: 1 1 100%;
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
    font-size: var(--_small);
  }

  dt {
    color: var(--_muted);
  }

  dd {
    overflow-wrap: anywhere;
  }

  .figures {
    font-variant-numeric: tabular-nums;
  }

  @container (min-width: 40rem) {
    .preview {
      grid-template-columns: 20rem auto;
      align-items: end;
    }

    video {
      grid-row: span 2;
    }
  }

  @media print {
    .button,
    .preview {
      display: none;
    }
  }
`;

export const styles = [tokens, actions, check];

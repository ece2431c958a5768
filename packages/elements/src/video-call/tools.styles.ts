import { css } from 'lit';

/** The panel of what is needed now and then in a call. */
export const toolStyles = css`
  .tools {
    grid-area: 1 / 1;
    z-index: 4;
    align-self: end;
    justify-self: center;
    display: grid;
    gap: calc(var(--_space) * 3);
    inline-size: min(30rem, 100%);
    max-block-size: 100%;
    padding: calc(var(--_space) * 4);
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: #1c2229;
    overflow: auto;
    --_raised: #14181d;
    --_text: #e8edf2;
    --_muted: #a3b0bd;
    --_edge: #7c8a98;
    --_accent: #7db8ee;
    --_on-accent: #06233d;
    --_accent-tint: #1d3448;
  }

  .devices {
    display: grid;
    gap: calc(var(--_space) * 2);
  }

  .tick {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
  }

  summary {
    min-block-size: var(--_target);
    align-content: center;
    cursor: pointer;
  }

  .code {
    font-size: 2em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.1em;
  }

  .captions [role='log'] {
    max-block-size: 8rem;
    overflow: auto;
  }

  .captions ol {
    list-style: none;
  }

  .captions li {
    overflow-wrap: anywhere;
  }

  .captions .own {
    color: #a3b0bd;
    text-align: end;
  }

  .captions .field {
    flex: 1 1 10rem;
    inline-size: auto;
  }
`;

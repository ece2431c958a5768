import { css } from 'lit';

/** The window of a call. It is dark whatever the page is: faces are seen best so. */
export const stageStyles = css`
  .stage {
    position: fixed;
    z-index: var(--_layer);
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: #0e1216;
    color: #e8edf2;
    color-scheme: dark;
    overflow: hidden;
  }

  .room {
    display: grid;
    grid: minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100%;
    background: #0e1216;
  }

  .stage .problem {
    grid-area: 1 / 1;
    align-self: end;
    justify-self: center;
    margin: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: #3b1a1a;
    color: #ffb3ae;
  }

  .stage :focus-visible {
    outline-color: #fff;
  }

  .remote {
    grid-area: 1 / 1;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .dimmed {
    opacity: 0.15;
  }

  .without {
    grid-area: 1 / 1;
    z-index: 1;
    align-self: center;
    justify-self: center;
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 4);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  .why {
    color: #a3b0bd;
  }

  .status {
    grid-area: 1 / 1;
    z-index: 2;
    align-self: start;
    justify-self: center;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3);
  }

  .chip,
  .muted-note {
    padding: calc(var(--_space) * 1) calc(var(--_space) * 3);
    border-radius: 99px;
    background: rgb(14 18 22 / 80%);
    font-size: var(--_small);
  }

  .time {
    font-variant-numeric: tabular-nums;
  }

  .chip.reconnecting,
  .quality.fair,
  .quality.poor {
    background: #4a3608;
    color: #ffe3a1;
  }

  .muted-note {
    grid-area: 1 / 1;
    z-index: 2;
    align-self: end;
    justify-self: center;
    margin-block-end: calc(var(--_space) * 3);
  }

  .caption {
    grid-area: 1 / 1;
    z-index: 2;
    align-self: end;
    justify-self: center;
    max-inline-size: 80%;
    margin-block-end: calc(var(--_space) * 12);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: rgb(14 18 22 / 85%);
    overflow-wrap: anywhere;
  }

  .sound {
    grid-area: 1 / 1;
    z-index: 3;
    align-self: center;
    justify-self: center;
  }

  .self-place {
    grid-area: 1 / 1;
    z-index: 2;
    inline-size: clamp(96px, 22%, 220px);
    aspect-ratio: 4 / 3;
    margin: calc(var(--_space) * 3);
    border: 2px solid #e8edf2;
    border-radius: var(--_radius);
    background: #1c2229;
    overflow: hidden;
    cursor: grab;
    touch-action: none;
    container-type: inline-size;
  }

  .start-start,
  .start-end {
    align-self: start;
  }

  .end-start,
  .end-end {
    align-self: end;
  }

  .start-start,
  .end-start {
    justify-self: start;
  }

  .start-end,
  .end-end {
    justify-self: end;
  }

  .self {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .mirrored {
    transform: scaleX(-1);
  }

  .self-off {
    display: grid;
    place-content: center;
    justify-items: center;
    block-size: 100%;
    padding: calc(var(--_space) * 1);
    font-size: var(--_small);
    text-align: center;
  }

  /* Where there is no room for the words the camera's own control says them. */
  @container (max-width: 150px) {
    .self-words {
      display: none;
    }
  }

  .controls {
    grid-area: 2 / 1;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    background: #14181d;
  }

  /* --_x and --_y are where the person has put it: 0 at the left or top edge, 1 at the right or bottom one. */
  .compact {
    --_wide: min(24rem, 100vw - 32px);
    --_high: min(22rem, 100vh - 32px);
    --_end: 1;
    inset: auto;
    left: calc(16px + var(--_x, var(--_end)) * (100% - var(--_wide) - 32px));
    top: calc(16px + var(--_y, 1) * (100% - var(--_high) - 32px));
    inline-size: var(--_wide);
    block-size: var(--_high);
    border-radius: var(--_radius);
    box-shadow: 0 8px 32px rgb(0 0 0 / 40%);
  }

  .compact:dir(rtl) {
    --_end: 0;
  }

  .compact .disc {
    inline-size: 44px;
    block-size: 44px;
  }

  .compact .round {
    min-inline-size: 56px;
  }

  .compact .controls {
    gap: 2px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 1);
  }

  @media (max-width: 480px) {
    .controls {
      gap: 2px;
      padding-inline: calc(var(--_space) * 1);
    }

    .round {
      min-inline-size: 56px;
    }
  }

  @media (forced-colors: active) {
    .disc,
    .self-place,
    .stage {
      border: 2px solid ButtonText;
    }

    [aria-pressed='true'] > .disc {
      border-color: Highlight;
    }
  }
`;

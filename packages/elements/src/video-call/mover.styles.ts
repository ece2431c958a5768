import { css } from 'lit';

/** The handle of the small window. */
export const moverStyles = css`
  .mover {
    grid-area: 1 / 1;
    z-index: 3;
    align-self: start;
    justify-self: start;
    display: grid;
    place-content: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    margin: calc(var(--_space) * 1);
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: rgb(14 18 22 / 80%);
    color: #fff;
    cursor: grab;
    touch-action: none;
  }

  .mover:active {
    cursor: grabbing;
  }

  /* Beside the handle, and not under it. */
  .compact .status {
    padding-inline: calc(var(--_target) + var(--_space) * 2);
  }

  .compact .start-start {
    margin-block-start: calc(var(--_target) + var(--_space) * 2);
  }

  .compact:not(:has(.mover:active)) {
    transition:
      left var(--_quick),
      top var(--_quick);
  }

  @media (forced-colors: active) {
    .mover {
      border: 2px solid ButtonText;
    }
  }
`;

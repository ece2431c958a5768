import { css } from 'lit';

/** The menu in the head of a chat. */
export const recordTools = css`
  .head {
    position: relative; /* the menu hangs from it, wherever its button has wrapped to */
  }

  .head > .chip {
    margin-inline-end: auto;
  }

  /* Side by side: at 320 px they share a line with the state. */
  .head > [part='find'] + .head-menu {
    margin-inline-start: calc(var(--_space) * -3);
  }

  .head-item:hover {
    background: var(--_accent-tint);
  }

  .head-items {
    position: absolute;
    z-index: 2;
    inset-block-start: 100%;
    inset-inline-end: calc(var(--_space) * 4);
    inline-size: max-content;
    max-inline-size: calc(100% - var(--_space) * 8);
    padding: var(--_space) 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  }

  .head-item {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .head-item:focus-visible {
    outline-offset: -2px;
  }

  .refusal > .button {
    margin-inline-start: auto;
  }

  .refusal {
    flex-wrap: wrap;
  }

  .refusal > span {
    flex: 1 1 12rem;
  }

  @media print {
    .head-menu {
      display: none;
    }
  }
`;

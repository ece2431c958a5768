import { css } from 'lit';

/** The search inside a chat. */
export const searchStyles = css`
  .search {
    display: flex;
    flex-wrap: wrap;
    flex: 1 0 100%;
    align-items: center;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
  }

  /* While one looks for something, what goes with the next message makes room for it. */
  .head:has(> .search) ~ .composer > .tray {
    max-block-size: 6rem;
  }

  .search > .field {
    flex: 2 1 10rem;
    inline-size: auto;
    min-inline-size: 0;
  }

  .steps {
    display: flex;
    flex: 1 0 auto;
    align-items: center;
    max-inline-size: 100%;
  }

  .count {
    flex: 1;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .tool[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }

  .hits {
    flex: 1 0 100%;
    max-block-size: min(12rem, 25vh);
    margin: 0;
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    list-style: none;
  }

  .hit {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 0;
    border-inline-start: 3px solid transparent;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .hit:hover {
    background: var(--_accent-tint);
  }

  .hit[aria-current='true'] {
    border-inline-start-color: var(--_accent);
    background: var(--_accent-tint);
  }

  .hit:focus-visible {
    outline-offset: -2px;
  }

  .hit-head {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .snippet {
    display: block;
    overflow-wrap: anywhere;
  }

  mark {
    background: Mark;
    color: MarkText;
  }

  ::highlight(consult-found) {
    background-color: Mark;
    color: MarkText;
  }

  @media print {
    .search {
      display: none;
    }
  }
`;

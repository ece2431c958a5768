import { css } from 'lit';

/** How the text of a consent reads, and what has changed in it. */
export const consentText = css`
  .text {
    display: grid;
    gap: calc(var(--_space) * 3);
    max-inline-size: 72ch;
    overflow-wrap: anywhere;
  }

  .changes {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 3);
    border-inline-start: 4px solid var(--_edge);
    background: var(--_sunken);
    overflow-wrap: anywhere;
  }

  ins {
    color: var(--_positive);
    font-weight: 600;
    text-decoration: underline;
  }

  del {
    color: var(--_negative);
    text-decoration: line-through;
  }

  .left-out {
    color: var(--_muted);
  }
`;

import { css } from 'lit';

/** The line about emergencies. */
export const emergency = css`
  .emergency {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .emergency > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    color: var(--_negative);
  }

  .emergency a {
    color: var(--_text);
    font-weight: 600;
    white-space: nowrap;
  }
`;

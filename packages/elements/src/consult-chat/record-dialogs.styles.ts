import { css } from 'lit';

/** What stands in the dialogs of a chat's record. */
export const recordDialogs = css`
  .dialog .hint,
  .dialog .times {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .dialog h3 {
    margin: calc(var(--_space) * 2) 0 0;
    font-size: var(--_small);
    color: var(--_muted);
  }

  .dialog ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .dialog li {
    padding: calc(var(--_space) * 2) 0;
    border-block-end: 1px solid var(--_border);
    overflow-wrap: anywhere;
  }

  .dialog .who {
    font-weight: 600;
  }

  .dialog .who > .hint {
    font-weight: 400;
  }

  .dialog .trouble {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_negative);
    border-radius: var(--_radius);
  }

  .dialog .trouble > .icon {
    color: var(--_negative);
  }

  .dialog .trouble > p {
    flex: 1 1 12rem;
  }

  .dialog .choice {
    display: grid;
    gap: var(--_space);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .dialog .choice:hover {
    background: var(--_accent-tint);
  }

  .dialog .choice:hover > .hint {
    color: inherit;
  }

  .dialog .choice[aria-disabled='true'] {
    border-style: dashed;
    color: var(--_muted);
    cursor: default;
  }

  .dialog .status:empty {
    display: none;
  }
`;

import { css } from 'lit';

/** How the wished days look, and the fields that add to them. */
export const wishes = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style-type: ''; /* with none, Safari says that it is no list */
  }

  .chip {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 3);
    border: 1px solid var(--_accent);
    border-radius: calc(var(--_target) / 2);
    background: var(--_accent-tint);
  }

  .chip > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    color: var(--_accent);
  }

  .chip button {
    display: grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    border: 1px solid transparent; /* forced colours show it */
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
  }

  .range {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(var(--_space) * 3);
  }

  .range > .input {
    flex: 1 1 10rem;
    max-inline-size: 15rem;
  }

  .range label {
    font-weight: 400;
  }

  @media print {
    .chip button,
    .range {
      display: none;
    }
  }
`;

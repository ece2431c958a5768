import { css } from 'lit';

/** The form that looks a request up, and what stands under the card. */
export const lookup = css`
  .lookup,
  .found {
    display: grid;
    gap: calc(var(--_space) * 4);
    inline-size: 100%;
    min-inline-size: 0;
    justify-items: start;
  }

  .lookup {
    max-inline-size: 32rem;
  }

  .lookup > .input {
    display: grid;
    gap: var(--_space);
    inline-size: 100%;
    min-inline-size: 0;
  }

  .lookup label {
    font-weight: 600;
  }

  .lookup .field {
    min-inline-size: 0;
    font-variant-numeric: tabular-nums;
  }

  .lookup .field[aria-invalid='true'] {
    border: 2px solid var(--_negative);
  }

  .call a {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_target);
    color: var(--_accent);
    font-weight: 600;
    white-space: nowrap;
  }

  .found > .answers > .button {
    flex: 0 1 auto;
  }
`;

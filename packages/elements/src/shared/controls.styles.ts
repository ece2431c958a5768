import { css } from 'lit';

/** Fields, and what all controls have of the text around them. */
export const controls = css`
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }

  .field {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
  }

  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
`;

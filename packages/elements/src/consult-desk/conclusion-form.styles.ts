import { css } from 'lit';

/** The form of a conclusion: wider than a question, for it is a page of text. */
export const conclusionForm = css`
  .conclusion-form {
    inline-size: min(52rem, 100vw - 2rem);
    max-block-size: min(100vh - 2rem, 60rem);
    max-block-size: min(100dvh - 2rem, 60rem);
  }

  .conclusion-form .fields {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  .conclusion-form .input {
    display: grid;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
  }

  .conclusion-form .short {
    max-inline-size: 12rem;
  }

  .conclusion-form .field[aria-invalid='true'] {
    border-color: var(--_negative);
    border-width: 2px;
  }

  .conclusion-form .problem {
    align-items: flex-start;
  }

  .conclusion-form .foot {
    flex: none;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
    border-block-start: 1px solid var(--_border);
  }

  .conclusion-form .foot > .actions {
    padding: calc(var(--_space) * 2) 0 0;
    border: 0;
  }

  .conclusion-form .question {
    margin-block-start: calc(var(--_space) * 2);
    font-weight: 600;
  }

  @media (max-width: 640px) {
    .conclusion-form {
      inline-size: 100vw;
      max-block-size: none;
    }
  }
`;

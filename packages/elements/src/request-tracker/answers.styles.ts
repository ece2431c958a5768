import { css } from 'lit';
import { dialogFrame } from '../shared/dialog.styles.js';

/** The question before a refusal or a withdrawal. */
export const answers = css`
  ${dialogFrame}

  .dialog label {
    margin-block-start: calc(var(--_space) * 2);
    font-weight: 600;
  }

  .dialog textarea {
    resize: vertical;
  }

  .dialog .scroll > div {
    display: grid;
    gap: calc(var(--_space) * 2);
  }

  .dialog .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3);
  }
`;

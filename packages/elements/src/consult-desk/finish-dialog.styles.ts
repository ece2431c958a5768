import { css } from 'lit';
import { dialogFrame } from '../shared/dialog.styles.js';

/** The dialog that asks why a consultation ends. */
export const dialog = [
  dialogFrame,
  css`
    .dialog label {
      margin-block-start: calc(var(--_space) * 2);
      font-weight: 600;
    }

    .dialog textarea {
      resize: vertical;
    }

    .dialog .problem:empty {
      display: none;
    }

    .preview {
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border-inline-start: 4px solid var(--_edge);
      background: var(--_sunken);
    }
  `,
];

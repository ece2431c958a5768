import { css } from 'lit';
import { consentText } from '../shared/consent-text.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const frame = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  p {
    margin: 0;
  }

  .hint {
    color: var(--_muted);
  }
`;

export const styles = [tokens, consentText, frame];

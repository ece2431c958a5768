import { css } from 'lit';
import { tokens } from '../shared/tokens.styles.js';

/** Without a call there is nothing to see; the rest comes with the stage. */
export const styles = [
  tokens,
  css`
    :host {
      display: contents;
      --_layer: var(--consult-call-layer, 1000);
    }
  `,
];

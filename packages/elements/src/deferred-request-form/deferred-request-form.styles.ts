import { css } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { loading } from '../shared/loading.styles.js';
import { tokens } from '../shared/tokens.styles.js';

const form = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--_surface);
  }

  button {
    font: inherit;
    margin: 0;
  }

  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }

  .request {
    max-inline-size: 46rem;
    padding: calc(var(--_space) * 4);
  }

  .intro {
    display: grid;
    justify-items: start;
    gap: calc(var(--_space) * 3);
    max-inline-size: 68ch;
  }

  .no-slots {
    color: var(--_negative);
    font-size: calc(var(--_size) * 1.125);
    line-height: 1.3;
  }

  .begun {
    padding-inline-start: calc(var(--_space) * 3);
    border-inline-start: 4px solid var(--_accent);
  }
`;

export const styles = [tokens, actions, loading, form];

import { css } from 'lit';

/** Pairs of requests and free times. */
export const matchingStyles = css`
  .matching .pairs {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style-type: ''; /* with none, Safari says that it is no list */
  }

  .matching li {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) / 2);
  }

  .matching li > * {
    display: block;
  }

  .matching h3 {
    font-size: 1em;
  }
`;

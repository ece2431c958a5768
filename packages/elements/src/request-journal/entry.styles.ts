import { css } from 'lit';

/** The form of a new request. */
export const entryStyles = css`
  .entry .pair,
  .entry .range {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: calc(var(--_space) * 3);
  }

  .entry .range {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    align-items: end;
  }

  .entry .chosen {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-inline-start: 4px solid var(--_accent);
    background: var(--_sunken);
  }

  .entry .people,
  .entry .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style-type: ''; /* with none, Safari says that it is no list */
  }

  .entry .people {
    flex-direction: column;
  }

  .entry .person {
    inline-size: 100%;
    justify-content: space-between;
    flex-wrap: wrap;
    text-align: start;
  }

  .entry .person > .second {
    font-weight: 400;
  }

  .entry .chip {
    display: inline-flex;
    align-items: center;
    padding-inline-start: calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: 999px;
  }

  .entry .take-away {
    display: inline-grid;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    border: 1px solid transparent; /* forced colours show it */
    border-radius: 50%;
    background: none;
    cursor: pointer;
  }
`;

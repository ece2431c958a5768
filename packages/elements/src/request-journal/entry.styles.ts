import { css } from 'lit';

/** The form of a new request. */
export const entryStyles = css`
  .entry .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: calc(var(--_space) * 3);
  }

  .entry select {
    padding-inline: calc(var(--_space) * 2);
    text-overflow: ellipsis;
  }

  .entry .chosen,
  .entry .restored {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-inline-start: 4px solid var(--_accent);
    background: var(--_sunken);
  }

  .entry .people {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style-type: ''; /* with none, Safari says that it is no list */
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
`;

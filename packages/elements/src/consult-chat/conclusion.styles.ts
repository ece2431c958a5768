import { css } from 'lit';

/** The card of a conclusion. */
export const conclusion = css`
  .conclusion {
    display: grid;
    gap: calc(var(--_space) * 2);
    inline-size: min(26rem, 100%);
    padding-block: var(--_space) calc(var(--_space) * 2);
  }

  .conclusion p,
  .conclusion ul {
    margin: 0;
  }

  .conclusion-title {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    font-weight: 600;
  }

  .conclusion-title > .icon {
    flex: none;
    inline-size: 1.75em;
    block-size: 1.75em;
    color: var(--_accent);
  }

  .conclusion-fact {
    display: flex;
    gap: calc(var(--_space) * 2);
    font-size: var(--_small);
    overflow-wrap: anywhere;
  }

  .conclusion-fact > .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-block-start: 0.1em;
  }

  .conclusion-fact.signed {
    color: var(--_positive);
  }

  .conclusion-fact.unsigned {
    color: var(--_warning);
  }

  .conclusion-actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }

  .conclusion-earlier > summary {
    min-block-size: var(--_target);
    align-content: center;
    color: var(--_accent);
    font-size: var(--_small);
    cursor: pointer;
  }

  .conclusion-earlier > ul {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: 0;
    list-style: none;
  }

  .conclusion-earlier li {
    display: grid;
    gap: calc(var(--_space) * 2);
    font-size: var(--_small);
  }

  .conclusion .problem:not(:empty) {
    display: flex;
    gap: calc(var(--_space) * 2);
    color: var(--_negative);
    font-size: var(--_small);
  }

  .conclusion .problem > .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  @media print {
    .conclusion-actions,
    .conclusion-earlier > summary {
      display: none;
    }
  }
`;

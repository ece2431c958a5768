import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .frame {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
  }

  h2 {
    margin: 0;
    padding: calc(var(--_space) * 4) calc(var(--_space) * 4) calc(var(--_space) * 2);
    font-size: 1.25em;
    line-height: 1.2;
  }

  .search {
    position: relative;
    margin: 0 calc(var(--_space) * 4) calc(var(--_space) * 3);
  }

  .search > .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: calc(var(--_space) * 3);
    inline-size: 1.25em;
    block-size: 1.25em;
    transform: translateY(-50%);
    color: var(--_muted);
    pointer-events: none;
  }

  .search > .field {
    padding-inline-start: calc(var(--_space) * 3 + 1.75em);
  }

  .scroller {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overflow-anchor: none;
    border-block-start: 1px solid var(--_border);
  }

  .rows {
    margin: 0;
    padding: 0;
    list-style-type: ''; /* with none, Safari says that it is no list */
  }

  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    column-gap: calc(var(--_space) * 3);
    inline-size: 100%;
    min-block-size: 88px;
    position: relative;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: 0;
    border-block-end: 1px solid var(--_border);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .row:focus-visible {
    outline-offset: -3px;
  }

  .row.finished {
    background: var(--_sunken);
    color: var(--_muted);
  }

  .row.selected {
    background: var(--_accent-tint);
  }

  .row.selected::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: var(--_space);
    background: var(--_accent);
    content: '';
  }

  .mark {
    display: grid;
    grid-row: 1 / span 3;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_accent-tint);
    color: var(--_accent);
  }

  .selected > .mark {
    background: var(--_raised);
  }

  .finished > .mark {
    background: var(--_surface);
    color: var(--_muted);
  }

  .line {
    display: flex;
    align-items: baseline;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }

  .line:last-child {
    min-block-size: 1.5em; /* as tall as the counter, so that rows with and without one are alike */
    align-items: center;
  }

  .first {
    flex: 1 1 0;
    line-height: 1.25;
    text-wrap: balance;
    font-weight: 600;
  }

  time,
  .second,
  .preview,
  .state {
    color: var(--_muted);
    font-size: var(--_small);
  }

  time,
  .state {
    flex: none;
    white-space: nowrap;
  }

  .second {
    line-height: 1.3;
  }

  /* On a phone a name may need a second line: who it is matters more than how many chats fit. */
  .first,
  .second {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .preview {
    flex: 1 1 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .preview > .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    vertical-align: -0.2em;
  }

  .state {
    padding-inline: calc(var(--_space) * 1.5);
    border: 1px solid currentColor;
    border-radius: calc(var(--_radius) / 2);
    line-height: 1.3;
  }

  .state.open {
    color: var(--_positive);
  }

  .state.scheduled {
    color: var(--_accent);
  }

  .unread {
    flex: none;
    align-self: center;
    min-inline-size: 1.7em;
    padding-inline: 0.45em;
    border-radius: 1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_small);
    font-weight: 600;
    line-height: 1.7;
    text-align: center;
  }

  .problem {
    margin: calc(var(--_space) * 3) calc(var(--_space) * 4) 0;
    color: var(--_negative);
    text-align: center;
  }

  .emergency {
    justify-content: start;
    border-block-start: 1px solid var(--_border);
  }
`;

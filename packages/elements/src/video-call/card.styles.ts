import { css } from 'lit';

/** The dialog of a call that comes in, what is shown after one, and the round buttons of all of them. */
export const cardStyles = css`
  h2,
  p,
  ol {
    margin: 0;
    padding: 0;
  }

  .incoming,
  .card {
    inline-size: min(26rem, 100vw - 2rem);
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    overflow-wrap: anywhere;
  }

  .incoming {
    text-align: center;
  }

  .incoming::backdrop {
    background: rgb(0 0 0 / 60%);
  }

  .incoming > * + *,
  .card > * + * {
    margin-block-start: calc(var(--_space) * 3);
  }

  .who {
    display: inline-grid;
    place-content: center;
    inline-size: 72px;
    block-size: 72px;
    border-radius: 50%;
    background: var(--_accent-tint);
    color: var(--_accent);
  }

  .who > .icon,
  .without > .icon {
    inline-size: 40px;
    block-size: 40px;
  }

  h2 {
    font-size: 1.25em;
  }

  .caller > bdi {
    display: block;
    font-weight: 600;
    font-size: 1.125em;
  }

  .hint,
  .length {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .answers {
    display: flex;
    justify-content: space-around;
    gap: calc(var(--_space) * 10);
  }

  .round {
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    gap: calc(var(--_space) * 1);
    min-inline-size: 72px;
    max-inline-size: 9rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: var(--_small);
    cursor: pointer;
  }

  .disc {
    display: grid;
    place-content: center;
    inline-size: 56px;
    block-size: 56px;
    border: 2px solid transparent;
    border-radius: 50%;
    background: #3a4550;
    color: #fff;
  }

  .positive > .disc,
  .sending > .disc {
    background: #1b7a35;
  }

  .negative > .disc {
    background: #c22727;
  }

  .off > .disc,
  .failed > .disc,
  .starting > .disc {
    border-color: #a3b0bd;
    background: #2a333c;
    color: #d5dde5;
  }

  .starting > .disc {
    border-style: dashed;
  }

  .reason {
    color: #f2c14e;
  }

  .link {
    min-block-size: var(--_target);
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    cursor: pointer;
  }

  .card {
    position: fixed;
    z-index: var(--_layer);
    inset: auto 0 calc(var(--_space) * 6);
    margin-inline: auto;
    box-shadow: 0 8px 32px rgb(0 0 0 / 30%);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  .problem {
    color: var(--_negative);
    font-weight: 600;
  }
`;

import { css } from 'lit';

/** The «+», its menu, and the tray above the box. */
export const attach = css`
  :host {
    position: relative;
  }

  .adder {
    position: relative;
  }

  .add {
    padding: 0;
    border-color: transparent;
    border-radius: 999px;
    background: none;
  }

  .menu {
    position: absolute;
    inset-block-end: calc(100% + var(--_space));
    inset-inline-start: 0;
    z-index: 2;
    display: grid;
    min-inline-size: max-content;
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: 0 2px 12px rgb(0 0 0 / 25%);
  }

  .item {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 0;
    border-radius: calc(var(--_radius) / 2);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .item:hover,
  .item:focus-visible {
    background: var(--_accent-tint);
  }

  .tray {
    grid-column: 1 / -1;
    min-inline-size: 0;
    max-block-size: 30vh; /* the messages it answers stay in sight, with the search open too */
    overflow: auto;
  }

  .cards {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .card {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    padding: calc(var(--_space) * 2);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_sunken);
  }

  .card.bad {
    border-color: var(--_negative);
  }

  .card p {
    margin: 0;
  }

  .card .hint {
    color: var(--_muted);
    font-size: var(--_small);
    overflow-wrap: anywhere;
  }

  .thumb {
    display: grid;
    flex: none;
    align-self: start;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    overflow: hidden;
    border-radius: calc(var(--_radius) / 2);
    color: var(--_muted);
  }

  .thumb > canvas {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .tool {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .tool:hover {
    background: var(--_accent-tint);
    color: var(--_text);
  }

  .as-link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-size: var(--_small);
    text-align: start;
    text-decoration: underline;
    cursor: pointer;
  }

  .drop {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: grid;
    place-items: center;
    margin: calc(var(--_space) * 2);
    border: 3px dashed var(--_accent);
    border-radius: var(--_radius);
    background: var(--_surface);
    opacity: 0.95;
    color: var(--_text);
    font-weight: 600;
    pointer-events: none;
  }

  .drop > p {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: calc(var(--_space) * 4);
    text-align: center;
  }
`;

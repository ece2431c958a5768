import { css } from 'lit';

/** Documents on messages, and the viewer. */
export const files = css`
  .files {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    margin: 0;
    padding: calc(var(--_space) * 1) 0;
    list-style: none;
  }

  .picture {
    display: block;
    max-inline-size: 100%;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_sunken);
    cursor: zoom-in;
  }

  .picture > canvas {
    display: block;
    inline-size: 320px;
    max-inline-size: 100%;
    block-size: auto;
  }

  .paper {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    inline-size: 26rem;
    max-inline-size: 100%;
    min-block-size: var(--_target);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_raised);
    color: var(--_text);
    text-align: start;
  }

  button.paper {
    cursor: pointer;
  }

  button.paper:hover {
    border-color: var(--_edge);
  }

  .paper > .about {
    flex: 1 1 8rem;
  }

  .act {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    color: var(--_accent);
    font-size: var(--_small);
    font-weight: 600;
  }

  .act > .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
  }

  .how.blocked,
  .how.unchecked {
    color: var(--_negative);
  }

  .viewer {
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--_surface);
    color: var(--_text);
  }

  .viewer[open] {
    display: grid;
    grid-template-rows: auto 1fr auto;
  }

  .viewer p {
    margin: 0;
  }

  .viewer > header,
  .viewer > footer {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  .caption {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .sight {
    display: grid;
    place-content: center;
    place-items: center;
    min-block-size: 0;
    overflow: hidden;
  }

  .sight > canvas {
    max-inline-size: 100vw;
    max-block-size: calc(100vh - 8rem);
  }

  @media print {
    .picture {
      break-inside: avoid;
    }
  }
`;

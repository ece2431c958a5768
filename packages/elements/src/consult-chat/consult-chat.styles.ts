import { css } from 'lit';
import { controls } from '../shared/controls.styles.js';
import { emergency } from '../shared/emergency.styles.js';
import { tokens } from '../shared/tokens.styles.js';
import { thread } from './thread.styles.js';

const frame = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 0;
    container-type: inline-size;
    background: var(--_surface);
  }

  .chat {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    padding-block-end: var(--_keyboard, 0);
  }

  p,
  h2,
  ol {
    margin: 0;
    padding: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }

  .back {
    display: grid;
    place-items: center;
    min-inline-size: var(--_target);
    min-block-size: var(--_target);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
  }

  .people {
    flex: 1 1 calc((31rem - 100%) * 99); /* beside the state and the tools, or a line of their own */
    min-inline-size: 0;
    max-inline-size: calc(100% - 3.5rem);
    overflow-wrap: anywhere;
  }

  .people > h2 {
    font-size: calc(var(--_size) * 1.125);
    line-height: 1.3;
  }

  .people > p {
    color: var(--_muted);
    font-size: var(--_small);
  }

  .signs {
    display: inline-block; /* its room is there before it: nothing jumps */
    inline-size: 11em;
  }

  .chip {
    padding: calc(var(--_space) * 1) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: 999px;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
  }

  .chip.open {
    border-color: var(--_positive);
    color: var(--_positive);
  }

  .chip.scheduled {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  .loading {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    align-content: center;
  }

  .foot {
    min-block-size: calc(
      var(--_target) + var(--_space) * 4 + 1px
    ); /* as tall as the composer: nothing jumps */
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border-block-start: 1px solid var(--_border);
  }
`;

export const styles = [tokens, controls, emergency, frame, thread];

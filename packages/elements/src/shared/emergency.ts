import { html } from 'lit';
import { icon } from './icons.js';

/**
 * The line that is always in reach: a remote consultation is not for emergencies. Its numbers can be dialled.
 *
 * @param words - The sentence, with the numbers 103 and 112 in it.
 * @param drawing - What decorates it, once it has arrived: its place is kept.
 */
export const emergencyLine = (words: string, drawing = '') => html`
  <p part="emergency" class="emergency">
    ${icon(drawing)}
    <span>
      ${words
        .split(/(103|112)/)
        .map((piece, at) => (at % 2 ? html`<a href=${`tel:${piece}`}>${piece}</a>` : piece))}
    </span>
  </p>
`;

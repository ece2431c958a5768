import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { ALERT } from './later-icons.js';

/** What is wrong, in one line with a shape before it; nothing where nothing is. */
export const trouble = (words: string | undefined, shape = ALERT) =>
  words ? html`${icon(shape)}<span>${words}</span>` : nothing;

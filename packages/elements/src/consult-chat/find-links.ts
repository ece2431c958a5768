/** What finds links in a text: nearly all of it is the list of the world's domains, so it is a chunk of its own. */
export { tokenize } from 'linkifyjs';

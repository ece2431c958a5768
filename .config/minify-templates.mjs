// A bundler minifies code and leaves what is written inside templates alone: in elements, a fifth of the bytes.
import { parseAst } from 'rollup/parseAst';

/** What is not inside quotes. */
const outsideStrings = (text, change) =>
  text
    .split(/("[^"]*"|'[^']*')/)
    .map((piece, index) => (index % 2 ? piece : change(piece)))
    .join('');

const MINIFY = {
  css: (text) =>
    outsideStrings(text.replace(/\/\*[^]*?\*\//g, ''), (css) =>
      css
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}'),
    ),
  // A line break is one space, as a browser shows it; what is on one line stays as it is.
  html: (text) => text.replace(/\s*\n\s*/g, ' '),
  svg: (text) => text.replace(/\s*\n\s*/g, ' '),
};

function* templatesIn(node) {
  if (!node || typeof node !== 'object') return;
  if (node.type === 'TaggedTemplateExpression' && Object.hasOwn(MINIFY, node.tag.name)) yield node;
  for (const child of Object.values(node)) yield* templatesIn(child);
}

const linesIn = (text) => text.split('\n').length - 1;

/**
 * Minifies the templates of a module. The line breaks taken out of a template are put where they mean nothing, into
 * its expressions and behind it, so that every line stays the line its source map says it is.
 */
export function minifyTemplates(code) {
  const edits = [];
  for (const { tag, quasi } of templatesIn(parseAst(code)))
    for (const { start, end, tail, value } of quasi.quasis) {
      const text = MINIFY[tag.name](value.raw);
      const lost = '\n'.repeat(linesIn(value.raw) - linesIn(text));
      edits.push({ start, end: end + (tail ? 1 : 2), text: `${text}${tail ? '`' : '${'}${lost}` });
    }
  edits.sort((one, other) => other.start - one.start);
  return edits.reduce((made, { start, end, text }) => made.slice(0, start) + text + made.slice(end), code);
}

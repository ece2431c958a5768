import { describe, expect, it } from 'vitest';
import { minifyTemplates } from '../../.config/minify-templates.mjs';

const lines = (text: string) => text.split('\n').length;

describe('what is written in templates', () => {
  it('loses the spaces a style does not need, and its comments', () => {
    const made = minifyTemplates('css`\n  /* why */\n  :host {\n    color: red;\n  }\n`;');
    expect(made.replace(/\n/g, '')).toBe('css` :host{color:red}`;');
  });

  it('keeps what stands in quotes', () => {
    expect(minifyTemplates(`css\`a::before { content: ' ; '; }\`;`)).toBe(`css\`a::before{content:' ; '}\`;`);
  });

  it('keeps the spaces a sum needs', () => {
    const made = minifyTemplates('css`a { width: calc(1px + 2px); margin: 0 auto; }`;');
    expect(made).toBe('css`a{width:calc(1px + 2px);margin:0 auto}`;');
  });

  it('makes one space of a line break between tags, and leaves a line alone', () => {
    expect(minifyTemplates('html`<p>\n    a  b\n  </p>`;').replace(/\n/g, '')).toBe('html`<p> a  b </p>`;');
  });

  it('reaches templates inside templates, and leaves every line where its map says it is', () => {
    const code =
      'const a = html`\n  <ul>\n    ${b.map(\n      (c) => html`\n        <li>${c}</li>\n      `,\n    )}\n  </ul>\n`;\nlast();\n';
    const made = minifyTemplates(code);
    expect(made.replace(/\n/g, '')).toContain('` <li>${c}</li> `');
    expect(lines(made)).toBe(lines(code));
    expect(made.split('\n').findIndex((line) => line === 'last();')).toBe(
      code.split('\n').findIndex((line) => line === 'last();'),
    );
  });

  it('touches no other template', () => {
    const code = 'const a = `x\n   y`;\nother`\n   z`;\n';
    expect(minifyTemplates(code)).toBe(code);
  });
});

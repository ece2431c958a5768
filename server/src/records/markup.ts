const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that has become markup: by {@link markup}, which lets nothing else through unescaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Gap = string | number | Markup | readonly Markup[];

/** A template of HTML. Whatever is put into its gaps is text, unless it came out of such a template itself. */
export function markup(parts: TemplateStringsArray, ...gaps: readonly Gap[]): Markup {
  const text = parts.reduce((made, part, at) => made + part + (at < gaps.length ? fill(gaps[at]!) : ''), '');
  return new Markup(text);
}

function fill(gap: Gap): string {
  if (gap instanceof Markup) return gap.text;
  if (typeof gap === 'object') return gap.map(({ text }) => text).join('');
  return String(gap).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** Base64 of bytes, e.g. for a `data:` address. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/** What doctors write and the font has no picture of, by what says the same; the preview shows what becomes of it. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  '←⬅⇐': '<-',
  '→➡⇒': '->',
  '↔⇔⇄': '<->',
  '↑⬆⇑↗': '(повышено)',
  '↓⬇⇓↘': '(понижено)',
  '⩽≦': '≤',
  '⩾≧': '≥',
  '∼': '~',
  '≪': '<<',
  '≫': '>>',
  '∗': '*',
  '∅⌀': 'Ø',
  '‒': '–',
  '⁃‣◦∙⋅▪▫►▶': '•',
  '✓✔': '√',
  '☑': '[√]',
  '☐□': '[ ]',
  '✗✘': '×',
  '☒': '[×]',
  '♂': '(муж.)',
  '♀': '(жен.)',
  '\u202f': '\u00a0',
};
const BY_CHAR = new Map(
  Object.entries(SUBSTITUTES).flatMap(([chars, said]) => [...chars].map((char) => [char, said] as const)),
);
const CHARS = [...BY_CHAR.keys()].join('');
const SUBSTITUTED = new RegExp(`[${CHARS}]`, 'gu');

/** Thirds, fifths and sixths: a dose must not get lost, nor «2⅓» become «21/3». */
const FRACTION = /(\d)?([⅐-⅚])/gu;
/** «℃», «㎎» and the like, one sign each. */
const UNIT = /[℃℉\u3380-\u33df]/gu;

/** Pictures, as many code points as each of them is; the four of them that the font has are left. */
const PICTURE = new RegExp(
  `\\p{RI}{2}|(?![©®‼™${CHARS}])\\p{ExtPict}(?:[\\ufe0f\\p{EMod}\\u{e0020}-\\u{e007f}]|\\u200d\\p{ExtPict})*`,
  'gu',
);
/** What stands for a sign that cannot be shown; copied out of the document it is still told. */
const UNKNOWN = '\ufffd';

/**
 * What a font has no picture of: control characters, marks that join or part letters, and those that turn the reading
 * direction and could make a line read otherwise than it was written.
 */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u20e3\ufe0e\ufe0f\ufeff]|(?!\n)\p{Cc}/gu;

/** A word longer than a line: pdfmake breaks it letter by letter, which took 26 s for three fields full of them. */
const LONG_WORD = /\S{60}(?=\S)/gu;

/** The words of people as a document can show them. */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(PICTURE, UNKNOWN)
    .replace(SUBSTITUTED, (char) => BY_CHAR.get(char)!)
    .replace(
      FRACTION,
      (_, digit: string | undefined, sign: string) => `${digit ? `${digit} ` : ''}${spelled(sign)}`,
    )
    .replace(UNIT, spelled)
    .replace(UNSEEN, '')
    .replace(LONG_WORD, '$&\n');

const spelled = (sign: string) => sign.normalize('NFKC').replace('\u2044', '/');

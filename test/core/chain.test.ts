import { createHash } from 'node:crypto';
import {
  canonical,
  checkExport,
  type ExportAbout,
  exportHead,
  exportLine,
  exportLink,
  exportSeal,
  exportStart,
  exportTail,
} from '@consult/core/chain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A conversation as the server writes it. */
function fileOf(entries: readonly object[], about: Partial<ExportAbout> = {}): string {
  const head: ExportAbout = {
    epoch: 'e1',
    exportedAt: 5,
    chat: { seq: entries.length, title: 'Консультация' },
    ...about,
  };
  const lines = [exportHead(head)];
  let hash = sha256(exportStart(head));
  entries.forEach((entry, index) => {
    hash = sha256(exportLink(hash, entry));
    lines.push(exportLine(entry, hash) + (index < entries.length - 1 ? ',' : ''));
  });
  return [...lines, exportTail(hash, sha256(exportSeal(hash, head))), ''].join('\n');
}

const HASH = 'ab'.repeat(32);
const CARRIED = [
  {},
  { files: [{ id: 'fil_1', name: 'экг.png', type: 'image/png', size: 4, state: 'clean', hash: HASH }] },
  { kind: 'conclusion', versions: [{ version: 1, signedBy: null, hash: HASH, content: { findings: 'ё' } }] },
  {},
];
const ENTRIES = ['Здравствуйте', 'Болит "здесь"\n\\', '', '😀 \u2028'].map((text, index) => ({
  seq: index + 1,
  kind: 'message',
  text,
  author: { side: 'patient', id: 'per_1' },
  deletedAt: null,
  ...CARRIED[index],
}));
const FILE = fileOf(ENTRIES);
const check = (text: string) => checkExport(text, sha256);

describe('JSON in its one spelling', () => {
  it('has its keys in order, at every depth, and no white space', () => {
    expect(canonical({ b: [1, { d: null, c: 'ё' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ё","d":null}]}');
    // RFC 8785 §3.2.3
    expect(
      canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it('leaves out what is not there, and is read back as it was', () => {
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('an exported conversation', () => {
  it('is whole as it was written, and is JSON', () => {
    expect(check(FILE)).toMatchObject({ entries: 4, fault: undefined });
    expect(JSON.parse(FILE)).toMatchObject({ format: 'consult-chat', version: 1, chat: { seq: 4 } });
    expect(check(fileOf([]))).toMatchObject({ entries: 0, fault: undefined });
  });

  it('ends in the same hash whenever and wherever it is exported', () => {
    const again = fileOf(ENTRIES, { epoch: 'e2', exportedAt: 99 });
    expect(check(again).hash).toBe(check(FILE).hash);
    expect(check(fileOf(ENTRIES.slice(0, 3))).hash).not.toBe(check(FILE).hash);
  });

  it('shows any byte that was changed, at its entry', () => {
    const bytes = Buffer.from(FILE);
    const lineOf = (at: number) => bytes.subarray(0, at).filter((byte) => byte === 0x0a).length;
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at]! + by) % 256;
        const { fault, entries } = check(changed.toString());
        expect(fault).toBeDefined();
        const line = Math.max(lineOf(at), 1); // the first entry vouches for the head of the file
        if (fault!.seq !== undefined) expect([fault!.seq, entries]).toEqual([line, line - 1]);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows what was left out, put in or put elsewhere', () => {
    const lines = FILE.split('\n');
    const without = (index: number) => lines.filter((_, at) => at !== index).join('\n');
    for (const seq of [1, 2, 3]) expect(check(without(seq)).fault).toEqual({ fault: 'missing', seq });
    const cut = [...lines.slice(0, 3), lines[3]!.slice(0, -1), ...lines.slice(5)].join('\n');
    expect(check(cut).fault).toEqual({ fault: 'missing', seq: 4 });
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const first = order.findIndex((from, to) => from !== to);
        const moved = [lines[0], ...order.map((at) => lines[at + 1]!), ...lines.slice(5)];
        const sealed = moved.map((line, at) =>
          at >= 1 && at <= 4 ? line!.replace(/,$/, '') + (at < 4 ? ',' : '') : line,
        );
        const { fault } = check(sealed.join('\n'));
        if (first < 0) expect(fault).toBeUndefined();
        else expect(fault).toEqual({ fault: 'missing', seq: first + 1 });
      }),
    );
  });

  it('shows an entry whose place was given to another', () => {
    const renumbered = ENTRIES.filter((_, at) => at !== 1).map((entry, at) => ({ ...entry, seq: at + 1 }));
    const forged = fileOf(renumbered);
    expect(check(forged).fault, 'a chain that was written anew is whole').toBeUndefined();
    expect(check(forged).hash, 'and ends elsewhere').not.toBe(check(FILE).hash);
  });

  it('shows a changed head and end', () => {
    expect(check(FILE.replace('"exportedAt":5', '"exportedAt":6')).fault).toEqual({ fault: 'about' });
    expect(check(FILE.replace('"epoch":"e1"', '"epoch":"e2"')).fault).toEqual({ fault: 'about' });
    expect(check(FILE.replace('Консультация', 'Беседа')).fault).toEqual({ fault: 'entry', seq: 1 });
    expect(check(`${FILE} `).fault).toEqual({ fault: 'about' });
  });

  it('is told from other things', () => {
    for (const other of ['', 'null', '{}', '[]', '{"format":"consult-chat"}', '<html>', FILE.slice(0, -20)])
      expect(check(other).fault).toEqual({ fault: 'unreadable' });
    expect(check(FILE.replace('"version":1', '"version":2')).fault).toEqual({ fault: 'unknown-version' });
  });
});

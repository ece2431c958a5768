import { displayName } from '@consult/core';
import { describe, expect, it } from 'vitest';
import { dispositionOf } from '../../../server/src/files/file-headers.js';

describe('The header that names a download', () => {
  it.each([
    ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
    [
      'Снимок 1.png',
      `attachment; filename="______ 1.png"; filename*=UTF-8''%D0%A1%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA%201.png`,
    ],
    [
      `a"b\\c%41'(*).pdf`,
      `attachment; filename="a_b_c_41'(*).pdf"; filename*=UTF-8''a%22b%5Cc%2541%27%28%2A%29.pdf`,
    ],
    ['a;b=c.pdf', `attachment; filename="a;b=c.pdf"; filename*=UTF-8''a%3Bb%3Dc.pdf`],
    ['\ud800.pdf', `attachment; filename="_.pdf"; filename*=UTF-8''%EF%BF%BD.pdf`],
  ])('of %j', (name, header) => {
    expect(dispositionOf(name)).toBe(header);
  });

  it('is one line of ASCII, whatever the name was', () => {
    const names = [
      '../../x',
      'a\r\nSet-Cookie: b',
      '\u202efdp.exe',
      'й'.repeat(300),
      '\u0000',
      '😀'.repeat(99),
      ' ',
    ];
    for (const name of names) {
      const header = dispositionOf(displayName(name));
      expect(header, name).toMatch(
        /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/,
      );
      expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow();
    }
  });
});

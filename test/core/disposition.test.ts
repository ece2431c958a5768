import { displayName, nameFromDisposition, uploadDisposition } from '@consult/core';
import { UploadHeaders } from '@consult/core/wire';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const told = (header: string) => v.safeParse(UploadHeaders, { 'content-disposition': header });

describe('The header that names an upload', () => {
  it.each([
    ['a.pdf', `attachment; filename*=UTF-8''a.pdf`],
    ['Анализ 1.png', `attachment; filename*=UTF-8''%D0%90%D0%BD%D0%B0%D0%BB%D0%B8%D0%B7%201.png`],
    [`a"b\\c%41'(*).pdf`, `attachment; filename*=UTF-8''a%22b%5Cc%2541%27%28%2A%29.pdf`],
    ['../../x', `attachment; filename*=UTF-8''..%2F..%2Fx`],
    ['\u202efdp.exe', `attachment; filename*=UTF-8''%E2%80%AEfdp.exe`],
    ['a\r\nSet-Cookie: b', `attachment; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b`],
    ['', `attachment; filename*=UTF-8''`],
  ])('tells %j, and is read as it was', (name, header) => {
    expect(uploadDisposition(name)).toBe(header);
    expect(nameFromDisposition(header)).toBe(name);
  });

  it('has a sign for half a letter, which cannot be encoded', () => {
    expect(nameFromDisposition(uploadDisposition('\ud800.pdf'))).toBe('\ufffd.pdf');
  });

  it('is read as RFC 6266 writes it, in letters of either size and with blanks', () => {
    expect(nameFromDisposition(`ATTACHMENT ;\tFileName*=utf-8''%d0%b0.pdf`)).toBe('а.pdf');
    expect(nameFromDisposition(`attachment; filename*=UTF-8'ru'a.pdf`)).toBe('a.pdf');
  });

  it.each([
    '',
    'attachment',
    'attachment; filename=a.pdf',
    'attachment; filename="a.pdf"',
    `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`,
    `inline; filename*=UTF-8''a.pdf`,
    `form-data; filename*=UTF-8''a.pdf`,
    `attachment; filename*=ISO-8859-1''a.pdf`,
    `attachment; filename*=UTF-8''a b.pdf`,
    `attachment; filename*=UTF-8''"a.pdf"`,
    `attachment; filename*=UTF-8''%D0`,
    `attachment; filename*=UTF-8''%C0%AE`,
    `attachment; filename*=UTF-8''%zz`,
    `attachment; filename*=UTF-8''a%2`,
    `attachment; filename*=UTF-8''а.pdf`,
    `attachment; filename*=UTF-8''a.pdf, attachment; filename*=UTF-8''b.pdf`,
    `attachment; filename*=UTF-8''a.pdf; size=1`,
  ])('is refused where it is written otherwise: %j', (header) => {
    expect(nameFromDisposition(header)).toBeUndefined();
    expect(told(header).success).toBe(false);
  });

  it('may be absent: then the upload has no name', () => {
    expect(v.parse(UploadHeaders, { authorization: 'Bearer x' })).toEqual({ 'content-disposition': '' });
  });

  it.each([
    [4_095, true],
    [4_096, true],
    [4_097, false],
  ])('has 4096 characters at most: %i', (length, taken) => {
    const start = uploadDisposition('');
    expect(told(start + 'x'.repeat(length - start.length)).success).toBe(taken);
  });

  it('has room for the longest name that is kept, however it is encoded', () => {
    const longest = displayName('й'.repeat(200));
    expect(new TextEncoder().encode(longest).length).toBeGreaterThan(252);
    expect(told(uploadDisposition(longest))).toMatchObject({ output: { 'content-disposition': longest } });
  });
});

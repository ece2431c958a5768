import { displayName, FILE_LIMITS } from '@consult/core';
import { describe, expect, it } from 'vitest';

const bytes = (name: string) => new TextEncoder().encode(name).length;

describe('The name a file is shown under', () => {
  it.each([
    ['снимок.png', 'снимок.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Елена\\ЭКГ.pdf', 'ЭКГ.pdf'],
    ['..', ''],
    ['папка/', ''],
    ['  экг.pdf \r\n', 'экг.pdf'],
    ['а\u0000б\u001b.pdf', 'аб.pdf'],
    ['и\u0306од.pdf', 'йод.pdf'],
  ])('is the last part of what it came with, and nothing that cannot be seen: %j', (came, shown) => {
    expect(displayName(came)).toBe(shown);
  });

  it.each([
    0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff,
  ])('is without the marks that turn the reading direction: U+%i', (mark) => {
    expect(displayName(`анализ${String.fromCodePoint(mark)}gpj.exe`)).toBe('анализgpj.exe');
  });

  it('is as it came up to its limit, and one byte more cuts the stem', () => {
    const named = (length: number) => `${'a'.repeat(length - 4)}.pdf`;
    const limit = FILE_LIMITS.fileName;
    for (const length of [limit - 1, limit]) expect(displayName(named(length))).toBe(named(length));
    expect(displayName(named(limit + 1))).toBe(`${'a'.repeat(limit - 4 - 3)}….pdf`);
  });

  it.each(['ё', '😀', 'e\u0301'])('is cut between letters, never within one: %j', (letter) => {
    const shown = displayName(`${letter.repeat(300)}.pdf`);
    expect(bytes(shown)).toBeLessThanOrEqual(FILE_LIMITS.fileName);
    expect(bytes(shown)).toBeGreaterThan(FILE_LIMITS.fileName - 8);
    expect(shown).toMatch(/….pdf$/);
    expect(shown).not.toMatch(/\ufffd|[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

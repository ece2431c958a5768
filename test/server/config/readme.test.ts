import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readInstallation } from '../../../server/src/config.js';
import { LEAST } from './least.js';

const read = (path: string) => readFileSync(new URL(`../../../server/${path}`, import.meta.url), 'utf8');

/** The variables of the table, with their defaults. */
const rows = [...read('README.md').matchAll(/^\|[^|]+\| `(CONSULT_\w+)` +\| `([^`]+)` +\|/gm)].map(
  ([, name, value]) => [name!, value!] as const,
);
/** Those that the configuration takes for limits. */
const limits = ['src/config.ts', 'src/people/age-config.ts'].flatMap((file) =>
  [...read(file).matchAll(/^ +(CONSULT_\w+): (?:age|limit|rate)\(/gm)].map(([, name]) => name!),
);

describe('The manual’s table of limits', () => {
  it('has a row for every limit, and for nothing else', () => {
    expect(rows.map(([name]) => name).sort()).toEqual([...limits].sort());
  });

  it.each(rows)('tells the default of %s: %s', (name, value) => {
    expect(readInstallation({ ...LEAST, [name]: value })).toEqual(readInstallation(LEAST));
    const [first, ...rest] = value.split('/') as [string, ...string[]];
    const another = [Number(first) - 1 || 2, ...rest].join('/');
    expect(readInstallation({ ...LEAST, [name]: another })).not.toEqual(readInstallation(LEAST));
  });
});

import { expect, it } from 'vitest';
import { createScanner, type ScanDeps } from '../../../server/src/files/scanner.js';
import { pass } from '../../support/pass.js';

it('A scanner that is woken looks again, at whatever moment the look before has ended', async () => {
  for (let moment = 0; moment < 24; moment++) {
    let [change, seen] = [0, 0];
    const unscanned = () => Promise.resolve(void (seen = change)).then(() => []);
    const scanner = createScanner({ stores: { files: { unscanned } } } as unknown as ScanDeps, {
      scan: () => Promise.resolve('clean'),
    });
    const before = scanner.wake();
    await pass(moment);
    change++;
    await scanner.wake();
    await before;
    expect(seen, `woken ${moment} microtasks later`).toBe(1);
  }
});

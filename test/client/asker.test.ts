import { describe, expect, it } from 'vitest';
import { createAsker } from '../../packages/client/src/asker.js';
import { TUNING } from '../../packages/client/src/tuning.js';
import { pass } from '../support/pass.js';

describe('work that many ask for', () => {
  it('is done once for all who ask while it waits its turn, and once more for who asks later', async () => {
    let [begun, ended] = [0, 0];
    const asker = createAsker(TUNING, async () => {
      begun++;
      await Promise.resolve();
      ended++;
    });
    const first = asker.ask();
    const late = [asker.ask(), asker.ask()];
    await Promise.all([first, ...late]);
    expect([begun, ended]).toEqual([2, 2]);
  });

  it('is done anew for whoever asks, at whatever moment the work before has ended', async () => {
    for (let moment = 0; moment < 12; moment++) {
      let [change, seen] = [0, 0];
      const asker = createAsker(TUNING, async () => {
        seen = change;
      });
      const before = asker.ask();
      await pass(moment);
      change++;
      await asker.ask();
      await before;
      expect(seen, `asked ${moment} microtasks later`).toBe(1);
    }
  });
});

import type { LinkStatistics } from '@consult/client/call';
import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../packages/client/src/call/quality.js';

/** Looks half a second apart. */
const looks = (count: number, one: Partial<LinkStatistics> & { frames?: number; audio?: number } = {}) =>
  Array.from({ length: count }, (_, index): LinkStatistics => {
    const { frames = 12, audio = 900, ...rest } = one;
    return {
      at: index * 500,
      sent: { frames: 0, audio: 0 },
      arrived: { frames, audio },
      loss: 0,
      roundTrip: 40,
      ...rest,
    };
  });
const both = { audio: true, video: true };

describe('the quality of a call in a word', () => {
  it.each([
    ['good on a good line', looks(6), 'good'],
    ['unknown before anything is known', [], undefined],
    [
      'unknown where the browser tells nothing',
      looks(2, { loss: undefined, roundTrip: undefined }),
      undefined,
    ],
    ['fair where packets are lost', looks(6, { loss: 0.05 }), 'fair'],
    ['poor where many are', looks(6, { loss: 0.2 }), 'poor'],
    ['fair where answers take long', looks(6, { roundTrip: 500 }), 'fair'],
    ['poor where they take a second', looks(6, { roundTrip: 1000 }), 'poor'],
    ['fair where the picture hardly moves', looks(6, { frames: 2 }), 'fair'],
    ['poor where no sound arrives', looks(6, { audio: 0 }), 'poor'],
  ])('is %s', (_, seen, quality) => {
    expect(qualityOf(seen, both)).toBe(quality);
  });

  it('is not worse for a picture nobody sends', () => {
    expect(qualityOf(looks(6, { frames: 0 }), { audio: true, video: false })).toBe('good');
  });

  it('does not change its mind by one bad look', () => {
    expect(qualityOf([...looks(5), ...looks(1, { loss: 0.1, at: 2500 })], both)).toBe('good');
  });
});

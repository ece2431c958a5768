import { describe, expect, it } from 'vitest';
import {
  FIRM,
  nextStep,
  type Ladder,
  type LadderEvent,
  type LadderTimes,
} from '../../../packages/client/src/call/ladder.js';

const TIMES: LadderTimes = {
  'ice-restart': { tries: 2, within: 10 },
  redial: { tries: 3, within: 100 },
  'audio-only': { tries: 1, within: 1000 },
  words: { tries: Infinity, within: 10_000 },
};

const at = (step: Ladder['step'], tries: number, until: number, soundOnly = false): Ladder => ({
  step,
  tries,
  until,
  soundOnly,
});

describe('the ladder of recovery', () => {
  const cases: [string, Ladder, LadderEvent, number, Ladder][] = [
    ['looks for a new path first', FIRM, 'lost', 0, at('ice-restart', 1, 10)],
    ['tries that twice', at('ice-restart', 1, 10), 'late', 10, at('ice-restart', 2, 20)],
    ['then connects anew', at('ice-restart', 2, 20), 'late', 20, at('redial', 1, 120)],
    ['tries that again', at('redial', 1, 120), 'late', 120, at('redial', 2, 220)],
    ['and a third time', at('redial', 2, 220), 'late', 230, at('redial', 3, 330)],
    ['then without a picture', at('redial', 3, 330), 'late', 330, at('audio-only', 1, 1330, true)],
    [
      'then says what people can do',
      at('audio-only', 1, 1330, true),
      'late',
      1330,
      at('words', 1, 11_330, true),
    ],
    ['and goes on trying', at('words', 1, 11_330, true), 'late', 11_330, at('words', 2, 21_330, true)],
    ['gives a try its time', at('redial', 1, 120), 'late', 119, at('redial', 1, 120)],
    ['is not hurried by a second loss', at('redial', 2, 220), 'lost', 150, at('redial', 2, 220)],
    [
      'begins anew where the network is back',
      at('words', 3, 9, true),
      'again',
      50,
      at('redial', 1, 150, true),
    ],
    ['connects at once after a sleep', FIRM, 'again', 50, at('redial', 1, 150)],
    ['is forgotten when anything arrives', at('redial', 2, 220), 'flows', 150, FIRM],
    ['is forgotten after words, too', at('words', 2, 220), 'flows', 150, FIRM],
    [
      'keeps the camera back where only sound came through',
      at('audio-only', 1, 1330, true),
      'flows',
      400,
      { step: 'audio-only', tries: 0, soundOnly: true },
    ],
    [
      'gives the camera back on a good line',
      { step: 'audio-only', tries: 0, soundOnly: true },
      'good',
      9,
      FIRM,
    ],
    [
      'looks for a path again where sound alone was lost',
      { step: 'audio-only', tries: 0, soundOnly: true },
      'lost',
      9,
      at('ice-restart', 1, 19, true),
    ],
  ];
  it.each(cases)('%s', (_, ladder, event, now, next) => {
    expect(nextStep(ladder, event, now, TIMES)).toEqual(next);
  });

  it.each<[string, Ladder, LadderEvent]>([
    ['what flows', FIRM, 'flows'],
    ['a good line', FIRM, 'good'],
    ['a clock without a try', FIRM, 'late'],
    ['a good line while something is tried', at('audio-only', 1, 5, true), 'good'],
  ])('is not moved by %s', (_, ladder, event) => {
    expect(nextStep(ladder, event, 0, TIMES)).toBe(ladder);
  });

  it('needs less than five seconds for the first two tries of a path', () => {
    const first = nextStep(FIRM, 'lost', 0);
    const second = nextStep(first, 'late', first.until!);
    expect(nextStep(second, 'late', second.until!)).toMatchObject({ step: 'redial' });
    expect(second.until).toBeLessThanOrEqual(5000);
  });
});

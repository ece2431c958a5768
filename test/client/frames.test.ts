import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrame } from '../../packages/client/src/frames.js';
import { aMessage } from './support/a-log.js';

const hint = { type: 'hint', epoch: 'epoch-1', chat: 'cht_1', revision: 3 } as const;

describe('a frame of the live feed', () => {
  it.each([
    { type: 'hello', epoch: 'epoch-1', beat: 15_000 },
    { type: 'beat' },
    { type: 'presence', chat: 'cht_1', online: true },
    { type: 'typing', chat: 'cht_1', person: { id: 'per_1', name: {} }, side: 'doctor' },
    { type: 'consents' },
    { type: 'notices', unread: 2 },
    { type: 'request', request: 'req_1', revision: 4 },
    hint,
    { ...hint, entry: aMessage(3) },
  ])('is read: %j', (frame) => expect(readFrame(JSON.stringify(frame))).toEqual(frame));

  it.each([
    { ...aMessage(3), text: 7 },
    { ...aMessage(3), author: null },
    { ...aMessage(3), revision: 1.5 },
    { ...aMessage(3), kind: 'note' },
    'message',
  ])('loses an entry that looks odd, so that the log is asked: %j', (entry) =>
    expect(readFrame(JSON.stringify({ ...hint, entry }))).toEqual(hint),
  );

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"type":"ringing","epoch":"e"}',
    '{"type":"hello","epoch":"e"}',
    '{"type":"hint","epoch":"e","chat":1}',
  ])('is left alone when we do not know it: %s', (data) => expect(readFrame(data)).toBeUndefined());

  it('never breaks us, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (data) => void readFrame(data)));
  });
});

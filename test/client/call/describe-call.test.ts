import type { CallPhase, LinkStatistics } from '@consult/client/call';
import type { CallView } from '@consult/core/wire';
import { describe, expect, it } from 'vitest';
import {
  describeCall,
  renewed,
  sendingOf,
  type CallFacts,
} from '../../../packages/client/src/call/describe-call.js';
import { FIRM, type Ladder } from '../../../packages/client/src/call/ladder.js';

const NOW = 10_000;
const HERE = { person: 'per_1', device: 'dev_here' };
const THERE = { person: 'per_1', device: 'dev_there' };
const TRYING: Ladder = { step: 'redial', tries: 1, until: NOW + 5, soundOnly: false };
const TRACK = { kind: 'video' } as MediaStreamTrack;
const ON = { wanted: true, asking: false, track: TRACK };
const NONE: CallFacts['captions'] = [];
const OFF = { wanted: false, asking: false };

const aView = (view: Partial<CallView> = {}) =>
  ({ state: 'active', side: 'patient', seat: HERE, end: null, ...view }) as CallView;

const aLook = (look: Partial<LinkStatistics> = {}): LinkStatistics => ({
  at: NOW - 100,
  sent: { frames: 10, audio: 900 },
  arrived: { frames: 10, audio: 900 },
  loss: 0,
  roundTrip: 20,
  ...look,
});

const facts = (known: Partial<CallFacts> = {}): CallFacts => ({
  view: aView(),
  seat: HERE,
  now: NOW,
  answered: true,
  seen: false,
  link: 'connected',
  looks: [aLook()],
  audio: ON,
  video: ON,
  screen: false,
  soundOnly: false,
  sentSince: { audio: 0, video: 0 },
  leaveWithin: 5000,
  captions: NONE,
  ...known,
});

describe('what one sees of a call', () => {
  const theirs = { audio: true, video: true, screen: false, soundOnly: false };
  it.each<[string, CallPhase, Partial<CallFacts>]>([
    ['rings at the patient', 'incoming', { view: aView({ state: 'ringing', seat: null }), answered: false }],
    ['has just been answered here', 'connecting', { view: aView({ state: 'ringing', seat: null }) }],
    ['rings from this page', 'outgoing', { view: aView({ state: 'ringing', side: 'doctor' }) }],
    [
      'rings from another page',
      'elsewhere',
      { view: aView({ state: 'ringing', side: 'doctor', seat: THERE }) },
    ],
    ['goes on on another page', 'elsewhere', { view: aView({ seat: THERE }) }],
    [
      'goes on with another person of this side',
      'elsewhere',
      { view: aView({ seat: { ...HERE, person: 'per_2' } }) },
    ],
    ['has no connection yet', 'connecting', { view: aView({ state: 'connecting' }), link: 'waiting' }],
    [
      'is connected, and nobody has said what is sent',
      'connecting',
      { view: aView({ state: 'connecting' }) },
    ],
    ['shows a picture before the server says so', 'active', { view: aView({ state: 'connecting' }), theirs }],
    ['goes on', 'active', {}],
    ['has just been loaded again', 'reconnecting', { link: 'opening' }],
    ['has lost its picture', 'reconnecting', { link: 'lost' }],
    [
      'lost it before the server knew of any',
      'reconnecting',
      { link: 'lost', seen: true, view: aView({ state: 'connecting' }) },
    ],
    ['is being mended', 'reconnecting', { ladder: TRYING }],
    ['is not seen by the other side', 'reconnecting', { view: aView({ state: 'reconnecting' }) }],
    ['is over', 'ended', { view: aView({ state: 'ended', end: 'hang-up' }) }],
    ['was let go of here', 'ended', { end: 'hang-up' }],
  ])('that %s: %s', (_, phase, known) => {
    expect(describeCall(facts(known)).phase).toBe(phase);
  });

  it('is how it ended, by the word of this page first', () => {
    const over = aView({ state: 'ended', end: 'no-answer' });
    expect(describeCall(facts({ view: over })).end).toBe('no-answer');
    expect(describeCall(facts({ view: over, end: 'answered-elsewhere' })).end).toBe('answered-elsewhere');
    expect(describeCall(facts()).end).toBeUndefined();
  });

  it('is no picture the other side says it does not send, nor one of old', () => {
    expect(describeCall(facts()).arriving).toEqual({ audio: true, video: true });
    expect(describeCall(facts({ theirs: { ...theirs, video: false } })).arriving.video).toBe(false);
    expect(describeCall(facts({ looks: [aLook({ at: NOW - 3000 })] })).arriving.audio).toBe(false);
    expect(describeCall(facts({ link: 'lost' })).arriving.audio).toBe(false);
  });

  it('is the same object where nothing has changed, and the same parts', () => {
    const before = describeCall(facts());
    expect(renewed(before, describeCall(facts()))).toBe(before);
    const after = renewed(before, describeCall(facts({ video: OFF })));
    expect(after).not.toBe(before);
    expect(after.microphone).toBe(before.microphone);
  });
});

describe('what really leaves', () => {
  it.each<[string, object, Partial<CallFacts>]>([
    ['frames leave', { state: 'sending' }, {}],
    ['it is switched off', { state: 'off' }, { video: OFF }],
    ['sound only is wished for', { state: 'off' }, { soundOnly: true }],
    ['the browser is being asked', { state: 'starting' }, { video: { wanted: true, asking: true } }],
    [
      'it was denied',
      { state: 'failed', cause: 'denied-by-person' },
      { video: { wanted: true, asking: false, cause: 'denied-by-person' } },
    ],
    ['there is no connection', { state: 'starting' }, { link: 'lost' }],
    ['it is not attached', { state: 'starting' }, { sentSince: {} }],
    ['it was attached just now', { state: 'starting' }, { sentSince: { video: NOW - 10 }, looks: [] }],
    ['nothing leaves for long', { state: 'failed' }, { looks: [aLook({ sent: { frames: 0, audio: 9 } })] }],
    ['what left was the track before', { state: 'starting' }, { sentSince: { video: NOW - 10 } }],
    ['the line bears no picture', { state: 'failed' }, { ladder: { ...FIRM, soundOnly: true } }],
    ['a screen is shown without a camera', { state: 'sending' }, { video: OFF, screen: true }],
  ])('of the camera where %s', (_, sending, known) => {
    expect(sendingOf('video', facts(known))).toEqual(sending);
  });
});

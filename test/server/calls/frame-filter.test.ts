import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindow } from '../../../server/src/calls/broker-limits.js';
import { CLIENT_TYPES, createFrameFilter, readFrame } from '../../../server/src/calls/frame-filter.js';
import { BROKER_DEFAULTS } from '../../../server/src/config-defaults.js';
import { answer, candidate, offer } from './broker-rig.js';

const DOCTOR = { side: 'doctor', partner: 'patient-1' } as const;
const PATIENT = { side: 'patient', partner: 'doctor-1' } as const;
const to = { doctor: 'doctor-1', patient: 'patient-1' };

const read = (frame: unknown, speaker: typeof DOCTOR | typeof PATIENT = DOCTOR) =>
  readFrame(typeof frame === 'string' ? frame : JSON.stringify(frame), speaker);

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const withPayload = (change: object) => ({
  ...offer(to.patient),
  payload: { ...offer(to.patient).payload, ...change },
});

describe('What may be said at the broker', () => {
  it.each([
    ['an offer of the doctor', DOCTOR, offer(to.patient)],
    ['an answer of the patient', PATIENT, answer(to.doctor)],
    ['a candidate of the doctor', DOCTOR, candidate(to.patient)],
    ['a candidate of the patient', PATIENT, candidate(to.doctor)],
    ['a goodbye to the other', DOCTOR, { type: 'LEAVE', dst: to.patient }],
    ['a goodbye to all', PATIENT, { type: 'LEAVE' }],
    ['a heartbeat', DOCTOR, { type: 'HEARTBEAT' }],
    [
      'an offer without metadata',
      DOCTOR,
      { ...offer(to.patient), payload: { ...offer(to.patient).payload, metadata: undefined } },
    ],
  ])('%s', (_, speaker, frame) => {
    const clean = read(frame, speaker);
    if (typeof clean === 'string') throw new Error(clean);
    expect(JSON.parse(clean.text)).to.deep.equal(JSON.parse(JSON.stringify(frame)));
  });

  it.each([
    ['an offer of the patient', PATIENT, offer(to.doctor), 'not-allowed'],
    ['an answer of the doctor', DOCTOR, answer(to.patient), 'not-allowed'],
    ['an offer to oneself', DOCTOR, offer(to.doctor), 'stranger'],
    ['an offer to somebody else', DOCTOR, offer('patient-2'), 'stranger'],
    ['an offer to nobody', DOCTOR, { ...offer(to.patient), dst: undefined }, 'stranger'],
    ['a goodbye for somebody else', DOCTOR, { type: 'LEAVE', dst: 'patient-2' }, 'stranger'],
    ['an offer of a data connection', DOCTOR, withPayload({ type: 'data' }), 'shape'],
    ['an offer of an answer', DOCTOR, withPayload({ sdp: { type: 'answer', sdp: '' } }), 'shape'],
    ['an offer without a description', DOCTOR, withPayload({ sdp: undefined }), 'shape'],
    [
      'an offer whose description is a number',
      DOCTOR,
      withPayload({ sdp: { type: 'offer', sdp: 1 } }),
      'shape',
    ],
    ['an offer without a connection', DOCTOR, withPayload({ connectionId: '' }), 'shape'],
    ['an offer with a long connection', DOCTOR, withPayload({ connectionId: 'x'.repeat(65) }), 'shape'],
    ['an offer with deep metadata', DOCTOR, withPayload({ metadata: { a: { b: 1 } } }), 'shape'],
    ['an offer with a book of metadata', DOCTOR, withPayload({ metadata: { a: 'x'.repeat(257) } }), 'shape'],
    ['an offer without anything', DOCTOR, { type: 'OFFER', dst: to.patient }, 'shape'],
    ['a candidate that is a text', PATIENT, { ...candidate(to.doctor), payload: 'x' }, 'shape'],
    ['what only the broker says: OPEN', DOCTOR, { type: 'OPEN' }, 'server-type'],
    ['… EXPIRE', DOCTOR, { type: 'EXPIRE', dst: to.patient }, 'server-type'],
    ['… ID-TAKEN', DOCTOR, { type: 'ID-TAKEN', dst: to.patient }, 'server-type'],
    ['… INVALID-KEY', DOCTOR, { type: 'INVALID-KEY' }, 'server-type'],
    ['… ERROR', DOCTOR, { type: 'ERROR' }, 'server-type'],
    ['a type nobody knows', DOCTOR, { type: 'HELLO', dst: to.patient }, 'type'],
    ['a type in small letters', DOCTOR, { type: 'offer', dst: to.patient }, 'type'],
    ['a type that every object has', DOCTOR, { type: 'constructor', dst: to.patient }, 'type'],
    ['a type that is a number', DOCTOR, { type: 1 }, 'shape'],
    ['no type', DOCTOR, {}, 'shape'],
    ['a receiver that is a list', DOCTOR, { ...offer(to.patient), dst: [to.patient] }, 'shape'],
    ['null', DOCTOR, 'null', 'shape'],
    ['a list', DOCTOR, '[]', 'shape'],
    ['a number', DOCTOR, '7', 'shape'],
    ['a text', DOCTOR, '"OFFER"', 'shape'],
    ['nothing', DOCTOR, '', 'not-json'],
    ['half of it', DOCTOR, '{"type":"OFFER"', 'not-json'],
    ['a list 30,000 deep', DOCTOR, deep(30_000), 'shape'],
    ['that as a payload', DOCTOR, `{"type":"OFFER","dst":"patient-1","payload":${deep(30_000)}}`, 'shape'],
  ] as const)('not: %s', (_, speaker, frame, fault) => {
    expect(read(frame, speaker)).to.equal(fault);
  });

  it('goes on without what the protocol does not know', () => {
    const more = `{"type":"OFFER","dst":"patient-1","src":"me","__proto__":{"x":1},"payload":{"type":"media","connectionId":"mc_1","label":"x","__proto__":{"x":1},"sdp":{"type":"offer","sdp":"v=0","more":[[]]}}}`;
    expect(read(more)).to.deep.include({
      text: '{"type":"OFFER","dst":"patient-1","payload":{"type":"media","connectionId":"mc_1","sdp":{"type":"offer","sdp":"v=0"}}}',
    });
  });

  it('is never anything but a known frame to the other side, whatever comes', () => {
    const frames = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.record(
        {
          type: fc.oneof(fc.constantFrom(...CLIENT_TYPES), fc.string()),
          dst: fc.oneof(fc.constantFrom('patient-1', 'doctor-1', 'x'), fc.anything()),
          payload: fc.oneof(fc.constant(offer(to.patient).payload), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(frames, (frame) => {
        let text: string;
        try {
          text = typeof frame === 'string' ? frame : JSON.stringify(frame);
        } catch {
          return; // a value that JSON cannot hold
        }
        const clean = read(text);
        if (typeof clean === 'string') return;
        expect(CLIENT_TYPES).to.include(clean.type);
        expect(clean.dst ?? 'patient-1').to.equal('patient-1');
        expect(Object.keys(JSON.parse(clean.text) as object)).to.satisfy((keys: string[]) =>
          keys.every((key) => ['type', 'dst', 'payload'].includes(key)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('How often one may speak at the broker', () => {
  const aFilter = (changes: Partial<typeof BROKER_DEFAULTS> = {}) => {
    const limits = { ...BROKER_DEFAULTS, ...changes };
    const signals = createWindow(limits.brokerSignals);
    const make = (speaker: typeof DOCTOR | typeof PATIENT = DOCTOR) => {
      const filter = createFrameFilter(speaker, limits, signals);
      return (frame: unknown, at: number, isBinary = false) =>
        filter.judge(typeof frame === 'string' ? frame : JSON.stringify(frame), isBinary, at);
    };
    return { make, say: make() };
  };
  const many = <T>(count: number, each: (index: number) => T) =>
    Array.from({ length: count }, (_, i) => each(i));

  it('200 frames in 4 s: the 199th and the 200th pass, the 201st closes; at 4 s it begins anew', () => {
    const { say } = aFilter();
    const verdicts = many(201, () => say(candidate(to.patient), 1_000).verdict);
    expect(verdicts.slice(198)).to.deep.equal(['pass', 'pass', 'close']);
    const { say: other } = aFilter();
    many(200, () => other(candidate(to.patient), 1_000));
    expect(other(candidate(to.patient), 4_999).verdict).to.equal('close');
    expect(other(candidate(to.patient), 5_000).verdict).to.equal('pass');
  });

  it('400 frames of a call in a minute, both sides and new sockets together; heartbeats do not count', () => {
    const { make } = aFilter({ brokerFrames: { uses: 1e6, windowMs: 1 }, brokerHeartbeatMs: 0 });
    const [doctor, patient] = [make(), make(PATIENT)];
    many(200, (at) => doctor(candidate(to.patient), at));
    many(199, (at) => patient(candidate(to.doctor), at));
    many(50, (at) => doctor({ type: 'HEARTBEAT' }, at));
    expect(patient(candidate(to.doctor), 500).verdict).to.equal('pass');
    expect(make()(candidate(to.patient), 59_999)).to.deep.equal({ verdict: 'close', fault: 'too-often' });
    expect(make()(candidate(to.patient), 60_000).verdict).to.equal('pass');
    expect(doctor({ type: 'HEARTBEAT' }, 60_000).verdict).to.equal('pass');
  });

  it('a heartbeat a second: one that comes sooner is not heard', () => {
    const { say } = aFilter();
    const beats = [0, 999, 1_000, 1_999, 2_000, 2_001].map((at) => say({ type: 'HEARTBEAT' }, at).verdict);
    expect(beats).to.deep.equal(['pass', 'drop', 'pass', 'drop', 'pass', 'drop']);
  });

  it('three frames may be wrong, the fourth closes; right ones between them do not matter', () => {
    const { say } = aFilter();
    const verdicts = many(4, () => [say('not json', 0).verdict, say(candidate(to.patient), 0).verdict]);
    expect(verdicts.map(([wrong]) => wrong)).to.deep.equal(['drop', 'drop', 'drop', 'close']);
    expect(say(Buffer.from('x').toString(), 0, true).verdict).to.equal('close');
  });

  it('what only the broker says closes at once', () => {
    expect(aFilter().say({ type: 'OPEN' }, 0)).to.deep.equal({ verdict: 'close', fault: 'server-type' });
  });

  it('a frame of bytes is wrong, even with the right thing in it', () => {
    expect(aFilter().say(candidate(to.patient), 0, true)).to.deep.equal({ verdict: 'drop', fault: 'binary' });
  });
});

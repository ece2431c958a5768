import { describe, expect, it } from 'vitest';
import {
  NOTHING,
  readCounters,
  statisticsBetween,
} from '../../../packages/client/src/call/link-statistics.js';

type Stats = Record<string, unknown> & { readonly type: string };

const report = (...stats: Stats[]) => new Map(stats.map((one, i) => [i, { id: `s${i}`, ...one }] as const));

const flow = [
  { type: 'outbound-rtp', kind: 'video', framesSent: 40, framesEncoded: 44, bytesSent: 9000 },
  { type: 'outbound-rtp', kind: 'audio', bytesSent: 700 },
  { type: 'inbound-rtp', kind: 'video', framesDecoded: 30, packetsReceived: 90, packetsLost: 5 },
  { type: 'inbound-rtp', kind: 'audio', bytesReceived: 600, packetsReceived: 60, packetsLost: 5 },
];
const chromium = report(
  ...flow,
  { type: 'candidate-pair', id: 'other', currentRoundTripTime: 9 },
  {
    type: 'candidate-pair',
    id: 'pair',
    currentRoundTripTime: 0.08,
    localCandidateId: 'l',
    remoteCandidateId: 'r',
  },
  { type: 'transport', selectedCandidatePairId: 'pair' },
  { type: 'local-candidate', id: 'l', candidateType: 'relay' },
  { type: 'remote-candidate', id: 'r', candidateType: 'host' },
);
const firefox = report(
  ...flow,
  { type: 'candidate-pair', id: 'other' },
  { type: 'candidate-pair', id: 'pair', selected: true, localCandidateId: 'l', remoteCandidateId: 'r' },
  { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08 },
  { type: 'local-candidate', id: 'l', candidateType: 'host' },
  { type: 'remote-candidate', id: 'r', candidateType: 'srflx' },
);

describe('what a connection tells of itself', () => {
  it.each([
    ['Chromium', chromium, true],
    ['Firefox', firefox, false],
  ])('is read from %s', (_, stats, relayed) => {
    expect(readCounters(stats)).toEqual({
      sentFrames: 40,
      sentAudio: 700,
      arrivedFrames: 30,
      arrivedAudio: 600,
      packets: 150,
      lost: 10,
      roundTrip: 80,
      relayed,
    });
  });

  it('is nothing where nothing is known', () => {
    expect(readCounters(report())).toEqual(NOTHING);
    expect(statisticsBetween(NOTHING, NOTHING, 5)).toEqual({
      at: 5,
      sent: { frames: 0, audio: 0 },
      arrived: { frames: 0, audio: 0 },
      roundTrip: undefined,
      loss: undefined,
      relayed: undefined,
    });
  });

  it('is what happened since the look before', () => {
    const before = readCounters(chromium);
    const after = { ...before, arrivedFrames: 37, sentAudio: 900, packets: 240, lost: 20, roundTrip: 120 };
    expect(statisticsBetween(before, after, 500)).toEqual({
      at: 500,
      sent: { frames: 0, audio: 200 },
      arrived: { frames: 7, audio: 0 },
      roundTrip: 120,
      loss: 0.1,
      relayed: true,
    });
  });

  it('is never less than nothing, though a counter begins anew', () => {
    const before = readCounters(chromium);
    const { sent, arrived } = statisticsBetween(before, NOTHING, 500);
    expect([sent, arrived]).toEqual([
      { frames: 0, audio: 0 },
      { frames: 0, audio: 0 },
    ]);
  });
});

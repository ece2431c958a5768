import type { LinkStatistics } from './contracts.js';

/** Counters since the connection began, as the browser keeps them. */
export interface Counters {
  readonly sentFrames: number;
  readonly sentAudio: number;
  readonly arrivedFrames: number;
  readonly arrivedAudio: number;
  readonly packets: number;
  readonly lost: number;
  readonly roundTrip: number | undefined;
  readonly relayed: boolean | undefined;
}

/** What a look at a new connection is compared with. */
export const NOTHING: Counters = {
  sentFrames: 0,
  sentAudio: 0,
  arrivedFrames: 0,
  arrivedAudio: 0,
  packets: 0,
  lost: 0,
  roundTrip: undefined,
  relayed: undefined,
};

type Stats = Readonly<Record<string, unknown>> & { readonly type: string };

/** Reads the browser's report. What a browser does not tell is 0 or unknown. */
export function readCounters(report: { forEach(each: (stats: Stats) => void): void }): Counters {
  const all = new Map<unknown, Stats>();
  report.forEach((stats) => all.set(stats.id, stats));
  const of = (type: string, kind?: string) =>
    [...all.values()].filter((stats) => stats.type === type && (kind === undefined || stats.kind === kind));
  const sum = (stats: readonly Stats[], ...names: string[]) =>
    stats.reduce((total, one) => total + Number(names.map((name) => one[name]).find(isKnown) ?? 0), 0);

  const inbound = of('inbound-rtp');
  const chosen = of('transport').map(({ selectedCandidatePairId }) => selectedCandidatePairId);
  // Firefox has no transports and marks the pair itself.
  const pair = of('candidate-pair').find(({ id, selected }) => selected === true || chosen.includes(id));
  const trip =
    pair?.currentRoundTripTime ??
    of('remote-inbound-rtp')
      .map((one) => one.roundTripTime)
      .find(isKnown);
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => all.get(id)?.candidateType);
  return {
    sentFrames: sum(of('outbound-rtp', 'video'), 'framesSent', 'framesEncoded'),
    sentAudio: sum(of('outbound-rtp', 'audio'), 'bytesSent'),
    arrivedFrames: sum(of('inbound-rtp', 'video'), 'framesDecoded'),
    arrivedAudio: sum(of('inbound-rtp', 'audio'), 'bytesReceived'),
    packets: sum(inbound, 'packetsReceived'),
    lost: sum(inbound, 'packetsLost'),
    roundTrip: isKnown(trip) ? Number(trip) * 1000 : undefined,
    relayed: pair && ends.includes('relay'),
  };
}

/** What happened between two looks. */
export function statisticsBetween(before: Counters, after: Counters, at: number): LinkStatistics {
  // A counter that fell was begun anew, as after a track was replaced in some browsers.
  const grown = (name: 'sentFrames' | 'sentAudio' | 'arrivedFrames' | 'arrivedAudio' | 'packets' | 'lost') =>
    Math.max(0, after[name] - before[name]);
  const packets = grown('packets') + grown('lost');
  return {
    at,
    sent: { frames: grown('sentFrames'), audio: grown('sentAudio') },
    arrived: { frames: grown('arrivedFrames'), audio: grown('arrivedAudio') },
    roundTrip: after.roundTrip,
    loss: packets > 0 ? grown('lost') / packets : undefined,
    relayed: after.relayed,
  };
}

const isKnown = (value: unknown) => value !== undefined && value !== null;

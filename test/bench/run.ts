import { cpus } from 'node:os';
import { recoveryFigures } from './call-recovery.js';
import { callFigures } from './calls.js';
import { type Figure, quantile, tableOf } from './figures.js';
import { openFloorRig } from './floor-rig.js';
import { journalTables } from './journal/journal-figures.js';
import { openOurRig } from './our-rig.js';
import { openBenchPages } from './pages.js';
import { readingFigures, takeReading } from './reading-figures.js';
import { type Rig, sentToSeen } from './rig.js';
import { uploading } from './uploads.js';

/** What both rigs are put through, in turn and more than once, so that a busy moment of the machine meets both. */
interface Taken {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly idle: number;
}

const ROUNDS = 3;

async function take(open: () => Promise<Rig>): Promise<Taken> {
  const rig = await open();
  try {
    await rig.idle(200); // what the first connections cost once is not the price of a connection
    const idle = await rig.idle(1000); // before the floods, whose garbage would hide it
    await rig.flood(20_000, 64); // compiled and warm: the first few thousand take half as long again
    const perSecond = await rig.flood(20_000, 64);
    const waits = await sentToSeen(rig, 2000, 200);
    return { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), perSecond, idle };
  } finally {
    await rig.close();
  }
}

const middle = (all: readonly Taken[], of: keyof Taken) =>
  quantile(
    all.map((one) => one[of]),
    0.5,
  );

const pages = await openBenchPages();
const floor: Taken[] = [];
const ours: Taken[] = [];
for (let round = 0; round < ROUNDS; round++) {
  floor.push(await take(openFloorRig));
  ours.push(await take(() => openOurRig(pages.origin)));
}

const rig = await openOurRig(pages.origin);
const taken = await takeReading(pages, rig);
const uploads = await uploading(rig.address, () => rig.fill(0), rig.token);
const usable = await pages.firstUse(rig.address, taken.chat, rig.token, 6);
await rig.close();
await pages.close();

const beside = (of: keyof Taken, what: string, unit: string, bar: Figure['bar'], scale = 1): Figure => ({
  what,
  unit,
  ours: middle(ours, of) * scale,
  floor: middle(floor, of) * scale,
  bar,
});
const figures: Figure[] = [
  beside('p50', 'sent → seen at 200 msg/s, p50', 'ms', ['<=', 2.5]),
  beside('p99', 'sent → seen at 200 msg/s, p99', 'ms', ['<=', 2.5]),
  beside('perSecond', 'durable messages a second, 64 in flight', '/s', ['>=', 0.4]),
  beside('idle', 'memory of an idle connection', 'kB', ['<=', 1.25], 1 / 1024),
  { what: 'documents of 8 MB, 2 in flight', unit: 'MB/s', ...uploads, bar: ['>=', 0.5] },
  ...readingFigures(taken),
  {
    what: 'list + chat usable, processor 6× slower, beside 2 s',
    unit: 'ms',
    ours: usable,
    floor: 2000,
    bar: ['<=', 1],
  },
];

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; the load generator shares the machine.`,
);
console.log(
  `Medians of ${ROUNDS} rounds, floor and ours in turn. Limits on how often one may write are raised.\n`,
);
console.log(tableOf(figures));

console.log(`\nThe journal of requests, its store alone.\n`);
console.log(await journalTables());

// Afterwards, as browsers in a call leave no core to a load generator.
console.log(`\nCalls, fake devices; medians, all in turn in the same two browsers.\n`);
console.log(tableOf([...(await callFigures()), ...(await recoveryFigures())]));

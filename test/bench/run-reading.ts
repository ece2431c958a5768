import { loadavg } from 'node:os';
import { type Figure, tableOf } from './figures.js';
import { openOurRig } from './our-rig.js';
import { openBenchPages } from './pages.js';
import { readingFigures, takeReading } from './reading-figures.js';

// Only what concerns opening, reading and writing a long chat: `node .config/run-ts.mjs test/bench/run-reading.ts`.
const pages = await openBenchPages();
const rig = await openOurRig(pages.origin);
const figures: Figure[] = readingFigures(await takeReading(pages, rig));
await rig.close();
await pages.close();
console.log(
  `Load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}\n`,
);
console.log(tableOf(figures));

import { recoveryFigures } from './call-recovery.js';
import { callFigures, CONTESTANTS } from './calls.js';
import { tableOf } from './figures.js';

/** Only the calls: `node .config/run-ts.mjs test/bench/calls-run.ts [our] [bare] [peerjs] [recovery]`. */
const wanted = process.argv.slice(2);
const isWanted = (name: string) => !wanted.length || wanted.includes(name);
const names = CONTESTANTS.filter(isWanted);
const figures = [
  ...(names.length ? await callFigures(names) : []),
  ...(isWanted('recovery') ? await recoveryFigures() : []),
];
console.log(tableOf(figures));

import { CONTESTANTS, callFigures } from './calls.js';
import { tableOf } from './figures.js';

/** Only the calls: `node .config/run-ts.mjs test/bench/calls-run.ts [contestant …]`. */
const wanted = process.argv.slice(2);
console.log(
  tableOf(await callFigures(CONTESTANTS.filter((name) => !wanted.length || wanted.includes(name)))),
);

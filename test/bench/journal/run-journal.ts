import { journalTables } from './journal-figures.js';

// Only the journal: `node .config/run-ts.mjs test/bench/journal/run-journal.ts`.
console.log(await journalTables());

#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { readTask, type Task } from './task.js';
import { verifyAudit } from './verify-audit.js';
import { verifyChat } from './verify-chat.js';
import { verifyConsent } from './verify-consent.js';
import { wordsFor, type Words } from './words.js';

/** What came of it: whole, broken, or not to be told. */
const EXIT = { whole: 0, broken: 1, unknown: 2 } as const;

/** Reads what is asked for, looks, says what it has found, and ends with the exit code of it. */
async function main() {
  const language = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  const task = readTask(process.argv.slice(2), language);
  const words = wordsFor(task?.lang ?? language);
  try {
    const { whole, said } = task ? await carryOut(task, words) : { whole: undefined, said: words.usage };
    (whole ? process.stdout : process.stderr).write(`${said}\n`);
    process.exitCode = whole ? EXIT.whole : whole === false ? EXIT.broken : EXIT.unknown;
  } catch (error) {
    process.stderr.write(`${words.unreadable(fileOf(task!, error), (error as Error).message)}\n`);
    process.exitCode = EXIT.unknown;
  }
}

const carryOut = async ({ file, audit, consent, anchor }: Task, words: Words) => {
  if (consent !== undefined) return verifyConsent(readFileSync(consent, 'utf8'), file, anchor, words);
  return audit ? verifyAudit(file!, anchor, words) : verifyChat(readFileSync(file!, 'utf8'), words);
};

/** Which of the files it was. */
const fileOf = ({ file = '', consent }: Task, error: unknown) =>
  consent !== undefined && (!file || (error as { path?: string }).path === consent) ? consent : file;

await main();

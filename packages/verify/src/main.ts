#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { readTask, type Task } from './task.js';
import { verifyAudit } from './verify-audit.js';
import { verifyChat } from './verify-chat.js';
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
    process.stderr.write(`${words.unreadable(task!.file, (error as Error).message)}\n`);
    process.exitCode = EXIT.unknown;
  }
}

const carryOut = async (task: Task, words: Words) =>
  task.audit
    ? verifyAudit(task.file, task.anchor, words)
    : verifyChat(readFileSync(task.file, 'utf8'), words);

await main();

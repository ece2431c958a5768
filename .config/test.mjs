// Runs everything that can fail, one stage after another, and adds it up. `npm test`.
//
// Its last line is `N passed, N failed` over all runners; a stage that is not a test runner counts as one.
// `npm test -- unit elements` runs only the stages named.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'consult-test-'));

/** A stage that either works or does not. */
const once = (name) => ({ name, args: ['run', '--silent', name] });

/** Tests under vitest, which writes its counts as JSON. */
const vitest = (name) => {
  const file = join(reports, `${name.replaceAll(':', '-')}.json`);
  const args = [
    'run',
    '--silent',
    name,
    '--',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  return { name, args, count: () => countVitest(JSON.parse(readFileSync(file, 'utf8'))) };
};

/** Tests under web-test-runner, whose counts our own reporter writes. */
const webTestRunner = (name) => {
  const file = join(reports, `${name.replaceAll(':', '-')}.json`);
  const args = ['run', '--silent', name];
  return {
    name,
    args,
    env: { CONSULT_WTR_JSON: file },
    count: () => countBrowsers(JSON.parse(readFileSync(file, 'utf8'))),
    again: async () => {
      const { silent } = JSON.parse(readFileSync(file, 'utf8'));
      const sum = { passed: 0, failed: 0, failures: [] };
      for (const { browser, file: silentFile } of silent) {
        console.log(`\n── ${name}: ${browser} fell silent in ${silentFile}; once more`);
        await run({
          args: [...args, '--', '--files', silentFile],
          env: { CONSULT_WTR_JSON: file, CONSULT_WTR_BROWSERS: browser },
        });
        const { passed, failed, failures } = countBrowsers(JSON.parse(readFileSync(file, 'utf8')));
        sum.passed += passed;
        sum.failed += failed - 1; // instead of the silence
        sum.failures.push(...failures);
      }
      return sum;
    },
  };
};

const STAGES = [
  once('build'),
  once('build:storybook'),
  once('check:format'),
  once('check:lint'),
  once('check:lit'),
  once('check:types'),
  once('size'),
  vitest('test:unit'),
  vitest('test:packages'),
  webTestRunner('test:elements'),
  vitest('test:pages'),
  vitest('test:e2e'),
  vitest('test:calls'),
  vitest('test:faults'),
];

/** A file that could not even be loaded has no tests to count, and is a failure all the same. */
function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${relative(root, name)}: ${fullName}\n${failureMessages[0]}`),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    failures: [...failures, ...broken.map(({ name, message }) => `${relative(root, name)}: ${message}`)],
  };
}

/** Every browser must have run something: one that did not start proves nothing. */
function countBrowsers({ passed, failed, errors, browsers, failures }) {
  const idle = Object.values(browsers).filter((counts) => counts.passed + counts.failed === 0);
  return { passed, failed: failed + errors + idle.length, failures };
}

function run({ args, env }) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** As in count-reporter.mjs. */
const SILENT = /did not finish/;

/**
 * A page may die with its browser's process or hang in it, about once in ten runs on a busy machine, and says nothing of
 * its tests then. Its file is run once more, and that counts; a test that fails is never repeated.
 */
async function withSilentOnes(stage, result) {
  try {
    if (!stage.again) return result;
    const { passed, failed, failures } = await stage.again();
    return {
      passed: result.passed + passed,
      failed: result.failed + failed,
      failures: [...(result.failures ?? []).filter((failure) => !SILENT.test(failure)), ...failures],
    };
  } catch {
    return result; // without counts there is nothing to repeat
  }
}

/** What a stage adds to the sum. A runner that ran nothing, or left no counts, has failed. */
function resultOf({ name, count }, ok) {
  if (!count) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const { passed, failed, failures } = count();
    if (passed + failed === 0) console.error(`${name}: no tests were run`);
    const unsaid = failed === 0 && (!ok || passed === 0) ? 1 : 0;
    return { passed, failed: failed + unsaid, failures };
  } catch {
    console.error(`${name}: ended without a count`);
    return { passed: 0, failed: 1 };
  }
}

const wanted = process.argv.slice(2);
const stages = STAGES.filter(
  ({ name }) => !wanted.length || wanted.some((word) => name.split(':').includes(word)),
);
const sum = { passed: 0, failed: stages.length ? 0 : 1 };
const rows = [];
const failedTests = [];
for (const stage of stages) {
  console.log(`\n── ${stage.name}`);
  const started = performance.now();
  const { passed, failed, failures = [] } = await withSilentOnes(stage, resultOf(stage, await run(stage)));
  failedTests.push(...failures.map((failure) => `${stage.name}  ${failure}`));
  sum.passed += passed;
  sum.failed += failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  rows.push(
    `${failed ? 'FAILED' : 'ok    '}  ${stage.name.padEnd(14)}  ${passed} passed, ${failed} failed  ${seconds} s`,
  );
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${rows.join('\n')}\n`);
// Once more at the very end, where a log that was cut short still has them.
for (const failure of failedTests) console.log(`${failure.split('\n').slice(0, 4).join('\n  ')}\n`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed ? 1 : 0;

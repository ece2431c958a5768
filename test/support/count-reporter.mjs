import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** @param {import('@web/test-runner').TestSuiteResult | undefined} suite */
function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}

/** What web-test-runner says of a page from which nothing was heard any more. */
const SILENT = /did not finish/;

/**
 * Says at the end how many tests ran in which browser, and writes the same as JSON for whoever adds them up.
 *
 * @param {{ file?: string | undefined }} options - Where to write `{ passed, failed, skipped, errors, browsers, failures, silent }`;
 *   `silent`: the files whose page died or hung, with the browser it was.
 * @returns {import('@web/test-runner').Reporter}
 */
export function countReporter({ file }) {
  return {
    onTestRunFinished({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0, errors: 0, browsers: {}, failures: [], silent: [] };
      for (const { browser, testFile, testResults, errors } of sessions) {
        const counts = (total.browsers[browser.name] ??= { passed: 0, failed: 0, skipped: 0, errors: 0 });
        for (const test of testsOf(testResults)) {
          const key = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed';
          counts[key]++;
          total[key]++;
          if (key === 'failed')
            total.failures.push(`${browser.name}: ${test.name}\n${test.error?.message ?? ''}`);
        }
        total.failures.push(...errors.map(({ message }) => `${browser.name}: ${message}`));
        if (errors.some(({ message }) => SILENT.test(message)))
          total.silent.push({ browser: browser.name.toLowerCase(), file: relative(process.cwd(), testFile) });
        counts.errors += errors.length; // a file that did not load at all
        total.errors += errors.length;
      }
      for (const [name, { passed, failed, errors }] of Object.entries(total.browsers)) {
        console.log(`${name}: ${passed} passed, ${failed} failed${errors ? `, ${errors} errors` : ''}`);
      }
      if (file) writeFileSync(file, JSON.stringify(total));
    },
  };
}

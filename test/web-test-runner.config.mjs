// Element tests, in Chromium and Firefox.
//
// CONSULT_WTR_JSON=<file>            writes { passed, failed, skipped, errors, browsers: { <name>: { … } } } there
// CONSULT_WTR_BROWSERS=chromium      runs in one of them only
// CONSULT_CHROMIUM, CONSULT_FIREFOX  the browsers' paths, where they are not found by themselves
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { CHROMIUM_ARGS, findBrowser, FIREFOX_PREFS } from '../.config/find-browsers.mjs';
import { bundledTests, sqliteWasm } from './support/bundle-plugin.mjs';
import { countReporter } from './support/count-reporter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const launchOptions = {
  chromium: { args: CHROMIUM_ARGS },
  firefox: { browser: 'firefox', extraPrefsFirefox: FIREFOX_PREFS },
};

function launcher(name) {
  const executablePath = findBrowser(name);
  if (!executablePath)
    throw new Error(`No ${name} found: install it or name it in CONSULT_${name.toUpperCase()}`);
  return puppeteerLauncher({
    launchOptions: { executablePath, ...launchOptions[name] },
    concurrency: 1, // a page in the background has no focus, and tests of the keyboard need it
  });
}

/** What tools say to developers on every page, and no test is about. */
const NOISE = /Lit is in dev mode|Multiple versions of Lit/;

export default {
  rootDir: root,
  files: ['test/elements/**/*.test.ts'],
  browsers: (env.CONSULT_WTR_BROWSERS ?? 'chromium,firefox').split(',').map(launcher),
  concurrentBrowsers: 2,
  middleware: [sqliteWasm],
  plugins: [bundledTests({ root })],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter({ file: env.CONSULT_WTR_JSON })],
  filterBrowserLogs: ({ args }) => !args.some((arg) => NOISE.test(String(arg))),
  testFramework: { config: { timeout: 30_000 } }, // a busy machine is slow, and a test that hangs hangs for good
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  testRunnerHtml: (script) => `<!doctype html>
<html lang="ru">
  <head><meta charset="utf-8" /><title>Consult</title></head>
  <body><script type="module" src="${script}"></script></body>
</html>`,
};

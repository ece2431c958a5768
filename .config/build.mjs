// Builds everything: modules, types, the manifest, the CDN files, then the examples. `npm run build`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModules } from './build-modules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program of node_modules and answers whether it went well; what it printed is shown only when it did not. */
function run(command, args, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve(console.error(String(error)) ?? false));
    child.on('close', (code) => {
      if (code !== 0) console.error(output);
      resolve(code === 0);
    });
  });
}

async function step(name, work) {
  const started = performance.now();
  const ok = await work();
  console.log(`${ok ? 'built' : 'FAILED'}  ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return ok;
}

/** The examples build themselves, as a customer's page would: with the packages just made. */
async function buildExamples() {
  const built = [];
  for (const folder of ['examples/esia', 'examples/portal']) {
    const file = join(root, folder, 'package.json');
    const { scripts = {} } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    if (scripts.build)
      built.push(await step(folder, () => run('npm', ['run', '--silent', 'build'], join(root, folder))));
  }
  return built.every(Boolean);
}

const modules = await step('modules', () => buildModules(root));
const rest = await Promise.all([
  step('types', () => run('tsc', ['-b', '.config/tsconfig.build.json'])),
  step('manifest', () => run(process.execPath, ['.config/manifest.mjs'])),
  modules && step('CDN files', () => run('rollup', ['--config', '--silent'])),
]);
const examples = modules && (await buildExamples());
process.exitCode = modules && rest.every(Boolean) && examples ? 0 : 1;

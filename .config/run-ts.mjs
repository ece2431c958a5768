// Runs a TypeScript program of this repository: bundles it next to nothing else (packages stay outside) and starts it.
// Usage: node .config/run-ts.mjs path/to/program.ts [arguments]
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [program, ...rest] = process.argv.slice(2);
const folder = join(root, 'node_modules/.cache/run-ts');
const outfile = join(folder, `${basename(program, '.ts')}-${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });

await build({
  entryPoints: [join(root, program)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  conditions: ['@consult/source'],
  sourcemap: 'inline',
  plugins: [
    {
      name: 'packages-stay-outside',
      setup(builder) {
        builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@consult/') ? undefined : { path, external: true },
        );
      },
    },
  ],
});

const child = spawn(process.execPath, ['--expose-gc', '--enable-source-maps', outfile, ...rest], {
  stdio: 'inherit',
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  rmSync(outfile, { force: true });
  process.exitCode = signal ? 1 : (code ?? 1);
});

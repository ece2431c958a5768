import { defineConfig } from 'vitest/config';

const conditions = ['@consult/source', 'module', 'node', 'import', 'default'];

/** Faults on purpose. `--mode full` is the run by hand, of an hour or two; otherwise the same code, as short as `npm test` may be. */
export default defineConfig(({ mode }) => ({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/faults/**/*.test.ts'],
    env: { CONSULT_FAULTS: mode === 'full' ? 'full' : 'short' },
    maxWorkers: 2, // they wait for processes and disks more than they compute
    testTimeout: mode === 'full' ? 10_800_000 : 120_000,
    hookTimeout: 120_000,
  },
}));

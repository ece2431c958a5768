import { defineConfig } from 'vitest/config';

const conditions = ['@consult/source', 'module', 'node', 'import', 'default'];

/** Real calls over real networks. `--mode full` is the run by hand: a minute without a network, a hundred calls. */
export default defineConfig(({ mode }) => ({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/calls/**/*.test.ts'],
    env: { CONSULT_CALLS: mode === 'full' ? 'full' : 'short' },
    testTimeout: mode === 'full' ? 600_000 : 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2, // they wait for networks more than they compute
  },
}));

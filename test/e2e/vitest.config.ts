import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    bail: 1, // the steps of a consultation follow from each other
  },
});

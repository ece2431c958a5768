import { defineConfig } from 'vitest/config';

/**
 * Tests that open a whole page in a browser: what is published under a strict policy, and every story.
 * They need `npm run build`, and `npm run build:storybook` for the stories.
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/pages/**/*.test.ts'],
    maxWorkers: '100%', // each file has a browser of its own, and waits for it
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

import { defineConfig } from 'vitest/config';

/** Tests of what is published and of the house's own rules. They need `npm run build` and resolve as a customer would. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/packages/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/{core,client,server,verify,examples}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

import { accessSync, constants, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Linux's files in memory. Databases wait for the disk at every commit, which is most of what the tests of the server take. */
const MEMORY = '/dev/shm';

/** Where the tests have their folders: in memory if that is roomy. What is asked of disks is asked in `test/faults`. */
function folders(): { readonly TMPDIR?: string } {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > 2e9 ? { TMPDIR: MEMORY } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@consult/source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/{core,client,server,verify,examples}/**/*.test.ts'],
    env: folders(),
    isolate: false, // no test leaves anything in a module, and loading the server anew for each file takes as long as its tests
    maxWorkers: '100%', // otherwise one of two cores is left to watch

    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

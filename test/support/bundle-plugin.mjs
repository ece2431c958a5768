import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { posix, relative } from 'node:path';
import { build } from 'esbuild';
import { strippedPeerjs } from '../../.config/peerjs.mjs';

/**
 * Serves each test as one bundle, made by esbuild when the first browser asks for it.
 *
 * A test pulls in the elements, the client and the whole server with its SQL; unbundled that is hundreds of requests
 * per page, and some of the server's dependencies are CommonJS, which browsers do not speak. One bundle per test (and
 * not one for all) lets a test that does not compile fail alone.
 *
 * @param {{ root: string }} options
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function bundledTests({ root }) {
  /** @type {Map<string, Promise<void>>} */
  const bundles = new Map();
  /** @type {Map<string, string>} */
  const outputs = new Map();
  let watch = (/** @type {string[]} */ _files) => {};

  return {
    name: 'bundled-tests',
    serverStart({ fileWatcher }) {
      watch = (files) => fileWatcher.add(files);
      fileWatcher.on('change', () => bundles.clear());
    },
    async serve({ path }) {
      if (/^\/test\/.+\.test\.ts$/.test(path)) {
        if (!bundles.has(path))
          bundles.set(
            path,
            bundle(path).catch((error) => explain(path, error)),
          );
        await bundles.get(path);
        return { body: outputs.get(path.replace(/\.ts$/, '.js')) ?? '', type: 'js' };
      }
      const body = outputs.get(path);
      return body === undefined ? undefined : { body, type: path.endsWith('.map') ? 'json' : 'js' };
    },
  };

  /** Lets a test that does not compile fail in the browser, with the compiler's own words. */
  function explain(path, error) {
    outputs.set(path.replace(/\.ts$/, '.js'), `throw new Error(${JSON.stringify(error.message)});`);
  }

  async function bundle(path) {
    const entry = path.slice(1);
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      outbase: root,
      outdir: root,
      chunkNames: `${posix.dirname(entry)}/chunks/${posix.basename(entry, '.test.ts')}-[hash]`,
      bundle: true,
      splitting: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      conditions: ['@consult/source', 'development', 'browser', 'module'],
      define: { 'process.env.NODE_ENV': '"development"' },
      tsconfig: `${root}/tsconfig.json`,
      sourcemap: 'inline',
      sourcesContent: false,
      plugins: [strippedPeerjs],
      legalComments: 'none',
      logLevel: 'silent',
    });
    for (const { path: file, text } of outputFiles) {
      outputs.set(`/${relative(root, file).replaceAll('\\', '/')}`, text);
    }
    watch(Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules')));
  }
}

/**
 * Serves SQLite's WebAssembly to the tests as `/sql-wasm.wasm`.
 * @type {import('@web/test-runner').TestRunnerConfig['middleware'][number]}
 */
export async function sqliteWasm(context, next) {
  if (context.path !== '/sql-wasm.wasm') return next();
  context.type = 'application/wasm';
  context.body = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'));
}

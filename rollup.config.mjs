import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { BROWSERS, SUPPORTED } from './.config/build-modules.mjs';
import { notices } from './.config/rollup-notices.mjs';
import { moduleOf, SETS } from './.config/sets.mjs';

const elements = 'packages/elements';
const target = `${elements}/cdn`;

/** One entry for each set. Both may stand on one page: what they share is in chunks. */
const sets = {
  name: 'consult-sets',
  resolveId: (id) => (SETS.includes(id) ? `${process.cwd()}/${elements}/${id}` : undefined),
  load(id) {
    const set = basename(id);
    return SETS.includes(set) ? { code: moduleOf(set), moduleSideEffects: true } : undefined;
  },
};

/** What resumable uploads read addresses with: every browser has it, and the package they ask for is CommonJS. */
const ownUrl = {
  name: 'consult-own-url',
  resolveId: (id) => (id === 'url-parse' ? '\0own-url' : undefined),
  load: (id) => (id === '\0own-url' ? 'export default URL;' : undefined),
};

const minify = {
  name: 'consult-minify',
  async renderChunk(code) {
    const made = await transform(code, {
      minify: true,
      charset: 'utf8',
      format: 'esm',
      target: BROWSERS,
      supported: SUPPORTED,
      sourcemap: 'external',
      legalComments: 'none',
      banner: '/*! Consult, MIT. Notices of what is inside: LICENSES.txt */',
    });
    return { code: made.code, map: made.map };
  },
};

/** The guard goes along, minified; it is a script of its own, in ES5 and in ASCII, whatever the page's encoding is. */
const guard = {
  name: 'consult-guard',
  async generateBundle() {
    const source = readFileSync(`${elements}/guard/consult-guard.js`, 'utf8');
    const { code } = await transform(source, { minify: true, target: 'es5', charset: 'ascii' });
    this.emitFile({ type: 'asset', fileName: 'consult-guard.js', source: code });
  },
};

/** `integrity.json`: what to write into `<script integrity>` and an import map's `integrity`. */
const integrity = {
  name: 'consult-integrity',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const hashes = {};
      for (const [name, file] of Object.entries(bundle))
        if (name.endsWith('.js'))
          hashes[name] = `sha384-${createHash('sha384')
            .update(file.code ?? file.source)
            .digest('base64')}`;
      this.emitFile({
        type: 'asset',
        fileName: 'integrity.json',
        source: `${JSON.stringify(hashes, Object.keys(hashes).sort(), 2)}\n`,
      });
    },
  },
};

/** Removes what an earlier build left: only now, so that a page served meanwhile finds its files. */
const tidy = {
  name: 'consult-tidy',
  writeBundle(_options, bundle) {
    for (const file of globSync('**/*.*', { cwd: target })) if (!(file in bundle)) rmSync(join(target, file));
  },
};

export default {
  onLog(level, log, print) {
    // A page must get everything from these files: what cannot be found is a failure, not an external.
    if (level === 'warn') throw new Error(log.message);
    print(level, log);
  },
  input: SETS,
  output: {
    dir: target,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: true,
    // One copy of Lit, in a chunk whose name changes only when Lit does.
    manualChunks: (id) => (/node_modules\/(lit|lit-html|lit-element|@lit)\//.test(id) ? 'lit' : undefined),
  },
  plugins: [sets, ownUrl, nodeResolve({ browser: true }), minify, guard, notices(), integrity, tidy],
};

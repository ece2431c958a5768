import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { strippedPeerjs } from '../../.config/peerjs.mjs';
import type { Bearer } from '../support/token-desk.js';

/** The pages of a portal that has nothing but calls. */
export interface CallPages {
  readonly origin: string;
  readonly port: number;
  /** The page of somebody, by the name of its script. */
  url(script: string, query: Record<string, string>): string;
  close(): Promise<void>;
}

/** Paths of TypeScript by the names of their pages. */
export interface PageScripts {
  readonly [name: string]: string | Readonly<Record<string, string>> | undefined;
  /** Those that get PeerJS as it comes, and not as we build it in. */
  readonly stock?: Readonly<Record<string, string>>;
}

const html = (script: string) =>
  `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Call</title><link rel="icon" href="data:,">` +
  `<script type="module" src="/${script}.js"></script><body></body></html>`;

/**
 * Serves each of `scripts` as a page of its name, and the tokens it asks for, on `localhost`: a
 * secure origin.
 */
export async function openCallPages(
  scripts: PageScripts,
  tokenFor: (bearer: Bearer) => Promise<string>,
): Promise<CallPages> {
  const { stock = {}, ...ours } = scripts;
  const files = new Map([
    ...(await bundle(ours as Record<string, string>, [strippedPeerjs as Plugin])),
    ...(await bundle(stock, [])),
  ]);
  const names = new Set([...Object.keys(ours), ...Object.keys(stock)]);
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const file = files.get(pathname);
    if (file) return void answer.setHeader('Content-Type', 'text/javascript').end(file);
    if (pathname === '/token') {
      const bearer = Object.fromEntries(searchParams) as unknown as Bearer;
      return void tokenFor(bearer).then((token) => answer.end(token));
    }
    if (!names.has(pathname.slice(1))) return void answer.writeHead(404).end();
    answer.setHeader('Content-Type', 'text/html').end(html(pathname.slice(1)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;

  return {
    origin,
    port,
    url: (script, query) => `${origin}/${script}?${new URLSearchParams(query)}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bundle(scripts: Readonly<Record<string, string>>, plugins: readonly Plugin[]) {
  const { outputFiles } = await build({
    entryPoints: Object.entries(scripts).map(([out, file]) => ({ in: resolve(file), out })),
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [...plugins],
    conditions: ['@consult/source', 'module', 'browser', 'import', 'default'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  });
  return outputFiles.map(({ path, contents }) => [path, contents] as const);
}

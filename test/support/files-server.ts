import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Hands out files over HTTP on a free port of the loopback. */
export interface FilesServer {
  readonly address: string;
  close(): void;
}

export interface FilesServerOptions {
  /** Where files are looked for, by the beginning of their path; the longest one wins. */
  readonly folders?: Readonly<Record<string, string>>;
  /** Pages and scripts told in full, by path. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export async function serveFiles({
  folders = {},
  texts = {},
  headers = {},
}: FilesServerOptions): Promise<FilesServer> {
  const roots = Object.entries(folders).sort(([one], [other]) => other.length - one.length);

  async function find(path: string): Promise<string | Buffer | undefined> {
    if (path in texts) return texts[path];
    const root = roots.find(([prefix]) => path.startsWith(prefix));
    if (!root || normalize(path) !== path) return undefined;
    return readFile(join(root[1], path.slice(root[0].length))).catch(() => undefined);
  }

  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    void find(pathname).then((body) => {
      answer.writeHead(body === undefined ? 404 : 200, {
        'Content-Type': TYPES[extname(pathname) || '.html'] ?? 'application/octet-stream',
        ...headers,
      });
      answer.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

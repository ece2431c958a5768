import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLISHED, ROOT, run } from './run.js';

/** A package as it would go to the registry. */
export interface Packed {
  readonly name: string;
  readonly tarball: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

interface NpmPack {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs everything we publish, from what `npm run build` made, into a folder of its own. */
export async function packAll(): Promise<{ folder: string; packed: Packed[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'consult-packed-'));
  const workspaces = PUBLISHED.flatMap((workspace) => ['-w', workspace]);
  const args = [
    'pack',
    '--json',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    folder,
    ...workspaces,
  ];
  const answer = JSON.parse(await run('npm', args, ROOT)) as NpmPack[];
  const packed = answer.map(({ name, filename, files }) => ({
    name,
    tarball: join(folder, filename.replace('@', '').replace('/', '-')),
    files: files.map(({ path }) => path),
  }));
  return { folder, packed };
}

/** An empty project with the packages in it, installed from their tarballs as a customer would from the registry. */
export async function installAll(packed: readonly Packed[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'consult-customer-'));
  await writeFile(
    join(folder, 'package.json'),
    '{ "name": "customer", "private": true, "type": "module" }\n',
  );
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...packed.map(({ tarball }) => tarball)], folder);
  return folder;
}

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { strip } from '../../.config/peerjs.mjs';
import { ROOT } from './support/run.js';

/** Names of things, as XML has them. Nobody asks there for anything. */
const NAMES = /^www\.w3\.org$/;

/** The hosts a program names, written as addresses or only as names. */
function hostsIn(code: string): string[] {
  const addresses = [
    ...code.matchAll(/\b(?:https?|wss?|stuns?|turns?):(?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi),
  ];
  const names = [...code.matchAll(/["'`]([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|app|ru))\b/gi)];
  const hosts = [...addresses, ...names].map(([, host]) => host!.toLowerCase());
  return [...new Set(hosts)].filter((host) => !NAMES.test(host));
}

/** What runs of a program: no comments, no names of files. */
async function running(contents: string, bundle = false) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(ROOT, 'packages/elements') },
    bundle,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

describe('the hosts a page of ours may ask', () => {
  it('are named by the server and the page, and by nothing that we build', async () => {
    const built = globSync('packages/{core,client,elements}/{dist,cdn}/**/*.js', { cwd: ROOT });
    expect(built).toContain('packages/client/dist/call/peerjs.js');
    const named: Record<string, string[]> = {};
    for (const file of built) {
      const hosts = hostsIn(await running(await readFile(join(ROOT, file), 'utf8')));
      if (hosts.length > 0) named[file] = hosts;
    }
    expect(named).toEqual({});
  });

  it('are no others after a customer’s bundler has been at it', async () => {
    const page = `export * from '../client/dist/call/peer-link.js';`;
    const code = await running(page, true);
    expect(code).toContain('iceTransportPolicy');
    expect(hostsIn(code)).toEqual([]);
    expect(code).not.toMatch(/peerjs\.com|(?<!x-)google|stun:|turn:|CLOUD_HOST/);
  });

  it('would be seen: PeerJS as its authors ship it names the public broker and public servers', async () => {
    const whole = await readFile(join(ROOT, 'node_modules/peerjs/dist/bundler.mjs'), 'utf8');
    expect(hostsIn(whole)).toEqual(
      expect.arrayContaining(['stun.l.google.com', '0.peerjs.com', 'eu-0.turn.peerjs.com']),
    );
  });
});

describe('PeerJS as we build it', () => {
  let whole: string;
  beforeAll(async () => {
    whole = await readFile(join(ROOT, 'node_modules/peerjs/dist/bundler.mjs'), 'utf8');
  });

  it('opens nothing when it is imported', async () => {
    const code = `globalThis.RTCPeerConnection = class { constructor() { throw new Error('opened'); } };\n`;
    const { Peer } = (await import(`data:text/javascript,${encodeURIComponent(code + strip(whole))}`)) as {
      Peer: unknown;
    };
    expect(Peer).toBeTypeOf('function');
  });

  it('is not let in where it is not as it was', () => {
    expect(() => strip(whole.replace('0.peerjs.com', '0.peerjs.example'))).not.toThrow();
    expect(() => strip(whole.replaceAll('CLOUD_HOST', 'CLOUD'))).toThrow('PeerJS is not as it was');
    expect(() => strip(`${whole}\nconst more = "elsewhere.com";`)).toThrow('elsewhere.com');
  });

  it('sends its licences along', async () => {
    for (const file of ['packages/client/dist/call/peerjs.LICENSES.txt'])
      expect(await readFile(join(ROOT, file), 'utf8')).toMatch(/eventemitter3[^]+peerjs/);
  });
});

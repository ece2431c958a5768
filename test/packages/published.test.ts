import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFinishedChat, exportOf } from '../server/records/exports.js';
import { freePort } from '../support/free-port.js';
import { closeHouses } from '../support/house.js';
import { installAll, packAll, type Packed } from './support/packed.js';
import { PUBLISHED, ROOT, run } from './support/run.js';

let folder: string;
let customer: string;
let packed: Packed[];

beforeAll(async () => {
  ({ folder, packed } = await packAll());
  customer = await installAll(packed);
});

afterAll(async () => {
  await closeHouses();
  for (const made of [folder, customer]) if (made) await rm(made, { recursive: true });
});

const NAMES = [
  '@consult/core',
  '@consult/client',
  '@consult/elements',
  '@consult/verify',
  '@consult/server',
] as const;
const theOne = (name: string) => packed.find((one) => one.name === name)!;
const manifestOf = async (workspace: string) =>
  JSON.parse(await readFile(join(ROOT, workspace, 'package.json'), 'utf8')) as Record<string, unknown>;

describe('a package that is published', () => {
  it('is one of those we mean to publish', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  });

  it.each(PUBLISHED)('%s says what it is', async (workspace) => {
    const manifest = await manifestOf(workspace);
    expect(manifest).toMatchObject({
      license: 'MIT',
      type: 'module',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(manifest).toHaveProperty('description');
    expect(manifest).not.toHaveProperty('private');
  });

  it.each(NAMES)('%s carries its licence, a page about itself, and nothing of our workshop', (name) => {
    const { files } = theOne(name);
    expect(files).toContain('LICENSE');
    expect(files).toContain('README.md');
    expect(files.filter((path) => /tsbuildinfo|\.test\.|(^|\/)\.|tsconfig|node_modules/.test(path))).toEqual(
      [],
    );
  });

  it.each(NAMES)('%s has the sources its maps point at', (name) => {
    const { files } = theOne(name);
    for (const map of files.filter((path) => path.endsWith('.ts.map')))
      expect(files).toContain(
        map.replace(/^dist\//, name === '@consult/elements' ? '' : 'src/').replace('.d.ts.map', '.ts'),
      );
  });

  it.each(NAMES)('%s satisfies publint', async (name) => {
    const file = await readFile(theOne(name).tarball);
    const tarball = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
  });

  it.each(['@consult/core', '@consult/client', '@consult/elements'])(
    '%s has types that resolve',
    async (name) => {
      const files = ['./guard.js', './custom-elements.json']; // a script and data
      const args = [
        theOne(name).tarball,
        '--profile',
        'esm-only',
        '--format',
        'ascii',
        '--no-emoji',
        '--no-color',
      ];
      const untyped = name === '@consult/elements' ? ['--exclude-entrypoints', ...files] : [];
      const verdict = await run('attw', [...args, ...untyped], ROOT); // throws where there is a problem
      expect(verdict).toContain('node16 (from ESM): OK (ESM)');
    },
  );
});

describe('in a project of a customer', () => {
  it('Node imports the rules and the client, and needs no page for it', async () => {
    const script = `
      import { refusalToText, codeOf } from '@consult/core';
      import { EntryDraft } from '@consult/core/wire';
      import { createClient } from '@consult/client';
      import { openDesk } from '@consult/client/staff';
      console.log(refusalToText(' '), codeOf(null), EntryDraft.type, typeof createClient, typeof openDesk);
    `;
    await writeFile(join(customer, 'script.js'), script);
    expect((await run('node', ['script.js'], customer)).trim()).toBe(
      'text-empty failed strict_object function function',
    );
  });

  it('TypeScript knows the tags, the handles and the rules', async () => {
    const page = `
      import '@consult/elements/define/consult-chat-list.js';
      import type { ConsultChatList } from '@consult/elements';
      import { createClient, type ChatListHandle } from '@consult/client';
      import { refusalToText, type ErrorCode } from '@consult/core';

      const client = createClient({ server: 'https://consult.example', getToken: async () => 'token' });
      const chats: ChatListHandle = client.chats();
      const list: ConsultChatList = document.createElement('consult-chat-list');
      const why: ErrorCode | undefined = refusalToText(chats.state.value.query);
      // @ts-expect-error an unknown code must not compile
      const wrong: ErrorCode = 'teapot';
      document.body.append(list, why ?? wrong);
    `;
    await writeFile(join(customer, 'page.ts'), page);
    for (const resolution of [
      { module: 'ESNext', moduleResolution: 'bundler' },
      { module: 'NodeNext', moduleResolution: 'nodenext' },
    ]) {
      const options = {
        ...resolution,
        strict: true,
        noEmit: true,
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        skipDefaultLibCheck: true,
      };
      const config = { compilerOptions: { ...options, types: [] }, files: ['page.ts'] };
      await writeFile(join(customer, 'tsconfig.json'), JSON.stringify(config));
      await run('tsc', ['-p', '.'], customer);
    }
  });

  it('a bundler makes a page of one tag, with one copy of Lit and no code for the staff', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `import '@consult/elements/define/consult-chat-list.js';`, resolveDir: customer },
      absWorkingDir: customer,
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: 'out',
      write: false,
      logLevel: 'error',
      metafile: true,
    });
    const inputs = Object.keys(metafile.inputs);
    const entry = outputFiles.find(({ path }) => path.endsWith('/stdin.js'));
    expect(entry!.text).toContain('consult-chat-list');
    expect(inputs.filter((path) => path.endsWith('/lit-html.js'))).toHaveLength(1);
    expect(
      inputs.filter((path) => /consult-desk|request-journal|client\/dist\/(staff|desk|journal)/.test(path)),
    ).toEqual([]);
  });

  it('importing the classes defines nothing and leaves out what is not used', async () => {
    const { metafile, outputFiles } = await build({
      stdin: {
        contents: `import { refusalToText } from '@consult/core'; import '@consult/elements'; console.log(refusalToText(''));`,
        resolveDir: customer,
      },
      bundle: true,
      format: 'esm',
      outdir: 'out',
      write: false,
      logLevel: 'error',
      metafile: true,
    });
    expect(outputFiles[0]!.text).not.toContain('customElements');
    const kept = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(kept.filter((path) => !/packages\/core|@consult\/core|<stdin>/.test(path))).toEqual([]);
  });

  it('the manifest of the tags is where the package says', async () => {
    const elements = join(customer, 'node_modules/@consult/elements');
    const { customElements } = JSON.parse(await readFile(join(elements, 'package.json'), 'utf8')) as {
      customElements: string;
    };
    const { modules } = JSON.parse(await readFile(join(elements, customElements), 'utf8')) as {
      modules: { path: string }[];
    };
    for (const { path } of modules) expect(existsSync(join(elements, path)), path).toBe(true);
  });

  it('the server starts, answers and ends in good order', async () => {
    const port = await freePort();
    const env = {
      ...process.env,
      CONSULT_DATA: join(customer, 'data'),
      CONSULT_PORT: String(port),
      CONSULT_JWKS_URL: 'http://127.0.0.1:9/jwks',
      CONSULT_ISSUER: 'https://portal.example',
      CONSULT_ORIGINS: 'https://portal.example',
    };
    const server = spawn(join(customer, 'node_modules/.bin/consult-server'), { cwd: customer, env });
    const ended = once(server, 'exit');
    try {
      for await (const line of createInterface(server.stdout)) if (line.includes('ready')) break;
      const health = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(health.status).toBe(200);
      const { paths } = (await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json()) as {
        paths: object;
      };
      expect(Object.keys(paths)).toContain('/v1/chats');
    } finally {
      server.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
  });

  it('the verifier runs by itself, needs no other package, and tells a whole conversation from a changed one', async () => {
    expect(await manifestOf('packages/verify')).not.toHaveProperty('dependencies');
    const verify = async (text: string) => {
      await writeFile(join(customer, 'chat.json'), text);
      const program = join(customer, 'node_modules/.bin/consult-verify');
      const verifier = spawn(program, ['chat.json', '--lang', 'en'], { cwd: customer });
      const said: string[] = [];
      for (const stream of [verifier.stdout, verifier.stderr])
        stream.on('data', (chunk) => said.push(String(chunk)));
      const [code] = (await once(verifier, 'close')) as [number];
      return { code, said: said.join('') };
    };
    expect(await verify('{}')).toEqual({ code: 2, said: 'This is not an exported conversation.\n' });
    const text = await exportOf(await aFinishedChat(), 'json');
    const whole = await verify(text);
    expect(whole.said).toContain('The conversation is whole. Entries: 7.');
    expect(whole.code).toBe(0);
    expect(await verify(text.replace('Пришлите снимок', 'Не присылайте снимок'))).toEqual({
      code: 1,
      said: 'BROKEN at entry 4: it is not as it was written. Entries that are whole: 3.\n',
    });
  });

  it('the server without its portal is one clear line', async () => {
    const server = spawn(join(customer, 'node_modules/.bin/consult-server'), {
      cwd: customer,
      env: { PATH: process.env.PATH },
    });
    const lines: string[] = [];
    for await (const line of createInterface(server.stderr)) lines.push(line);
    const [code] = server.exitCode === null ? ((await once(server, 'exit')) as [number]) : [server.exitCode];
    expect(lines).toEqual([expect.stringMatching(/^consult: .*CONSULT_/)]);
    expect(code).toBe(1);
  });
});

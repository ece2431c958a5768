import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/run.js';

/** The house's own rules, without those that need a type checker: the planted files are not on the disk. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfigFile: join(ROOT, '.config/eslint.config.mjs'),
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: Object.fromEntries(
      [
        'await-thenable',
        'no-floating-promises',
        'no-misused-promises',
        'only-throw-error',
        'return-await',
        'switch-exhaustiveness-check',
      ].map((rule) => [`@typescript-eslint/${rule}`, 'off']),
    ),
  },
});

async function problemsIn(filePath: string, code: string) {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, filePath) });
  return result!.messages.map(({ ruleId }) => ruleId);
}

const IMPORTS = '@typescript-eslint/no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

const bans: [file: string, specifier: string][] = [
  ['packages/core/src/chat.ts', 'valibot'],
  ['packages/core/src/chat.ts', 'node:crypto'],
  ['packages/core/src/chat.ts', '@consult/client'],
  ['packages/core/src/chat.ts', './wire/chat.js'],
  ['packages/core/src/wire/chat.ts', 'lit'],
  ['packages/core/src/wire/chat.ts', '@consult/client'],
  ['packages/verify/src/main.ts', '@consult/core'],
  ['packages/verify/src/main.ts', '@consult/server'],
  ['packages/verify/src/main.ts', 'better-sqlite3'],
  ['packages/client/src/chat.ts', 'lit'],
  ['packages/client/src/chat.ts', '@consult/elements'],
  ['packages/client/src/chat.ts', '@consult/server'],
  ['packages/client/src/chat.ts', 'node:fs'],
  ['packages/client/src/chat.ts', '../../core/src/chat.js'],
  ['packages/client/src/chat.ts', 'valibot'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/server'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/core/wire'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/client/staff'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/client/check'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/client/notices'],
  ['server/src/notices/outbox.ts', 'nodemailer'],
  ['server/src/notices/notice-service.ts', './mail-node.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '../consult-chat-list/consult-chat-list.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '../consult-desk/complete-form.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', 'lit/directives/unsafe-html.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', 'lit/directives/unsafe-svg.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '../../../client/src/store.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', 'dompurify'],
  ['packages/elements/src/consult-chat/consult-chat.ts', 'node:path'],
  ['packages/elements/src/consult-desk/consult-desk.ts', '../consult-chat/entry.js'],
  ['packages/elements/src/consult-desk/consult-desk.ts', '@consult/client/journal'],
  ['packages/elements/src/shared/localize.ts', '../consult-chat/entry.js'],
  ['packages/elements/src/index.ts', '../define/consult-chat.js'],
  ['packages/elements/define/consult-chat.ts', '@consult/client'],
  ['server/src/app.ts', 'node:fs'],
  ['server/src/app.ts', 'path'],
  ['server/src/app.ts', 'ws'],
  ['server/src/app.ts', 'peer'],
  ['server/src/app.ts', './calls/broker.js'],
  ['server/src/app.ts', 'better-sqlite3'],
  ['server/src/app.ts', '@consult/client'],
  ['server/src/app.ts', '../../packages/core/src/chat.js'],
  ['server/src/app.ts', './db/sqlite/chat-store.js'],
  ['server/src/app.ts', './serve.js'],
  ['server/src/chats/chat-service.ts', '../limits/flexible-limiter.js'],
  ['server/src/chats/chat-routes.ts', './chat-store.js'],
  ['server/src/chats/chat-routes.ts', '../db/sqlite/open.js'],
  ['server/src/chats/chat-service.ts', 'hono'],
  ['server/src/chats/chat-service.ts', '../db/sqlite/chat-store.js'],
  ['server/src/chats/chat-service.ts', 'drizzle-orm'],
  ['server/src/chats/chat-store.ts', './chat-service.js'],
  ['server/src/chats/chat-store.ts', 'hono'],
  ['server/src/db/sqlite/chat-store.ts', '../../chats/chat-service.js'],
  ['server/src/db/sqlite/chat-store.ts', 'better-sqlite3'],
  ['server/src/main.ts', '@consult/elements'],
  ['server/src/broker-main.ts', './db/sqlite/open-node.js'],
  ['examples/portal/src/app.ts', '@consult/core'],
  ['examples/portal/src/app.ts', '@consult/server'],
  ['examples/portal/src/app.ts', '../../../server/src/app.js'],
];

const allowed: [file: string, specifier: string][] = [
  ['packages/core/src/chat.ts', './errors.js'],
  ['packages/core/src/wire/chat.ts', '../limits.js'],
  ['packages/core/src/wire/chat.ts', 'valibot'],
  ['packages/verify/src/main.ts', '@consult/core/chain'],
  ['packages/verify/src/main.ts', 'node:fs'],
  ['packages/client/src/chat.ts', '@consult/core'],
  ['packages/client/src/feed.ts', '@consult/core/wire'],
  ['packages/client/src/storage.ts', 'idb-keyval'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '@consult/client'],
  ['packages/elements/src/consult-chat/consult-chat.ts', '../shared/localize.js'],
  ['packages/elements/src/consult-chat/consult-chat.ts', 'lit/directives/repeat.js'],
  ['packages/elements/src/consult-desk/consult-desk.ts', '../../define/consult-chat.js'],
  ['packages/elements/src/consult-desk/consult-desk.ts', '@consult/client/staff'],
  ['packages/elements/src/device-check/device-check.ts', '@consult/client/check'],
  ['packages/elements/src/notice-list/notice-list.ts', '@consult/client/notices'],
  ['packages/elements/src/request-journal/request-journal.ts', '@consult/client/journal'],
  ['packages/elements/src/consult-provider/consult-provider.ts', '../consult-chat-list/events.js'],
  ['packages/elements/define/consult-chat.ts', '../src/consult-chat/consult-chat.js'],
  ['server/src/app.ts', 'hono'],
  ['server/src/app.ts', './chats/chat-routes.js'],
  ['server/src/chats/chat-routes.ts', './chat-service.js'],
  ['server/src/chats/chat-service.ts', '@consult/core'],
  ['server/src/db/sqlite/chat-store.ts', 'drizzle-orm'],
  ['server/src/main.ts', 'node:process'],
  ['server/src/main.ts', './db/open-stores.js'],
  ['examples/portal/src/page/chat.ts', '@consult/elements/define/consult-chat.js'],
];

describe('the direction of imports', () => {
  it.each(bans)('%s does not reach %s', async (file, specifier) => {
    expect(await problemsIn(file, `import * as it from '${specifier}';\nexport default it;\n`)).toContain(
      IMPORTS,
    );
  });

  it.each(bans)('%s does not reach %s by the back door', async (file, specifier) => {
    expect(await problemsIn(file, `export const it = () => import('${specifier}');\n`)).toContain(SYNTAX);
    expect(await problemsIn(file, `export * from '${specifier}';\n`)).toContain(IMPORTS);
  });

  it.each(allowed)('%s may use %s', async (file, specifier) => {
    const said = await problemsIn(file, `import * as it from '${specifier}';\nexport default it;\n`);
    expect(said).not.toContain(IMPORTS);
    expect(await problemsIn(file, `export const it = () => import('${specifier}');\n`)).not.toContain(SYNTAX);
  });

  it('lets an element know the types of what travels, not the schemas', async () => {
    const file = 'packages/elements/src/consult-chat/consult-chat.ts';
    const types = `import type { ChatView } from '@consult/core/wire';\nexport type Row = ChatView;\n`;
    expect(await problemsIn(file, types)).toEqual([]);
  });
});

describe('code this house does not write', () => {
  const element = 'packages/elements/src/consult-chat/entry.ts';

  it.each<[string, string, string, string]>([
    ['an enum', 'packages/client/src/chat.ts', 'export enum Way { In, Out }', SYNTAX],
    [
      'a parameter property',
      'server/src/app.ts',
      'export class A { constructor(readonly b: string) {} }',
      SYNTAX,
    ],
    ['a private keyword', element, 'export class A { private b = 1; }', SYNTAX],
    ['an I before a name', 'server/src/deps.ts', 'export interface IStore { a: 1 }', SYNTAX],
    [
      'any',
      'packages/client/src/chat.ts',
      'export const a = (b: any) => b;',
      '@typescript-eslint/no-explicit-any',
    ],
    ['a clock in core', 'packages/core/src/chat.ts', 'export const now = () => Date.now();', SYNTAX],
    ['another clock in core', 'packages/core/src/chat.ts', 'export const now = () => new Date();', SYNTAX],
    ['chance in core', 'packages/core/src/chat.ts', 'export const dice = () => Math.random();', SYNTAX],
    [
      'a bare document in the client',
      'packages/client/src/wake.ts',
      'export const a = () => document;',
      'no-restricted-globals',
    ],
    ['innerHTML', element, 'export const a = (b: Element) => { b.innerHTML = "x"; };', SYNTAX],
    [
      'innerHTML in a template',
      element,
      "import { html } from 'lit';\nexport const a = (b: string) => html`<p .innerHTML=${b}></p>`;",
      SYNTAX,
    ],
    [
      'a style attribute',
      element,
      'import { html } from \'lit\';\nexport const a = html`<p style="color: red"></p>`;',
      SYNTAX,
    ],
    [
      'computed styles',
      element,
      "import { unsafeCSS } from 'lit';\nexport const a = unsafeCSS('b');",
      IMPORTS,
    ],
    [
      'arguments spread after `?.`',
      element,
      'export const a = (b?: { c(...d: number[]): 1 }) => b?.c(...[1]);',
      SYNTAX,
    ],
    ['a swallowed error', 'server/src/app.ts', 'try { JSON.parse("") } catch {}', 'no-empty'],
    [
      'the environment out of main',
      'server/src/app.ts',
      'export const a = process.env.CONSULT_PORT;',
      SYNTAX,
    ],
    ['a log on the console', 'packages/client/src/chat.ts', 'console.log(1);', 'no-console'],
    ['a file for everything', 'server/src/utils.ts', 'export const a = 1;', 'consult/file-name'],
    ['a file in capitals', 'server/src/chats/ChatStore.ts', 'export const a = 1;', 'consult/file-name'],
    ['a file of 401 lines', 'server/src/app.ts', '//\n'.repeat(400) + 'export const a = 1;', 'max-lines'],
  ])('%s', async (_what, file, code, rule) => {
    expect(await problemsIn(file, `${code}\n`)).toContain(rule);
  });

  it('is not what we do write', async () => {
    expect(
      await problemsIn(
        element,
        'import { html } from \'lit\';\nexport const a = html`<p part="entry"></p>`;\n',
      ),
    ).toEqual([]);
    expect(await problemsIn('server/src/main.ts', 'export const a = process.env.CONSULT_PORT;\n')).toEqual(
      [],
    );
  });
});

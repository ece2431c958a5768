// Who may import whom. One block per room; what a room may not reach is said here and nowhere else.
//
//   elements → client → core ← server      examples → elements, client      server: routes → service → store ← db

const NODE_MODULES_OF_NODE =
  'node:|(assert|buffer|child_process|crypto|dns|events|fs|http|https|net|os|path|process|stream|tls|url|util|v8|vm|worker_threads|zlib)(/|$)';
const NODE_ONLY_PACKAGES =
  '(better-sqlite3|@hono/node-server|ws|peer|express|pino|close-with-grace|rate-limiter-flexible|@tus/[^/]+|ical-generator|nodemailer|web-push)(/|$)';

/** A relative path that leaves its workspace: the packages know each other by name only. */
const outOfTheWorkspace = {
  regex: '^(\\.\\./)+(packages|core|client|elements|server|examples|stories|test|dist|src)/',
  message: 'Another workspace is imported by its name.',
};
const noNode = {
  regex: `^(${NODE_MODULES_OF_NODE})`,
  message: 'This runs in a page too: what needs Node is a port with its adapter in a *-node file.',
};
const noUnsafeDirectives = {
  regex: '^lit/directives/unsafe-|^lit/static-html',
  message: 'Words are text, never markup.',
};

/** Everything but the packages named, and relative files. */
const onlyPackages = (allowed, message) => ({ regex: `^(?!\\.|(${allowed})$)`, message });

/** The files of the server that may touch Node: where the process begins and where a port meets it. */
const SERVER_NODE_FILES = [
  'calls/broker',
  'calls/broker-secret',
  'calls/broker-tickets',
  'calls/peer-relay',
  'calls/remote-broker',
  'calls/serve-broker',
  'serve',
  'demo-folder',
  'durable-folder',
  'db/open-stores',
  'db/sqlite/folder-lock',
  'feed/socket',
  'files/byte-folder',
  'files/clamd',
  'files/tus-uploads',
  'http/node-address',
  'http/node-listen',
  'http/node-pace',
  'http/node-server',
  'http/upgrade-router',
  'limits/flexible-limiter',
  'log/pino-log',
];

const serverBase = [
  { regex: '^@consult/(client|elements)', message: 'The server knows core, never those who call it.' },
  {
    regex: '^(\\.\\./)+(packages|examples|stories|test|dist)/',
    message: 'Another workspace is imported by its name.',
  },
];
const noNodePackages = {
  regex: `^${NODE_ONLY_PACKAGES}`,
  message: 'The app runs in a page too: Node comes in by a port.',
};
const noNodeFiles = {
  regex:
    '(^|/)(main|serve|broker|broker-fleet-node|broker-secret|broker-tickets|peer-relay|remote-broker|serve-broker|node-listen|demo-folder|durable-folder|folder-lock|byte-folder|clamd|tus-uploads|socket|node-pace|node-server|upgrade-router|flexible-limiter|pino-log|open-node|boot-node|documents-node|mail-node|push-node|open-channels-node|secret-file-node)\\.js$',
  message: 'That file needs Node, and this one runs in a page too.',
};
const noDb = {
  regex: '^\\.\\.?/(.*/)?db/',
  message: 'Only main, page and open-stores know which database it is; ask the store interface.',
};
const noDrizzle = { regex: '^drizzle-orm', message: 'SQL lives in db/.' };

/** The rooms, the narrower one after the wider: the last block that matches a file is the one that counts. */
export const ROOMS = [
  {
    files: ['packages/core/src/**/*.ts'],
    ban: [
      outOfTheWorkspace,
      onlyPackages('$.', 'Core depends on nothing.'),
      {
        regex: '/wire/',
        message: 'Rules know nothing of what travels: schemas would drag valibot into every page.',
      },
    ],
  },
  {
    files: ['packages/core/src/wire/**/*.ts'],
    ban: [outOfTheWorkspace, onlyPackages('valibot', 'The wire knows core and valibot.')],
  },
  {
    files: ['packages/verify/src/**/*.ts'],
    ban: [
      outOfTheWorkspace,
      onlyPackages('@consult/core/chain|node:.+', 'The verifier knows how chains are made, and Node.'),
    ],
  },
  {
    files: ['packages/client/src/**/*.ts'],
    ban: [
      outOfTheWorkspace,
      onlyPackages(
        '@consult/core|@consult/core/wire|idb-keyval|tus-js-client',
        'The client knows core and its own store, no looks.',
      ),
    ],
  },
  {
    files: ['packages/client/src/call/peerjs.ts'],
    ban: [onlyPackages('peerjs', 'PeerJS comes in by this door and needs nothing else.')],
  },
  {
    files: ['packages/elements/src/**/*.ts'],
    ban: [
      outOfTheWorkspace,
      onlyPackages(
        '@consult/core|@consult/core/wire|@consult/client|@consult/client/call|@consult/client/check|@consult/client/consents|@consult/client/journal|@consult/client/notices|@consult/client/record|@consult/client/requests|@consult/client/staff|lit|lit/.+|@lit/(context|task)|linkifyjs|@maskito/core',
        'Elements know the client, core, Lit, what finds links and what masks a telephone.',
      ),
      {
        regex: '^@consult/core/wire$',
        allowTypeImports: true,
        message: 'Schemas stay out of the page: import their types only.',
      },
      {
        regex: '^@consult/client/staff$',
        allowTypeImports: true,
        message: 'Patient pages never load the staff code: only consult-desk imports it.',
      },
      {
        regex: '^@consult/client/journal$',
        allowTypeImports: true,
        message: 'Patient pages never load the staff code: only request-journal imports it.',
      },
      {
        regex: '^@consult/client/call$',
        allowTypeImports: true,
        message: 'What carries a call is fetched when there is one: by shared/calls-of.',
      },
      {
        regex: '^@consult/client/notices$',
        allowTypeImports: true,
        message: 'Only notice-list reads notices: other pages never load it.',
      },
      {
        regex: '^@consult/client/check$',
        allowTypeImports: true,
        message: 'Only device-check looks into devices: other pages never load it.',
      },
      {
        regex: '^\\.\\./(?!\\.\\.(/|$)|shared/|text/)[a-z-]+/(?!events\\.js$)',
        allowTypeImports: true,
        message: 'An element knows no other element: import its define/ file, or its events.',
      },
      noUnsafeDirectives,
    ],
  },
  {
    files: ['packages/elements/src/consult-desk/**/*.ts'],
    extends: 'packages/elements/src/**/*.ts',
    allow: ['^@consult/client/staff$'],
  },
  {
    files: ['packages/elements/src/request-journal/**/*.ts'],
    extends: 'packages/elements/src/**/*.ts',
    allow: ['^@consult/client/journal$'],
  },
  {
    files: ['packages/elements/src/device-check/**/*.ts'],
    extends: 'packages/elements/src/**/*.ts',
    allow: ['^@consult/client/check$'],
  },
  {
    files: ['packages/elements/src/notice-list/**/*.ts'],
    extends: 'packages/elements/src/**/*.ts',
    allow: ['^@consult/client/notices$'],
  },
  {
    files: ['packages/elements/src/index.ts', 'packages/elements/src/{shared,text}/**/*.ts'],
    extends: 'packages/elements/src/**/*.ts',
    ban: [{ regex: '/define/', message: 'Importing a class defines nothing.' }],
  },
  {
    files: ['packages/elements/src/shared/calls-of.ts'],
    extends: 'packages/elements/src/index.ts',
    allow: ['^@consult/client/call$'],
  },
  {
    files: ['packages/elements/define/**/*.ts'],
    ban: [
      {
        regex: '^(?!\\./|\\.\\./src/)',
        message: 'A define file knows its element and the files beside it.',
      },
    ],
  },
  {
    files: ['server/src/**/*.ts'],
    ban: [...serverBase, noNode, noNodePackages, noNodeFiles, noDb, noDrizzle],
  },
  {
    files: ['server/src/**/*-routes.ts'],
    extends: 'server/src/**/*.ts',
    ban: [{ regex: '-store\\.js$', allowTypeImports: true, message: 'Routes ask the service.' }],
  },
  {
    files: ['server/src/**/*-service.ts'],
    extends: 'server/src/**/*.ts',
    ban: [{ regex: '^hono|^@hono/|-routes\\.js$', message: 'A service knows nothing of HTTP.' }],
  },
  {
    files: ['server/src/**/*-store.ts'],
    extends: 'server/src/**/*.ts',
    ban: [{ regex: '^hono|^@hono/|-(routes|service)\\.js$', message: 'A store knows nothing above it.' }],
  },
  {
    files: ['server/src/db/**/*.ts'],
    ban: [
      ...serverBase,
      noNode,
      noNodePackages,
      noNodeFiles,
      { regex: '^hono|^@hono/|-(routes|service)\\.js$', message: 'A store knows nothing above it.' },
    ],
  },
  {
    files: [...SERVER_NODE_FILES.map((file) => `server/src/${file}.ts`), 'server/src/**/*-node.ts'],
    ban: serverBase,
  },
  { files: ['server/src/main.ts'], ban: serverBase },
  // The broker alone keeps nothing.
  { files: ['server/src/broker-main.ts'], ban: [...serverBase, noDb] },
  // Composes the server in a page, as main does in Node.
  { files: ['server/src/page.ts'], ban: [...serverBase, noNode, noNodePackages, noDrizzle] },
  {
    files: ['examples/*/src/**/*.ts'],
    ban: [
      {
        regex: '^@consult/(core|server)',
        message: 'A portal has the elements and the client, as a customer has.',
      },
      {
        regex: '^(\\.\\./)+(packages|server|stories|test|elements|client|core)/',
        message: 'A portal has only what is published.',
      },
    ],
  },
];

/** The bans of a room, those of the room it extends first. */
function bansOf(room) {
  const parent = ROOMS.find((other) => other !== room && other.files[0] === room.extends);
  const inherited = parent ? bansOf(parent).filter(({ regex }) => !room.allow?.includes(regex)) : [];
  return [...inherited, ...(room.ban ?? [])];
}

/** `import()` is out of sight of `no-restricted-imports`: the same bans as a pattern of the syntax tree. */
const dynamicImport = ({ regex, message }) => ({
  selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
  message,
});

/**
 * ESLint blocks for the rooms. `syntax` answers the other patterns banned in a room's files: ESLint keeps only the
 * last list, so that the two must be one.
 */
export const roomBlocks = (syntax) =>
  ROOMS.map((room) => {
    const bans = bansOf(room);
    return {
      name: `consult/room ${room.files[0]}`,
      files: room.files,
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            paths: [
              { name: 'lit', importNames: ['unsafeCSS'], message: 'Styles are written, not computed.' },
            ],
            patterns: bans,
          },
        ],
        'no-restricted-syntax': ['error', ...syntax(room), ...bans.map(dynamicImport)],
      },
    };
  });

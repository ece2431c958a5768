/** Says only what a portal may rely on: events that are described, members that are public, the files that are published. */
const contractOnly = {
  name: 'consult-contract-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = published(module.path);
      for (const declaration of module.declarations ?? []) {
        // The analyzer takes every `new SomethingEvent(argument)` for an event named "argument" (open-wc #149).
        if (declaration.events)
          declaration.events = declaration.events.filter(({ description }) => description);
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
        if (declaration.attributes)
          declaration.attributes = declaration.attributes.filter(
            ({ fieldName }) => !fieldName?.startsWith('_'),
          );
      }
      for (const { declaration } of module.exports ?? [])
        if (declaration?.module) declaration.module = published(declaration.module);
    }
    // Tags in the order of their names, whatever order the disk lists them in.
    customElementsManifest.modules.sort((one, other) => (one.path < other.path ? -1 : 1));
  },
};

/** The JavaScript a source is published as. */
const published = (path) => path.replace(/^\/?(src|define)\/(.*)\.ts$/, 'dist/$1/$2.js');

const isPublic = ({ name, privacy, kind, static: isStatic }) =>
  privacy !== 'private' &&
  privacy !== 'protected' &&
  !/^[#_]/.test(name) &&
  !(isStatic && name === 'styles') &&
  !(kind === 'method' && LIFECYCLE.has(name));

/** Lit's own methods: overriding them is mechanism, not contract. */
const LIFECYCLE = new Set([
  'connectedCallback',
  'disconnectedCallback',
  'shouldUpdate',
  'willUpdate',
  'update',
  'updated',
  'firstUpdated',
  'render',
  'createRenderRoot',
  'getUpdateComplete',
  'hostConnected',
  'hostDisconnected',
  'hostUpdate',
  'hostUpdated',
]);

export default {
  globs: ['src/**/*.ts', 'define/*.ts'],
  exclude: ['src/text/**', 'src/**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [contractOnly],
};

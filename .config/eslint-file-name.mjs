const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|mjs|js)$/;
const NAMELESS = /^(utils?|helpers?|types?|misc|common)\./;

/** A file is named for the one idea in it, in kebab-case. */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: 'Name the file for the idea in it, in kebab-case.' },
  },
  create: (context) => ({
    Program(node) {
      const name = context.filename.split(/[\\/]/).pop();
      if (!KEBAB.test(name) || NAMELESS.test(name)) context.report({ node, messageId: 'name' });
    },
  }),
};

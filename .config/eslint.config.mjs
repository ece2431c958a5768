import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { fileName } from './eslint-file-name.mjs';
import { roomBlocks } from './eslint-rooms.mjs';
import { syntaxOf } from './eslint-syntax.mjs';

const PAGES = ['packages/elements/**/*.ts', 'stories/**/*.ts', 'examples/*/src/page/**/*.ts'];

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/cdn/', '**/node_modules/', '**/storybook-static/', '.data/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'consult/everything',
    files: ['**/*.{ts,mjs,js}'],
    extends: [tseslint.configs.recommended],
    plugins: { consult: { rules: { 'file-name': fileName } } },
    rules: {
      'consult/file-name': 'error',
      'max-lines': ['error', 400],
      'max-depth': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-throw-literal': 'off',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ...syntaxOf()],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-redeclare': 'off', // a schema and its type share a name
    },
  },
  {
    name: 'consult/typed',
    files: [
      'packages/**/*.ts',
      'server/src/**/*.ts',
      'examples/*/src/**/*.ts',
      'stories/**/*.ts',
      'test/**/*.ts',
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // Typed as a promise by @open-wc/semantic-dom-diff, which it is not.
        { allowForKnownSafeCalls: [{ from: 'package', package: 'chai', name: 'Equal' }] },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false, inheritedMethods: false } },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'consult/templates',
    files: PAGES,
    plugins: { lit, wc, 'lit-a11y': litA11y },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/best-practice'].rules,
      ...litA11y.configs.recommended.rules,
      'lit/attribute-names': 'error',
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-private-properties': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': 'error',
      'wc/guard-define-call': 'error',
      'wc/guard-super-call': 'off', // LitElement has the callbacks it calls
    },
  },
  {
    name: 'consult/libraries',
    files: ['packages/*/src/**/*.ts', 'server/src/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  {
    name: 'consult/client',
    files: ['packages/client/src/**/*.ts', 'packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'localStorage', 'sessionStorage'].map((name) => ({
          name,
          message: 'This runs without a DOM: ask globalThis whether it is there.',
        })),
      ],
    },
  },
  {
    name: 'consult/guard', // ES5, for the browsers that know nothing newer
    files: ['packages/elements/guard/*.js'],
    rules: { 'no-var': 'off', 'object-shorthand': 'off', 'prefer-const': 'off' },
  },
  {
    name: 'consult/tests',
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // `expect(it).to.be.empty`
      '@typescript-eslint/only-throw-error': 'off', // what a page throws is not always an error
    },
  },
  ...roomBlocks(syntaxOf),
);

// Patterns of code this house does not write, and why.

const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'TypeScript is for types only: use a list `as const`.' },
  { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
  {
    selector:
      ':matches(PropertyDefinition, MethodDefinition)[accessibility="private"]:not(:has(> Decorator))',
    message: 'Private is `#name`; the keyword only where a decorator cannot see `#`.',
  },
  { selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z][a-z]/]', message: 'No `I` before a name.' },
];

const inPages = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Words are text nodes, never markup (Trusted Types).',
  },
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\.innerHTML\\s*=/]',
    message: 'Words are text nodes, never markup (Trusted Types).',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
    message: 'A strict CSP refuses `style` in markup: use a class or a part.',
  },
  { selector: 'CallExpression[callee.name="unsafeCSS"]', message: 'Styles are written, not computed.' },
  { selector: 'CallExpression[callee.name=/^(eval|Function)$/]', message: 'A strict CSP refuses this.' },
];

/** Chrome 80 to 90 lose arguments here (v8 issue 11558); knowing that, the bundles keep `?.` as it is written. */
const noSpreadAfterOptionalChain = {
  selector: 'ChainExpression CallExpression > SpreadElement',
  message: 'The oldest browsers we serve get this call wrong: test for null first.',
};

const noClock = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Time is an argument.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Randomness is an argument.',
  },
];

const noEnvironment = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Only main reads the environment.',
  },
];

/** What the code of a room may not contain, by the folder of its files. */
export function syntaxOf({ files: [first = ''] } = { files: [] }) {
  if (first.startsWith('packages/core/')) return [...everywhere, ...noClock, noSpreadAfterOptionalChain];
  if (first.startsWith('packages/')) return [...everywhere, ...inPages, noSpreadAfterOptionalChain];
  if (first === 'server/src/main.ts' || first === 'server/src/broker-main.ts') return everywhere;
  if (first.startsWith('server/')) return [...everywhere, ...noEnvironment];
  return first.startsWith('examples/') ? [...everywhere, ...inPages] : everywhere;
}

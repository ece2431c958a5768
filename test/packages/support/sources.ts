import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './run.js';

const SRC = join(ROOT, 'packages/elements/src');

const read = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);

/** The modules an element is made of: its own and those of the shared room it imports, however far. */
export function modulesOf(tag: string): ts.SourceFile[] {
  const found = new Map<string, ts.SourceFile>();
  const visit = (file: string) => {
    if (found.has(file) || !existsSync(file)) return;
    const module = read(file);
    found.set(file, module);
    for (const { fileName } of ts.preProcessFile(module.text).importedFiles)
      if (fileName.startsWith('.')) visit(join(dirname(file), fileName.replace(/\.js$/, '.ts')));
  };
  visit(join(SRC, tag, `${tag}.ts`));
  return [...found.values()].filter(({ fileName }) => !/\/define\//.test(fileName));
}

/** Whatever of a kind is in a tree. */
function all<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The templates of `html`, each with its expressions as `\u0001n\u0001` in the text. */
function templatesOf(module: ts.SourceFile): { text: string; expressions: ts.Expression[] }[] {
  return all(module, ts.isTaggedTemplateExpression)
    .filter(({ tag }) => tag.getText() === 'html')
    .map(({ template }) => {
      if (ts.isNoSubstitutionTemplateLiteral(template)) return { text: template.text, expressions: [] };
      const texts = template.templateSpans.map(({ literal }, index) => `\u0001${index}\u0001${literal.text}`);
      const expressions = template.templateSpans.map(({ expression }) => expression);
      return { text: template.head.text + texts.join(''), expressions };
    });
}

const words = (text: string) => text.split(/\s+/).filter((word) => /^[a-z][a-z-]*$/.test(word));

/** What an expression stands for: itself, a table it looks into, or what callers give for a parameter. */
function givenFor(expression: ts.Expression, modules: ts.SourceFile[]): ts.Node[] {
  if (ts.isElementAccessExpression(expression)) {
    const table = expression.expression.getText();
    return modules
      .flatMap((module) => all(module, ts.isVariableDeclaration))
      .filter(({ name }) => name.getText() === table);
  }
  const owner = ts.isIdentifier(expression) && ts.findAncestor(expression, ts.isFunctionLike);
  const at = owner ? owner.parameters.findIndex(({ name }) => name.getText() === expression.getText()) : -1;
  if (!owner || at < 0) return [expression];
  const named = ts.isArrowFunction(owner) ? (owner.parent as ts.VariableDeclaration).name : owner.name;
  return modules
    .flatMap((module) => all(module, ts.isCallExpression))
    .filter(({ expression: callee }) => callee.getText().split('.').at(-1) === named?.getText())
    .flatMap(({ arguments: given }) => given[at] ?? []);
}

/** The words an expression may put into an attribute: its own strings, and those of a function of ours that it calls. */
function wordsIn(expression: ts.Expression, modules: ts.SourceFile[]): string[] {
  const called = all(expression, ts.isCallExpression).map(({ expression: callee }) => callee.getText());
  const functions = modules
    .flatMap((module) => all(module, ts.isFunctionDeclaration))
    .filter(({ name }) => name && called.includes(name.text));
  return [...givenFor(expression, modules), ...functions]
    .flatMap((node) => all(node, ts.isStringLiteral))
    .flatMap(({ text }) => words(text));
}

/** The parts an element's templates name. */
export function partsIn(modules: ts.SourceFile[]): Set<string> {
  const parts = new Set<string>();
  for (const { text, expressions } of modules.flatMap(templatesOf))
    for (const [, quoted, bare] of text.matchAll(/\spart=(?:"([^"]*)"|\u0001(\d+)\u0001)/g)) {
      for (const word of words((quoted ?? '').replace(/\u0001\d+\u0001/g, ' '))) parts.add(word);
      const holes =
        bare === undefined ? [...(quoted ?? '').matchAll(/\u0001(\d+)\u0001/g)].map(([, n]) => n) : [bare];
      for (const hole of holes)
        for (const word of wordsIn(expressions[Number(hole)]!, modules)) parts.add(word);
    }
  return parts;
}

/** The slots an element's templates have; the one without a name is ''. */
export function slotsIn(modules: ts.SourceFile[]): Set<string> {
  const tags = modules.flatMap(templatesOf).flatMap(({ text }) => [...text.matchAll(/<slot([^>]*)>/g)]);
  return new Set(tags.map(([, attributes]) => /name="([^"]*)"/.exec(attributes!)?.[1] ?? ''));
}

/** The public custom properties an element's styles read. */
export function customPropertiesIn(modules: ts.SourceFile[]): Set<string> {
  return new Set(
    modules.flatMap(({ text }) =>
      [...text.matchAll(/var\(\s*(--consult-[a-z-]+)/g)].map(([, name]) => name!),
    ),
  );
}

/** The classes of our own events that an element makes, with the names they are told by. */
export function eventsIn(modules: ts.SourceFile[]): Map<string, string> {
  const made = new Set(
    modules
      .flatMap((module) => all(module, ts.isNewExpression))
      .map(({ expression }) => expression.getText()),
  );
  const classes = modules
    .filter(({ fileName }) => fileName.endsWith('/events.ts'))
    .flatMap((module) => all(module, ts.isClassDeclaration));
  const told = classes.map((declaration): [string, string] => {
    const type = declaration.members.find(
      (member) => member.name?.getText() === 'type',
    ) as ts.PropertyDeclaration;
    return [declaration.name!.text, (type.initializer as ts.StringLiteral).text];
  });
  return new Map(told.filter(([name]) => made.has(name)));
}

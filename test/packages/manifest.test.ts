import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/run.js';
import { customPropertiesIn, eventsIn, modulesOf, partsIn, slotsIn } from './support/sources.js';

interface Described {
  readonly name: string;
  readonly description?: string;
}
interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly static?: boolean;
  readonly inheritedFrom?: object;
}
interface Declaration extends Described {
  readonly tagName?: string;
  readonly events?: readonly (Described & { readonly type?: { readonly text: string } })[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly members?: readonly Member[];
  readonly attributes?: readonly (Described & { readonly fieldName?: string })[];
}

const ELEMENTS = join(ROOT, 'packages/elements');
const TAGS = readdirSync(join(ELEMENTS, 'define'))
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name.includes('-')); // the others are sets of tags

const { modules } = JSON.parse(readFileSync(join(ELEMENTS, 'custom-elements.json'), 'utf8')) as {
  modules: { declarations?: Declaration[] }[];
};
const declarations = modules.flatMap((module) => module.declarations ?? []);
const contractOf = (tag: string) => declarations.find(({ tagName }) => tagName === tag)!;

const names = (described: readonly Described[] = []) => described.map(({ name }) => name).sort();
const sorted = (some: Iterable<string>) => [...some].sort();
const PROVIDERS_PROPERTIES = names(contractOf('consult-provider').cssProperties);

describe('the manifest', () => {
  it('has every tag that can be defined, and no other', () => {
    expect(sorted(declarations.flatMap(({ tagName }) => tagName ?? []))).toEqual(sorted(TAGS));
  });
});

describe.each(TAGS)('the contract of <%s>', (tag) => {
  const contract = contractOf(tag);
  const sources = modulesOf(tag);

  it('says what the element is', () => {
    expect(contract.description).toMatch(/\.$/);
  });

  it('tells of every event it fires, by its name and class, and of no other', () => {
    const told = (contract.events ?? []).map(({ name, type }) => `${type?.text} ${name}`);
    expect(sorted(told)).toEqual(sorted([...eventsIn(sources)].map(([type, name]) => `${type} ${name}`)));
  });

  it('names every part its templates have, and no other', () => {
    expect(names(contract.cssParts)).toEqual(sorted(partsIn(sources)));
  });

  it('names every slot its templates have, and no other', () => {
    expect(names(contract.slots)).toEqual(sorted(slotsIn(sources)));
  });

  it('names every custom property its styles read, here or on the provider', () => {
    const own = names(contract.cssProperties);
    const read = customPropertiesIn(sources);
    expect([...read].filter((name) => !own.includes(name) && !PROVIDERS_PROPERTIES.includes(name))).toEqual(
      [],
    );
    expect(own.filter((name) => !read.has(name))).toEqual([]);
  });

  it('has a sentence for everything a page may touch, and nothing private', () => {
    const members = (contract.members ?? []).filter((member) => !member.inheritedFrom && !member.static);
    const open = [...members, ...(contract.attributes ?? []), ...(contract.events ?? [])];
    const parts = [
      ...(contract.cssParts ?? []),
      ...(contract.cssProperties ?? []),
      ...(contract.slots ?? []),
    ];
    expect(names([...open, ...parts].filter(({ description }) => !description))).toEqual([]);
    expect(names(members).filter((name) => /^[#_]/.test(name))).toEqual([]);
  });
});

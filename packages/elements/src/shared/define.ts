const warned = new Set<string>();

/**
 * Registers an element, unless the tag is taken: a page may load two copies of this package, and the first one wins.
 * The page's developer is told once.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag);
  if (!known) {
    customElements.define(tag, element);
  } else if (known !== element && !warned.has(tag)) {
    warned.add(tag);
    console.warn(`<${tag}> is already defined by another copy of @consult/elements; that one is used.`);
  }
}

type Child = Node | string | null | undefined;

/** An element with properties, attributes (by `aria-` and `data-` names) and children; text is only ever text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<Omit<HTMLElementTagNameMap[K], 'style' | 'attributes'>> & {
    readonly attributes?: Record<string, string>;
  } = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const { attributes = {}, ...own } = properties;
  const made = Object.assign(document.createElement(tag), own);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined));
  return made;
}

/** A button that does something. */
export const button = (words: string, onClick: () => void, className = 'button'): HTMLButtonElement => {
  const made = el('button', { type: 'button', className }, words);
  made.addEventListener('click', onClick);
  return made;
};

/** A group of which one is chosen; each choice is told at once. */
export function radios<T extends string>(
  legend: string,
  name: string,
  options: readonly (readonly [value: T, words: string])[],
  chosen: T,
  onChoose: (value: T) => void,
): HTMLFieldSetElement {
  const labels = options.map(([value, words]) => {
    const input = el('input', { type: 'radio', name, value, checked: value === chosen });
    input.addEventListener('change', () => onChoose(value));
    return el('label', {}, input, ` ${words}`);
  });
  return el('fieldset', { className: 'choices' }, el('legend', {}, legend), ...labels);
}

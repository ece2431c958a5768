import { adoptStyles, type CSSResult, type LitElement } from 'lit';

/** Gives one element more styles, after those it has: a part that comes later brings its own. */
export function adopt(host: LitElement, styles: CSSResult): void {
  const root = host.renderRoot as ShadowRoot;
  // Without constructable sheets Lit adds a <style> for each sheet, so there only the new one may be handed over.
  adoptStyles(root, [...(root.adoptedStyleSheets ?? []), styles]);
}

/** What a story is looked at for. */
export type Sight = 'room' | 'forced colours' | 'print';

/**
 * Looks at everything that is drawn in the elements of these tags and answers one line for each fault.
 * Runs in the page: what it needs stands in it.
 */
export function faultsIn(sight: Sight, tags: string): string[] {
  const STATES = [
    '[aria-selected=true]',
    '[aria-pressed=true]',
    '[aria-current]',
    '[aria-invalid=true]',
    ':disabled',
    '[aria-disabled=true]',
  ];
  const faults: string[] = [];
  const all = [...document.querySelectorAll<HTMLElement>(tags)]
    .flatMap((host) => [host, ...reach(host.shadowRoot!)])
    .filter(isDrawn);
  if (sight === 'room') all.forEach(lookAtRoom);
  else if (sight === 'print') all.forEach(lookAtPrint);
  else all.forEach(lookAtForced);
  return [...new Set(faults)];

  function* reach(root: ParentNode): Generator<HTMLElement> {
    for (const one of root.querySelectorAll('*')) {
      if (one instanceof HTMLElement) yield one;
      if (one.shadowRoot) yield* reach(one.shadowRoot);
    }
  }

  function isDrawn(one: HTMLElement) {
    if (!one.checkVisibility({ visibilityProperty: true })) return false;
    for (let above: Element | null = one; above; above = above.parentElement)
      if (getComputedStyle(above).clipPath === 'inset(50%)') return false; // for screen readers
    const { width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1;
  }

  function nameOf(one: HTMLElement) {
    const { localName, className, textContent } = one;
    const part = one.getAttribute('part');
    const text = textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
    return `<${localName}${part ? ` part=${part}` : className && ` class=${className}`}> «${text}»`;
  }

  /** A table may be wider than the screen (WCAG 1.4.10), in a place of its own that scrolls by keyboard too. */
  function isTablesScroller(one: Element | null) {
    return !!one?.querySelector(':scope > table') && one.matches('[tabindex="0"]');
  }

  function isInTablesScroller(one: Element) {
    for (let above = one.parentElement; above; above = above.parentElement)
      if (isTablesScroller(above)) return true;
    return false;
  }

  function lookAtRoom(one: HTMLElement) {
    if (isInTablesScroller(one)) return;
    const { overflowX, overflowY, display, textOverflow } = getComputedStyle(one);
    const { left, right } = one.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) faults.push(`beyond the edge: ${nameOf(one)}`);
    const isSideways = one.scrollWidth > one.clientWidth + 1 && display !== 'inline' && one.clientWidth > 0;
    if (isSideways && !isTablesScroller(one) && !one.matches('input, textarea, select')) {
      const isCutOnPurpose = textOverflow === 'ellipsis' && one.title !== '';
      if (!isCutOnPurpose) faults.push(`wider than its place: ${nameOf(one)}`);
    }
    if (one.matches('input[readonly]') && one.scrollWidth > one.clientWidth + 1)
      faults.push(`cannot be read whole: ${nameOf(one)} ${(one as HTMLInputElement).value}`);
    const isClipped = /hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 1;
    if (isClipped && one.textContent.trim() && textOverflow !== 'ellipsis')
      faults.push(`clipped: ${nameOf(one)}`);
    const isScroller = /auto|scroll/.test(overflowX + overflowY) && one.scrollHeight > one.clientHeight + 1;
    if (isScroller && one.clientHeight < 88) faults.push(`a slit to read through: ${nameOf(one)}`);
  }

  function lookAtPrint(one: HTMLElement) {
    const { overflowY, position } = getComputedStyle(one);
    const { sides, line } = signsOf(one);
    const isFramed = sides.every(Boolean) || line.includes('underline');
    if (one.matches('button, summary') && isFramed) faults.push(`printed: ${nameOf(one)}`);
    if (!/visible/.test(overflowY) && one.scrollHeight > one.clientHeight + 1)
      faults.push(`cut in print: ${nameOf(one)}`);
    const sheet = one.matches('dialog[open]') && one.textContent.trim();
    if (sheet && all.some((other) => lieBeneath(one, other)))
      faults.push(`printed over others: ${nameOf(one)}`);
    if (position === 'fixed' && one.textContent.trim())
      faults.push(`on the first sheet only: ${nameOf(one)}`);
  }

  /** Words of the same element that are printed where the sheet is. */
  function lieBeneath(sheet: HTMLElement, other: HTMLElement) {
    if (sheet.getRootNode() !== other.getRootNode()) return false; // what is around is the page's
    if (sheet.contains(other) || other.contains(sheet)) return false;
    const [one, two] = [sheet.getBoundingClientRect(), other.getBoundingClientRect()];
    return !!other.textContent.trim() && one.top < two.bottom && two.top < one.bottom;
  }

  /** What one sees of a control besides its background, which forced colours take away. */
  function signsOf(one: HTMLElement) {
    const style = getComputedStyle(one);
    const sides = ['top', 'right', 'bottom', 'left'].map((side) => {
      const [width, kind, colour] = ['width', 'style', 'color'].map((what) =>
        style.getPropertyValue(`border-${side}-${what}`),
      );
      return kind === 'none' || width === '0px' ? '' : `${width} ${kind} ${colour}`;
    });
    const outline = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineStyle}`;
    return { sides, outline, line: style.textDecorationLine, weight: style.fontWeight, style };
  }

  function lookAtForced(one: HTMLElement) {
    const isOwnFace = one.matches('input[type=checkbox], input[type=radio], summary, a[href]');
    const isControl = one.matches('button, input, textarea, select, [role=button], [role=tab]');
    if (isControl && !isOwnFace) {
      const { sides, outline, line, style } = signsOf(one);
      const isEdged = sides.some((side) => side && !side.endsWith(style.backgroundColor));
      const isRow = one.closest('[role=row], tr') !== null;
      if (!isEdged && !outline && !line.includes('underline') && !isRow)
        faults.push(`no edge: ${nameOf(one)}`);
    }
    if (isControl || isOwnFace) lookAtFocus(one);
    for (const state of STATES) if (one.matches(state)) lookAtState(one, state);
  }

  function lookAtFocus(one: HTMLElement) {
    if (one.matches(':disabled, [tabindex="-1"]')) return;
    const root = one.getRootNode() as ShadowRoot | Document;
    const before = root.activeElement as HTMLElement | null;
    one.focus({ preventScroll: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    if (root.activeElement === one && (outlineStyle === 'none' || parseFloat(outlineWidth) < 2))
      faults.push(`focus is not seen: ${nameOf(one)}`);
    before?.focus({ preventScroll: true });
  }

  /** There must be a like one without the state that differs in more than its ground. */
  function lookAtState(one: HTMLElement, state: string) {
    const root = one.getRootNode() as ShadowRoot | Document;
    const like = [...root.querySelectorAll<HTMLElement>(one.localName)].filter(
      (other) =>
        isDrawn(other) && !STATES.some((any) => other.matches(any)) && other.className === one.className,
    );
    const seen = (element: HTMLElement) => {
      const { style, ...signs } = signsOf(element);
      return JSON.stringify([signs, style.color, element.querySelectorAll('svg').length]);
    };
    if (like.length && like.every((other) => seen(other) === seen(one)))
      faults.push(`its state (${state}) is told by its ground alone: ${nameOf(one)}`);
  }
}

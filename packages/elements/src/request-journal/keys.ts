/** How many rows PageUp and PageDown pass. */
const LEAP = 10;

/** What the keys of the journal lead to. */
export interface KeySurroundings {
  readonly root: ParentNode;
  readonly isOpened: () => boolean;
  readonly onBack: () => void;
}

/** «/» goes to the search, Escape back to the list, the others move among the rows. */
export function onJournalKey(event: KeyboardEvent, around: KeySurroundings): void {
  const target = event.target as HTMLElement;
  if (event.altKey || event.ctrlKey || event.metaKey || target.closest('dialog')) return;
  if (event.key === '/' && !target.matches('input, select, textarea')) {
    event.preventDefault();
    around.root.querySelector<HTMLElement>('[part=search]')?.focus();
  } else if (event.key === 'Escape' && around.isOpened() && !target.matches('[type=search]')) {
    event.preventDefault();
    around.onBack();
  } else if (target.matches('.opener, [type=search]')) moveAmongRows(event, target, around.root);
}

function moveAmongRows(event: KeyboardEvent, target: HTMLElement, root: ParentNode) {
  const openers = [...root.querySelectorAll<HTMLElement>('.opener')];
  const at = openers.indexOf(target);
  const last = openers.length - 1;
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: last,
    PageDown: Math.min(at + LEAP, last),
    PageUp: Math.max(at - LEAP, 0),
  };
  const to = at < 0 && event.key !== 'ArrowDown' ? undefined : steps[event.key]; // from the search only down
  if (to === undefined || !openers[to]) return;
  event.preventDefault();
  openers[to].focus();
}

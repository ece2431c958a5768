/** What a page tells of itself. All of it is missing outside a browser. */
export interface PageEvents {
  /** The page came back: to the network, to the front, out of the back-forward cache. */
  onWake(): void;
  /** The machine has lost its network. */
  onOffline(): void;
}

/** Whether nobody looks at the page. */
export const isHidden = () => globalThis.document?.visibilityState === 'hidden';

/** Listens to the page; answers how to stop. */
export function watchPage({ onWake, onOffline }: PageEvents): () => void {
  const page = globalThis.window;
  if (!page) return () => undefined;
  const onVisible = () => {
    if (!isHidden()) onWake();
  };
  const listeners: [target: EventTarget, type: string, listener: () => void][] = [
    [page, 'online', onWake],
    [page, 'pageshow', onWake],
    [page, 'offline', onOffline],
    [page.document, 'visibilitychange', onVisible],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
  };
}

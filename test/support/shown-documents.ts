/** A document a page has opened in a tab or saved. */
export interface ShownDocument {
  readonly how: 'opened' | 'saved';
  /** Under which name it was saved. */
  readonly name?: string;
  readonly blob: Blob;
}

/** The tab a browser would have opened. */
interface Tab {
  opener: unknown;
  readonly document: { title: string; readonly body: { textContent: string } };
  readonly location: { replace(address: string): void };
  closed: boolean;
  close(): void;
}

/**
 * Catches what the page would show in a tab or save, for a test's browser has neither tabs nor a folder for it. Ends with
 * `stop()`.
 */
export function catchDocuments({ blocked = false } = {}) {
  const shown: ShownDocument[] = [];
  const tabs: Tab[] = [];
  const blobs = new Map<string, Blob>();
  const { open } = window;
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;

  URL.createObjectURL = (blob: Blob) => {
    const address = createObjectURL.call(URL, blob);
    blobs.set(address, blob);
    return address;
  };
  window.open = () => {
    if (blocked) return null;
    const tab: Tab = {
      opener: window,
      document: { title: '', body: { textContent: '' } },
      location: {
        replace: (address) => {
          const blob = blobs.get(address);
          if (blob && tab.opener === null) shown.push({ how: 'opened', blob });
        },
      },
      closed: false,
      close: () => (tab.closed = true),
    };
    tabs.push(tab);
    return tab as unknown as Window;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const blob = this.download && blobs.get(this.href);
    if (blob) shown.push({ how: 'saved', name: this.download, blob });
    else click.call(this);
  };
  return {
    shown,
    tabs,
    stop() {
      window.open = open;
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
    },
  };
}

/** The first bytes tell a PDF. */
export const isPdf = async (blob: Blob) => (await blob.slice(0, 5).text()) === '%PDF-';

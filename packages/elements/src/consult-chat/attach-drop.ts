import type { LitElement, ReactiveController } from 'lit';

/** What takes a dropped file by itself, wherever on the page it stands. */
const TAKES_FILES = 'input[type=file], [contenteditable]';

/**
 * Documents that are dragged onto the chat, or pasted into it.
 *
 * One that is dropped beside it, where nobody takes it, goes nowhere: the browser would open it in place of the page, and
 * end a call that goes on there. It is not attached either, for nobody aimed it at this talk.
 */
export class AttachDrop implements ReactiveController {
  readonly #host: LitElement;
  readonly #may: () => boolean;
  readonly #onFiles: (files: File[]) => void;
  #listening?: AbortController | undefined;
  #over = false;

  /** @param may - Whether anything can be attached now. */
  constructor(host: LitElement, may: () => boolean, onFiles: (files: File[]) => void) {
    this.#host = host;
    this.#may = may;
    this.#onFiles = onFiles;
    host.addController(this);
    this.hostConnected(); // a part that comes later finds its host connected
  }

  /** Something that can be attached is held over the chat. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected() {
    if (this.#listening || !this.#host.isConnected) return;
    const { signal } = (this.#listening = new AbortController());
    const listen = <E extends Event>(type: string, listener: (event: E) => void) =>
      this.#host.addEventListener(type, listener as (event: Event) => void, { signal });
    listen('dragover', this.#onDragOver);
    listen('dragleave', this.#onDragLeave);
    listen('drop', this.#onDrop);
    listen('paste', this.#onPaste);
    // Last, so that the page's own places for files keep theirs.
    for (const type of ['dragover', 'drop'] as const)
      window.addEventListener(type, this.#onBeside, { signal });
  }

  hostDisconnected() {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#over = false;
  }

  /** Files are dragged, and can be attached. */
  #concerns(event: DragEvent): event is DragEvent & { readonly dataTransfer: DataTransfer } {
    return Boolean(event.dataTransfer?.types.includes('Files')) && this.#may();
  }

  #show(over: boolean) {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  #onDragOver = (event: DragEvent) => {
    if (!this.#concerns(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#show(true);
  };

  /** Told of at each edge within the chat too: it is over only past the chat's own. */
  #onDragLeave = ({ clientX, clientY }: DragEvent) => {
    const { left, right, top, bottom } = this.#host.getBoundingClientRect();
    if (clientX <= left || clientX >= right || clientY <= top || clientY >= bottom) this.#show(false);
  };

  #onDrop = (event: DragEvent) => {
    this.#show(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length || !this.#may()) return;
    event.preventDefault();
    this.#onFiles(files);
  };

  #onBeside = (event: DragEvent) => {
    if (event.defaultPrevented || !this.#concerns(event)) return;
    if (event.composedPath().some((at) => at instanceof Element && at.matches(TAKES_FILES))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };

  /** Office programs copy a picture of the text beside the text: then the text is meant. */
  #onPaste = (event: ClipboardEvent) => {
    const { files = [], types = [] } = event.clipboardData ?? {};
    if (!files.length || types.includes('text/plain') || !this.#may()) return;
    event.preventDefault();
    this.#onFiles([...files]);
  };
}

import type { LitElement, ReactiveController } from 'lit';

/** Documents that are dragged onto the chat, or pasted into it. */
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
  }

  hostDisconnected() {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#over = false;
  }

  #show(over: boolean) {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  #onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files') || !this.#may()) return;
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

  /** Office programs copy a picture of the text beside the text: then the text is meant. */
  #onPaste = (event: ClipboardEvent) => {
    const { files = [], types = [] } = event.clipboardData ?? {};
    if (!files.length || types.includes('text/plain') || !this.#may()) return;
    event.preventDefault();
    this.#onFiles([...files]);
  };
}

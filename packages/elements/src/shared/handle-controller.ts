import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Anything that is opened for an element and has to be let go of. */
interface Closable {
  close(): void;
}

/**
 * Holds the handle an element opens for itself, and lets go of it.
 *
 * `findKey` says from what the handle is opened; when any part of it changes, the old handle is closed and another
 * one opened. `undefined` means that none is wanted, as where the page hands in its own:
 * `readonly #own = new HandleController(this, () => (this.chats ? undefined : [client]), (client) => client.chats());`
 *
 * An element that is moved within the page is removed and inserted again in one task: the handle, and with it
 * everything that was loaded, outlives that.
 */
export class HandleController<
  Key extends readonly unknown[],
  Handle extends Closable,
> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #findKey: () => readonly [...Key] | undefined;
  readonly #open: (...key: readonly [...Key]) => Handle;
  #key?: readonly [...Key] | undefined;
  #handle?: Handle | undefined;
  #letGo?: ReturnType<typeof setTimeout>;
  #connected = false;

  constructor(
    host: ReactiveControllerHost,
    findKey: () => readonly [...Key] | undefined,
    open: (...key: readonly [...Key]) => Handle,
  ) {
    this.#host = host;
    this.#findKey = findKey;
    this.#open = open;
    host.addController(this);
  }

  /** The open handle, if one is wanted. */
  get value(): Handle | undefined {
    return this.#handle;
  }

  hostConnected() {
    this.#connected = true;
    clearTimeout(this.#letGo);
    this.#host.requestUpdate();
  }

  hostUpdate() {
    if (this.#connected) this.#hold(this.#findKey()); // a removed element still updates when it is given something
  }

  hostDisconnected() {
    this.#connected = false;
    this.#letGo = setTimeout(() => this.#hold(undefined));
  }

  #hold(key: readonly [...Key] | undefined) {
    if (isSame(key, this.#key)) return;
    this.#handle?.close();
    this.#key = key;
    this.#handle = key && this.#open(...key);
  }
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return a && b ? a.length === b.length && a.every((part, at) => part === b[at]) : a === b;
}

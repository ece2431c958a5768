import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Brings a part of its host after the first paint: what answers the hand, and what is rarely before the eye.
 *
 * `readonly #hand = new LaterController(this, () => import('./hand.js'), ({ Hand }) => new Hand(this));`
 * Until `value` is there the host shows what it can without it, and keeps its place so that nothing jumps.
 */
export class LaterController<Module, Part> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Module>;
  readonly #make: (module: Module) => Part;
  readonly #connection: () => unknown;
  #state: 'wanted' | 'loading' | 'here' | 'lost' = 'wanted';
  #value?: Part | undefined;
  /** How the connection was when the part was asked for last. */
  #asked: unknown;

  /** @param connection - While the part is lost, it is asked for again whenever this answer changes. */
  constructor(
    host: ReactiveControllerHost,
    load: () => Promise<Module>,
    make: (module: Module) => Part,
    connection: () => unknown,
  ) {
    this.#host = host;
    this.#load = load;
    this.#make = make;
    this.#connection = connection;
    host.addController(this);
  }

  /** The part; `undefined` until it has arrived. */
  get value(): Part | undefined {
    return this.#value;
  }

  /** The part could not be had so far. */
  get lost(): boolean {
    return this.#state === 'lost';
  }

  hostConnected() {
    window.addEventListener('online', this.#retry);
  }

  hostDisconnected() {
    window.removeEventListener('online', this.#retry);
  }

  hostUpdated() {
    if (this.#state === 'wanted' || this.#connection() !== this.#asked) this.#retry();
  }

  #retry = () => {
    if (this.#state === 'loading' || this.#state === 'here') return;
    this.#state = 'loading';
    this.#asked = this.#connection();
    this.#load().then(
      (module) => {
        this.#state = 'here';
        this.#value = this.#make(module);
        this.#host.requestUpdate();
      },
      () => {
        this.#state = 'lost'; // the host says so
        this.#host.requestUpdate();
      },
    );
  };
}

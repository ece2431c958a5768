/**
 * A part that is fetched when it is first wanted, e.g. what finds links once a text may hold one.
 *
 * What could not be had is asked for again the next time somebody wants it.
 */
export class OnDemand<Part> {
  readonly #load: () => Promise<Part>;
  readonly #onHere: () => void;
  #value?: Part;
  #loading?: Promise<Part> | undefined;

  /** @param onHere - The part has come: the host draws anew. */
  constructor(load: () => Promise<Part>, onHere: () => void) {
    this.#load = load;
    this.#onHere = onHere;
  }

  /** The part, if it has come; asks for nothing. */
  get value(): Part | undefined {
    return this.#value;
  }

  /** The part, if it has come; else it is on its way now. */
  get wanted(): Part | undefined {
    if (!this.#value) this.fetch().catch(() => {}); // what is drawn does without, until the next time
    return this.#value;
  }

  /** The part, as soon as it has come. Rejects where it cannot be had now. */
  fetch(): Promise<Part> {
    return (this.#loading ??= this.#bring());
  }

  async #bring(): Promise<Part> {
    try {
      this.#value = await this.#load();
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
    this.#onHere();
    return this.#value;
  }
}

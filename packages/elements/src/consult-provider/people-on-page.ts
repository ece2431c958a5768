/**
 * Who works with which server on this page, one entry for each provider that has a connection of its own.
 * It hangs on the page and not on this module, because a page may load two copies of it; a symbol is nobody's name.
 */
const KEY = Symbol.for('consult.people-on-page');

interface Seat {
  readonly server: string;
  /** The person's id once the server has told it. */
  person: string | undefined;
}

function seats(): Map<object, Seat> {
  const page = globalThis as { [KEY]?: Map<object, Seat> };
  return (page[KEY] ??= new Map());
}

/**
 * A provider's place among those who share the page. Two people at one server on one page would see each other's
 * chats, so the second is refused (security rule W8).
 */
export class SeatOnPage {
  readonly #owner: object;

  constructor(owner: object) {
    this.#owner = owner;
  }

  /** Takes the place at `server`, nobody known to sit there yet. */
  take(server: string): void {
    seats().set(this.#owner, { server, person: undefined });
  }

  /** Frees the place. */
  leave(): void {
    seats().delete(this.#owner);
  }

  /** Whether some other provider of the page talks to the same server. */
  get isShared(): boolean {
    return this.#others().length > 0;
  }

  /** Says who sits here; `false`: somebody else already works with this server. The first one known stays. */
  admits(person: string): boolean {
    if (this.#others().some((other) => other.person !== undefined && other.person !== person)) return false;
    const own = seats().get(this.#owner);
    if (own) own.person = person;
    return true;
  }

  #others(): Seat[] {
    const own = seats().get(this.#owner);
    return [...seats()].flatMap(([owner, seat]) =>
      owner !== this.#owner && seat.server === own?.server ? [seat] : [],
    );
  }
}

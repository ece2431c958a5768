/** A time that can lie on a shelf. */
interface Timed {
  readonly id: string;
  readonly startsAt: number;
}

/** Slots one can choose among, by time. */
export interface Shelf<S> {
  /** The first that is left at or after a moment. */
  from(at: number): S | undefined;
}

/** Puts every slot on each shelf that `namesOf` says; taken from one, it is gone from all. */
export function shelvesOf<S extends Timed>(slots: readonly S[], namesOf: (slot: S) => readonly string[]) {
  const taken = new Set<string>();
  const named = new Map<string, S[]>();
  for (const slot of [...slots].sort(byTime)) {
    for (const name of namesOf(slot)) {
      const shelf = named.get(name);
      if (shelf) shelf.push(slot);
      else named.set(name, [slot]);
    }
  }
  const shelves = new Map([...named].map(([name, all]) => [name, shelfOf(all, taken)]));
  return {
    named: (name: string): Shelf<S> | undefined => shelves.get(name),
    take: ({ id }: S) => taken.add(id),
  };
}

function shelfOf<S extends Timed>(slots: readonly S[], taken: ReadonlySet<string>): Shelf<S> {
  // Where to look on from each place: what is taken is passed over once, and the way past it is short from then on.
  const onwards = slots.map((_, place) => place);

  const firstLeft = (start: number): number => {
    let place = start;
    while (place < slots.length) {
      if (onwards[place] === place && taken.has(slots[place]!.id)) onwards[place] = place + 1;
      if (onwards[place] === place) break;
      place = onwards[place]!;
    }
    for (let passed = start; passed < place;) {
      const next = onwards[passed]!;
      onwards[passed] = place;
      passed = next;
    }
    return place;
  };

  return { from: (at) => slots[firstLeft(placeOf(at, slots))] };
}

/** The first place whose slot begins at or after the moment. */
function placeOf(at: number, slots: readonly Timed[]): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slots[middle]!.startsAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The order of ids, the same whatever the language of the machine. */
export const byId = (one: { readonly id: string }, other: { readonly id: string }) =>
  one.id < other.id ? -1 : Number(one.id > other.id);

/** The earlier first. */
export const byTime = (one: Timed, other: Timed) => one.startsAt - other.startsAt || byId(one, other);

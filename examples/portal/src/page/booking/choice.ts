/** What has been chosen so far. It stands in the address, so that the browser's «back» and a reload keep it. */
export interface Choice {
  readonly way: 'district' | 'policy';
  readonly kind: 'remote' | 'in-person';
  readonly patient?: string | undefined;
  readonly district?: string | undefined;
  readonly clinic?: string | undefined;
  readonly specialty?: string | undefined;
  readonly slot?: string | undefined;
  /** There are free slots, and none of them suits. */
  readonly unsuited?: 'yes' | undefined;
}

const KEYS = ['way', 'kind', 'patient', 'district', 'clinic', 'specialty', 'slot', 'unsuited'] as const;

export function readChoice(search: string): Choice {
  const query = new URLSearchParams(search);
  const text = (key: (typeof KEYS)[number]) => query.get(key) ?? undefined;
  return {
    way: text('way') === 'policy' ? 'policy' : 'district',
    kind: text('kind') === 'in-person' ? 'in-person' : 'remote',
    patient: text('patient'),
    district: text('district'),
    clinic: text('clinic'),
    specialty: text('specialty'),
    slot: text('slot'),
    unsuited: text('unsuited') === 'yes' ? 'yes' : undefined,
  };
}

export function writeChoice(choice: Choice): string {
  const query = new URLSearchParams();
  for (const key of KEYS) if (choice[key]) query.set(key, choice[key]);
  return `?${query.toString()}`;
}

/** Which of the four steps is under way, from 0. */
export function stepOf({ clinic, specialty, slot }: Choice): number {
  if (!clinic) return 0;
  if (!specialty) return 1;
  return slot ? 3 : 2;
}

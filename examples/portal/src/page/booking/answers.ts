/** What this page reads of the server's answers; all of each is in its `/openapi.json`. */
interface Name {
  readonly family: string;
  readonly given: string;
  readonly patronymic?: string | undefined;
}

/** For whom one may book. */
export interface Subject {
  readonly id: string;
  readonly isSelf: boolean;
  readonly name: Name;
}

export interface Clinic {
  readonly id: string;
  readonly name: string;
  readonly district: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  /** By the ОМС policy of the patient asked for. */
  readonly attached: boolean;
}

interface Doctor {
  readonly id: string;
  readonly name: Name;
  readonly specialty: string;
}

/** A free time; ms UTC. */
export interface Slot {
  readonly id: string;
  readonly doctor: Doctor;
  readonly startsAt: number;
}

export interface Schedule {
  readonly specialties: readonly {
    readonly name: string;
    readonly doctors: readonly Doctor[];
    readonly free: number;
  }[];
  readonly slots: readonly Slot[];
}

/** `chat` is null for a visit in person. */
export interface Booking {
  readonly slot: Slot;
  readonly chat: string | null;
}

import type { ConclusionContent } from '@consult/core';

/** An entry as anybody would describe it. */
export interface ModelEntry {
  readonly seq: number;
  what: string;
  readonly author: string | null;
  readonly key: string | null;
  text: string | null;
  /** The ids of what it was sent with. */
  readonly files: readonly string[];
  /** The place of what it answers. */
  readonly replyTo: number | null;
  /** Grows with every change of the chat; says what has changed since. */
  changed: number;
}

/** A message as somebody wants to send it. */
export interface ModelDraft {
  readonly key: string;
  readonly text: string;
  readonly files?: readonly string[];
  readonly replyTo?: number;
}

/** A conclusion as somebody wants to give it. */
export interface ModelConclusion {
  readonly key: string;
  readonly content: ConclusionContent;
}

export interface ModelChat {
  readonly id: string;
  readonly patient: string;
  doctor: string;
  readonly startsAt: number;
  readonly endsAt: number;
  state: 'scheduled' | 'open' | 'completed' | 'missed' | 'cancelled';
  outcome: 'conclusion' | 'no-conclusion' | null;
  reason: string | null;
  /** Every version of the conclusion, and who gave it. */
  readonly versions: (ModelConclusion & { readonly author: string })[];
  activeAt: number;
  changes: number;
  readonly entries: ModelEntry[];
  readonly reads: Map<string, number>;
  readonly sideReads: { patient: number; doctor: number };
  readonly sideDelivered: { patient: number; doctor: number };
}

export type ModelRole = 'patient' | 'doctor' | 'operator';

/** Who acts. */
export interface ModelActor {
  readonly id: string;
  readonly role: ModelRole;
}

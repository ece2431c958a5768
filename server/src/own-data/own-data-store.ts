import type { Actor, ErrorCode } from '@consult/core';
import type { ErasureView, OwnAccessView } from '@consult/core/wire';

/** A wish as the rules see it. */
export interface KeptErasure {
  readonly person: string;
  readonly approvedBy: string | null;
  readonly doneAt: number | null;
}

/** How far the rows of one kind have been read: by the place of the last one, `[0, 0]` before the first. */
export type OwnPlace = readonly [number, number];

/** Rows of a kind, and the place of the last of them; `null`: there are none any more. */
export interface OwnRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly last: OwnPlace | null;
}

type OwnRule = (facts: { readonly speaksFor: boolean }) => ErrorCode | undefined;

/**
 * What a person may know and have of all that is kept of them, and the destruction of what need not be kept. Each verb is
 * one transaction, its audit row included.
 */
export interface OwnDataStore {
  accesses(
    actor: Actor,
    patient: string,
    page: { readonly before?: number | undefined; readonly limit?: number | undefined },
    now: number,
    rule: OwnRule,
  ): Promise<{ accesses: OwnAccessView[]; more: boolean }>;
  /** Notes down that all that is kept is taken, and answers of which kinds it is. */
  beginExport(actor: Actor, patient: string, now: number, rule: OwnRule): Promise<readonly string[]>;
  /** The rows of a kind after a place, so many at most. Their taking has been noted down already. */
  exportRows(
    actor: Actor,
    patient: string,
    page: { readonly kind: string; readonly after: OwnPlace; readonly limit: number },
    now: number,
    rule: OwnRule,
  ): Promise<OwnRows>;
  /** Keeps the wish; the open one is answered as it is. */
  ask(
    actor: Actor,
    wish: { readonly id: string; readonly patient: string; readonly dueAt: number },
    now: number,
    rule: OwnRule,
  ): Promise<ErasureView>;
  /** The wishes about one patient, newest first. */
  ofPatient(actor: Actor, patient: string, now: number, rule: OwnRule): Promise<ErasureView[]>;
  /** Those that are not done, the most urgent first, or those that are, the latest first. Asks `next` of each. */
  all(
    state: 'open' | 'done',
    now: number,
    rule: () => ErrorCode | undefined,
    next: (erasure: KeptErasure) => ErrorCode | undefined,
  ): Promise<ErasureView[]>;
  /**
   * The overdue ones of which no alarm was raised since `since`, the most urgent first; notes that one is raised `now`.
   * Answers ids.
   */
  alarms(now: number, since: number): Promise<string[]>;
  /**
   * Approves, or, where another one has approved, destroys: nothing of it is left in the database's files after that,
   * unless they are not `scrubbed` yet. Answers also where the bytes of documents lie that nobody needs any more.
   */
  approve(
    actor: Actor,
    id: string,
    now: number,
    rule: (erasure: KeptErasure | undefined) => ErrorCode | undefined,
  ): Promise<{ erasure: ErasureView; free: string[]; scrubbed?: boolean }>;
  /** Sees to it where it was not. `false`: somebody outside holds the files still. */
  scrubbed(): Promise<boolean>;
}

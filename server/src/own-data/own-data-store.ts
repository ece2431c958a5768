import type { Actor, ErrorCode } from '@consult/core';
import type { ErasureView, OwnAccessView, OwnData } from '@consult/core/wire';

/** A wish as the rules see it. */
export interface KeptErasure {
  readonly person: string;
  readonly approvedBy: string | null;
  readonly doneAt: number | null;
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
  /** All that is kept, by kind; notes down that it was taken. */
  export(actor: Actor, patient: string, now: number, rule: OwnRule): Promise<OwnData['data']>;
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
   * Approves, or, where another one has approved, destroys: nothing of it is left in the database's file after that.
   * Answers also where the bytes of documents lie that nobody needs any more.
   */
  approve(
    actor: Actor,
    id: string,
    now: number,
    rule: (erasure: KeptErasure | undefined) => ErrorCode | undefined,
  ): Promise<{ erasure: ErasureView; free: string[] }>;
}

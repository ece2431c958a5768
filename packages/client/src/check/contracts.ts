import type { ProbeFinding, Readiness } from '@consult/core';

/** What a check has found out so far. */
export interface CheckState {
  readonly running: boolean;
  /** The probe under way. */
  readonly current?: ProbeFinding['probe'] | undefined;
  readonly findings: readonly CheckFinding[];
  readonly readiness: Readiness;
}

/** A finding with what shows it, for the page only: nothing of it leaves the browser. */
export interface CheckFinding extends ProbeFinding {
  /** E.g. «640×480, 30 к/с»: figures and codes, no words. */
  readonly evidence?: string | undefined;
}

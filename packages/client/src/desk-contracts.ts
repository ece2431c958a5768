import type { ConclusionContent, ErrorCode, ProbeFinding, Readiness } from '@consult/core';
import type { ChatView, PatientCard } from '@consult/core/wire';
import type { Readable } from './store.js';

/** What a doctor sees beside the chat. */
export interface DeskState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem?: ErrorCode;
  readonly card?: PatientCard;
  readonly chat?: ChatView;
  /** Why the consultation cannot be opened early now; `undefined`: it can. */
  readonly refusalToOpen?: ErrorCode;
  /** Why it cannot be completed now. */
  readonly refusalToComplete?: ErrorCode;
}

/** How ready the patient is for a call, by the newest check of their devices. */
export interface PatientReadiness {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem?: ErrorCode;
  /** ms by the server's clock; `null`: nobody has checked, or too long ago to tell anything. */
  readonly checkedAt: number | null;
  readonly readiness: Readiness;
  readonly findings: readonly ProbeFinding[];
}

/** The doctor's side of one consultation: `openDesk(client, chatId)` of `@consult/client/staff`. */
export interface DeskHandle {
  readonly id: string;
  readonly state: Readable<DeskState>;
  /** Asked for while somebody watches it. */
  readonly readiness: Readable<PatientReadiness>;
  /** Opens the consultation before its time. @throws ConsultError */
  open(): Promise<void>;
  /** Completes without a conclusion; the patient reads the reason. @throws ConsultError */
  complete(reason: string): Promise<void>;
  /**
   * Completes with a conclusion. The same content again is the same command, until it has succeeded.
   * @throws ConsultError `conclusion-incomplete`, …
   */
  conclude(content: ConclusionContent): Promise<void>;
  /** Corrects the conclusion by a further version. @throws ConsultError */
  correct(content: ConclusionContent): Promise<void>;
  /** The document as it would be, a PDF marked as a draft. @throws ConsultError */
  preview(content: ConclusionContent): Promise<Blob>;
  /** What the conclusion in force says. @throws ConsultError */
  conclusion(): Promise<ConclusionContent>;
  /** Takes the writing of it for this tab; `false`: another tab of the browser has it, whose words would be lost. */
  takeConclusion(): Promise<boolean>;
  /** Lets another tab write it. Closing does so too. */
  leaveConclusion(): void;
  /** What was written of a conclusion and not given, perhaps before a reload. @throws ConsultError `unavailable` */
  conclusionDraft(): Promise<ConclusionContent | undefined>;
  /** Keeps it until it is given, or lets go of it; resolves when that is done. @throws ConsultError `unavailable` */
  keepConclusionDraft(content: ConclusionContent | undefined): Promise<void>;
  reload(): void;
  close(): void;
}

import type { ProbeFinding } from '@consult/core';
import type { Access, ChatRule } from '../chats/chat-store.js';

/** A check as it was told. */
export interface KeptReadiness {
  readonly checkedAt: number;
  readonly findings: readonly ProbeFinding[];
}

/** Where checks before a call are kept: the newest of each person and chat. Each verb is one transaction. */
export interface ReadinessStore {
  /** Replaces the check before. @throws ConsultError what `rule` answers */
  tell(access: Access, findings: readonly ProbeFinding[], rule: ChatRule): Promise<void>;
  /**
   * The newest of the patient's side that was made after `since`. Leaves an audit row once per session and half an hour.
   * @throws ConsultError what `rule` answers
   */
  newest(access: Access, since: number, rule: ChatRule): Promise<KeptReadiness | undefined>;
}

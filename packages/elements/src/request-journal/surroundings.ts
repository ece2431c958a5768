import type { JournalHandle, OpenRequestHandle, OpenRequestState } from '@consult/client/journal';
import type { JournalRow } from '@consult/core/wire';
import type { LocalizeController } from '../shared/localize.js';
import type { JournalWords } from '../text/journal-ru.js';

/** What the parts that come later need of the journal around them. */
export interface JournalSurroundings {
  readonly text: LocalizeController<JournalWords>;
  readonly journal: () => JournalHandle | undefined;
  /** The clock dates are told by, ms UTC. */
  readonly now: () => number;
  /** Which request is open. */
  readonly requestId: () => string | undefined;
  /** Whether a doctor looks, who enters requests and does not work on them. */
  readonly isDoctor: () => boolean;
  readonly onBack: () => void;
  readonly onScheduled: (requestId: string, chatId: string | null) => void;
  readonly onAnnulled: (requestId: string) => void;
  readonly onEntered: (requestId: string) => void;
}

/** A request that is open and can be shown. */
export interface Opened {
  readonly handle: OpenRequestHandle;
  readonly state: OpenRequestState;
  readonly row: JournalRow;
}

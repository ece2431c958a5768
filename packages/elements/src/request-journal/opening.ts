import type { JournalHandle, OpenRequestHandle } from '@consult/client/journal';
import { codeOf, type ErrorCode } from '@consult/core';

/** A request that is being opened, and then is open. */
export class Opening {
  readonly requestId: string;
  readonly #journal: JournalHandle;
  readonly #onChange: () => void;
  #handle?: OpenRequestHandle | undefined;
  #problem?: ErrorCode | undefined;
  #closed = false;

  constructor(journal: JournalHandle, requestId: string, onChange: () => void) {
    this.#journal = journal;
    this.requestId = requestId;
    this.#onChange = onChange;
    void this.open();
  }

  get handle() {
    return this.#handle;
  }

  /** Why it could not even be begun. */
  get problem() {
    return this.#problem;
  }

  async open() {
    this.#problem = undefined;
    try {
      const handle = await this.#journal.open(this.requestId);
      if (this.#closed) return handle.close();
      this.#handle = handle;
    } catch (error) {
      this.#problem = codeOf(error);
    }
    this.#onChange();
  }

  close() {
    this.#closed = true;
    this.#handle?.close();
  }
}

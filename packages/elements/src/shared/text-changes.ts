import type { ConsentsHandle } from '@consult/client/consents';
import type { ParagraphChange } from '@consult/core';
import type { ConsentDocument } from '@consult/core/wire';
import type { ReactiveControllerHost } from 'lit';

/** What a version of a text says otherwise than one before it, as far as it is known. */
export interface Changes {
  readonly from: number;
  readonly to: number;
  /** `undefined` until they have been compared; `null`: that failed. */
  readonly paragraphs: readonly ParagraphChange[] | null | undefined;
}

/** Compares two versions of a document for its host; what does that is fetched when it is first wanted. */
export class TextChanges {
  readonly #host: ReactiveControllerHost;
  #value?: Changes | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get value(): Changes | undefined {
    return this.#value;
  }

  clear() {
    this.#value = undefined;
  }

  /** @param before - The older version: its text, or its number where it has to be read. */
  async show(handle: ConsentsHandle, before: ConsentDocument | number, after: ConsentDocument) {
    const from = typeof before === 'number' ? before : before.version;
    const own: Changes = (this.#value = { from, to: after.version, paragraphs: undefined });
    const paragraphs = await this.#compare(handle, before, after).catch(() => null);
    if (this.#value !== own) return; // another text is being read by now
    this.#value = { ...own, paragraphs };
    this.#host.requestUpdate();
  }

  async #compare(handle: ConsentsHandle, before: ConsentDocument | number, after: ConsentDocument) {
    const [{ compare }, old] = await Promise.all([
      import('./compare.js'),
      typeof before === 'number' ? handle.readDocument(after.kind, before) : before,
    ]);
    return compare(old.text, after.text);
  }
}

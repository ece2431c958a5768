import type { ConsentsHandle } from '@consult/client/consents';
import type { ConsentDocument, ConsentStatus } from '@consult/core/wire';
import type { ReactiveControllerHost } from 'lit';
import { TextChanges } from '../shared/text-changes.js';

/** What lies before the reader: whom it is about, which text, and how far they have got with it. */
export interface Sheet {
  readonly status: ConsentStatus;
  readonly document: ConsentDocument;
}

/** One person's reading of one text. Another person, or another version, is read anew: nothing stays ticked. */
export class Reading {
  /** The end of the text has been before the reader's eyes. */
  atEnd = false;
  ticked = false;
  /** The text has changed under the reader's eyes. */
  swapped = false;
  readonly changes: TextChanges;
  #sheet?: Sheet | undefined;

  constructor(host: ReactiveControllerHost) {
    this.changes = new TextChanges(host);
  }

  get sheet(): Sheet | undefined {
    return this.#sheet;
  }

  /** Lays this before the reader. Answers whether it has to be read from its beginning. */
  follow(sheet: Sheet | undefined, handle: ConsentsHandle | undefined): boolean {
    const before = this.#sheet;
    this.#sheet = sheet;
    const samePerson =
      before?.status.patient.id === sheet?.status.patient.id && before?.status.kind === sheet?.status.kind;
    if (samePerson && before?.document.version === sheet?.document.version) return false;
    this.atEnd = false;
    this.ticked = false;
    this.swapped = samePerson && before !== undefined && sheet !== undefined;
    this.changes.clear();
    if (!sheet || !handle) return false;
    const base = this.swapped ? before?.document : sheet.status.acts[0]?.version;
    const { document } = sheet;
    if (base && (typeof base === 'number' ? base : base.version) < document.version)
      void this.changes.show(handle, base, document);
    return true;
  }
}

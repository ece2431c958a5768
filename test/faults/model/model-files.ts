import type { ErrorCode } from '@consult/core';

/** A document, from its upload to its end. */
export interface ModelFile {
  /** As the service calls it. */
  readonly id: string;
  readonly chat: string;
  /** Who uploaded it, under which key, and when. */
  readonly person: string;
  readonly key: string;
  readonly at: number;
  /** What is in it. */
  readonly words: string;
  /** The place of the message that carries it. */
  seq: number | null;
  gone: boolean;
}

/** How long an upload waits for its message. */
const LIFE = 3_600_000;

/** The documents of the model. */
export class ModelFiles {
  readonly all: ModelFile[] = [];

  add(file: Omit<ModelFile, 'seq' | 'gone'>) {
    this.all.push({ ...file, seq: null, gone: false });
  }

  under(person: string, chat: string, key: string): ModelFile | undefined {
    return this.all.find((file) => file.person === person && file.chat === chat && file.key === key);
  }

  /** How many a chat holds, on messages or not. */
  heldIn(chat: string): number {
    return this.all.filter((file) => file.chat === chat && !file.gone).length;
  }

  /** What somebody may open in a chat: what hangs on a message, and their own. */
  visible(person: string, chat: string, id: string): ModelFile | undefined {
    return this.all.find(
      (file) =>
        file.id === id && file.chat === chat && !file.gone && (file.seq !== null || file.person === person),
    );
  }

  /** Each file is used once, by whoever uploaded it, in the same chat, within its life. */
  refusalToAttach(person: string, chat: string, ids: readonly string[], now: number): ErrorCode | undefined {
    for (const [at, id] of ids.entries()) {
      const file = this.all.find(
        (known) => known.id === id && known.chat === chat && known.person === person,
      );
      if (!file || file.seq !== null || ids.indexOf(id) < at) return 'not-found';
      if (now - file.at > LIFE) return 'upload-expired';
      if (file.gone) return 'not-found';
    }
    return undefined;
  }

  attach(ids: readonly string[], seq: number) {
    for (const file of this.all) if (ids.includes(file.id)) file.seq = seq;
  }

  remove(ids: readonly string[]) {
    for (const file of this.all) if (ids.includes(file.id)) file.gone = true;
  }

  cancel(person: string, chat: string, id: string) {
    const file = this.visible(person, chat, id);
    if (file?.seq === null && file.person === person) file.gone = true;
  }

  /** Uploads that no message came for are swept away. */
  expire(now: number) {
    for (const file of this.all) if (file.seq === null && now - file.at > LIFE) file.gone = true;
  }
}

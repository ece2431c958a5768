import type { ChatHandle, ChatState, Client, OwnFile } from '@consult/client';
import type { AttachedFile } from '@consult/core';
import { html, nothing, type LitElement } from 'lit';
import type { LaterController } from '../shared/later-controller.js';
import type { LocalizeController } from '../shared/localize.js';
import type { ChatWords } from '../text/chat-ru.js';
import type { Attach } from './attach.js';
import type { FileCards } from './file-cards.js';

/** What documents need of the chat around them. */
export interface FileSurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly client: () => Client | undefined;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
}

/** Brings a part of the chat when it is asked for; see {@link LaterController}. */
export type Later = <Module, Part>(
  load: () => Promise<Module>,
  make: (module: Module) => Part,
) => LaterController<Module, Part>;

/** The two parts that have to do with documents, each fetched when there is use for it. */
export class FileParts {
  readonly #host: LitElement;
  readonly #around: FileSurroundings;
  readonly #later: Later;
  #attach?: { readonly value: Attach | undefined };
  #cards?: { readonly value: FileCards | undefined };

  constructor(host: LitElement, around: FileSurroundings, later: Later) {
    this.#host = host;
    this.#around = around;
    this.#later = later;
  }

  /** What attaches them, once somebody may write. */
  get attach(): Attach | undefined {
    return (this.#attach ??= this.#later(
      () => import('./attach.js'),
      ({ Attach }) => new Attach(this.#host, this.#around),
    )).value;
  }

  get signature(): string | undefined {
    return this.#cards?.value?.signature;
  }

  /** The documents of a message; their names alone until the rest is there. */
  render(files: readonly AttachedFile[] | undefined) {
    return files ? (this.#shown?.render(files) ?? namesOf(files)) : nothing;
  }

  /** The documents of an own message that waits. */
  renderLeaving(files: readonly OwnFile[] | undefined) {
    return files ? (this.#shown?.renderLeaving(files) ?? namesOf(files)) : nothing;
  }

  renderViewer() {
    return this.#cards?.value?.renderViewer();
  }

  get #shown(): FileCards | undefined {
    return (this.#cards ??= this.#later(
      () => import('./file-cards.js'),
      ({ FileCards }) => new FileCards(this.#host, this.#around),
    )).value;
  }
}

const namesOf = (files: readonly { readonly name: string }[]) =>
  files.map(({ name }) => html`<p><bdi>${name}</bdi></p>`);

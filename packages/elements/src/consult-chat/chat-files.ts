import type { ChatFiles, ChatFilesState, ChatHandle } from '@consult/client';
import type { FileLimits } from '@consult/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { StoreController } from '../shared/store-controller.js';

/** The documents of the chat that is shown. */
export class ChatFilesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chat: () => ChatHandle | undefined;
  readonly #state: StoreController<ChatFilesState>;
  #of?: ChatHandle | undefined;
  #value?: ChatFiles | undefined;
  #asking?: Promise<ChatFiles> | undefined;

  constructor(host: ReactiveControllerHost, chat: () => ChatHandle | undefined) {
    this.#host = host;
    this.#chat = chat;
    host.addController(this);
    this.#state = new StoreController(host, () => this.#value?.state);
  }

  /** `undefined` until they are there. */
  get state(): ChatFilesState | undefined {
    return this.#state.value;
  }

  /** What of them the server takes, once it has said so. */
  get limits(): FileLimits | undefined {
    return this.#value?.limits;
  }

  /** What does something with them. @throws ConsultError where it cannot be had now */
  async get(): Promise<ChatFiles> {
    const chat = this.#chat();
    if (!chat) throw new Error('no chat is shown');
    this.#follow(chat);
    if (this.#value) return this.#value;
    const forget = (error: unknown) => {
      this.#asking = undefined; // asked for again when it is needed
      throw error;
    };
    const files = await (this.#asking ??= chat.files().catch(forget));
    if (chat !== this.#of) return files;
    this.#value = files;
    this.#host.requestUpdate();
    return files;
  }

  hostUpdate() {
    const chat = this.#chat();
    if (chat === this.#of) return;
    this.#follow(chat);
    if (chat) this.get().catch(() => {}); // whoever needs it is told
  }

  #follow(chat: ChatHandle | undefined) {
    if (chat === this.#of) return;
    this.#of = chat;
    this.#value = this.#asking = undefined;
  }
}

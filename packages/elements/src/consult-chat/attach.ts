import type { ChatHandle, PendingFile } from '@consult/client';
import { codeOf, type ErrorCode, type FileLimits } from '@consult/core';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../shared/adopt.js';
import { icon } from '../shared/icons.js';
import type { Lang, LocalizeController } from '../shared/localize.js';
import { PartWords } from '../shared/part-words.js';
import { attachRu, type AttachWords } from '../text/attach-ru.js';
import type { ChatWords } from '../text/chat-ru.js';
import { AttachDrop } from './attach-drop.js';
import { AttachMenu } from './attach-menu.js';
import { attach } from './attach.styles.js';
import { renderTray, type Origin, type Refused } from './attach-tray.js';
import { ChatFilesController } from './chat-files.js';
import { FileAttachEvent, FileRefusedEvent } from './events.js';
import { UPLOAD } from './file-icons.js';
import { kindOf, sizeWords } from './file-words.js';
import { papers } from './papers.styles.js';
import { prepare } from './shrink.js';

/** What attaching needs of the chat around it. */
export interface AttachSurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly chat: () => ChatHandle | undefined;
}

/** Choosing documents, and what goes with the next message. It comes when somebody may write. */
export class Attach implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: AttachSurroundings;
  readonly #words: PartWords<typeof attachRu>;
  readonly #files: ChatFilesController;
  readonly #menu: AttachMenu;
  readonly #drop: AttachDrop;
  /** What the reader chose, by the key of the attachment it became. Pictures only, and not over a reload. */
  readonly #origins = new Map<string, Origin>();
  readonly #hidden = new Set<string>();
  /** Refusals of the server the page has been told of. */
  readonly #told = new Set<string>();
  #chat?: ChatHandle | undefined;
  #preparing: readonly string[] = [];
  #refused: readonly Refused[] = [];
  /** What was chosen last is attached when this is over. */
  #work: Promise<void> = Promise.resolve();

  constructor(host: LitElement, around: AttachSurroundings) {
    this.#host = host;
    this.#around = around;
    adopt(host, papers);
    adopt(host, attach);
    this.#words = new PartWords(
      host,
      around.text,
      attachRu,
      async () => (await import('../text/attach-en.js')).attachEn,
    );
    this.#files = new ChatFilesController(host, around.chat);
    this.#menu = new AttachMenu(host, (files) => this.#take(files));
    this.#drop = new AttachDrop(
      host,
      () => Boolean(host.renderRoot.querySelector('[part=attach]')),
      (files) => this.#take(files),
    );
    host.addController(this);
  }

  /** Whether anything goes with the next message. */
  get any(): boolean {
    return this.#attachments.length + this.#preparing.length > 0;
  }

  /** Resolves when all that was chosen is attached, or refused. */
  ready(): Promise<void> {
    return this.#work;
  }

  hostUpdate() {
    const chat = this.#around.chat();
    if (chat !== this.#chat) {
      this.#chat = chat;
      this.#refused = this.#preparing = [];
    }
    for (const { key, problem } of this.#attachments) {
      if (!problem) this.#told.delete(key);
      else if (!this.#told.has(key)) {
        this.#told.add(key);
        this.#tell(chat!, problem);
      }
    }
  }

  /** What stands above the box. */
  renderTray() {
    const { text } = this.#around;
    const { said } = this.#words;
    return html`${renderTray({
      said,
      lang: text.lang,
      attachments: this.#attachments,
      refused: this.#refused,
      preparing: this.#preparing,
      originOf: (key) => this.#origins.get(key),
      error: (code) => this.error(code),
      read: async (key) => (await this.#files.get()).read(key),
      isHidden: (key) => this.#hidden.has(key),
      onHidden: (key) => {
        this.#hidden.add(key);
        this.#host.requestUpdate();
      },
      onRemove: (key) => this.#remove(key),
      onRetry: (key) => void this.#files.get().then((files) => files.retry(key)),
      onOriginal: (key) => this.#sendOriginal(key),
      onDismiss: (refused) => this.#dismiss(refused),
    })}
    ${
      this.#drop.over ? html`<div class="drop" part="drop"><p>${icon(UPLOAD)}${said.drop}</p></div>` : nothing
    }`;
  }

  /** What stands beside the box. */
  renderButton() {
    return this.#menu.render(this.#words.said);
  }

  /** What happened, and what to do next; where it is for a limit that is known, by that limit. */
  error(code: ErrorCode): string {
    const { text } = this.#around;
    const { limits } = this.#files;
    return (limits && limitWords(code, limits, this.#words.said, text.lang)) ?? text.error(code);
  }

  get #attachments(): readonly PendingFile[] {
    return this.#files.state?.attachments ?? [];
  }

  /** One after another, so that they keep the order in which they were chosen. */
  #take(files: readonly File[]) {
    const chat = this.#around.chat();
    if (!chat || !files.length) return;
    if (!this.#host.dispatchEvent(new FileAttachEvent(chat.id, files.length))) return;
    this.#refused = [];
    this.#preparing = [...this.#preparing, ...files.filter(isPhoto).map(({ name }) => name)];
    this.#work = files.reduce((before, file) => before.then(() => this.#attach(chat, file)), this.#work);
    this.#host.requestUpdate();
  }

  async #attach(chat: ChatHandle, original: File) {
    try {
      const prepared = isPhoto(original) ? await prepare(original) : undefined;
      const { file, name } = prepared ?? { file: original, name: original.name };
      if (chat !== this.#around.chat()) return; // the reader has gone elsewhere meanwhile
      const key = await (await this.#files.get()).attach(file, name);
      if (prepared) this.#origins.set(key, { original, prepared });
    } catch (error) {
      if (chat === this.#around.chat()) this.#refuse(chat, original.name, codeOf(error));
    } finally {
      if (chat === this.#around.chat() && isPhoto(original)) this.#preparing = this.#preparing.slice(1);
      this.#host.requestUpdate();
    }
  }

  #sendOriginal(key: string) {
    const chat = this.#around.chat();
    const { original } = this.#origins.get(key) ?? {};
    if (!chat || !original) return;
    this.#menu.focus(); // the button is gone in a moment
    this.#work = this.#work.then(async () => {
      if (chat !== this.#around.chat()) return; // it goes to nobody else
      try {
        const files = await this.#files.get();
        this.#origins.set(await files.attach(original, original.name, key), { original });
        this.#origins.delete(key);
      } catch (error) {
        this.#refuse(chat, original.name, codeOf(error));
      }
      this.#host.requestUpdate();
    });
  }

  #remove(key: string) {
    this.#origins.delete(key);
    this.#menu.focus(); // the card is gone in a moment
    void this.#files.get().then((files) => files.detach(key));
  }

  #refuse(chat: ChatHandle, name: string, code: ErrorCode) {
    this.#refused = [...this.#refused, { name, code }];
    this.#tell(chat, code);
  }

  #dismiss(refused: Refused) {
    this.#refused = this.#refused.filter((each) => each !== refused);
    this.#menu.focus();
    this.#host.requestUpdate();
  }

  #tell(chat: ChatHandle, code: ErrorCode) {
    this.#host.dispatchEvent(new FileRefusedEvent(chat.id, code));
  }
}

/** `undefined` where it is not for a limit. */
function limitWords(code: ErrorCode, limits: FileLimits, said: AttachWords, lang: Lang): string | undefined {
  if (code === 'file-too-large') return said.tooLarge(sizeWords(limits.fileBytes, lang));
  if (code === 'too-many-files') return said.tooMany(limits.filesPerMessage);
  if (code === 'quota-exceeded')
    return said.noRoom(limits.filesPerChat, sizeWords(limits.bytesPerChat, lang));
  return undefined;
}

/** Photos are drawn anew before they leave; whatever else is chosen goes as it is. */
const isPhoto = (file: File) => kindOf(file) === 'picture';

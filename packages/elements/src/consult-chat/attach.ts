import type { ChatFiles, ChatHandle, Client, PendingFile } from '@consult/client';
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
import { renderTray, type Chosen, type Origin, type Refused } from './attach-tray.js';
import { ChatFilesController } from './chat-files.js';
import { FileAttachEvent, FileRefusedEvent } from './events.js';
import { UPLOAD } from './file-icons.js';
import { kindOf, sizeWords } from './file-words.js';
import { papers } from './papers.styles.js';
import { prepare } from './shrink.js';

/** What attaching needs of the chat around it. */
export interface AttachSurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly client: () => Client | undefined;
  readonly chat: () => ChatHandle | undefined;
}

/**
 * Choosing documents, and what goes with the next message. It comes when somebody may write.
 *
 * What was chosen in a chat ends up in that chat, wherever its reader has gone meanwhile.
 */
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
  #client?: Client | undefined;
  #chat?: ChatHandle | undefined;
  /** In all chats. */
  #preparing: readonly Chosen[] = [];
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
    return this.#attachments.length > 0 || this.#preparing.some(this.#isHere);
  }

  /** Resolves when all that was chosen is attached, or refused. */
  ready(): Promise<void> {
    return this.#work;
  }

  hostUpdate() {
    const chat = this.#around.chat();
    if (chat !== this.#chat) {
      this.#forgetRefused(); // they have been seen
      this.#chat = chat;
    }
    const client = this.#around.client();
    if (client !== this.#client) this.#refused = this.#preparing = []; // somebody else may sit here now
    this.#client = client;
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
      refused: this.#refused.filter(this.#isHere),
      preparing: this.#preparing.filter(this.#isHere),
      originOf: (key) => this.#origins.get(key),
      error: (code) => this.error(code),
      read: async (key) => (await this.#files.get()).read(key),
      isHidden: (key) => this.#hidden.has(key),
      onHidden: (key) => {
        this.#hidden.add(key);
        this.#host.requestUpdate();
      },
      onRemove: (key) => this.#remove(key),
      onRetry: (key) => this.#do((files) => files.retry(key)),
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
    this.#forgetRefused();
    const there = this.#files.get();
    there.catch(() => {}); // each of them is refused then
    for (const file of files) {
      const chosen = { chatId: chat.id, name: file.name };
      if (isPhoto(file)) this.#preparing = [...this.#preparing, chosen];
      this.#work = this.#work.then(() => this.#attach(chat, there, file, chosen));
    }
    this.#host.requestUpdate();
  }

  async #attach(chat: ChatHandle, there: Promise<ChatFiles>, original: File, chosen: Chosen) {
    try {
      const prepared = isPhoto(original) ? await prepare(original) : undefined;
      const { file, name } = prepared ?? { file: original, name: original.name };
      const key = await (await there).attach(file, name);
      if (prepared) this.#origins.set(key, { original, prepared });
    } catch (error) {
      this.#refuse(chat, original.name, codeOf(error));
    } finally {
      this.#preparing = this.#preparing.filter((each) => each !== chosen);
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
    this.#do((files) => files.detach(key));
  }

  /** What another tab has taken away already is not there to be done anything with. */
  #do(deed: (files: ChatFiles) => Promise<void>) {
    this.#files
      .get()
      .then(deed)
      .catch(() => {});
  }

  #refuse(chat: ChatHandle, name: string, code: ErrorCode) {
    this.#refused = [...this.#refused, { chatId: chat.id, name, code }];
    this.#tell(chat, code);
  }

  #forgetRefused() {
    this.#refused = this.#refused.filter((each) => !this.#isHere(each));
  }

  #dismiss(refused: Refused) {
    this.#refused = this.#refused.filter((each) => each !== refused);
    this.#menu.focus();
    this.#host.requestUpdate();
  }

  readonly #isHere = ({ chatId }: Chosen) => chatId === this.#chat?.id;

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

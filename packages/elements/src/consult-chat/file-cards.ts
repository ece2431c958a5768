import type { ChatHandle, ChatState, OwnFile } from '@consult/client';
import { codeOf, downloadName, type AttachedFile } from '@consult/core';
import { html, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { openTab } from '../shared/documents.js';
import type { LocalizeController } from '../shared/localize.js';
import { PartWords } from '../shared/part-words.js';
import { addressOf, saveFile } from '../shared/save-file.js';
import type { ChatWords } from '../text/chat-ru.js';
import { filesRu } from '../text/files-ru.js';
import { ChatFilesController } from './chat-files.js';
import { isShown, renderFile, renderLeaving, type CardView } from './file-card.js';
import { kindOf, nameOf } from './file-words.js';
import { files } from './files.styles.js';
import { papers } from './papers.styles.js';
import { Viewer } from './viewer.js';

/** What is only to be saved is nothing a browser would show, whatever it is. */
const BYTES = 'application/octet-stream';

/** What the cards need of the chat around them. */
export interface CardSurroundings {
  readonly text: LocalizeController<ChatWords>;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
}

/** The documents on messages, and looking at them. It comes with the first message that has one. */
export class FileCards {
  readonly #host: LitElement;
  readonly #around: CardSurroundings;
  readonly #words: PartWords<typeof filesRu>;
  readonly #files: ChatFilesController;
  readonly #viewer: Viewer;
  readonly #opening = new Set<string>();
  readonly #problems = new Map<string, string>();
  readonly #hidden = new Set<string>();
  /** Pictures that were fetched a moment ago: a preview and the viewer need the same bytes. */
  readonly #fetched = new Map<string, Promise<Blob>>();
  #changes = 0;

  constructor(host: LitElement, around: CardSurroundings) {
    this.#host = host;
    this.#around = around;
    adopt(host, papers);
    adopt(host, files);
    this.#words = new PartWords(
      host,
      around.text,
      filesRu,
      async () => (await import('../text/files-en.js')).filesEn,
    );
    this.#files = new ChatFilesController(host, around.chat);
    this.#viewer = new Viewer(host, {
      said: () => this.#words.said,
      lang: () => around.text.lang,
      pictures: () => this.#pictures(),
      load: (file) => this.#load(file),
      onSave: (file) => void this.#openWith(file, (bytes) => saveFile(bytes, this.#nameToSave(file), BYTES)),
    });
  }

  /** Changes when the cards of the same messages look different. */
  get signature(): string {
    return `${this.#changes}/${this.#words.said === filesRu ? 'ru' : 'en'}`;
  }

  /** The documents of a message. */
  render(list: readonly AttachedFile[]) {
    const view = this.#view();
    return html`<ul class="files" part="files" aria-label=${this.#words.said.list}>
      ${list.map((file) => renderFile(file, view))}
    </ul>`;
  }

  /** The documents of an own message that waits. */
  renderLeaving(list: readonly OwnFile[]) {
    const { leaving = [] } = this.#files.state ?? {};
    const pendingOf = ({ key }: OwnFile) => leaving.find((file) => file.key === key);
    return html`<ul class="files" part="files" aria-label=${this.#words.said.list}>
      ${list.map((file) => renderLeaving(file, pendingOf(file), this.#around.text.lang))}
    </ul>`;
  }

  renderViewer() {
    return this.#viewer.render();
  }

  #view(): CardView {
    return {
      said: this.#words.said,
      lang: this.#around.text.lang,
      isOpening: (id) => this.#opening.has(id),
      problemOf: (id) => this.#problems.get(id),
      isHidden: (id) => this.#hidden.has(id),
      onHidden: (id) => {
        this.#hidden.add(id);
        this.#change();
      },
      load: (file) => this.#load(file),
      onOpen: (file) => this.#open(file),
    };
  }

  #open(file: AttachedFile) {
    if (this.#opening.has(file.id)) return;
    if (isShown(file) && !this.#hidden.has(file.id)) return void this.#viewer.open(file);
    const tab = kindOf(file) === 'pdf' ? openTab() : null;
    const show = (bytes: Blob) => {
      if (tab) tab.location.href = addressOf(bytes, 'application/pdf');
      else saveFile(bytes, this.#nameToSave(file), BYTES);
    };
    void this.#openWith(file, show).then((opened) => {
      if (!opened) tab?.close();
    });
  }

  /** Fetches it and hands it over; what goes wrong stands on its card. */
  async #openWith(file: AttachedFile, show: (bytes: Blob) => void): Promise<boolean> {
    const { id } = file;
    this.#problems.delete(id);
    this.#opening.add(id);
    this.#change();
    try {
      show(await this.#load(file));
      return true;
    } catch (error) {
      const { text, chat } = this.#around;
      this.#problems.set(id, `${this.#words.said.notOpened} ${text.error(codeOf(error))}`);
      chat()?.reload(); // it may be known as blocked by now
      return false;
    } finally {
      this.#opening.delete(id);
      this.#change();
    }
  }

  #load(file: AttachedFile): Promise<Blob> {
    const known = this.#fetched.get(file.id);
    if (known) return known;
    const fetched = this.#files.get().then((files) => files.open(file));
    this.#remember(file.id, fetched);
    fetched.catch(() => this.#fetched.delete(file.id));
    return fetched;
  }

  #remember(id: string, bytes: Promise<Blob>) {
    this.#fetched.set(id, bytes);
    const [oldest] = this.#fetched.keys();
    if (this.#fetched.size > REMEMBERED && oldest !== undefined) this.#fetched.delete(oldest);
  }

  #pictures(): readonly AttachedFile[] {
    const { entries = [] } = this.#around.state() ?? {};
    return entries.flatMap((entry) => ((entry.kind === 'message' && entry.files) || []).filter(isShown));
  }

  #nameToSave(file: AttachedFile): string {
    return downloadName(nameOf(file.name, this.#around.text.lang), file.type);
  }

  #change() {
    this.#changes++;
    this.#host.requestUpdate();
  }
}

/** Documents at hand at once: more would cost a phone its memory. */
const REMEMBERED = 8;

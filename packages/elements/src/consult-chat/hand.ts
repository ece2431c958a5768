import type { ChatHandle, ChatState, Client } from '@consult/client';
import { codeOf, isPassing, type Author, type Entry } from '@consult/core';
import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { actions } from '../shared/actions.styles.js';
import { adopt } from '../shared/adopt.js';
import { icon, SEARCH } from '../shared/icons.js';
import { LOCK, OFFLINE, PHONE } from '../shared/later-icons.js';
import { LaterController } from '../shared/later-controller.js';
import type { LocalizeController } from '../shared/localize.js';
import { MidnightController } from '../shared/midnight-controller.js';
import { OnDemand } from '../shared/on-demand.js';
import { plain } from '../shared/plain.js';
import { SentencesController } from '../shared/sentences-controller.js';
import { chatHandRu, type AllChatWords } from '../text/chat-hand-ru.js';
import type { ChatWords } from '../text/chat-ru.js';
import { Announcer } from './announcer.js';
import { connectionWords, refusalWords } from './chat-words.js';
import { Composer } from './composer.js';
import { composer } from './composer.styles.js';
import { deliveryBetween } from './delivery.js';
import { createDecor } from './decor.js';
import type { Actions } from './actions.js';
import { nameOf, type EntryDecor } from './entry.js';
import { EntryDeletedEvent, EntryRefusedEvent, EntrySendEvent, EntrySentEvent } from './events.js';
import type { FarSections } from './far-sections.js';
import { FileParts, type Later } from './file-parts.js';
import { hand } from './hand.styles.js';
import { DOWN } from './later-icons.js';
import { renderFailure, renderLoading, renderNothingChosen } from './instead.js';
import { renderPending } from './pending.js';
import { Reading } from './reading.js';
import type { RecordTools } from './record-tools.js';
import type { ChatSearch } from './search.js';
import type { ChatSigns } from './signs.js';
import type { Thread } from './thread.js';
import { countUnread, lastSeqOf, type Section } from './timeline.js';

/** What the chat's hand needs of the chat. */
export interface ChatSurroundings {
  readonly text: LocalizeController<ChatWords, AllChatWords>;
  readonly thread: Thread;
  readonly client: () => Client | undefined;
  readonly chat: () => ChatHandle | undefined;
  readonly state: () => ChatState | undefined;
  /** The reader; `undefined` while nobody knows. */
  readonly person: () => string | undefined;
  readonly now: () => number;
  /** Whether there is a chat to show. */
  readonly isChosen: () => boolean;
}

/** A talk of more entries than this is long. */
const LONG = 200;

async function loadLinks(host: LitElement) {
  const [{ createLinkWords, links }, { tokenize }] = await Promise.all([
    import('./links.js'),
    import('./find-links.js'),
  ]);
  adopt(host, links);
  return createLinkWords(tokenize);
}

/**
 * What answers the reader's hand and ear in a chat, and what stands where no messages are: writing, taking back,
 * sending again, what is spoken and what counts as read. It is loaded after the first paint of the messages.
 */
export class ChatHand implements ReactiveController {
  /** What entries show beside their words. */
  readonly decor: EntryDecor;
  readonly phone = PHONE;
  readonly #host: LitElement;
  readonly #around: ChatSurroundings;
  readonly #text: LocalizeController<AllChatWords>;
  readonly #actions: LaterController<typeof import('./actions.js'), Actions>;
  readonly #search: OnDemand<ChatSearch>;
  readonly #far: OnDemand<FarSections>;
  readonly #files: FileParts;
  readonly #composer: Composer;
  readonly #announcer: Announcer;
  readonly #signs: { readonly value: ChatSigns | undefined };
  readonly #record: LaterController<typeof import('./record-tools.js'), RecordTools>;
  /** The entry that was asked for last: whoever asks for two goes to the second. */
  #goal = 0;

  constructor(host: LitElement, around: ChatSurroundings) {
    this.#host = host;
    this.#around = around;
    const { chat, thread } = around;
    const text = (this.#text = around.text.learn(chatHandRu));
    adopt(host, actions);
    adopt(host, hand);
    adopt(host, composer);
    const later: Later = (load, make) =>
      new LaterController(host, load, make, () => around.client()?.connection.value.state);
    const files = (this.#files = new FileParts(host, around, later));
    this.#signs = later(
      () => import('./signs.js'),
      ({ ChatSigns }) => new ChatSigns(host, around),
    );
    this.#actions = later(
      () => import('./actions.js'),
      ({ Actions }) =>
        new Actions(host, {
          text,
          chat,
          state: around.state,
          isOwn: this.#isOwn,
          nameOf: this.#nameOf,
          reply: (seq) => this.#composer.reply(seq),
          show: (seq) => void this.#show(seq),
          say: (words) => this.#announcer.say(words),
          onRemoved: (chatId, seq) => host.dispatchEvent(new EntryDeletedEvent(chatId, seq)),
        }),
    );
    const redraw = () => host.requestUpdate();
    const links = new OnDemand(() => loadLinks(host), redraw);
    this.#search = new OnDemand(async () => this.#createSearch(await import('./search.js')), redraw);
    this.#far = new OnDemand(
      async () => new (await import('./far-sections.js')).FarSections(host, chat),
      redraw,
    );
    this.decor = createDecor({
      actions: () => this.#actions.value,
      signs: () => this.#signs.value,
      files,
      links,
      search: this.#search,
      card: new OnDemand(async () => {
        const { ConclusionCard } = await import('./conclusion.js');
        return new ConclusionCard(host, around);
      }, redraw),
    });
    this.#composer = new Composer(host, {
      text,
      renderReply: (seq) => this.#actions.value?.quotes.renderBar(seq),
      attach: () => files.attach,
      mayLeave: (chatId) => host.dispatchEvent(new EntrySendEvent(chatId)),
      onLeft: () => thread.follow(),
      onRefused: (chatId, code) => host.dispatchEvent(new EntryRefusedEvent(chatId, code)),
    });
    this.#announcer = new Announcer(host, {
      of: (entry) => this.#spoken(entry),
      ofMany: (count) => text.term('newCount', count),
    });
    new Reading(
      host,
      () => thread.end,
      () => this.#markRead(),
    );
    this.#record = later(
      () => import('./record-tools.js'),
      ({ RecordTools }) => new RecordTools(host, around),
    );
    if (navigator.maxTouchPoints)
      later(
        () => import('./keyboard-inset.js'),
        ({ KeyboardInset }) => new KeyboardInset(host),
      );
    new MidnightController(host, around.now);
    new SentencesController(host, text);
    host.addController(this);
  }

  hostUpdate() {
    const { draft, draftReplyTo } = this.#around.state() ?? {};
    this.#composer.follow(this.#around.chat(), draft, draftReplyTo);
    const { replyTo } = this.#composer;
    if (replyTo !== undefined && this.#actions.value?.quotes.isGone(replyTo)) this.#composer.forgetReply();
  }

  /** Another chat, or none. */
  reset() {
    this.#actions.value?.reset();
    this.#announcer.reset();
  }

  /** What keeps a long talk light; without it all stays drawn. */
  get far(): FarSections | undefined {
    return lastSeqOf(this.#around.state()!.entries) > LONG ? this.#far.wanted : undefined;
  }

  /** What can be done with the messages among those that are drawn. */
  actionsIn(sections: readonly Section[], mayWrite: boolean): Actions | undefined {
    const actions = this.#actions.value;
    actions?.settle(sections, mayWrite);
    return actions;
  }

  /** Speaks of what has come since the entry `since`, which the reader found when the chat was opened. */
  listen(entries: readonly Entry[], since: number) {
    this.#announcer.listen(entries, since);
  }

  /** Tells the page, and those who listen, what became of own messages. */
  tell(before: ChatState, after: ChatState) {
    const { id } = this.#around.chat()!;
    const { sent, refused } = deliveryBetween(before, after);
    for (const { seq } of sent) this.#host.dispatchEvent(new EntrySentEvent(id, seq));
    if (refused.length) this.#around.chat()!.reload(); // the chat is not as we knew it, e.g. over
    for (const { code } of refused) {
      const words = `${this.#text.term('failed')}. ${this.#text.error(code)}`;
      void this.#host.updateComplete.then(() => this.#announcer.say(words));
      this.#host.dispatchEvent(new EntryRefusedEvent(id, code));
    }
  }

  /** In the head: whether the other side is there. */
  renderSigns(state: ChatState | undefined) {
    return this.#signs.value?.renderSigns(state);
  }

  /** In the head: the way into the search, what one seldom needs, and the search once it is open. */
  renderTools(state: ChatState | undefined) {
    const menu = state?.chat && this.#record.value?.render(state.chat);
    if (state?.status !== 'ready' || state.chat?.refusal) return menu;
    const words = this.#text.term('search');
    return html`<button
        type="button"
        class="tool"
        part="find"
        aria-label=${words}
        title=${words}
        aria-expanded=${this.#search.value?.isOpen ?? false}
        @click=${this.#onFind}
      >
        ${icon(SEARCH)}
      </button>
      ${menu} ${this.#search.value?.render()}`;
  }

  /** What stands where the messages would. */
  renderInstead(state: ChatState | undefined) {
    if (!this.#around.isChosen()) return renderNothingChosen(this.#text);
    if (!state || state.status === 'loading') return renderLoading(this.#text);
    const code = state.problem ?? 'failed';
    if (this.#signs.value?.lost) return this.#signs.value.renderLost();
    if (state.status === 'failed' && code !== 'consent-needed')
      return renderFailure(this.#text, code, isPassing(code) ? this.#onReload : undefined);
    return this.#signs.value?.renderClosed(state.refusal ?? code) ?? renderLoading(this.#text);
  }

  /** Above the messages, while older ones are coming. */
  renderOlder({ loadingOlder }: ChatState) {
    return html`<p class="older" ?hidden=${!loadingOlder}>${this.#text.term('loadingOlder')}</p>`;
  }

  /** What stands where nobody has written, unless the page says it better. */
  renderEmpty() {
    return html`<p class="notice">${this.#text.term('empty')}</p>`;
  }

  /** Own messages the server does not have. */
  renderPending({ pending, refusal }: ChatState) {
    const discard = (key: string) => this.#do(this.#discard(key));
    const retry = refusal ? undefined : (key: string) => this.#do(this.#around.chat()?.retry(key));
    const deeds = { discard, retry, actions: this.#actions.value };
    return pending.length ? renderPending(pending, this.#text, deeds, this.#files) : nothing;
  }

  /** The way to the end, with the number of entries that wait there. */
  renderJump({ entries, chat }: ChatState) {
    const count = countUnread(entries, this.#around.person() ?? '', chat?.readSeq ?? 0);
    return html`<button type="button" part="jump" class="button jump" @click=${this.#onJump}>
      ${icon(DOWN)}
      ${
        count
          ? html`<span>${this.#text.term('newCount', count)}</span>`
          : html`<span class="visually-hidden">${this.#text.term('toEnd')}</span>`
      }
    </button>`;
  }

  /** What is there for the ear alone. */
  renderSpoken() {
    return html`${this.#actions.value?.renderKeys()}${this.#announcer.render()}${this.#files.renderViewer()}`;
  }

  /** What there is to say of the connection. */
  renderConnection() {
    const client = this.#around.client();
    const connection = client?.connection.value;
    const waiting = this.#around.state()?.pending.some((message) => message.state !== 'failed') ?? false;
    const lasting = client?.lasting ?? true;
    const words = connection && connectionWords(this.#text, connection, { waiting, lasting });
    if (!words) return nothing;
    return html`${icon(OFFLINE)}<span>${words}</span>${
      connection.state === 'offline'
        ? html`<button type="button" class="button" @click=${this.#onRetryNow}>
            ${this.#text.term('retryNow')}
          </button>`
        : nothing
    }`;
  }

  /** The box one writes in, or why one cannot. */
  renderComposer({ chat, refusal }: ChatState) {
    const note =
      refusal &&
      html`<p part="note" class="refusal">
        ${icon(LOCK)}<span>${refusalWords(this.#text, refusal, chat, this.#around.now())}</span>${chat && this.#record.value?.renderSave(chat)}
      </p>`;
    const fleeting = !refusal && this.#around.client()?.lasting === false;
    return html`${this.#composer.render(note)}
    ${fleeting ? html`<p class="fleeting">${this.#text.term('fleeting')}</p>` : nothing}`;
  }

  async #discard(key: string) {
    const chat = this.#around.chat();
    const message = this.#around.state()?.pending.find((waiting) => waiting.key === key);
    const text = await chat?.discard(key);
    if (text === undefined || chat !== this.#around.chat()) return;
    this.#composer.restore(text);
    if (message?.problem !== 'not-found' && message?.replyTo) this.#composer.reply(message.replyTo);
  }

  #do(deed: Promise<void> | undefined) {
    this.#around.thread.focus(); // the button will be gone
    deed?.catch((error) => this.#sayWhy(error));
  }

  /** What is not there any more another tab has taken back or sent: it is as the reader wanted. */
  #sayWhy(error: unknown) {
    const code = codeOf(error);
    if (code !== 'not-found') this.#announcer.say(this.#text.error(code));
  }

  #markRead() {
    const state = this.#around.state();
    if (state?.status !== 'ready' || !state.chat) return;
    const last = lastSeqOf(state.entries);
    if (last > state.chat.readSeq) this.#around.chat()?.markRead(last);
  }

  #spoken(entry: Entry): string | undefined {
    if (entry.kind === 'note') return this.#text.note(entry);
    if (entry.kind === 'tombstone' || this.#isOwn(entry.author)) return undefined;
    const words =
      entry.kind === 'message'
        ? [entry.text, ...(entry.files ?? []).map(({ name }) => plain(name))].join(' ')
        : this.#text.term('conclusion');
    return this.#text.term('said', this.#nameOf(entry.author), words);
  }

  readonly #isOwn = ({ id }: Author): boolean => id === this.#around.person();
  readonly #nameOf = (author: Author) => nameOf(author, this.#isOwn(author), this.#text, this.decor);

  /** Goes to an entry, however far back, and lets the eye find it. Answers whether it is there. */
  async #show(seq: number, focus = true): Promise<boolean> {
    const { thread, chat } = this.#around;
    const shown = chat();
    this.#goal = seq;
    try {
      const [{ showEntry }, known] = await Promise.all([import('./show-entry.js'), shown?.jumpTo(seq)]);
      if (!known || shown !== chat() || seq !== this.#goal) return false;
      this.far?.reach(seq);
      thread.goTo(seq);
      await this.#host.updateComplete;
      const entry = thread.entryAt(seq);
      if (entry) showEntry(entry, focus);
      return entry !== null;
    } catch (error) {
      this.#sayWhy(error);
      return false;
    }
  }

  #createSearch({ ChatSearch }: typeof import('./search.js')) {
    const { chat, now, thread } = this.#around;
    return new ChatSearch(this.#host, {
      text: this.#text,
      chat,
      now,
      nameOf: this.#nameOf,
      show: (seq) => void this.#show(seq, false),
      entryAt: (seq) => thread.entryAt(seq),
      onClosed: () => this.#host.renderRoot.querySelector<HTMLElement>('[part=find]')?.focus(),
    });
  }

  #onFind = () => {
    this.#search.fetch().then(
      (search) => search.open(),
      () => this.#announcer.say(this.#text.term('incomplete')),
    );
  };

  #onReload = () => this.#around.chat()?.reload();
  #onRetryNow = () => this.#around.client()?.retryNow();

  #onJump = () => {
    this.#around.thread.toEnd();
    this.#around.thread.focus(); // the button will be gone
  };
}

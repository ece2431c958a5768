import type { ChatHandle, ChatState } from '@consult/client';
import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { clientContext, selectionContext } from '../shared/client-context.js';
import { emergencyLine } from '../shared/emergency.js';
import { HandleController } from '../shared/handle-controller.js';
import { LaterController } from '../shared/later-controller.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { StoreController } from '../shared/store-controller.js';
import { chatRu } from '../text/chat-ru.js';
import { styles } from './consult-chat.styles.js';
import { ChatLeaveEvent } from './events.js';
import { renderHead } from './frame.js';
import { Thread } from './thread.js';

const words = createWords(chatRu, async () => (await import('../text/chat-en.js')).chatEn);

/**
 * A conversation between a patient and a doctor: what was said, and a box to say more.
 *
 * It fills the height it is given and scrolls inside. While documents can be attached, one that is dropped beside it does
 * nothing, unless the page takes it (`preventDefault`): a browser would open it in place of the page.
 *
 * @tagname consult-chat
 * @slot empty - Shown while nobody has written yet.
 * @fires {EntrySendEvent} consult-entry-send - A message is about to leave; cancel it to keep the text in the box.
 * @fires {EntrySentEvent} consult-entry-sent - The server has it.
 * @fires {EntryRefusedEvent} consult-entry-refused - The server, or a rule, would not take it; the text is kept.
 * @fires {EntryDeletedEvent} consult-entry-deleted - The author has taken a message back.
 * @fires {ChatLeaveEvent} consult-chat-leave - The reader wants back to the list (`with-back`, or a chat that was lost).
 * @fires {FileAttachEvent} consult-file-attach - Documents are about to be attached; cancel it and they are not taken.
 * @fires {FileRefusedEvent} consult-file-refused - The server, or a rule, would not take a document; it stays in the tray with the reason.
 * @fires {ConsentAskEvent} consult-consent-ask - The chat is closed for want of a consent, and the reader wants to give it.
 * @fires {ChatExportedEvent} consult-chat-exported - The reader has got the finished conversation as a file.
 * @csspart head - Who speaks with whom, and the state of the consultation.
 * @csspart title - The first line of the head.
 * @csspart state - The state of the consultation, in words.
 * @csspart presence - Whether the other side is there, in the head.
 * @csspart typing - Who is writing, in its place.
 * @csspart back - The button of `with-back`.
 * @csspart menu - The button of the menu in the head.
 * @csspart menu-items - The menu.
 * @csspart menu-item - One thing it offers.
 * @csspart accesses - The dialog that tells who has looked into the chat.
 * @csspart access - One person's doing on one day.
 * @csspart more-accesses - Reads earlier ones.
 * @csspart accesses-retry - Reads them again after a failure.
 * @csspart accesses-close - Closes it.
 * @csspart export - The dialog in which the finished conversation is taken home.
 * @csspart export-choice - One of its files.
 * @csspart export-close - Closes it.
 * @csspart save - The button at the foot of a finished chat that opens it.
 * @csspart messages - The box in which the messages scroll.
 * @csspart section - A stretch of the messages.
 * @csspart day - The day between two messages.
 * @csspart divider - The line above what is new.
 * @csspart entry - A message, a deleted message or a system note.
 * @csspart entry-own - An own message.
 * @csspart entry-other - A message of somebody else.
 * @csspart entry-pending - An own message the server does not have yet.
 * @csspart system-note - What the system says.
 * @csspart bubble - The ground of a message.
 * @csspart said - The text of a message.
 * @csspart more - The button that shows what can be done with a message.
 * @csspart actions - What can be done with a message.
 * @csspart reply - Begins an answer to a message.
 * @csspart copy - Copies the text of a message.
 * @csspart remove - The button that takes an own message back.
 * @csspart quote - What a message answers.
 * @csspart reply-bar - What the message that is being written answers.
 * @csspart cancel-reply - Makes it answer nothing.
 * @csspart find - The button that opens the search.
 * @csspart search - The search inside the chat.
 * @csspart search-field - Its field.
 * @csspart search-count - Which of how many is shown, or why nothing is.
 * @csspart search-older - Goes to the one found before, further up.
 * @csspart search-newer - Goes to the one found after, further down.
 * @csspart search-close - Closes the search.
 * @csspart hits - The list of what was found.
 * @csspart hit - One message of it.
 * @csspart more-hits - Reads more of it.
 * @csspart confirm - The question it asks first.
 * @csspart retry - Sends a refused message again.
 * @csspart discard - Deletes a refused message and puts its text back into the box.
 * @csspart jump - The button that goes to the end.
 * @csspart connection - What there is to say of the connection.
 * @csspart files - The documents of a message.
 * @csspart file - One of them.
 * @csspart picture - A picture among them.
 * @csspart viewer - The dialog in which a picture is looked at.
 * @csspart viewer-save - Its button that downloads the picture.
 * @csspart viewer-close - Its button that closes it.
 * @csspart viewer-previous - Its button to the picture before.
 * @csspart viewer-next - Its button to the picture after.
 * @csspart composer - The form that writes the next message.
 * @csspart box - The field of the composer.
 * @csspart attach - The button «+».
 * @csspart attach-menu - What it offers.
 * @csspart tray - The documents that go with the next message.
 * @csspart attachment - One of them.
 * @csspart attachment-retry - Uploads a refused one again.
 * @csspart attachment-remove - Takes one away.
 * @csspart attachment-original - Sends a picture as it was chosen.
 * @csspart attachment-refused - One that could not be attached.
 * @csspart drop - Shown while a document is held over the chat.
 * @csspart send - The button of the composer.
 * @csspart problem - Why the message was not taken.
 * @csspart note - Why nobody can write here now.
 * @csspart unsent - What was typed and can no longer be sent.
 * @csspart announcer - What a screen reader is told; nobody sees it.
 * @csspart consent - The button that asks for the consent for want of which the chat is closed.
 * @csspart emergency - The line about emergencies.
 * @csspart notice - What stands in place of the messages where there are none to show.
 * @csspart conclusion - The card of the doctor's conclusion.
 * @csspart conclusion-title - What the card is.
 * @csspart conclusion-date - When the conclusion was given.
 * @csspart conclusion-corrected - Which version it is, and since when.
 * @csspart conclusion-signature - Whose signature it carries, or that it carries none.
 * @csspart conclusion-open - The button that opens a document.
 * @csspart conclusion-save - The button that saves it.
 * @csspart conclusion-earlier - The versions before the one in force.
 * @cssprop [--consult-chat-gap=2px] - Space between two messages of one author.
 * @cssprop [--consult-chat-width=72ch] - The widest a message gets.
 * @cssprop [--consult-accent-tint=#e1ecf5] - The ground of own messages.
 */
export class ConsultChat extends LitElement {
  static override styles = styles;

  /** The conversation to show. The page opens and closes it; without it the element opens the one of `chat-id`. */
  @property({ attribute: false }) chat?: ChatHandle | undefined;

  /** Which conversation of the provider's connection to show; without it, the one selected in the list. */
  @property({ attribute: 'chat-id' }) chatId?: string | undefined;

  /** Hides the composer and takes nothing back, as for an archive. */
  @property({ type: Boolean, reflect: true, attribute: 'read-only' }) readOnly = false;

  /** Shows a button back to the list, for pages of one column. */
  @property({ type: Boolean, reflect: true, attribute: 'with-back' }) withBack = false;

  /** Hides the line about emergencies, for pages that keep it in sight themselves. */
  @property({ type: Boolean, reflect: true, attribute: 'without-emergency' }) withoutEmergency = false;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #selection = new ContextConsumer(this, { context: selectionContext, subscribe: true });
  readonly #text = new LocalizeController(this, words);
  readonly #own = new HandleController(
    this,
    () => {
      const [client, id] = [this.#client.value, this.#wantedId];
      return client && id && !this.chat ? [client, id] : undefined;
    },
    (client, id) => client.chat(id),
  );
  readonly #state = new StoreController(this, () => this.#handle?.state);
  readonly #connection = new StoreController(this, () => this.#client.value?.connection);
  readonly #me = new StoreController(this, () => this.#client.value?.me);
  readonly #hand = new LaterController(
    this,
    () => import('./hand.js'),
    ({ ChatHand }) =>
      new ChatHand(this, {
        text: this.#text,
        thread: this.#thread,
        client: () => this.#client.value,
        chat: () => this.#handle,
        state: () => this.#state.value,
        person: () => this.#person,
        now: () => this.#now,
        isChosen: () => !!(this.#handle || this.#wantedId),
      }),
    () => this.#connection.value?.state,
  );
  readonly #thread: Thread = new Thread(this, {
    text: this.#text,
    chat: () => this.#handle,
    state: () => this.#state.value,
    person: () => this.#person,
    now: () => this.#now,
    readOnly: () => this.readOnly,
    hand: () => this.#hand.value,
  });

  /** The chat as it was when the page was told of it last: what it is told next is the difference. */
  #shown?: { readonly handle: ChatHandle; readonly state: ChatState } | undefined;

  protected override async scheduleUpdate() {
    await this.#text.ready();
    await super.scheduleUpdate();
  }

  protected override updated() {
    const shown = this.#shown;
    const [handle, state, hand] = [this.#handle, this.#state.value, this.#hand.value];
    const same = shown && state && shown.handle === handle;
    if (same && !hand) return; // it will tell
    this.#shown = handle && state && { handle, state };
    if (same) hand!.tell(shown.state, state);
  }

  protected override render() {
    const state = this.#state.value;
    return html`<div class="chat" lang=${this.#text.lang}>
      ${renderHead(this.#text, state, this.#now, this.withBack ? this.#onBack : undefined, this.#hand.value)}
      ${this.#renderBody(state)}
      <div role="status" part="connection" class="connection">${this.#hand.value?.renderConnection()}</div>
      ${this.#renderFoot(state)}
      ${this.withoutEmergency ? nothing : emergencyLine(this.#text.term('emergency'), this.#hand.value?.phone)}
    </div>`;
  }

  #renderBody(state: ChatState | undefined) {
    const hidden = state?.chat?.refusal && state.refusal; // the reason stands in its place
    if (state?.status === 'ready' && !hidden) return this.#thread.render(state);
    return this.#hand.value?.renderInstead(state) ?? html`<div class="loading"></div>`;
  }

  #renderFoot(state: ChatState | undefined) {
    if (this.#hand.lost) return html`<p class="foot" role="alert">${this.#text.term('incomplete')}</p>`;
    if (state?.status !== 'ready' || this.readOnly || state.chat?.refusal) return nothing;
    return this.#hand.value?.renderComposer(state) ?? html`<div class="foot"></div>`;
  }

  get #handle(): ChatHandle | undefined {
    return this.chat ?? this.#own.value;
  }

  get #wantedId(): string | undefined {
    return this.chatId || this.#selection.value?.chatId;
  }

  get #now(): number {
    return this.#client.value?.now() ?? Date.now();
  }

  /** The reader: as the server says, else as the chat's head does, which names everybody but a representative. */
  get #person(): string | undefined {
    const chat = this.#state.value?.chat;
    const known = chat && { patient: chat.patient.id, doctor: chat.doctor.id }[chat.relation as string];
    return this.#me.value?.id ?? known;
  }

  #onBack = () => this.dispatchEvent(new ChatLeaveEvent());
}

declare global {
  interface HTMLElementTagNameMap {
    'consult-chat': ConsultChat;
  }
}

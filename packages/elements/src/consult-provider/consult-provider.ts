import { createClient, type Client } from '@consult/client';
import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { chatsContext, clientContext, langContext, selectionContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { langOf } from '../shared/localize.js';
import { StoreController } from '../shared/store-controller.js';
import { tokens } from '../shared/tokens.styles.js';
import { styles } from './consult-provider.styles.js';
import { RefusedEvent, SignedOutEvent, UnreadChangeEvent, type Refusal } from './events.js';
import { SeatOnPage } from './people-on-page.js';

/**
 * One connection, one person and one language for every tag inside it.
 *
 * Give it `server` and `.getToken` and it connects; or hand in a `.client` that is connected already. Where the server
 * does not let the person in, it says why in words, and the tags inside stay empty.
 *
 * @tagname consult-provider
 * @slot - Whatever shares the connection: the tags of this set, with the page's own markup between them.
 * @fires {SignedOutEvent} consult-signed-out - The person has signed out here; nothing of theirs is kept.
 * @fires {UnreadChangeEvent} consult-unread-change - The number of unread entries in all chats has changed.
 * @fires {RefusedEvent} consult-refused - The person is not let in, and why.
 * @csspart notice - Why the person is not let in.
 * @cssprop [--consult-accent=#1565a8] - Links, the main button, the unread counter.
 * @cssprop [--consult-on-accent=#fff] - Text on the accent.
 * @cssprop [--consult-accent-tint=#e1ecf5] - The ground of what is chosen or one's own.
 * @cssprop [--consult-surface=#fff] - The ground of the elements.
 * @cssprop [--consult-surface-raised=#fff] - The ground of what lies on it: messages, dialogs.
 * @cssprop [--consult-surface-sunken=#f3f6f9] - The ground behind it.
 * @cssprop [--consult-text=#16202a] - Text.
 * @cssprop [--consult-text-muted=#52606d] - Text that can wait.
 * @cssprop [--consult-border=#cfd8e0] - Lines between things.
 * @cssprop [--consult-control-edge=#75828f] - The edge of fields and buttons.
 * @cssprop [--consult-positive=#1b7a35] - What went well.
 * @cssprop [--consult-negative=#c22727] - What did not.
 * @cssprop [--consult-warning=#8a5a00] - What needs care.
 * @cssprop [--consult-font-size=1rem] - Scales the whole set; never under 14 px.
 * @cssprop [--consult-radius=12px] - Corners.
 * @cssprop [--consult-space=4px] - Every distance is a multiple of it.
 */
export class ConsultProvider extends LitElement {
  static override styles = [tokens, styles];

  /** The server's address, e.g. `https://consult.example`. Another address is another connection. */
  @property() server = '';

  /** Gives the portal's access token; asked again when it runs out. The newest function set here is the one asked. */
  @property({ attribute: false }) getToken?: (stale?: string) => Promise<string>;

  /** The chat that is chosen; `<consult-chat-list>` sets it and `<consult-chat>` follows. */
  @property({ attribute: 'chat-id', reflect: true }) chatId?: string | undefined;

  /** The language of every tag inside: `ru` or `en`. */
  @property({ reflect: true, useDefault: true }) override lang = '';

  /** «Госуслуги»: where a person with a simplified account confirms it; http(s) only. */
  @property({ attribute: 'account-help-url' }) accountHelpUrl = '';

  /** «Инструкция по регистрации ЕСИА»: where that person reads how; http(s) only. */
  @property({ attribute: 'account-guide-url' }) accountGuideUrl = '';

  /**
   * The connection: the one handed in, else the one made of `server` and `getToken`; a page that hands one in also
   * closes it.
   */
  get client(): Client | undefined {
    return this.#handed ?? this.#own.value?.client;
  }

  @property({ attribute: false })
  set client(client: Client | undefined) {
    this.#handed = client;
  }

  @state() private _notice?: typeof import('./refusal-notice.js');

  readonly #clientContext = new ContextProvider(this, { context: clientContext });
  readonly #chatsContext = new ContextProvider(this, { context: chatsContext });
  readonly #selectionContext = new ContextProvider(this, { context: selectionContext });
  readonly #langContext = new ContextProvider(this, { context: langContext });
  readonly #seat = new SeatOnPage(this);

  readonly #own = new HandleController(
    this,
    () => (!this.#handed && this.server && this.getToken ? [this.server, this.#attempt] : undefined),
    (server) => this.#connect(server),
  );
  readonly #connection = new StoreController(this, () => this.client?.connection);
  readonly #me = new StoreController(this, () => this.client?.me);
  readonly #chats = new HandleController(
    this,
    () => (this.client && !this.#refusal ? [this.client] : undefined),
    (client) => client.chats(),
  );
  readonly #list = new StoreController(this, () => this.#chats.value?.state);

  #handed?: Client | undefined;
  /** The person has signed out here: nothing is shown until somebody connects anew. */
  #left = false;
  #attempt = 0;
  #toldRefusal?: Refusal | undefined;
  #toldUnread = 0;

  override connectedCallback() {
    this.#publishChoices(); // at once: the tags inside ask as soon as they are connected
    super.connectedCallback();
  }

  /** Signs the person out here: closes everything and deletes what this browser kept of them, in every tab. */
  async signOut(): Promise<void> {
    this.#left = true;
    this.requestUpdate(); // what is on the screen goes first
    await this.client?.signOut();
    this.#seat.leave();
    this.dispatchEvent(new SignedOutEvent());
  }

  /** Connects anew after a refusal or a sign-out; `getToken` is asked again. */
  reconnect(): void {
    this.#left = false;
    this.#attempt++;
    this.#handed?.retryNow();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('server')) this.#left = false;
    this.#publishChoices();
  }

  protected override updated() {
    if (!this.isConnected) return;
    const client = this.#admitted;
    this.#clientContext.setValue(client);
    this.#chatsContext.setValue(client && this.#chats.value);
    this.#tellRefusal();
    this.#tellUnread();
  }

  protected override render() {
    const refusal = this.#refusal;
    if (refusal && !this._notice) void this.#loadNotice();
    const notice = refusal && this._notice?.refusalNotice(refusal, this);
    return html`${notice}<slot></slot>`;
  }

  async #loadNotice() {
    const notice = await import('./refusal-notice.js');
    await notice.prepare(this);
    this._notice = notice;
  }

  get #refusal(): Refusal | undefined {
    if (this.#left) return 'signed-out';
    const connection = this.#connection.value;
    if (connection?.state === 'refused') return connection.problem ?? 'signed-out';
    const me = this.#own.value && this.#me.value;
    return me && !this.#seat.admits(me.id) ? 'another-person' : undefined;
  }

  /** What the tags inside may use. Where the server is shared, nothing until it is known who this is. */
  get #admitted(): Client | undefined {
    const unknown = this.#own.value && !this.#me.value && this.#seat.isShared;
    return unknown || this.#refusal ? undefined : this.client;
  }

  #connect(server: string) {
    const client = createClient({ server, getToken: (stale) => this.getToken!(stale) });
    this.#seat.take(new URL(server, document.baseURI).origin);
    return {
      client,
      close: () => {
        client.close();
        this.#seat.leave();
      },
    };
  }

  #publishChoices() {
    this.#langContext.setValue(langOf(this.lang));
    if (this.#selectionContext.value?.chatId === this.chatId && this.#selectionContext.value) return;
    this.#selectionContext.setValue({
      chatId: this.chatId,
      select: (chatId) => void (this.chatId = chatId),
    });
  }

  #tellRefusal() {
    const refusal = this.#left ? undefined : this.#refusal; // signing out is no refusal
    if (refusal === this.#toldRefusal) return;
    this.#toldRefusal = refusal;
    if (refusal) this.dispatchEvent(new RefusedEvent(refusal));
  }

  #tellUnread() {
    const list = this.#list.value;
    if (list && list.status !== 'ready') return;
    const unread = list?.unread ?? 0;
    if (unread === this.#toldUnread) return;
    this.#toldUnread = unread;
    this.dispatchEvent(new UnreadChangeEvent(unread));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'consult-provider': ConsultProvider;
  }
}

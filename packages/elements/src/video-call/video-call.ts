import type { Client } from '@consult/client';
import type { CallHandle, Calls } from '@consult/client/call';
import { ContextConsumer } from '@lit/context';
import { LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clientContext } from '../shared/client-context.js';
import { HandleController } from '../shared/handle-controller.js';
import { OnDemand } from '../shared/on-demand.js';
import { StoreController } from '../shared/store-controller.js';
import { CallWatch } from './call-watch.js';
import type { CallStage } from './stage.js';
import { styles } from './video-call.styles.js';

/**
 * Shows a video call: who calls and the two answers, then the other person, oneself and what there is to switch; and why
 * it is over. Without a call it takes no room and has loaded next to nothing. One such tag is enough for a page, wherever it
 * stands; moving it within the page keeps the call.
 *
 * @tagname video-call
 * @fires {CallIncomingEvent} consult-call-incoming - Somebody calls.
 * @fires {CallAcceptEvent} consult-call-accept - The call is about to be answered; cancel it to let it ring on.
 * @fires {CallConnectedEvent} consult-call-connected - The two see and hear one another.
 * @fires {CallEndedEvent} consult-call-ended - The call is over here, and why.
 * @fires {CallChatEvent} consult-call-chat - After a call: the person wants to go on in the chat.
 * @fires {CallCheckEvent} consult-call-check - After a call that failed: the person wants camera and line looked at.
 * @csspart incoming - The dialog of a call that comes in.
 * @csspart caller - Who calls.
 * @csspart accept - The green answer.
 * @csspart accept-audio - The answer without the camera.
 * @csspart decline - The red answer.
 * @csspart stage - The window of the call.
 * @csspart status - How the call stands, in words.
 * @csspart quality - How good the line is, in words.
 * @csspart remote - The other person's picture.
 * @csspart without-picture - What stands in its place where there is none.
 * @csspart self - One's own picture.
 * @csspart controls - The row of controls.
 * @csspart control - One of them.
 * @csspart microphone - The control of the microphone.
 * @csspart camera - The control of the camera.
 * @csspart screen - The control of the shared screen; the doctor's alone.
 * @csspart hang-up - The control that ends the call.
 * @csspart move - The handle that moves the small window.
 * @csspart sound - The button that lets a browser play sound that would not.
 * @csspart problem - Why something did not work just now.
 * @csspart ended - What is shown when the call is over.
 * @csspart next - The one thing to do then.
 * @csspart close - The button that takes away what is over.
 * @csspart caption - What the other person has typed last.
 * @csspart tools - The panel of devices, code and text.
 * @csspart device - A choice of a device.
 * @csspart code - The spoken code.
 * @csspart captions - Typed words.
 * @cssprop --consult-call-layer - The `z-index` of the call's window; 1000 by default.
 */
export class VideoCall extends LitElement {
  static override styles = styles;

  /** The calls to show. The page opens and closes them; without them the element opens those of the provider's client. */
  @property({ attribute: false }) calls?: Calls | undefined;

  /** The call's window is small, at the edge of the page, so that the chat can be read. The person may change it. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private _own?: Calls | undefined;

  readonly #client = new ContextConsumer(this, { context: clientContext, subscribe: true });
  readonly #watch = new HandleController(
    this,
    () => {
      const client = this.#client.value;
      return client && !this.calls ? [client] : undefined;
    },
    (client: Client) => {
      const watch = new CallWatch(client, (calls) => (this._own = calls));
      return {
        close: () => {
          watch.close();
          this._own = undefined;
        },
      };
    },
  );
  readonly #current = new StoreController(this, () => this.#calls?.current);
  readonly #stage: OnDemand<CallStage> = new OnDemand(
    async () => {
      const { CallStage } = await import('./stage.js');
      const stage = new CallStage(this, { calls: () => this.#calls, client: () => this.#client.value });
      await stage.ready;
      return stage;
    },
    () => this.requestUpdate(),
  );

  protected override render() {
    const call = this.#current.value;
    return call ? (this.#stage.wanted?.render(call) ?? nothing) : nothing;
  }

  protected override updated() {
    this.#stage.value?.follow(this.#current.value);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stage.value?.putDown();
    // One task later: a tag that is moved within the page goes on.
    setTimeout(() => this.isConnected || this.#stage.value?.leave());
  }

  /** The call that is shown, if there is one. */
  get call(): CallHandle | undefined {
    return this.#current.value;
  }

  get #calls(): Calls | undefined {
    return this.calls ?? (this.#watch.value && this._own);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'video-call': VideoCall;
  }
}

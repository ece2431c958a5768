import type { ChatListHandle } from '@consult/client';
import type { ConsentKind } from '@consult/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatSelectEvent } from '../consult-chat-list/events.js';
import type { ConsentAskEvent } from './events.js';

/** Whom to ask, and for which consent. */
export interface Asked {
  readonly kind: ConsentKind;
  readonly patientId: string | undefined;
}

/**
 * Hears, anywhere inside the dialog's provider, that a consent is asked for: by an element that is closed for want of it,
 * or by the choice of a chat that is.
 */
export class Asks implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #chats: () => ChatListHandle | undefined;
  readonly #onAsked: (asked: Asked) => void;
  #stop?: AbortController;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    chats: () => ChatListHandle | undefined,
    onAsked: (asked: Asked) => void,
  ) {
    this.#host = host;
    this.#chats = chats;
    this.#onAsked = onAsked;
    host.addController(this);
  }

  hostConnected() {
    const { signal } = (this.#stop = new AbortController());
    const provider = providerOf(this.#host);
    provider?.addEventListener('consult-consent-ask', this.#onAsk, { signal });
    provider?.addEventListener('consult-chat-select', this.#onSelect, { signal });
  }

  hostDisconnected() {
    this.#stop?.abort();
  }

  #onAsk = (event: ConsentAskEvent) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.#onAsked(event);
  };

  #onSelect = ({ chatId, defaultPrevented }: ChatSelectEvent) => {
    const chat = this.#chats()?.state.value.chats.find(({ id }) => id === chatId);
    if (chat?.refusal !== 'consent-needed' || defaultPrevented) return;
    this.#onAsked({ kind: 'remote-consultation', patientId: chat.patient.id });
  };
}

/** The provider around an element, as events go: through slots and out of shadows. */
function providerOf(element: Element): HTMLElement | undefined {
  for (let node: Node | null = element; node;) {
    if (node instanceof HTMLElement && node.localName === 'consult-provider') return node;
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null;
    node = slot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  return undefined;
}

import { codeOf, idOf, ID_BYTES, isPassing, type ErrorCode } from '@consult/core';
import type {
  CallView,
  NewSignal,
  SignalAnswer,
  SignalKind,
  SignalsPage,
  SignalView,
} from '@consult/core/wire';
import { createAsker } from '../asker.js';
import type { Client } from '../contracts.js';
import { insist, type Insisting } from './insist.js';
import type { SignalLine } from './contracts.js';

export interface LineDeps extends Insisting {
  readonly client: Pick<Client, 'call'>;
  readonly callId: string;
  readonly device: string;
  /** The newest signal's place when this page sat down: what lies before is not for its new link. */
  readonly from: number;
  /** Each signal of the other side once, in order, the old ones too. */
  readonly onSignal: (signal: SignalView) => void;
  readonly onView: (view: CallView) => void;
  /** The server will have nothing of it. */
  readonly onRefused: (kind: SignalKind | undefined, code: ErrorCode) => void;
}

/** A {@link SignalLine} over the call's log. */
export interface OpenLine extends SignalLine {
  /** The log is this long now, as a hint says. */
  hint(signals: number): void;
  /** Asks whether there is something new. */
  ask(): void;
  close(): void;
}

export function openLine(deps: LineDeps): OpenLine {
  const { client, callId, device, from, onSignal, onView, onRefused } = deps;
  const path = `/v1/calls/${encodeURIComponent(callId)}/signals`;
  const listeners = new Set<(signal: SignalView) => void>();
  /** Of the other side since this page sat down, for who begins to listen later. */
  const heard: SignalView[] = [];
  /** Everything up to here is known. */
  let known = 0;
  let sending = Promise.resolve();

  async function read() {
    let more = true;
    while (more && !deps.signal.aborted) {
      const query = `?after=${known}&device=${encodeURIComponent(device)}`;
      const page = await client.call<SignalsPage>('GET', path + query);
      if (deps.signal.aborted) return;
      page.signals.forEach(take);
      if (!page.more) known = Math.max(known, page.call.signals);
      more = page.more;
      onView(page.call);
    }
  }

  function take(signal: SignalView) {
    known = signal.seq;
    onSignal(signal);
    if (signal.seq <= from) return;
    heard.push(signal);
    for (const listener of [...listeners]) listener(signal);
  }

  async function post(kind: SignalKind, payload: Record<string, unknown>) {
    const key = idOf('entryKey', crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    const signal: NewSignal = { key, device, kind, payload };
    try {
      const { seq } = await insist(() => client.call<SignalAnswer>('POST', path, signal), deps);
      if (seq === known + 1) known = seq; // one's own is nothing to ask for
    } catch (error) {
      if (!deps.signal.aborted) onRefused(kind, codeOf(error));
    }
  }

  const asker = createAsker(deps.tuning, read, (error) => {
    const code = codeOf(error);
    if (!isPassing(code)) onRefused(undefined, code);
  });

  return {
    send(kind, payload) {
      sending = sending.then(() => post(kind, payload));
    },
    listen(listener) {
      const own = (signal: SignalView) => listener(signal);
      heard.forEach(own);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    hint(signals) {
      if (signals > known) void asker.ask();
    },
    ask: () => void asker.ask(),
    close() {
      listeners.clear();
      asker.close();
    },
  };
}

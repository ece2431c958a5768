import type { Identity, Log } from '../deps.js';

/** What a transport says of a request beside the request itself. */
export interface Carried {
  /** The network address it comes from. */
  readonly address?: string;
  /** The body as it comes in: a web stream of it costs more than the disk it is written to. To be read once. */
  readonly body?: () => AsyncIterable<Uint8Array>;
}

/** What the middlewares have put on a request's context. */
export interface Anyone {
  /** Handed in by the transport; absent where there is no network, as in a page. */
  Bindings: Carried | undefined;
  Variables: { requestId: string; log: Log; identity?: Identity };
}

/** The context behind the sign-in middleware. */
export interface SignedIn extends Pick<Anyone, 'Bindings'> {
  Variables: Anyone['Variables'] & { identity: Identity };
}

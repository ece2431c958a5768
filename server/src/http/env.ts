import type { Identity, Log } from '../deps.js';

/** What the middlewares have put on a request's context. */
export interface Anyone {
  /** Handed in by the transport; absent where there is no network, as in a page. */
  Bindings: { readonly address?: string } | undefined;
  Variables: { requestId: string; log: Log; identity?: Identity };
}

/** The context behind the sign-in middleware. */
export interface SignedIn extends Pick<Anyone, 'Bindings'> {
  Variables: Anyone['Variables'] & { identity: Identity };
}

import type { PortalConfig } from './config.js';
import type { Session } from './sessions.js';
import type { TokenDesk } from './token-desk.js';

/** What the portal says to the consultation server from server to server. */
export interface ConsultServer {
  /** Tells that this session is over, so that its open pages close and its tokens are good for nothing. Never throws. */
  tellEnded(session: Session): Promise<void>;
}

interface ConsultServerOptions {
  readonly origin: PortalConfig['consult']['origin'];
  readonly desk: Pick<TokenDesk, 'mintLogout'>;
  readonly fetch?: typeof fetch;
  /** Waits before it is said again, in ms. */
  readonly waits?: readonly number[];
}

/** How long one try may take: nobody who signs out waits for longer. */
const PATIENCE = 2_000;

/** OpenID Connect Back-Channel Logout 1.0. A server that is away is told again; by then the tokens run out by themselves. */
export function openConsultServer({
  origin,
  desk,
  fetch = globalThis.fetch,
  waits = [1_000, 10_000, 60_000],
}: ConsultServerOptions): ConsultServer {
  const tell = async (session: Session): Promise<boolean> => {
    try {
      const answer = await fetch(`${origin}/v1/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: await desk.mintLogout(session) }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  };

  const tellAgain = async (session: Session, [wait, ...rest]: readonly number[]): Promise<void> => {
    if (wait === undefined)
      return console.error('portal: the consultation server was not told of a sign-out');
    await new Promise((resolve) => setTimeout(resolve, wait).unref());
    if (!(await tell(session))) await tellAgain(session, rest);
  };

  return {
    async tellEnded(session) {
      if (!(await tell(session))) void tellAgain(session, waits);
    },
  };
}

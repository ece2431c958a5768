import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PEOPLE } from '../../examples/esia/src/people.js';
import { createEsia } from '../../examples/esia/src/provider.js';
import { createPortal } from '../../examples/portal/src/app.js';
import { openConsultServer } from '../../examples/portal/src/consult-server.js';
import { openEsia } from '../../examples/portal/src/esia.js';
import { createSessions } from '../../examples/portal/src/sessions.js';
import { openTokenDesk, type TokenDesk } from '../../examples/portal/src/token-desk.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const PORTAL = 'http://localhost:3000';
/** Where ESIA finds the portal, which does not listen. */
const TO_PORTAL = '/to-portal/backchannel-logout';

/** The portal as a function of requests, and an ESIA that listens, since the portal asks it for tokens. */
export interface TwoOrigins {
  readonly esia: string;
  readonly desk: TokenDesk;
  /** The folder of the portal's key. */
  readonly data: string;
  /** Moves the portal's clock. */
  passes(ms: number): void;
  request(path: string, init?: RequestInit): Promise<Response>;
  browser(): Browser;
  close(): Promise<void>;
}

/** @param reach - How the portal's server asks the consultation server; default: nobody is there. */
export async function openTwoOrigins(reach: typeof fetch = nobody): Promise<TwoOrigins> {
  const data = await mkdtemp(join(tmpdir(), 'portal-'));
  const client = {
    id: 'portal',
    secret: 'a secret of the test',
    returnUrl: `${PORTAL}/sign-in/return`,
    signedOutUrl: `${PORTAL}/`,
  };

  // The issuer is the address, and the address is known only after listening.
  const { createServer } = await import('node:http');
  const server = createServer((incoming, response) => {
    if (incoming.url !== TO_PORTAL) return void handle(incoming, response);
    void forward(incoming).then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const esia = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = createEsia(
    { origin: esia, client: { ...client, logoutUrl: `${esia}${TO_PORTAL}` } },
    PEOPLE,
    pathToFileURL(join(root, 'examples/esia/public/')),
  );
  const handle = provider.callback();

  let late = 0;
  const now = () => Date.now() + late;
  const config = {
    host: '127.0.0.1',
    port: 3000,
    origin: PORTAL,
    data,
    esia: { origin: esia, clientId: client.id, clientSecret: client.secret },
    consult: { origin: 'http://127.0.0.1:8080', audience: 'consult' },
  };
  const desk = await openTokenDesk({ folder: data, issuer: PORTAL, audience: 'consult', now });
  const app = createPortal({
    config,
    now,
    esia: openEsia(config),
    sessions: createSessions(now),
    desk,
    consult: openConsultServer({ origin: config.consult.origin, desk, fetch: reach, waits: [1] }),
    folders: {
      public: join(root, 'examples/portal/public'),
      page: join(root, 'examples/portal/dist/page'),
      elements: join(root, 'packages/elements/guard'), // the part of the CDN files that needs no build
      plainHtml: join(root, 'examples/plain-html'),
    },
  });
  const request = async (path: string, init?: RequestInit) => app.request(new URL(path, PORTAL).href, init);
  const forward = async (incoming: IncomingMessage) => {
    const headers = { 'Content-Type': incoming.headers['content-type'] ?? '' };
    const answer = await request('/backchannel-logout', {
      method: 'POST',
      headers,
      body: await text(incoming),
    });
    return answer.status;
  };

  return {
    esia,
    desk,
    data,
    request,
    passes: (ms) => void (late += ms),
    browser: () => new Browser(request),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(data, { recursive: true });
    },
  };
}

const nobody: typeof fetch = () => Promise.reject(new TypeError('nobody there'));

/** A browser without a screen: it keeps cookies, which like a real one it sends to every port of a host, and follows redirects by hand. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #portal: TwoOrigins['request'];

  constructor(portal: TwoOrigins['request']) {
    this.#portal = portal;
  }

  /** One request and its answer, redirects not followed. */
  async ask(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, PORTAL);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie && { Cookie: cookie }) };
    const answer =
      url.origin === PORTAL
        ? await this.#portal(`${url.pathname}${url.search}`, { ...init, headers })
        : await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const name = pair.slice(0, pair.indexOf('='));
      const gone = attributes.some(
        (one) => /^max-age=0$/i.test(one) || /^expires=thu, 01 jan 1970/i.test(one),
      );
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(name.length + 1));
    }
    return answer;
  }

  /** Follows redirects until a page comes. */
  async visit(address: string, init?: RequestInit): Promise<Response & { at: string }> {
    let at = new URL(address, PORTAL).href;
    let answer = await this.ask(at, init);
    for (let hops = 0; hops < 10 && answer.headers.has('location'); hops++) {
      at = new URL(answer.headers.get('location')!, at).href;
      answer = await this.ask(at);
    }
    return Object.assign(answer, { at });
  }

  /** Signs in as one of the demo's people and answers the page they land on. */
  async signIn(person: string, to = '/'): Promise<Response & { at: string }> {
    const { at } = await this.visit(`/sign-in?to=${encodeURIComponent(to)}`);
    return this.visit(at, choosing({ person }));
  }
}

/** The form of ESIA's page. */
export const choosing = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** What a page of the portal sends with its own requests. */
export const FROM_THE_PAGE = { Origin: PORTAL, 'Sec-Fetch-Site': 'same-origin', 'X-Portal': 'page' };

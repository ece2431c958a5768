import * as oidc from 'openid-client';
import type { PortalConfig } from './config.js';
import { createReadLogout } from './esia-logout.js';

/** Who signed in, as ESIA tells it. */
export interface Account {
  readonly person: string;
  readonly name: { readonly family: string; readonly given: string; readonly patronymic?: string };
  readonly level: 'simplified' | 'standard' | 'confirmed';
  /** ESIA's proof of this sign-in; it is shown to ESIA again to sign out there. */
  readonly idToken: string;
  /** ESIA's own session, which may end there; `undefined` where it does not tell. */
  readonly esiaSession: string | undefined;
}

/** What the portal remembers between sending somebody to ESIA and seeing them come back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Signing in at ESIA. The only part that changes when the stand-in gives way to the real one. */
export interface Esia {
  begin(): Promise<{ readonly attempt: Attempt; readonly url: URL }>;
  /** Finishes what `begin` began. @throws SignInError */
  finish(query: string, attempt: Attempt): Promise<Account>;
  signOutUrl(idToken: string): Promise<URL>;
  /** Whom a logout token of ESIA's means; `undefined`: it is not to be believed. Each is believed once. */
  readLogout(token: string): Promise<{ readonly person: string; readonly session?: string } | undefined>;
}

/** `cancelled`: the person turned back. `unavailable`: ESIA does not answer. `failed`: the answer is not to be believed. */
export type SignInProblem = 'cancelled' | 'unavailable' | 'failed';

export class SignInError extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

const LEVELS = ['simplified', 'standard', 'confirmed'] as const;

/** Authorization code with PKCE, state and nonce, by OpenID Connect. */
export function openEsia({ origin, esia }: Pick<PortalConfig, 'origin' | 'esia'>): Esia {
  const returnUrl = `${origin}/sign-in/return`;
  const find = discoverer(esia);
  const readLogout = createReadLogout(esia.clientId, find);

  return {
    async begin() {
      const config = await find();
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returnUrl,
        scope: 'openid fullname birthdate',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { attempt, url };
    },

    async finish(query, attempt) {
      const config = await find();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${returnUrl}${query}`), {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        });
        const { sub, sid } = tokens.claims()!;
        const claims = await oidc.fetchUserInfo(config, tokens.access_token, sub);
        return accountOf(claims, tokens.id_token!, sid);
      } catch (cause) {
        const cancelled = cause instanceof oidc.AuthorizationResponseError && cause.error === 'access_denied';
        throw new SignInError(cancelled ? 'cancelled' : 'failed', { cause });
      }
    },

    readLogout,

    async signOutUrl(idToken) {
      return oidc.buildEndSessionUrl(await find(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${origin}/`,
      });
    },
  };
}

/** Reads ESIA's own description at the first use, not at the start: the two may start in any order. */
function discoverer({
  origin,
  clientId,
  clientSecret,
}: PortalConfig['esia']): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.Configuration> | undefined;
  const plain = origin.startsWith('http:'); // the stand-in on this machine
  const discover = () =>
    oidc
      .discovery(
        new URL(origin),
        clientId,
        { id_token_signed_response_alg: 'ES256' },
        oidc.ClientSecretBasic(clientSecret),
        {
          execute: plain ? [oidc.allowInsecureRequests] : [],
          timeout: 10,
        },
      )
      .catch((cause) => {
        found = undefined;
        throw new SignInError('unavailable', { cause });
      });
  return () => (found ??= discover());
}

function accountOf(claims: oidc.UserInfoResponse, idToken: string, sid: unknown): Account {
  const esiaSession = typeof sid === 'string' ? sid : undefined;
  const { sub, family_name: family, given_name: given, middle_name: patronymic } = claims;
  const level = LEVELS.find((known) => known === claims.assurance_level);
  if (!family || !given || !level) throw new SignInError('failed');
  return {
    person: sub,
    name: { family, given, ...(patronymic && { patronymic }) },
    level,
    idToken,
    esiaSession,
  };
}

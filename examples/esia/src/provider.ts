import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import Provider, { type Configuration, type JWK } from 'oidc-provider';
import type { EsiaConfig } from './config.js';
import { ownPages } from './interactions.js';
import { errorPage, signedOutPage, signOutPage } from './pages.js';
import { CLAIMS, claimsOf, type EsiaPerson } from './people.js';

const HOUR = 60 * 60;

/**
 * An OpenID provider that stands in for ESIA: authorization code with PKCE, the claims the portal needs, sign-out
 * asked by the portal, of which the portal is told.  It asks nobody for a consent, since ESIA has the portal's agreement once and for all.
 *
 * Keys and sessions live as long as the process: after a restart everybody signs in anew.
 */
export function createEsia(
  config: Pick<EsiaConfig, 'origin' | 'client'>,
  people: readonly EsiaPerson[],
  publicFolder: URL,
): Provider {
  const provider = new Provider(config.origin, configuration(config, people));
  const policy = contentPolicy(new URL(config.client.returnUrl).origin);
  provider.use(async (ctx, next) => {
    ctx.set('Content-Security-Policy', policy); // the provider adds the hashes of its own scripts to this header
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('X-Content-Type-Options', 'nosniff');
    await next();
  });
  provider.use(ownPages(provider, people, publicFolder));
  return provider;
}

const contentPolicy = (portal: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self' ${portal}`, // Chromium asks this of redirects after a form, too
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

function configuration({ client }: Pick<EsiaConfig, 'client'>, people: readonly EsiaPerson[]): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.returnUrl],
        post_logout_redirect_uris: [client.signedOutUrl],
        backchannel_logout_uri: client.logoutUrl,
        backchannel_logout_session_required: true,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: {
      // A browser sends cookies to every port of a host: these names must not be the portal's.
      names: { session: 'esia_session', interaction: 'esia_interaction', resume: 'esia_resume' },
      keys: [randomBytes(32).toString('base64url')],
    },
    claims: CLAIMS,
    scopes: ['openid'],
    pkce: { required: () => true },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => void (ctx.body = signOutPage(form)),
        postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage()),
      },
    },
    ttl: {
      AccessToken: HOUR / 6,
      AuthorizationCode: 60,
      Grant: 8 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 8 * HOUR,
    },
    // The provider's own refuses addresses of this machine, and the portal of the example is on it. Nobody else is asked.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => {
      const person = people.find((one) => one.id === id);
      return person && { accountId: id, claims: () => claimsOf(person) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const { Grant } = oidc.provider;
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      const known = clientId && oidc.session?.grantIdFor(clientId);
      const grant = (known && (await Grant.find(known))) || new Grant({ accountId, clientId });
      grant.addOIDCScope(String(oidc.params?.scope));
      await grant.save();
      return grant;
    },
    renderError: (ctx, { error }) => {
      ctx.type = 'html';
      ctx.body = errorPage(error);
    },
  };
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key: JsonWebKey = privateKey.export({ format: 'jwk' });
  return { ...key, kid: randomBytes(8).toString('hex'), alg: 'ES256', use: 'sig' };
}

/** What the portal is told by its environment. */
export interface PortalConfig {
  readonly host: string;
  readonly port: number;
  /** The address people know the portal by; also the issuer of its access tokens. */
  readonly origin: string;
  /** Where the portal keeps the key it signs with. */
  readonly data: string;
  readonly esia: { readonly origin: string; readonly clientId: string; readonly clientSecret: string };
  /** The consultation server: an origin of its own, and the name it answers to in tokens. */
  readonly consult: { readonly origin: string; readonly audience: string };
}

/** Reads the environment. @throws Error one sentence that names the variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>): PortalConfig {
  const port = Number(env.PORTAL_PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`PORTAL_PORT must be a port number, not «${env.PORTAL_PORT}»`);
  const clientSecret = env.ESIA_CLIENT_SECRET;
  if (!clientSecret)
    throw new Error('ESIA_CLIENT_SECRET must be set: the secret shared with the sign-in service');
  return {
    host: env.PORTAL_HOST ?? '127.0.0.1',
    port,
    origin: address('PORTAL_ORIGIN', env.PORTAL_ORIGIN ?? `http://localhost:${port}`),
    data: env.PORTAL_DATA ?? '.data/portal',
    esia: {
      origin: address('ESIA_ORIGIN', env.ESIA_ORIGIN ?? 'http://localhost:3001'),
      clientId: env.ESIA_CLIENT_ID ?? 'portal',
      clientSecret,
    },
    consult: {
      origin: address('CONSULT_ORIGIN', env.CONSULT_ORIGIN ?? 'http://127.0.0.1:8080'),
      audience: env.CONSULT_AUDIENCE ?? 'consult',
    },
  };
}

function address(name: string, value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).origin;
  throw new Error(`${name} must be an address like http://localhost:3000, not «${value}»`);
}

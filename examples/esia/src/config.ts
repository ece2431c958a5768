/** What the stand-in is told by its environment. */
export interface EsiaConfig {
  readonly host: string;
  readonly port: number;
  /** The issuer: the address browsers and the portal know it by. */
  readonly origin: string;
  /** The one system that may sign people in here. */
  readonly client: EsiaClient;
}

/** A system registered at ESIA. The addresses are compared exactly. */
export interface EsiaClient {
  readonly id: string;
  readonly secret: string;
  readonly returnUrl: string;
  readonly signedOutUrl: string;
  /** Where it is told that somebody has signed out here. */
  readonly logoutUrl: string;
}

/** Reads the environment. @throws Error one sentence that names the variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>): EsiaConfig {
  const port = Number(env.ESIA_PORT ?? 3001);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`ESIA_PORT must be a port number, not «${env.ESIA_PORT}»`);
  const portal = address('PORTAL_ORIGIN', env.PORTAL_ORIGIN ?? 'http://localhost:3000');
  const secret = env.ESIA_CLIENT_SECRET;
  if (!secret)
    throw new Error('ESIA_CLIENT_SECRET must be set: the secret the portal shares with this provider');
  return {
    host: env.ESIA_HOST ?? '127.0.0.1',
    port,
    origin: address('ESIA_ORIGIN', env.ESIA_ORIGIN ?? `http://localhost:${port}`),
    client: {
      id: env.ESIA_CLIENT_ID ?? 'portal',
      secret,
      returnUrl: `${portal}/sign-in/return`,
      signedOutUrl: `${portal}/`,
      logoutUrl: `${portal}/backchannel-logout`,
    },
  };
}

function address(name: string, value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).origin;
  throw new Error(`${name} must be an address like http://localhost:3000, not «${value}»`);
}

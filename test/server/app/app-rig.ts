import { createApp } from '../../../server/src/app.js';
import type { Deps, Log, LogFields, ServerConfig } from '../../../server/src/deps.js';
import { aHouse, type House, type HouseOptions } from '../../support/house.js';
import { actorOf, type Cast, type PersonKey } from '../../support/people.js';

export const PORTAL = 'https://portal.example';

/** One line of the log. */
export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** How to ask. */
export interface Asking {
  /** Whose token to bring; default: none. */
  readonly as?: PersonKey | Cast;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly address?: string;
}

/** The real app over a furnished database, as the network would call it. */
export interface AppRig {
  readonly house: House;
  readonly app: ReturnType<typeof createApp>;
  readonly deps: Deps;
  readonly log: readonly Logged[];
  ask(method: string, path: string, asking?: Asking): Promise<Response>;
  /** The code of a refusal; the status where there is none. */
  outcome(method: string, path: string, asking?: Asking): Promise<string | number>;
}

export async function anApp(
  config: Partial<ServerConfig> = {},
  changes: Partial<Deps> = {},
  options: Partial<HouseOptions> = {},
): Promise<AppRig> {
  const house = await aHouse({ ...options, config: { origins: [PORTAL], ...config } });
  const lines: Logged[] = [];
  const writing = (level: Logged['level']) => (fields: LogFields, event: string) =>
    void lines.push({ level, event, fields });
  const log: Log = { info: writing('info'), warn: writing('warn'), error: writing('error') };
  const deps: Deps = { ...house.server.deps, log, ...changes };
  const app = createApp(deps);

  const ask: AppRig['ask'] = async (method, path, { as, body, raw, headers = {}, address } = {}) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return app.request(
      path,
      {
        method,
        headers: {
          ...(as && { Authorization: `Bearer ${await house.server.tokenFor(actorOf(as))}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(text !== undefined && { body: text, duplex: 'half' }),
      },
      address === undefined ? undefined : { address },
    );
  };
  return {
    house,
    app,
    deps,
    log: lines,
    ask,
    async outcome(...asking) {
      const answer = await ask(...asking);
      return answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;
    },
  };
}

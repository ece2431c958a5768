import * as v from 'valibot';
import { BaseUrl, whole } from '../config-values.js';
import { BROKER_VARIABLES, brokerLimitsOf, readVariables } from '../config.js';
import { CONFIG_DEFAULTS, TRANSPORT_DEFAULTS, type TransportConfig } from '../config-defaults.js';
import type { ServerConfig } from '../deps.js';
import type { LogLevel } from '../log/log-levels.js';

/** Everything the environment says about a broker that stands alone. */
export interface BrokerInstallation {
  /** What the server tells pages: the same there and here. */
  readonly url: URL;
  readonly secretFile: string;
  readonly origins: readonly string[];
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly proxies: readonly string[];
  readonly log: LogLevel;
  readonly beatMs: number;
  readonly limits: ServerConfig['limits'];
  readonly transport: TransportConfig;
}

const Variables = v.object({
  ...BROKER_VARIABLES,
  CONSULT_PORT: v.optional(whole(0, 65_535), '8081'),
  CONSULT_BROKER_URL: BaseUrl,
  CONSULT_BROKER_SECRET_FILE: v.pipe(v.string(), v.nonEmpty()),
});

/** Reads it from environment variables. @throws StartError naming the first variable that is missing or broken. */
export function readBrokerInstallation(
  environment: Readonly<Record<string, string | undefined>>,
): BrokerInstallation {
  const e = readVariables(Variables, environment);
  return {
    url: e.CONSULT_BROKER_URL,
    secretFile: e.CONSULT_BROKER_SECRET_FILE,
    origins: e.CONSULT_ORIGINS,
    host: e.CONSULT_HOST,
    port: e.CONSULT_PORT,
    proxies: e.CONSULT_PROXIES ?? [],
    log: e.CONSULT_LOG,
    beatMs: e.CONSULT_BEAT_MS,
    limits: { ...CONFIG_DEFAULTS.limits, 'requests-per-address': e.CONSULT_REQUESTS_PER_ADDRESS },
    transport: {
      ...TRANSPORT_DEFAULTS,
      ...brokerLimitsOf(e),
      headerBytes: e.CONSULT_HEADER_BYTES,
      headersMs: e.CONSULT_HEADERS_MS,
      requestMs: e.CONSULT_REQUEST_MS,
      deadMs: e.CONSULT_DEAD_MS,
      bufferBytes: e.CONSULT_BUFFER_BYTES,
      drainMs: e.CONSULT_DRAIN_MS,
    },
  };
}

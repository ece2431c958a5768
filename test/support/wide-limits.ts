import { CONFIG_DEFAULTS } from '../../server/src/config-defaults.js';
import type { ServerConfig } from '../../server/src/deps.js';

const WIDE = { uses: 1_000_000, windowMs: 1_000 };

/** As wide that no test meets a limit by accident. */
export const WIDE_LIMITS = Object.fromEntries(
  Object.keys(CONFIG_DEFAULTS.limits).map((rule) => [rule, WIDE]),
) as ServerConfig['limits'];

import { type DestinationStream, pino } from 'pino';
import type { Log, LogFields } from '../deps.js';
import type { LogLevel } from './log-levels.js';

const FIELDS: Readonly<Record<keyof LogFields, true>> = {
  requestId: true,
  method: true,
  route: true,
  status: true,
  ms: true,
  code: true,
  name: true,
  person: true,
  chat: true,
  call: true,
  delivery: true,
  count: true,
  hash: true,
  address: true,
};
const NAMES = Object.keys(FIELDS) as (keyof LogFields)[];

/** One line of JSON per event. Only the fields of `LogFields` get through, whatever else an object carries. */
export function createPinoLog(level: LogLevel, destination?: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    info: (fields, event) => logger.info(only(fields), event),
    warn: (fields, event) => logger.warn(only(fields), event),
    error: (fields, event) => logger.error(only(fields), event),
  };
}

function only(fields: LogFields) {
  const known: Record<string, string | number> = {};
  for (const name of NAMES) {
    const value = fields[name];
    if (typeof value === 'string' || typeof value === 'number') known[name] = value;
  }
  return known;
}

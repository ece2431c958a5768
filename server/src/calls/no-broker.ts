import { ConsultError } from '@consult/core';
import type { BrokerPort } from './broker-port.js';

/** Where there is no broker, as in a page: calls cannot connect, everything else about them works. */
export const noBroker: BrokerPort = {
  address: 'https://consult.invalid/v1/broker/',
  issue() {
    throw new ConsultError('unavailable');
  },
  end: () => undefined,
};
